from __future__ import annotations

import os
import sys
import unittest

from support.session import Session

session = Session()

# The contract's names and reasons, written out: what the implementation says is what is tested.
REASONS = {
    'multiprocessing': 'No process support in WASI',
    'ssl': 'No network stack: use http',
    'ctypes': 'Not compiled in',
    'tkinter': 'Not compiled in',
    'curses': 'Not compiled in',
    'readline': 'Not compiled in',
    'fcntl': 'Not compiled in',
    'termios': 'Not compiled in',
    'mmap': 'Not compiled in',
    'lzma': 'Not compiled in',
}
ALTERNATIVES = {
    'multiprocessing': 'use asyncio',
    'ssl': 'the browser does the encryption',
    'ctypes': 'use pure Python',
    'tkinter': 'use print, input and display',
    'curses': 'use ANSI escape sequences',
    'readline': 'input() is edited by the page',
    'fcntl': 'use sqlite3',
    'termios': 'use input',
    'mmap': 'use open and read',
    'lzma': 'use zlib, gzip or bz2',
}


IS_OURS = sys.version_info >= (3, 13)  # Our own build, which has lzma and gethostname.
if IS_OURS:
    del REASONS['lzma']


class Imports(unittest.TestCase):
    def test_a_blocked_module_says_why_and_what_to_do(self) -> None:
        for name, reason in REASONS.items():
            with self.subTest(name):
                result = session.run(f'import {name}')
                self.assertEqual(result['errorType'], 'ModuleNotFoundError')
                self.assertTrue(result['message'].startswith(f"No module named '{name}': "))
                self.assertIn(reason, result['message'])
                self.assertIn(ALTERNATIVES[name], result['message'])
                self.assertEqual(
                    session.value(
                        f'try:\n    import {name}\nexcept ImportError as e:\n    x = e.name\nx'
                    ),
                    repr(name),
                )

    def test_a_module_that_only_names_a_blocked_one_can_be_imported_and_lets_nobody_else(
        self,
    ) -> None:
        os.makedirs('/tmp/lent/rich')
        for name, text in {
            '__init__': '',
            'other': 'import mmap\n',
            'progress': 'from mmap import mmap\ndef f(x: mmap) -> None: ...\n',
        }.items():
            with open(f'/tmp/lent/rich/{name}.py', 'w') as file:
                file.write(text)
        sys.path.append('/tmp/lent')
        source = """
            from rich import progress
            try:
                progress.mmap(0, 1)
            except OSError as error:
                x = str(error)
            x
            """
        self.assertIn('WASI cannot map files', str(session.value(source)))
        # It is not the real one, so there are no progress bars to change, see progress_bars.py.
        self.assertIn('rich.progress is not as it is known here, and used as it is', session.stderr)
        for name in ('mmap', 'rich.other'):
            result = session.run(f'import {name}')
            self.assertEqual(result['errorType'], 'ModuleNotFoundError')
            self.assertIn('WASI cannot map files', result['message'])

    def test_parts_of_a_blocked_package_say_why_too(self) -> None:
        result = session.run('from multiprocessing.pool import Pool')
        self.assertIn('No process support in WASI', result['message'])
        self.assertEqual(result['line'], 1)

    def test_a_probe_gets_the_usual_answer(self) -> None:
        source = 'import importlib.util\n[importlib.util.find_spec(n) for n in ("ssl", "mmap")]'
        self.assertEqual(session.value(source), '[None, None]')

    def test_a_programs_own_module_of_that_name_wins_when_it_is_there_already(self) -> None:
        source = """
            import sys, types
            sys.modules["ssl"] = types.ModuleType("ssl")
            import ssl
            ssl.__name__
            """
        self.assertEqual(session.value(source), "'ssl'")
        session.run('del sys.modules["ssl"]')


class Calls(unittest.TestCase):
    def test_a_call_that_cannot_work_raises_its_usual_class_and_says_why(self) -> None:
        threads = ('RuntimeError', 'Single-threaded only: use asyncio')
        processes = ('OSError', 'No process support in WASI: run Python code in this process')
        network = ('OSError', 'No network stack: use http (or urllib.request)')

        def no_attribute(alternative: str) -> tuple[str, str]:
            return 'AttributeError', f'No process support in WASI: {alternative}'

        cases = {
            'import threading; threading.Thread(target=print).start()': threads,
            'import _thread; _thread.start_new_thread(print, ())': threads,
            'from concurrent.futures import ProcessPoolExecutor':
                ('ModuleNotFoundError', 'No process support in WASI: use asyncio'),
            'import subprocess; subprocess.run(["ls"])': processes,
            'import subprocess; subprocess.Popen("ls", shell=True)': processes,
            'import os; os.popen("ls")': processes,
            'import os; os.fork()': no_attribute('use asyncio, or split the work'),
            'import os; os.system("ls")': processes,
            'import os; os.getuid()': ('AttributeError', 'No users in WASI'),
            'import os; os.dup2(1, 2)': ('AttributeError', 'use contextlib.redirect_stdout'),
            'import signal; signal.alarm(1)': ('AttributeError', 'use asyncio.timeout'),
            'import time; time.tzset()': ('AttributeError', 'use zoneinfo'),
            'import shutil; shutil.disk_usage("/")': ('AttributeError', 'how much room'),
            'import hashlib; hashlib.scrypt(b"")': ('AttributeError', 'there is no OpenSSL'),
            'import smtplib; smtplib.SMTP_SSL("h")': ('AttributeError', 'neither mail nor FTP'),
            'import os; os.execv("ls", [])': no_attribute('run Python code in this process'),
            'import os; os.kill(1, 9)': no_attribute('use sys.exit()'),
            'import os; os.pipe()': no_attribute('use io.BytesIO'),
            'import socket; socket.socket()': network,
            'import socket; socket.create_connection(("h", 1))': network,
            'import socket; socket.gethostname()': ('AttributeError', 'No network stack: use http'),
            'import socket; socket.getaddrinfo("h", 1)': network,
        }  # fmt: skip
        if IS_OURS:
            del cases['import socket; socket.gethostname()']
            cases['import venv; venv.create("env")'] = ('OSError', 'install_pkg("name") installs')
        for source, (kind, reason) in cases.items():
            with self.subTest(source):
                result = session.run(source)
                self.assertEqual(result['errorType'], kind)
                self.assertIn(reason, result['message'])
                # Packages cannot be installed yet.
                self.assertNotIn('requests', result['message'])

    def test_a_thread_pool_runs_its_work_at_once(self) -> None:
        source = """
            from concurrent.futures import ThreadPoolExecutor, as_completed, wait
            with ThreadPoolExecutor(4, initializer=print, initargs=("init",)) as pool:
                futures = [pool.submit(divmod, 7, n) for n in (2, 0)]
                mapped = list(pool.map(str, (1, 2)))
            done = len(wait(futures).done), len(list(as_completed(futures)))
            futures[0].result(), type(futures[1].exception()).__name__, mapped, done
            """
        self.assertEqual(session.value(source), "((3, 1), 'ZeroDivisionError', ['1', '2'], (2, 2))")
        self.assertEqual(session.stdout, 'init\n')
        self.assertEqual(session.run('pool.submit(print)')['errorType'], 'RuntimeError')

    def test_looking_for_a_missing_function_still_works(self) -> None:
        self.assertEqual(
            session.value('import os\nhasattr(os, "fork"), hasattr(os, "nope")'), '(False, False)'
        )
        self.assertEqual(
            session.run('import os\nos.nope')['message'], "module 'os' has no attribute 'nope'"
        )

    def test_the_reason_is_told_also_of_what_is_imported_by_name(self) -> None:
        session.run('from signal import alarm')
        self.assertIn('use asyncio.timeout', session.stderr)
        session.run('from os import path, fork')
        self.assertIn('No process support in WASI', session.stderr)
        session.run('from os import nope')
        self.assertNotIn('WASI', session.stderr)

    def test_similar_names_are_offered_only_where_there_is_no_reason(self) -> None:
        session.run('import os\nos.wait()')
        self.assertNotIn('Did you mean', session.stderr)
        session.run('import os\nos.getpud()')
        self.assertIn("Did you mean: 'getpid'?", session.stderr)

    def test_commands_for_the_screen_work(self) -> None:
        for command in ('clear', 'cls', 'CLS', 'cls || clear'):
            self.assertEqual(session.value(f'import os\nos.system({command!r})'), '0')
            self.assertEqual(session.stdout, '\x1b[2J\x1b[H')
        session.lines = [b'\n']
        self.assertEqual(session.value('os.system("pause")'), '0')
        self.assertEqual(session.lines, [])

    def test_errnos_are_set(self) -> None:
        source = """
            import errno, subprocess
            try:
                subprocess.run("x")
            except OSError as e:
                x = e.errno
            """
        self.assertEqual(session.value(f'{source}x == errno.ENOTSUP'), 'True')
