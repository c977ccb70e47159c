from __future__ import annotations

import unittest

from support.session import Session

session = Session()


class Clocks(unittest.TestCase):
    def test_sleep_takes_the_right_time_without_counting_as_work(self) -> None:
        source = """
            import time
            a, p = time.monotonic(), time.process_time()
            time.sleep(0.2)
            0.2 <= time.monotonic() - a < 0.4, time.process_time() - p < 0.1
            """
        self.assertEqual(session.value(source), '(True, True)')

    def test_process_time_counts_work(self) -> None:
        source = """
            import time
            p, n = time.process_time(), time.process_time_ns()
            end = time.monotonic() + 0.2
            while time.monotonic() < end: pass
            ns = time.process_time_ns() - n
            0.1 < time.process_time() - p < 1, 10**8 < ns < 10**9, type(ns), 0 <= p < 1000
            """
        self.assertEqual(session.value(source), "(True, True, <class 'int'>, True)")

    def test_clock_info_tells_what_the_clocks_are(self) -> None:
        info = session.value('import time\ntime.get_clock_info("process_time")') or ''
        self.assertIn('resolution=1e-', info)
        self.assertIn('without the time spent waiting', info)
        self.assertIn('clock_gettime', session.value('time.get_clock_info("monotonic")') or '')
        self.assertEqual(session.run('time.get_clock_info("x")')['errorType'], 'ValueError')

    def test_bad_arguments_of_sleep_are_pythons_errors(self) -> None:
        cases = {
            '"x"': "TypeError: 'str' object cannot be interpreted as an integer",
            'None': "TypeError: 'NoneType' object cannot be interpreted as an integer",
            '-1': 'ValueError: sleep length must be non-negative',
            '-0.5': 'ValueError: sleep length must be non-negative',
            'float("nan")': 'ValueError: Invalid value NaN (not a number)',
            'float("inf")': 'OverflowError: timestamp too large to convert to C _PyTime_t',
            '10**30': 'OverflowError: timestamp too large to convert to C _PyTime_t',
            '1, 2': None,
            'secs=1': None,
        }
        for argument, message in cases.items():
            with self.subTest(argument):
                result = session.run(f'import time\ntime.sleep({argument})')
                expected = 'TypeError' if message is None else message
                found = f'{result["errorType"]}: {result["message"]}'
                self.assertEqual(found[: len(expected)], expected)
        self.assertIsNone(
            session.value('time.sleep(0), time.sleep(0.0), time.sleep(True * 0)\nNone')
        )

    def test_sleep_looks_like_a_builtin(self) -> None:
        self.assertEqual(session.value('time.sleep.__name__'), "'sleep'")
        source = 'class A:\n    nap = time.sleep\nA().nap(0)'
        self.assertIsNone(session.value(source))
        self.assertIn('number of seconds', session.value('time.sleep.__doc__') or '')

    def test_os_times_is_in_seconds(self) -> None:
        self.assertEqual(session.value('import os\n0 <= os.times().user < 1000'), 'True')

    def test_waiting_on_threading_objects_sleeps(self) -> None:
        source = """
            import threading, time
            a, p = time.monotonic(), time.process_time()
            got = threading.Event().wait(0.15)
            got, time.monotonic() - a >= 0.15, time.process_time() - p < 0.1
            """
        self.assertEqual(session.value(source), '(False, True, True)')
        source = """
            c = threading.Condition()
            try:
                c.wait()
            except RuntimeError as e:
                x = str(e)
            x
            """
        self.assertEqual(session.value(source), "'cannot wait on un-acquired lock'")
        source = """
            import queue
            try:
                queue.Queue().get(timeout=0.01)
            except queue.Empty:
                x = 1
            x
            """
        self.assertEqual(session.value(source), '1')
        source = """
            import signal, _thread
            e = threading.Event()
            signal.signal(signal.SIGINT, lambda *a: e.set())
            e.wait(5)
            """
        self.assertEqual(session.run(source, interrupt_when_idle=True)['value'], 'True')
