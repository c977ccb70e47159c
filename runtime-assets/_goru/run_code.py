"""Runs source texts in the session's persistent `__main__`."""

from __future__ import annotations

import builtins
import sys
from _contextvars import copy_context

# Bound here: while a program runs, the names in `builtins` are what the program made of them.
from builtins import eval, repr  # noqa: A004
from sys import getrefcount

from _goru.compiling import compile_program

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

    from _goru.source_names import SourceName, SourceTexts

    Bundle = dict[str, str]

#: By which objects say that they have more to show than their `repr`.
RICH_METHODS = (
    '_repr_html_', '_repr_markdown_', '_repr_svg_', '_repr_png_', '_repr_jpeg_',
    '_repr_mimebundle_',
)  # fmt: skip
CO_COROUTINE = 0x80  # As in `inspect`: the code has a top-level await.
ONLY_HERE = 2  # What `getrefcount` says of a local variable's value that nothing else refers to.


class Program:
    """The namespace that lives as long as the session, and what is done in it."""

    def __init__(self, texts: SourceTexts, module_name: str = '__main__') -> None:
        self._texts = texts
        self._module_name = module_name
        # One context for all runs: a context variable set in one is seen by the next, also when
        # one of them awaits (a task runs in the very context that it is given).
        self._context = copy_context()
        self._module = type(sys)(module_name)
        #: What was bound before the current run. The ids only: it must be free to let go of values.
        self._names_before: dict[str, int] = {}

    def name_source(self, source: str, filename: str, code: str | None = None) -> SourceName:
        return self._texts.add(filename, source.removeprefix('\ufeff'), code)

    @property
    def module(self) -> Any:
        return self._module

    @property
    def namespace(self) -> dict[str, Any]:
        return self._module.__dict__

    def prepare(
        self, name: SourceName, *, is_entry: bool = False, args: list[str] | None = None
    ) -> list[CodeType]:
        """Compiles the text, and lays out what a script finds when it starts."""
        sys.modules[self._module_name] = self._module
        sys.argv = [str(name), *(args or ())]
        self._module.__dict__.update(
            __name__=self._module_name,
            __file__=str(name),
            __builtins__=builtins,
            __loader__=self._texts,  # `inspect` wants one.
        )
        self._names_before = {key: id(value) for key, value in self._module.__dict__.items()}
        if is_entry:
            from _goru.prompt import compile_entry

            return compile_entry(name.source, name)
        if name.code[:1].isspace() and name.code is not name.source:
            from _goru.parts import compile_part

            return compile_part(name.code, name)
        try:
            return compile_program(name.code, name)
        except SyntaxError:
            if 'pip' not in name.code:
                raise
        from _goru.pip_lines import compile_with_pip

        return compile_with_pip(name.code, name)

    def run(self, parts: list[CodeType]) -> tuple[str | None, Bundle | None]:
        """Runs the parts in order; the value is the last one's repr, None for None.

        With it comes what the page can show instead, if the value has such forms. Raises whatever
        the program raised.
        """
        value = None
        for part in parts:
            if part.co_flags & CO_COROUTINE:
                value = self._run_in_loop(parts)
                break
        else:
            for part in parts:
                value = self._context.run(eval, part, self._module.__dict__)
        if value is None:
            return None, None
        text = self._context.run(repr, value)
        if type(value) is CoroutineType:
            # As `_` it would live on, and be reported as never awaited by some later program.
            if value.cr_frame is not None and getrefcount(value) == ONLY_HERE:
                _warn_never_awaited(value, parts[-1])
        else:
            builtins.__dict__['_'] = value
        return text, self._rich_forms(value, text)

    def run_apart(self, parts: list[CodeType], names: dict[str, object]) -> None:
        """Runs parts with other names, in the context of this program's runs."""
        for part in parts:
            if part.co_flags & CO_COROUTINE:
                self._run_in_loop([part], names)
            else:
                self._context.run(eval, part, names)

    def _rich_forms(self, value: object, text: str) -> Bundle | None:
        # Asked of the classes alone: a `__getattr__` has an answer to everything.
        if not any(name in base.__dict__ for base in type(value).__mro__ for name in RICH_METHODS):
            return None
        from goru._mime_bundle import bundle_of_value

        return self._context.run(bundle_of_value, value, text)

    def call(self, function: Callable[[], object]) -> None:
        """Calls a function of the program's."""
        self._context.run(function)

    def forget_new_names(self) -> list[str]:
        """Deletes the variables that the current run bound; their names.

        Functions, classes and modules stay: they are small, and more use than harm.
        """
        namespace = self._module.__dict__
        before = self._names_before
        names = [
            key
            for key, value in namespace.items()
            if before.get(key) != id(value) and not _is_definition(value)
        ]
        for name in names:
            del namespace[name]
        return [name for name in names if type(name) is str]

    def _run_in_loop(self, parts: list[CodeType], names: dict[str, object] | None = None) -> object:
        from _goru.top_level_await import run_top_level

        namespace = self._module.__dict__ if names is None else names
        return run_top_level(_await_parts(parts, namespace), self._context)


def _is_definition(value: object) -> bool:
    kind = type(value)
    return issubclass(kind, type) or kind is type(sys) or kind is type(_is_definition)


def _warn_never_awaited(coroutine: Any, code: CodeType) -> None:
    """What Python itself says when it collects one, at the line that made it."""
    import warnings

    coroutine.close()
    message = f'coroutine {coroutine.__qualname__!r} was never awaited'
    line = max((number for *_, number in code.co_lines() if number is not None), default=1)
    warnings.warn_explicit(message, RuntimeWarning, code.co_filename, line)


async def _await_parts(parts: list[CodeType], namespace: dict[str, object]) -> object:
    value = None
    for part in parts:
        value = eval(part, namespace)
        if part.co_flags & CO_COROUTINE:
            value = await value
    return value


_example = _await_parts([], {})
CoroutineType = type(_example)  # Importing `types` costs too much at boot.
_example.close()
