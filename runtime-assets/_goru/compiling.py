"""Compiles a run: its statements, and its trailing expression apart so that its value is known.

The obvious way goes through `ast`, which costs three times the compile time and, on the first run,
tens of milliseconds for code that nothing else needs. Splitting the text is as exact: if everything
before the last unindented line compiles as a program and the rest compiles as an expression, then
the program *is* the one followed by the other.
"""

from __future__ import annotations

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

ONLY_AST = 0x400
ALLOW_TOP_LEVEL_AWAIT = 0x2000

_STATEMENTS = (
    'for ', 'while ', 'if ', 'def ', 'class ', 'with ', 'try:', 'async ', 'import ', 'from ',
    'del ', 'raise ', 'assert ', 'pass', 'elif ', 'else:', 'except', 'finally:',
)  # fmt: skip


def compile_program(source: str, name: str) -> list[CodeType]:
    """The statements, then the trailing expression if there is one."""
    start = _last_unindented(source)
    tail = source[start:]
    if tail.startswith(_STATEMENTS) and ';' not in tail:
        return [_compile(source, name)]
    if not tail.startswith(_STATEMENTS) and not _looks_like_assignment(tail):
        try:
            lines_before = source.count('\n', 0, start)
            value = _compile('\n' * lines_before + tail, name, 'eval')
            return [_compile(source[:start], name), value]
        except SyntaxError:
            pass  # Ends otherwise, or is wrong; what follows finds out and reports it.
    statements = _compile(source, name)
    return _split_tree(source, name) or [statements]


def _compile(source: Any, name: str, mode: str = 'exec') -> CodeType:
    return compile(source, name, mode, ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _last_unindented(source: str) -> int:
    """Where the last line starts that could begin a statement (no comment, no closing bracket)."""
    end = len(source)
    while end > 0:
        start = source.rfind('\n', 0, end - 1) + 1
        if source[start] not in ' \t\f\r\n#)]}':
            return start
        end = start
    return 0


def _looks_like_assignment(tail: str) -> bool:
    target, equals, rest = tail.partition('=')
    return bool(equals) and rest[:1] != '=' and target[-1:] not in '!<>:' and '(' not in target


def _split_tree(source: str, name: str) -> list[CodeType] | None:
    import _ast
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter('ignore')  # The whole text was compiled already and gave them.
        flags = ONLY_AST | ALLOW_TOP_LEVEL_AWAIT
        tree = compile(source, name, 'exec', flags, dont_inherit=True)
        if not tree.body or not isinstance(tree.body[-1], _ast.Expr):
            return None
        value = _ast.Expression(tree.body.pop().value)
        return [_compile(tree, name), _compile(value, name, 'eval')]
