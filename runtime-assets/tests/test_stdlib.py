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


class StandardLibrary(unittest.TestCase):
    """The list was made with the interpreter as published, without any of our code."""

    def test_the_list_is_long_enough(self) -> None:
        self.assertGreaterEqual(len(MODULES), 175)

    def test_every_module_imports(self) -> None:
        warnings.simplefilter('ignore')
        for name in MODULES:
            with self.subTest(name), redirect_stdout(io.StringIO()):
                __import__(name)
                self.assertIn(name, sys.modules)
