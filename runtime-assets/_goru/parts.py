"""Compiles a part of a text, which stands where it stands in the whole. Imported for the first."""

from __future__ import annotations

import _ast

from _goru.compiling import ALLOW_TOP_LEVEL_AWAIT, ONLY_AST, compile_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any


def compile_part(code: str, name: str) -> list[CodeType]:
    """As `compile_program`. A part that is indented, the body of a loop, say, is run as it is."""
    start = len(code) - len(code.lstrip())
    line_start = code.rfind('\n', 0, start) + 1
    if line_start == start:
        return compile_program(code, name)
    try:
        # An expression within a line. In brackets, because nothing may be indented.
        return [_compile(f'{code[: start - 1]}({code[start:]}\n)'.lstrip(' \t'), name, 'eval')]
    except SyntaxError:
        pass
    if line_start == 0:
        return compile_program(code, name)  # An indented first line: the error is the program's.
    flags = ONLY_AST | ALLOW_TOP_LEVEL_AWAIT
    block = '\n' * (code.count('\n', 0, line_start) - 1) + 'if 1:\n' + code[line_start:]
    tree: Any = compile(block, name, 'exec', flags, dont_inherit=True)
    tree.body[:1] = tree.body[0].body
    if not isinstance(tree.body[-1], _ast.Expr):
        return [_compile(tree, name, 'exec')]
    value = _ast.Expression(tree.body.pop().value)
    return [_compile(tree, name, 'exec'), _compile(value, name, 'eval')]


def _compile(source: Any, name: str, mode: str) -> CodeType:
    return compile(source, name, mode, ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
