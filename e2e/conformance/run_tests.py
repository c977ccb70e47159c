"""Runs modules of CPython's own test suite in a session and prints a JSON line for every test.

The host sets GORU_TEST_MODULE and GORU_TEST_EXCLUDED (JSON: regular expression of ids -> reason).
"""

import json
import os
import re
import sys
import types
import unittest

if '/tests' not in sys.path:
    sys.path.insert(0, '/tests')

from test import support  # noqa: E402 -- only there once its folder is on the path

# The package skips itself as a whole where there are no sockets; which tests really need one is
# said, with reasons, in asyncio-excluded.json.
support.has_socket_support = True
# test_events imports it for tests of pseudo-terminals, which are excluded.
sys.modules['tty'] = types.ModuleType('tty')
# C code for tests, which no release of CPython has. test_bytes asks for it before all of its tests;
# the few that use it are among the expected failures.
sys.modules['_testlimitedcapi'] = types.ModuleType('_testlimitedcapi')


class PrintingResult(unittest.TestResult):
    """Prints outcomes as they come, so that a test which hangs costs only itself."""

    def __init__(self):
        super().__init__()
        self.outcome = 'passed'
        self.detail = ''

    def startTest(self, test):
        super().startTest(test)
        self.outcome = 'passed'
        self.detail = ''
        emit({'id': test.id(), 'outcome': 'started'})

    def stopTest(self, test):
        super().stopTest(test)
        emit({'id': test.id(), 'outcome': self.outcome, 'detail': self.detail})

    def addError(self, test, err):
        super().addError(test, err)
        self._record('error', err)
        if not isinstance(test, unittest.TestCase):
            emit({'id': str(test), 'outcome': 'error', 'detail': self.detail})

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._record('failed', err)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.outcome = 'skipped'
        self.detail = reason

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.outcome = 'failed'

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._record('failed', err)

    def _record(self, outcome, err):
        self.outcome = outcome
        self.detail = f'{err[0].__name__}: {err[1]}'[:300]


def emit(event):
    sys.__stdout__.write('@@' + json.dumps(event) + '\n')
    sys.__stdout__.flush()


def tests_of(suite):
    for entry in suite:
        if isinstance(entry, unittest.TestSuite):
            yield from tests_of(entry)
        else:
            yield entry


def run(module, excluded):
    suite = unittest.TestSuite()
    try:
        loaded = unittest.defaultTestLoader.loadTestsFromName(module)
    except unittest.SkipTest as reason:
        emit({'id': module, 'outcome': 'skipped', 'detail': str(reason)})
        return
    for test in tests_of(loaded):
        reason = next((why for pattern, why in excluded.items() if re.search(pattern, test.id())), None)
        if reason is None:
            suite.addTest(test)
        else:
            emit({'id': test.id(), 'outcome': 'excluded', 'detail': reason})
    suite.run(PrintingResult())


run(os.environ['GORU_TEST_MODULE'], json.loads(os.environ['GORU_TEST_EXCLUDED']))
