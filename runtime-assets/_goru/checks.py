"""Runs the checks that a program carries. Imported for the first of them.

They see the names that the program has left, what it printed (`output`), its text (`source`), and
`run(stdin=…)`, which runs it again apart from the session. Whatever they change is put back.
"""

from __future__ import annotations

import operator
import os
import sys

from _goru.captured import capture
from _goru.check_blocks import COMPARE, TRUTH, read_check_file, read_checks
from _goru.kept_names import KeptNames
from _goru.reports import clip
from _goru.run_code import Program
from _goru.source_names import SourceName, program_of
from _goru.tracebacks import place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from _goru.check_blocks import CheckBlock
    from _goru.reports import Fields, Tell
    from _goru.source_names import SourceTexts

MIME_TYPE = 'application/vnd.goru.checks+json'
VALUE_CHARACTERS = 300
TEXT_CHARACTERS = 5_000
OUTPUT_CHARACTERS = 1_000_000

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    '==': operator.eq, '!=': operator.ne, '<': operator.lt, '<=': operator.le,
    '>': operator.gt, '>=': operator.ge, 'is': operator.is_, 'is not': operator.is_not,
    'in': lambda a, b: b in a, 'not in': lambda a, b: b not in a,
}  # fmt: skip


class CheckFailedError(AssertionError):
    def __init__(self, line: int, note: object, **facts: object) -> None:
        super().__init__(note)
        self.outcome: Fields = {'line': line, 'note': _note(note), **facts}


class FinishedRun:
    """What `run()` answers: what the program printed, and the names that it left."""

    def __init__(self, output: str, names: dict[str, Any]) -> None:
        self.output = output
        self.names = names

    def __repr__(self) -> str:
        return f'<a run that printed {clip(repr(self.output), VALUE_CHARACTERS)}>'


def run_checks(
    name: SourceName, output: str, folder: str, program: Program, texts: SourceTexts, tell: Tell
) -> tuple[None, None]:
    """Tells `{'kind': 'start', 'checks'}`, then `{'kind': 'end', 'index', …}` for each."""
    blocks, broken = _find_blocks(name, folder)
    described = [
        {'title': block.title, 'file': str(block.file), 'line': block.line} for block in blocks
    ]
    tell(MIME_TYPE, {'kind': 'start', 'checks': described + [item['check'] for item in broken]})
    hook = sys.breakpointhook
    sys.breakpointhook = lambda *_, **__: None  # Nobody is asked while checks run.
    runner = CheckRunner(name, output, program, texts)
    try:
        for index, block in enumerate(blocks):
            end = {'kind': 'end', 'index': index}
            try:
                tell(MIME_TYPE, {**end, **runner.run(block)})
            except KeyboardInterrupt:
                # Stop, or the time limit: what comes after it is not run.
                tell(MIME_TYPE, {**end, 'status': 'timeout'})
                raise
        for index, item in enumerate(broken, len(blocks)):
            tell(MIME_TYPE, {'kind': 'end', 'index': index, **item['outcome']})
    finally:
        sys.breakpointhook = hook
    return None, None


def _find_blocks(name: SourceName, folder: str) -> tuple[list[CheckBlock], list[Fields]]:
    blocks = read_checks(name)
    broken: list[Fields] = []
    for file in sorted(os.listdir(folder)):
        if not (file.startswith('check_') and file.endswith('.py')):
            continue
        try:
            with open(f'{folder}/{file}', encoding='utf-8') as content:
                blocks += read_check_file(SourceName(file, content.read()))
        except (OSError, UnicodeError) as error:
            check = {'title': file, 'file': file, 'line': 1}
            broken.append({'check': check, 'outcome': _error_outcome(error)})
    return blocks, broken


class CheckRunner:
    def __init__(self, name: SourceName, output: str, program: Program, texts: SourceTexts) -> None:
        self._name = name
        self._output = output
        self._program = program
        self._texts = texts

    def run(self, block: CheckBlock) -> Fields:
        kept = KeptNames(self._program.namespace)
        modules, arguments = sys.modules.get('__main__'), sys.argv
        end_capture = capture(OUTPUT_CHARACTERS)
        try:
            return self._run(block)
        finally:
            end_capture()
            kept.restore()
            sys.argv = arguments
            if modules is not None:
                sys.modules['__main__'] = modules

    def _run(self, block: CheckBlock) -> Fields:
        names: dict[str, object] = {
            **self._program.namespace,
            'output': self._output,
            'run': self.run_again,
        }
        names.update({'source': self._name.code, COMPARE: _compare, TRUTH: _require})
        try:
            is_after_prelude = block.file is not self._name and block.line > 1
            prelude = program_of(block.file.source) if is_after_prelude else ''
            codes = [compile(prelude, block.file, 'exec', dont_inherit=True), block.compile()]
            self._program.run_apart(codes, names)
        except CheckFailedError as failure:
            return {'status': 'failed', **failure.outcome}
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return _error_outcome(error)
        return {'status': 'passed'}

    def run_again(self, stdin: str | Iterable[str] = '') -> FinishedRun:
        """Runs the program in names of its own; `stdin` is what `input()` gets, line by line."""
        given = stdin if isinstance(stdin, str) else ''.join(f'{line}\n' for line in stdin)
        again = Program(self._texts)
        end_capture = capture(OUTPUT_CHARACTERS, given)
        try:
            # A name of its own: the text that tracebacks show must stay the learner's.
            name = SourceName(str(self._name), self._name.source, self._name.code)
            again.run(again.prepare(name))
        except SystemExit:
            pass
        finally:
            output = end_capture()
        return FinishedRun(output, again.namespace)


def _compare(
    actual: Any, text: str, sign: str, expected: Any, line: int, note: Callable[[], object]
) -> None:
    if not _COMPARE[sign](actual, expected):
        facts = {'actual': _short(actual), 'operator': sign, 'expected': _short(expected)}
        raise CheckFailedError(line, note(), expression=text, **facts)


def _require(value: Any, text: str, line: int, note: Callable[[], object]) -> None:
    if not value:
        raise CheckFailedError(line, note(), expression=text, actual=_short(value))


def _error_outcome(error: BaseException) -> Fields:
    """The program, or the check itself, has raised something."""
    file, line = place_of(error)
    if isinstance(error, SyntaxError):
        file, line = error.filename, error.lineno
    text = clip(f'{type(error).__name__}: {error}'.removesuffix(': '), TEXT_CHARACTERS)
    return {'status': 'error', 'message': text, 'file': file and str(file), 'line': line}


def _short(value: object) -> str:
    try:
        return clip(repr(value), VALUE_CHARACTERS)
    except Exception:
        return f'<{type(value).__name__}>'


def _note(note: object) -> str | None:
    return None if note is None else clip(str(note), TEXT_CHARACTERS)
