"""Runs the unit tests and doctests of a program's files. Imported for the first run of tests.

What happens is told at once, test by test: a test that never ends must not take with it what the
others have shown.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import re
import sys
import unittest
from time import perf_counter

from _goru.captured import capture
from _goru.reports import clip
from _goru.run_code import Program
from _goru.tracebacks import drop_leading_frames, format_error, place_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType
    from typing import Any

    from _goru.reports import Fields, Tell
    from _goru.source_names import SourceName, SourceTexts

MIME_TYPE = 'application/vnd.goru.tests+json'
TEXT_CHARACTERS = 20_000
FILES_MAX = 200
_HAS_TESTS = re.compile(r'\bTestCase\b|^\s*>>> |^def test_', re.MULTILINE)
_DOCTEST_LINE = re.compile(r'^File "[^"]*", line (\d+), in ', re.MULTILINE)


def run_tests(name: SourceName, folder: str, texts: SourceTexts, tell: Tell) -> tuple[None, None]:
    """Tells `{'kind': 'start', 'tests'}`, then `{'kind': 'end', 'id', …}` for each test."""
    results = Results(tell)
    stem = name.rpartition('/')[2].removesuffix('.py')
    before = sys.modules.get(stem)
    try:
        tests = [*_tests_of_files(name, stem, folder, texts, results)]
        results.start(tests)
        for test in tests:
            test.run(results)
    finally:
        sys.modules.pop(stem, None)
        if before is not None:
            sys.modules[stem] = before
    return None, None


def _tests_of_files(
    name: SourceName, stem: str, folder: str, texts: SourceTexts, results: Results
) -> Iterator[unittest.TestCase]:
    if _HAS_TESTS.search(name.code):
        program = Program(texts, stem)  # Not `__main__`: `if __name__ == …` is for runs.
        program.run(program.prepare(name))
        yield from _tests_of(program.module)
    for path, module_name in _other_files(folder, stem):
        try:
            module = importlib.import_module(module_name)
        except Exception as error:
            results.tell_broken_file(path, module_name, error)
            continue
        yield from _tests_of(module)


def _other_files(folder: str, stem: str) -> Iterator[tuple[str, str]]:
    count = 0
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name.isidentifier() and name[0] != '_')
        for file in sorted(files):
            path = os.path.join(base, file)
            module_name = path[len(folder) :].strip('/').removesuffix('.py').replace('/', '.')
            is_module = all(part.isidentifier() for part in module_name.split('.'))
            if not file.endswith('.py') or not is_module or module_name == stem:
                continue
            count += 1
            if count > FILES_MAX:
                return
            with open(path, encoding='utf-8', errors='replace') as content:
                if _HAS_TESTS.search(content.read()):
                    yield path, module_name


def _tests_of(module: ModuleType) -> Iterator[unittest.TestCase]:
    yield from _flat(unittest.defaultTestLoader.loadTestsFromModule(module))
    for name, value in list(vars(module).items()):
        is_own = inspect.isfunction(value) and value.__module__ == module.__name__
        if name.startswith('test_') and is_own and not inspect.signature(value).parameters:
            yield unittest.FunctionTestCase(value)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, module.__name__):
        if test.examples:
            yield doctest.DocTestCase(test)


def _flat(suite: Any) -> Iterator[unittest.TestCase]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield test


class Results(unittest.TestResult):
    def __init__(self, tell: Tell) -> None:
        super().__init__()
        self._tell = tell
        self._ids: dict[int, int] = {}
        self._count = 0
        self._broken: list[Fields] = []
        self._outcome: Fields = {}
        self._end_capture: Callable[[], str] | None = None
        self._started = 0.0

    def start(self, tests: list[unittest.TestCase]) -> None:
        described = [self._describe(test) for test in tests]
        broken = [item['test'] for item in self._broken]
        self._tell(MIME_TYPE, {'kind': 'start', 'tests': broken + described})
        for item in self._broken:
            self._tell(MIME_TYPE, {'kind': 'end', 'id': item['test']['id'], **item['outcome']})

    def tell_broken_file(self, path: str, module_name: str, error: BaseException) -> None:
        """A file that cannot be imported counts as a test that failed."""
        outcome = {'status': 'error', 'output': '', 'durationMs': 0, **_failure(error)}
        place = {'file': outcome['file'] or path, 'line': outcome['line']}
        test = {'id': self._new_id(), 'group': module_name, 'name': 'import', **place}
        self._broken.append({'test': test, 'outcome': outcome})

    def startTest(self, test: Any) -> None:  # noqa: N802 (unittest's name)
        super().startTest(test)
        self._outcome = {'status': 'passed'}
        self._end_capture = capture(TEXT_CHARACTERS)
        self._started = perf_counter()

    def stopTest(self, test: Any) -> None:  # noqa: N802
        super().stopTest(test)
        duration = (perf_counter() - self._started) * 1000
        output = self._end_capture() if self._end_capture else ''
        self._end_capture = None
        end = {'kind': 'end', 'id': self._ids.get(id(test), -1)}
        self._tell(MIME_TYPE, {**end, 'output': output, 'durationMs': duration, **self._outcome})

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        self._fail('failed', test, err[1])

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        if id(test) in self._ids:
            self._fail('error', test, err[1])
            return
        # `setUpClass` and the like stand for all tests of theirs, which are not run.
        self.tell_broken_file('', str(test), err[1])
        item = self._broken[-1]
        self._tell(MIME_TYPE, {'kind': 'start', 'tests': [item['test']]})
        self._tell(MIME_TYPE, {'kind': 'end', 'id': item['test']['id'], **item['outcome']})

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        if err is not None and self._outcome['status'] == 'passed':
            kind = 'failed' if issubclass(err[0], test.failureException) else 'error'
            self._fail(kind, test, err[1])
            self._outcome['message'] = f'{subtest._subDescription()} {self._outcome["message"]}'

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        if id(test) in self._ids:
            self._outcome = {'status': 'skipped', 'message': str(reason)}

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802
        self._outcome = {'status': 'failed', 'message': 'unexpected success'}

    def _fail(self, status: str, test: Any, error: BaseException) -> None:
        self._outcome = {'status': status, **_failure(error)}
        if isinstance(test, doctest.DocTestCase):
            self._outcome.update(_doctest_failure(test, str(error)))

    def _new_id(self) -> int:
        self._count += 1
        return self._count

    def _describe(self, test: Any) -> Fields:
        self._ids[id(test)] = number = self._new_id()
        case: Any = test  # What the classes keep to themselves.
        if isinstance(test, doctest.DocTestCase):
            found: Any = case._dt_test
            line = None if found.lineno is None else found.lineno + 1
            group, _, name = found.name.rpartition('.')
            place = {'file': found.filename, 'line': line}
            return {'id': number, 'group': group, 'name': f'{name} (doctest)', **place}
        function: Any = None
        if isinstance(test, unittest.FunctionTestCase):
            function = case._testFunc
        method: Any = function or getattr(case, case._testMethodName)
        code = getattr(inspect.unwrap(method), '__code__', None)
        kind = case.__class__
        return {
            'id': number,
            'group': function.__module__ if function else f'{kind.__module__}.{kind.__qualname__}',
            'name': method.__name__,
            'file': str(code.co_filename) if code else None,
            'line': code.co_firstlineno if code else None,
        }


def _failure(error: BaseException) -> Fields:
    drop_leading_frames(error)
    file, line = place_of(error)
    text = str(error)
    kind = type(error).__name__
    message = text if isinstance(error, AssertionError) and text else f'{kind}: {text}'
    return {
        'message': clip(message.removesuffix(': '), TEXT_CHARACTERS),
        'traceback': clip(format_error(error), TEXT_CHARACTERS),
        'file': file,
        'line': line,
    }


def _doctest_failure(test: Any, text: str) -> Fields:
    """Its own text says what was expected; the last header before it says at which line."""
    _, _, report = text.partition('-' * 70 + '\n')
    lines = _DOCTEST_LINE.findall(report)
    line = int(lines[0]) if lines else None
    report = clip(report.strip() or text, TEXT_CHARACTERS)
    return {'message': report, 'traceback': '', 'file': test._dt_test.filename, 'line': line}
