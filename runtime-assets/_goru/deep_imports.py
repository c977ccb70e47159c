"""Imports of modules that cannot be compiled where they are imported.

The compiler walks an expression by calling itself, and every import within an import has used up
some of the stack that is left for that. A long formula in the depths of a package (sympy has one)
is then too much, though the same file compiles at the program's own level. So that is where it is
compiled: the outermost import is begun anew, and finds the code ready.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import SourceFileLoader

# Ours: a program may put something else into `builtins`, and `except` looks the name up.
from builtins import RecursionError  # noqa: A004

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from types import CodeType, FunctionType
    from typing import Any

_compile_plainly: Any = SourceFileLoader.source_to_code
_execute_plainly: Any = SourceFileLoader.exec_module

_is_importing = False
#: By path; what the outermost import has compiled so far.
_codes: dict[str, CodeType] = {}
_too_deep: list[tuple[Any, bytes, str]] = []


def install() -> None:
    loader: Any = SourceFileLoader
    loader.source_to_code = _hidden(source_to_code)
    loader.exec_module = _hidden(exec_module)


def source_to_code(loader: Any, data: Any, path: Any, **options: Any) -> CodeType:
    """Return the code object compiled from source."""
    if not _is_importing:
        return _compile_plainly(loader, data, path, **options)
    code = _codes.get(path)
    if code is None:
        try:
            code = _codes[path] = _compile_plainly(loader, data, path, **options)
        except RecursionError:
            _too_deep.append((loader, data, path))
            raise
    return code


def exec_module(loader: Any, module: Any) -> None:
    """Execute the module."""
    global _is_importing
    if _is_importing:
        return _execute_plainly(loader, module)
    modules = set(sys.modules)
    contents: dict[str, Any] = module.__dict__
    at_start = dict(contents)
    _is_importing = True
    try:
        while True:
            try:
                return _execute_plainly(loader, module)
            except RecursionError:
                if not _too_deep:
                    raise
                _compile_here()
                _forget_parts(module.__name__, modules)
                contents.clear()
                contents.update(at_start)
    finally:
        _is_importing = False
        _codes.clear()
        _too_deep.clear()


def _compile_here() -> None:
    loader, data, path = _too_deep.pop()
    _too_deep.clear()
    _codes[path] = _compile_plainly(loader, data, path)


def _forget_parts(name: str, known: set[str]) -> None:
    """Takes away the modules, loaded since, of packages that are to be imported once more."""
    package = name.partition('.')[0]
    for new in set(sys.modules) - known - {name}:
        top = new.partition('.')[0]
        if top == package or top not in sys.modules:
            del sys.modules[new]


def _hidden(function: FunctionType) -> FunctionType:
    """Python leaves the frames of its importing code out of tracebacks, and so these."""
    function.__code__ = function.__code__.replace(
        co_filename='<frozen importlib._bootstrap_external>'
    )
    return function
