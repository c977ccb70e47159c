from __future__ import annotations

import unittest

from _goru.blocked import BLOCKED_MODULES, blocked_modules
from support.session import Session

session = Session()


class Imports(unittest.TestCase):
    def test_a_blocked_module_says_why(self) -> None:
        for name in blocked_modules():
            with self.subTest(name):
                result = session.run(f'import {name}')
                self.assertEqual(result['errorType'], 'ModuleNotFoundError')
                self.assertTrue(result['message'].startswith(f"No module named '{name}': "))
                self.assertIn(BLOCKED_MODULES[name], result['message'])
                self.assertEqual(
                    session.value(
                        f'try:\n    import {name}\nexcept ImportError as e:\n    x = e.name\nx'
                    ),
                    repr(name),
                )

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
        threads = ('RuntimeError', 'Single-threaded only')
        processes = ('OSError', 'No process support in WASI')
        network = ('OSError', 'No network stack: use http')
        cases = {
            'import threading; threading.Thread(target=print).start()': threads,
            'import _thread; _thread.start_new_thread(print, ())': threads,
            'from concurrent.futures import ProcessPoolExecutor':
                ('ModuleNotFoundError', 'No process support in WASI'),
            'import subprocess; subprocess.run(["ls"])': processes,
            'import subprocess; subprocess.Popen("ls", shell=True)': processes,
            'import os; os.popen("ls")': processes,
            'import os; os.fork()': ('AttributeError', 'No process support in WASI'),
            'import os; os.system("ls")': ('AttributeError', 'No process support in WASI'),
            'import socket; socket.socket()': network,
            'import socket; socket.create_connection(("h", 1))': network,
            'import socket; socket.gethostname()': ('AttributeError', 'No network stack: use http'),
            'import socket; socket.getaddrinfo("h", 1)': network,
        }  # fmt: skip
        for source, (kind, reason) in cases.items():
            with self.subTest(source):
                result = session.run(source)
                self.assertEqual(result['errorType'], kind)
                self.assertIn(reason, result['message'])

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

    def test_errnos_are_set(self) -> None:
        source = """
            import errno, subprocess
            try:
                subprocess.run("x")
            except OSError as e:
                x = e.errno
            """
        self.assertEqual(session.value(f'{source}x == errno.ENOTSUP'), 'True')
