from __future__ import annotations

import io
import os
import pathlib
import sys
import tempfile
import unittest
from contextlib import redirect_stdout

from _goru import exercise, warm_up


class WarmUp(unittest.TestCase):
    def test_runs_nothing_that_lies_in_the_workspace(self) -> None:
        path = sys.path[:]
        modules = dict(sys.modules)
        with tempfile.TemporaryDirectory() as workspace:
            for name in ('logging', 'socket', 'random', 'json'):
                pathlib.Path(workspace, f'{name}.py').write_text('raise SystemExit')
                sys.modules.pop(name, None)
            os.chdir(workspace)
            # As the driver makes its list: the path is the program's, with its folder first.
            sys.path.insert(0, '')
            try:
                for step in warm_up.steps():
                    step()
                self.assertEqual(sys.path[0], '')
                self.assertIn('/usr/', str(sys.modules['logging'].__file__))
            finally:
                os.chdir(tempfile.gettempdir())
                sys.path[:] = path
                sys.modules.clear()
                sys.modules.update(modules)

    def test_is_not_stopped_by_a_broken_path(self) -> None:
        steps = warm_up.steps()
        path = sys.path
        try:
            sys.path = None  # type: ignore[assignment]
            for step in steps:
                step()
            self.assertIsNone(sys.path)
        finally:
            sys.path = path


class Exercise(unittest.TestCase):
    def test_leaves_nothing_behind(self) -> None:
        modules = set(sys.modules)
        names = set(vars(sys.modules['__main__']))
        output = io.StringIO()
        with redirect_stdout(output):
            for step in exercise.steps():
                step()
        self.assertEqual(output.getvalue(), '')
        self.assertEqual(set(sys.modules), modules)
        self.assertEqual(set(vars(sys.modules['__main__'])), names)
