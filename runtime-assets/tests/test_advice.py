from __future__ import annotations

import sys
import unittest

from _goru.well_known import PROJECTS
from support.session import Session

session = Session(mounts=['ro:/data', 'rw:/edit', 'rwc:/out', 'ro:/out/deep'])
PLACES = (
    'Files are in /data (read only), /edit (existing files can be changed), '
    '/out (read and write), /out/deep (read only) and /tmp (read and write'
)


class Notes(unittest.TestCase):
    def note(self, source: str, message: str | None = None) -> str:
        """What is printed below the message of the error that `source` ends with."""
        result = session.run(source)
        self.assertEqual(result['status'], 'error')
        if message is not None:
            self.assertEqual(result['message'], message)
        last = f'{result["errorType"]}: {result["message"]}\n'
        self.assertIn(last, result['traceback'])
        return result['traceback'].partition(last)[2].removesuffix('\n')

    def check_error(self, error: str, *notes: str) -> None:
        with self.subTest(error):
            note = self.note(f'import errno\nraise {error}')
            for part in notes:
                self.assertIn(part, note)
            if not notes:
                self.assertEqual(note, '')


class Modules(Notes):
    def test_parts_of_the_library_that_need_windows(self) -> None:
        note = self.note('import turtledemo', "No module named 'turtledemo'")
        self.assertIn('turtledemo draws in a tkinter window. There are no windows here', note)
        self.assertIn('https://xkcd.com/353/', self.note('import antigravity'))
        self.assertIn('print the address', self.note('import webbrowser'))
        self.assertEqual(self.note('import syslog'), 'This Python is built without syslog.')

    def test_a_library_that_cannot_be_loaded(self) -> None:
        self.addCleanup(setattr, sys, '_stdlib_dir', getattr(sys, '_stdlib_dir', None))
        setattr(sys, '_stdlib_dir', '/nowhere/python313.zip')  # noqa: B010 -- unknown to types
        self.assertIn('is this device offline?', self.note('import syslog'))

    def test_packages_that_are_compiled(self) -> None:
        for name in ('numpy', 'pandas', 'matplotlib', 'pygame', 'PIL'):
            note = self.note(f'import {name}', f"No module named '{name}'")
            self.assertIn('It is compiled code, which does not run here.', note)
        self.assertIn('compiled', self.note('from numpy.linalg import inv'))

    def test_modules_of_earlier_versions(self) -> None:
        self.assertEqual(self.note('import imp'), 'imp is gone since Python 3.12: use importlib.')
        if sys.version_info >= (3, 13):
            self.assertEqual(self.note('import cgi'), 'cgi is gone since Python 3.13.')

    def test_what_no_browser_lets_a_program_do(self) -> None:
        self.assertIn('cannot play or record sound', self.note('import playsound'))
        self.assertIn('BBC micro:bit', self.note('from microbit import *'))
        self.assertIn('There are no windows here', self.note('import guizero'))

    def test_a_misspelt_name(self) -> None:
        for name, meant in {
            'maths': 'math',
            'Random': 'random',
            'colorsis': 'colorsys',
            'calender': 'calendar',
            'urllib2': 'urllib',
            'reqests': 'requests',
            'mymodule': '',
            'nummpy': 'numpy',
            'playsoud': 'playsound',
            'beautifulsop4': 'bs4',
        }.items():
            with self.subTest(name):
                note = self.note(f'import {name}')
                if meant:
                    self.assertEqual(note, f'Did you mean {meant}?')
                else:
                    self.assertIn(f'install_pkg("{name}")', note)
        self.assertEqual(self.note('from reqests.auth import X'), 'Did you mean requests?')

    def test_a_name_that_is_nearly_one_of_a_file_or_an_installed_package(self) -> None:
        session.run("""
            import os, sys, tempfile
            folder = tempfile.mkdtemp()
            sys.path.insert(0, folder)
            with open(f'{folder}/helpers.py', 'w') as file: file.write('print("mine")')
            os.mkdir(f'{folder}/weather_data')
            os.mkdir(f'{folder}/other-1.0.dist-info')
            """)
        self.addCleanup(session.run, 'sys.path.remove(folder)')
        self.assertEqual(self.note('import helper'), 'Did you mean helpers?')
        self.assertEqual(self.note('import wether_data'), 'Did you mean weather_data?')
        # Nothing of it has run.
        self.assertEqual(session.stdout, '')

    def test_a_file_with_the_name_of_a_module(self) -> None:
        sys.path.insert(0, '/tmp')
        self.addCleanup(sys.path.remove, '/tmp')
        with open('/tmp/colorsys.py', 'w') as file:
            file.write('x = 1\n')
        advice = 'Your file colorsys.py has the name of a module of Python: give it another one.'
        source = 'import sys\nsys.modules.pop("colorsys", None)\n'
        self.assertIn(advice, self.note(f'{source}import colorsys\ncolorsys.hls_to_rgb(1, 1, 1)'))
        self.assertIn(advice, self.note(f'{source}from colorsys import hls_to_rgb'))
        self.assertNotIn('Your file', self.note('import math\nmath.squareroot(2)'))
        self.assertNotIn('Your file', self.note('from math import squareroot'))

    def test_there_is_no_home(self) -> None:
        note = self.note('from pathlib import Path\nPath.home()')
        self.assertIn(f'There is no home directory. {PLACES}', note)

    def test_packages_that_can_be_installed(self) -> None:
        self.assertIn('install_pkg("requests") installs it', self.note('import requests'))
        self.assertIn('install_pkg("beautifulsoup4")', self.note('from bs4 import BeautifulSoup'))
        for name in ('six', 'attr', 'attrs', 'ujson', 'markdown2', 'mylib'):
            with self.subTest(name):
                self.assertIn(
                    f'install_pkg("{PROJECTS.get(name, name)}")', self.note(f'import {name}')
                )

    def test_packages_where_nothing_can_be_installed(self) -> None:
        from _goru import advice

        self.addCleanup(setattr, advice, 'installs', True)
        advice.installs = False
        self.assertEqual(self.note('import requests'), 'This page has no package requests.')
        self.assertEqual(self.note('import colorsis'), 'Did you mean colorsys?')

    def test_what_is_explained_already_gets_nothing(self) -> None:
        self.assertEqual(self.note('import tkinter'), '')
        self.assertEqual(self.note('import json.nope'), '')
        self.assertEqual(self.note('raise ModuleNotFoundError("mine", name="x")'), '')
        self.assertEqual(self.note('raise ModuleNotFoundError("mine")'), '')

    def test_an_error_that_is_caught_has_none(self) -> None:
        source = 'try:\n    import numpy\nexcept ImportError as e:\n    got = e\nstr(e)'
        source = source.replace('str(e)', 'hasattr(got, "__notes__")')
        self.assertEqual(session.value(source), 'False')

    def test_it_is_said_once(self) -> None:
        session.run('import sys\ntry:\n    import numpy\nexcept ImportError as e:\n    got = e')
        for _ in range(2):
            self.assertEqual(session.run('raise got')['traceback'].count('compiled'), 1)


class Files(Notes):
    def setUp(self) -> None:
        session.run('import os\nos.chdir("/tmp")')

    def test_a_path_outside_of_the_mounts(self) -> None:
        for call in ('open("/nowhere/foo.txt", "w")', 'import os; os.listdir("/nowhere")'):
            with self.subTest(call):
                note = self.note(call)
                self.assertIn(' is in no mount. ' + PLACES, note)
                self.assertIn('see help(fs)', note)
        for path in ('"/"', 'b"/x"', '"/data/../x"', '"/datax"', '"../../x"'):
            self.check_error(f'OSError(errno.ENOENT, "m", {path})', 'is in no mount', PLACES)

    def test_a_path_inside_needs_no_advice(self) -> None:
        for path in ('"/data/x"', '"/out"', '"x"', '"/tmp/x"', '5', 'None'):
            self.check_error(f'OSError(errno.ENOENT, "m", {path})')

    def test_a_mount_that_is_read_only(self) -> None:
        for error, mount in {
            'OSError(errno.EROFS, "m", "/data/a.txt")': '/data',
            'OSError(errno.EROFS, "m", "/out/deep/a")': '/out/deep',
            'OSError(errno.EROFS, "m", "/out/a", None, "/data/b")': '/data',
        }.items():
            self.check_error(error, f'{mount} is mounted read-only', 'in /out and /tmp')
        self.check_error('OSError(errno.EROFS, "m", "/lib/x")', '/lib/x belongs to the interpreter')

    def test_a_mount_in_which_nothing_can_be_created(self) -> None:
        self.check_error('PermissionError(errno.EACCES, "m", "/edit/a")', 'none can be created')
        self.check_error('PermissionError(errno.EACCES, "m", "/out/a")')

    def test_a_database_that_cannot_be_opened(self) -> None:
        self.assertIn(PLACES, self.note('import sqlite3\nsqlite3.connect("/nowhere/x.db")'))

    def test_errors_of_fs_have_their_own_words(self) -> None:
        self.check_error('__import__("goru").GoruFileNotFoundError("file not found: /x")')
