"""What an entry of the console is, beyond a program. Imported for the first of them."""

from __future__ import annotations

import re
import warnings

from _goru.compiling import ALLOW_TOP_LEVEL_AWAIT, compile_program
from _goru.pip_lines import compile_with_pip
from _goru.reports import clip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

#: `name?` and `?name`, as in IPython.
_HELP = re.compile(r'\s*(?:\?\s*([\w.]+)|([\w.]+)\s*\?)\s*')
_PIP = re.compile(r'\s*[%!]pip\b')
_BLANK_END = re.compile(r'\n[ \t]+\Z')
VALUE_SHOWN = 500


def compile_entry(source: str, name: str) -> list[CodeType]:
    """As `compile_program`, with `name?`; a lone compound statement shows its values one by one."""
    if asked := _HELP.fullmatch(source):
        describe = (
            f"__import__('_goru.prompt', fromlist=['describe']).describe({asked[1] or asked[2]})"
        )
        return compile_program(describe, name)
    try:
        parts = compile_program(source, name)
    except SyntaxError:
        if not _PIP.search(source):
            raise
        return compile_with_pip(source, name)
    if len(parts) == 2:
        return parts
    try:
        with warnings.catch_warnings(action='ignore'):  # Compiled already, with its warnings.
            flags = ALLOW_TOP_LEVEL_AWAIT
            return [compile(source + '\n', name, 'single', flags, dont_inherit=True)]
    except SyntaxError:
        return parts  # Several statements.


def is_complete(source: str) -> bool:
    """Whether Enter ends the entry; it does for what is no Python at all, too."""
    from codeop import CommandCompiler

    if _HELP.fullmatch(source) or _PIP.match(source):
        return True
    source = _BLANK_END.sub('\n', source)  # An indented empty line is an empty line.
    compiler: Any = CommandCompiler()
    compiler.compiler.flags |= ALLOW_TOP_LEVEL_AWAIT
    for symbol in ('single', 'exec'):  # Pasted: several statements, of which the last may go on.
        try:
            if compiler(source, '<console>', symbol) is None:
                return False
        except (SyntaxError, ValueError, OverflowError):
            continue
        return symbol == 'single' or not source.rpartition('\n')[2].startswith((' ', '\t'))
    return True


def describe(value: Any) -> None:
    """Prints what `name?` answers."""
    import inspect

    try:
        print(f'{value.__name__}{inspect.signature(value)}')
    except (AttributeError, TypeError, ValueError):
        name = value.__name__ if inspect.ismodule(value) else type(value).__name__
        print(name if inspect.ismodule(value) else f'{name}: {clip(repr(value), VALUE_SHOWN)}')
    text = inspect.getdoc(value)
    print(f'\n{text}' if text else '\nIt has no documentation.')
