"""Reads the checks that a program carries, and compiles them so that a failed one can be explained.

    # goru: check "area multiplies"
    assert area(2, 3) == 6

From the first such line on a text is checks. A file `check_*.py` beside the program holds more of
them; what stands there before the first mark is run before each. Without any mark the whole file is
one check.
"""

from __future__ import annotations

import ast
import re

from _goru.source_names import CHECK_MARK, SourceName

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

_MARK = re.compile(rf'^{CHECK_MARK}\b[ \t]*(.*?)[ \t]*$', re.MULTILINE)
_OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: '==', ast.NotEq: '!=', ast.Lt: '<', ast.LtE: '<=', ast.Gt: '>', ast.GtE: '>=',
    ast.In: 'in', ast.NotIn: 'not in', ast.Is: 'is', ast.IsNot: 'is not',
}  # fmt: skip
COMPARE = '__goru_compare__'
TRUTH = '__goru_truth__'


class CheckBlock:
    """One check: its name, where it is, and its code with blanks for everything else."""

    def __init__(self, title: str, file: SourceName, line: int, start: int, end: int) -> None:
        self.title = title
        self.file = file
        self.line = line
        self._start = start
        self._end = end

    def compile(self) -> CodeType:
        source = self.file.source
        before = source[: self._start].count('\n')
        return compile_check('\n' * before + source[self._start : self._end], self.file)


def read_checks(file: SourceName) -> list[CheckBlock]:
    source = file.source
    marks = list(_MARK.finditer(source))
    blocks: list[CheckBlock] = []
    ends = [mark.start() for mark in marks[1:]] + [len(source)]
    for mark, end in zip(marks, ends, strict=False):
        line = source.count('\n', 0, mark.start()) + 1
        title = mark[1].strip().strip('"\'') or f'line {line}'
        blocks.append(CheckBlock(title, file, line, mark.end(), end))
    return blocks


def read_check_file(file: SourceName) -> list[CheckBlock]:
    """Of a file that is nothing but checks."""
    if blocks := read_checks(file):
        return blocks
    title = file.rpartition('/')[2].removesuffix('.py').removeprefix('check_').replace('_', ' ')
    return [CheckBlock(title, file, 1, 0, len(file.source))]


def compile_check(code: str, name: str) -> CodeType:
    tree = ast.parse(code, name)
    tree = ast.fix_missing_locations(_ExplainAsserts(code).visit(tree))
    return compile(tree, name, 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


class _ExplainAsserts(ast.NodeTransformer):
    """`assert a == b, note` becomes a call with both values and their texts."""

    def __init__(self, code: str) -> None:
        self._code = code

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        test = node.test
        arguments: list[ast.expr]
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            actual, expected = test.left, test.comparators[0]
            operator = _OPERATORS[type(test.ops[0])]
            # `6 == area(2, 3)` says the same, the other way round. And what `in` looks at is the
            # container.
            is_turned = operator == '==' and _is_literal(actual) and not _is_literal(expected)
            if is_turned or operator in ('in', 'not in'):
                actual, expected = expected, actual
            texts = [self._text(actual), operator]
            arguments = [actual, *map(ast.Constant, texts), expected]
            function = COMPARE
        else:
            arguments = [test, ast.Constant(self._text(test))]
            function = TRUTH
        arguments += [ast.Constant(node.lineno), self._note(node.msg)]
        call = ast.Call(ast.Name(function, ast.Load()), arguments, [])
        return ast.copy_location(ast.Expr(call), node)

    def _text(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._code, node) or ast.unparse(node)

    def _note(self, message: ast.expr | None) -> ast.expr:
        """Evaluated only where the check fails, as in any `assert`."""
        nothing = ast.arguments([], [], None, [], [], None, [])
        return ast.Lambda(nothing, message or ast.Constant(None))


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return False
    return True
