"""Runs one test module and writes `/tmp/result.json`. Started by run-tests.mjs."""

from __future__ import annotations

import json
import sys
import traceback
import unittest

# Bound now: a session under test makes its own streams and its own `open` errors.
_open = open
_stderr = sys.stderr


class Result(unittest.TestResult):
    def __init__(self) -> None:
        super().__init__()
        self.passed = 0
        self.buffer = False

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802
        super().startTest(test)
        # Seen only when the interpreter dies or hangs.
        print(test, file=_stderr, flush=True)

    def addSuccess(self, test: unittest.TestCase) -> None:  # noqa: N802
        self.passed += 1


def main(name: str) -> None:
    result = Result()
    suite = unittest.defaultTestLoader.loadTestsFromName(name)
    suite.run(result)
    bad = [*result.failures, *result.errors]
    report = {
        'passed': result.passed,
        'failed': len(bad) + len(result.unexpectedSuccesses),
        'skipped': [[str(test), reason] for test, reason in result.skipped],
        'failures': [f'{test}\n{text}' for test, text in bad],
    }
    with _open('/tmp/result.json', 'w') as file:
        json.dump(report, file)


def update_stub() -> None:
    from support.make_stub import make_stub
    from support.session import Session

    Session()  # Connects the package.
    with _open('/tmp/goru.pyi', 'w') as file:
        file.write(make_stub())


try:
    update_stub() if sys.argv[1] == '--update-stub' else main(sys.argv[1])
except BaseException:
    traceback.print_exc(file=_stderr)
    raise
