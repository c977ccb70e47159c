from __future__ import annotations

import unittest

from support.session import Session

session = Session()


class ExitHandlers(unittest.TestCase):
    def test_they_run_when_their_program_ends_the_last_one_first(self) -> None:
        session.run(
            """
            import atexit
            atexit.register(print, "first", end="!")
            @atexit.register
            def bye(): print("last")
            print("program")
            """
        )
        self.assertEqual(session.stdout, 'program\nlast\nfirst!')
        session.run('1')
        self.assertEqual(session.stdout, '')

    def test_also_after_an_error_or_an_exit(self) -> None:
        result = session.run('import atexit\natexit.register(print, "bye")\n1/0')
        self.assertEqual((result['status'], session.stdout), ('error', 'bye\n'))
        result = session.run('atexit.register(print, "bye")\nraise SystemExit(4)')
        self.assertEqual((result['status'], result['code'], session.stdout), ('exit', 4, 'bye\n'))

    def test_they_can_be_unregistered(self) -> None:
        session.run('import atexit\nf = lambda: print("no")\natexit.register(f)')
        self.assertEqual(session.stdout, 'no\n')
        session.run('atexit.register(f)\natexit.unregister(f)')
        self.assertEqual(session.stdout, '')

    def test_an_error_in_one_is_told_and_the_others_run(self) -> None:
        result = session.run(
            """
            import atexit
            def fail(): 1/0
            def leave(): raise SystemExit(3)
            atexit.register(print, "still")
            atexit.register(fail)
            atexit.register(leave)
            5
            """
        )
        self.assertEqual((result['status'], result['value']), ('ok', '5'))
        self.assertEqual(session.stdout, 'still\n')
        self.assertIn('Exception ignored in atexit callback: <function fail', session.stderr)
        self.assertIn('  File "main.py", line 2, in fail\n', session.stderr)
        self.assertNotIn('_goru', session.stderr)

    def test_one_that_does_not_end_can_be_stopped(self) -> None:
        source = 'import atexit, time\natexit.register(time.sleep, 60)'
        self.assertEqual(session.run(source, interrupt_when_idle=True)['status'], 'interrupted')
        self.assertEqual(session.run('1')['status'], 'ok')

    def test_those_of_libraries_wait_because_later_programs_use_what_they_close(self) -> None:
        session.run(
            """
            import logging, tempfile, os
            folder = tempfile.TemporaryDirectory()
            logging.basicConfig(filename=f"{folder.name}/log", force=True)
            """
        )
        source = 'logging.warning("hello")\nos.listdir(folder.name)'
        self.assertEqual(session.value(source), "['log']")
        self.assertIn('hello', session.value('open(f"{folder.name}/log").read()') or '')

    def test_what_is_not_callable_is_refused(self) -> None:
        result = session.run('import atexit\natexit.register(5)')
        self.assertEqual(
            (result['errorType'], result['message']),
            ('TypeError', 'the first argument must be callable'),
        )
