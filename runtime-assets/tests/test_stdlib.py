from __future__ import annotations

import io
import sys
import unittest
import warnings
from contextlib import redirect_stdout

from support.session import Session

session = Session()

with open('/tests/stdlib_modules.txt', encoding='utf-8') as _file:
    MODULES = _file.read().split()

#: PEP 594; `_crypt` and the like went with them.
REMOVED_IN_3_13 = [
    'aifc',
    'audioop',
    'cgi',
    'cgitb',
    'chunk',
    'crypt',
    'imghdr',
    'mailcap',
    'nntplib',
    'pipes',
    'sndhdr',
    'sunau',
    'telnetlib',
]
HERE = [name for name in MODULES if sys.version_info < (3, 13) or name not in REMOVED_IN_3_13]


class StandardLibrary(unittest.TestCase):
    """The list was made with 3.12 as published, without any of our code."""

    def test_the_list_is_long_enough(self) -> None:
        self.assertGreaterEqual(len(MODULES), 175)

    def test_every_module_imports(self) -> None:
        warnings.simplefilter('ignore')
        for name in HERE:
            with self.subTest(name), redirect_stdout(io.StringIO()):
                __import__(name)
                self.assertIn(name, sys.modules)
