from __future__ import annotations

import pathlib
import sys
import tempfile
import time
import unittest

from support.session import Session


class OwnModules(unittest.TestCase):
    folder: pathlib.Path
    session: Session

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.addClassCleanup(setattr, sys, 'dont_write_bytecode', sys.dont_write_bytecode)
        sys.dont_write_bytecode = True
        cls.addClassCleanup(sys.path.remove, folder.name)
        sys.path.insert(0, folder.name)
        cls.session = Session(workspace=folder.name)

    def write(self, name: str, text: str) -> None:
        # What follows an import comes later than it: people do not type within a millisecond.
        time.sleep(0.003)
        (self.folder / name).write_text(text)
        time.sleep(0.003)

    def test_are_imported_anew_when_they_have_changed(self) -> None:
        self.write('changing.py', 'value = 1')
        self.assertEqual(self.session.value('import changing\nchanging.value'), '1')
        self.write('changing.py', 'value = 2')
        self.assertEqual(self.session.value('import changing\nchanging.value'), '2')

    def test_keep_their_state_as_long_as_they_have_not(self) -> None:
        self.write('counting.py', 'count = 0')
        source = 'import counting\ncounting.count += 1\ncounting.count'
        self.assertEqual([self.session.value(source) for _ in range(3)], ['1', '2', '3'])

    def test_know_nothing_old_of_each_other(self) -> None:
        self.write('inner.py', 'value = 1')
        self.write('outer.py', 'from inner import value')
        self.assertEqual(self.session.value('import outer\nouter.value'), '1')
        self.write('inner.py', 'value = 2')
        self.assertEqual(self.session.value('import outer\nouter.value'), '2')

    def test_are_found_as_soon_as_they_are_there_and_no_longer_when_they_are_gone(self) -> None:
        source = 'import late\nlate.value'
        self.assertEqual(self.session.run(source)['errorType'], 'ModuleNotFoundError')
        self.write('late.py', 'value = 1')
        self.assertEqual(self.session.value(source), '1')
        (self.folder / 'late.py').unlink()
        self.assertEqual(self.session.run(source)['errorType'], 'ModuleNotFoundError')

    def test_nothing_that_a_program_puts_among_the_modules_harms_the_next(self) -> None:
        for source in (
            'import sys\nsys.modules["odd"] = object()',
            (
                'import sys\nclass Odd:\n    def __getattr__(self, name): raise SystemExit\n'
                'sys.modules["odder"] = Odd()'
            ),
        ):
            with self.subTest(source):
                self.session.run(source)
                try:
                    self.assertEqual(self.session.value('6 * 7'), '42')
                finally:
                    sys.modules.pop('odd', None)
                    sys.modules.pop('odder', None)
