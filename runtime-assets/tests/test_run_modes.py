from __future__ import annotations

import os
import sys
import unittest
from textwrap import dedent
from typing import Any

from support.session import Session

session = Session()
sys.path.insert(0, '/tmp')  # As the workspace is.


def blank_around(source: str, part: str) -> str:
    start = source.index(part)
    return ''.join(c if c == '\n' else ' ' for c in source[:start]) + part


def run_part(source: str, part: str) -> dict[str, Any]:
    return session.run(source, code=blank_around(source, part))


class Parts(unittest.TestCase):
    def test_a_part_runs_with_the_session_names_and_has_a_value(self) -> None:
        source = '# %%\nx = 20\n# %%\ny = x + 1\nx * 2'
        run_part(source, 'x = 20')
        self.assertEqual(run_part(source, 'y = x + 1\nx * 2')['value'], '40')

    def test_its_error_is_at_the_line_of_the_whole_text(self) -> None:
        source = 'x = 0\n\n\ny = 1 / x\nz = 5'
        session.run('x = 0')
        result = run_part(source, 'y = 1 / x\n')
        self.assertEqual((result['line'], result['column']), (4, 5))
        self.assertIn('File "main.py", line 4, in <module>\n    y = 1 / x\n', result['traceback'])

    def test_the_body_of_a_loop_runs_as_it_is(self) -> None:
        source = 'for i in range(3):\n    square = i * i\n    square + 1'
        session.run('i = 7')
        result = run_part(source, '    square = i * i\n    square + 1')
        self.assertEqual(result['value'], '50')
        session.run('i = ""')
        result = run_part(source, '    square = i * i\n')
        self.assertEqual((result['line'], result['column']), (2, 14))

    def test_an_expression_within_a_line(self) -> None:
        session.run('a, b = 3, 4')
        self.assertEqual(run_part('print(a * b)', 'a * b')['value'], '12')
        self.assertEqual(run_part('if a:\n    print(a * b)', 'a * b')['value'], '12')

    def test_a_syntax_error_of_a_part(self) -> None:
        result = run_part('x = 1\ny = = 2', 'y = = 2')
        self.assertEqual((result['errorType'], result['line']), ('SyntaxError', 2))

    def test_an_indented_first_line_is_an_error_as_in_a_file(self) -> None:
        self.assertEqual(run_part('    x = 1', '    x = 1')['errorType'], 'IndentationError')


class Settings(unittest.TestCase):
    def test_arguments(self) -> None:
        result = session.run('import sys; sys.argv', args=['--name', 'Ada Lovelace'])
        self.assertEqual(result['value'], "['main.py', '--name', 'Ada Lovelace']")
        self.assertEqual(session.value('import sys; sys.argv'), "['main.py']")

    def test_a_seed(self) -> None:
        roll = 'import random; [random.randint(1, 6) for _ in range(8)]'
        first = session.run(roll, seed=4)['value']
        self.assertEqual(session.run(roll, seed=4)['value'], first)
        self.assertNotEqual(session.run(roll, seed=5)['value'], first)


class Tests(unittest.TestCase):
    def setUp(self) -> None:
        session.host.sent.clear()
        for name in os.listdir('/tmp'):
            if name.endswith('.py'):
                os.remove(f'/tmp/{name}')

    def results(self, source: str) -> dict[str, dict[str, Any]]:
        self.result = session.run(dedent(source), mode='tests')
        told = session.told('application/vnd.goru.tests+json')
        tests = {test['id']: test for it in told if it['kind'] == 'start' for test in it['tests']}
        ends = {it['id']: it for it in told if it['kind'] == 'end'}
        return {test['name']: {**test, **ends.get(key, {})} for key, test in tests.items()}

    def test_unit_tests_doctests_and_functions(self) -> None:
        results = self.results('''\
            import unittest

            def area(w, h):
                """The area.

                >>> area(2, 3)
                6
                >>> area(2, 0)
                1
                """
                return w * h

            class Areas(unittest.TestCase):
                def test_right(self):
                    print('here')
                    self.assertEqual(area(1, 2), 2)
                def test_wrong(self):
                    self.assertEqual(area(1, 2), 3)
                def test_broken(self):
                    area('a', 'b')
                @unittest.skip('later')
                def test_skipped(self): pass
                def test_parts(self):
                    for i in range(3):
                        with self.subTest(i=i):
                            self.assertLess(i, 2)

            def test_function():
                assert area(1, 1) == 1

            if __name__ == '__main__':
                unittest.main()
            ''')
        self.assertEqual(self.result['status'], 'ok')
        statuses = {name: it['status'] for name, it in results.items()}
        self.assertEqual(
            statuses,
            {
                'test_right': 'passed', 'test_wrong': 'failed', 'test_broken': 'error',
                'test_skipped': 'skipped', 'test_parts': 'failed', 'test_function': 'passed',
                'area (doctest)': 'failed',
            },
        )  # fmt: skip
        self.assertEqual(results['test_right']['output'], 'here\n')
        self.assertEqual(session.stdout, '')
        wrong = results['test_wrong']
        self.assertEqual((wrong['file'], wrong['line']), ('main.py', 18))
        self.assertTrue(wrong['message'].startswith('2 != 3'))
        broken = results['test_broken']
        self.assertEqual(broken['line'], 11)
        self.assertTrue(broken['message'].startswith("TypeError: can't multiply"))
        self.assertNotIn('unittest', broken['traceback'])
        self.assertEqual(results['test_skipped']['message'], 'later')
        self.assertTrue(results['test_parts']['message'].startswith('(i=2)'))
        self.assertEqual(results['area (doctest)']['line'], 8)
        self.assertIn('Expected:\n    1\nGot:\n    0', results['area (doctest)']['message'])

    def test_the_session_is_left_alone(self) -> None:
        session.run('x = 1')
        self.results('x = 2\ndef test_x():\n    global x\n    x = 3\n')
        self.assertEqual(session.value('x'), '1')

    def test_files_beside_the_program(self) -> None:
        with open('/tmp/test_other.py', 'w') as file:
            file.write('from main import f\ndef test_other():\n    assert f() == 1\n')
        with open('/tmp/test_broken.py', 'w') as file:
            file.write('import nothing_like_it\ndef test_x(): pass\n')
        with open('/tmp/noise.py', 'w') as file:
            file.write('raise SystemExit\n')
        results = self.results('def f():\n    return 1\n\ndef test_f():\n    assert f() == 1\n')
        statuses = {name: it['status'] for name, it in results.items()}
        expected = {'import': 'error', 'test_f': 'passed', 'test_other': 'passed'}
        self.assertEqual(statuses, expected)
        self.assertEqual(results['import']['group'], 'test_broken')
        self.assertEqual(results['import']['line'], 1)

    def test_a_program_that_fails_is_reported_as_one(self) -> None:
        self.results('def test_a(): pass\n1 / 0')
        self.assertEqual((self.result['errorType'], self.result['line']), ('ZeroDivisionError', 2))
        self.assertIn('main.py', self.result['traceback'])

    def test_stop_ends_a_test(self) -> None:
        session.run(
            'import time\ndef test_long():\n    time.sleep(60)\n', mode='tests', interrupt_after=0.1
        )
        self.assertEqual(session.run('print("fine")')['status'], 'ok')
        self.assertEqual(session.stdout, 'fine\n')


class Debugger(unittest.TestCase):
    def test_the_page_is_told_where_it_stands(self) -> None:
        session.host.sent.clear()
        session.lines = [b'n\n', b'up\n', b'p total\n', b'c\n']
        result = session.run("""
            total = 1
            def add(n):
                breakpoint()
                m = n + 1
                return m
            total = add(2)
            print(total)
            """)
        self.assertEqual(result['status'], 'ok', session.stdout)
        told = session.told('application/vnd.goru.debugger+json')
        places = [None if it is None else (it['file'], it['line'], it['function']) for it in told]
        self.assertIn(('main.py', 4, 'add'), places)
        self.assertIn(('main.py', 6, None), places)
        self.assertIsNone(places[-1])
        names = {it['name']: it['value'] for it in told[-2]['names']['variables']}
        self.assertEqual(names['total'], '1')
        self.assertEqual(session.stdout.rpartition('(Pdb) ')[2], '3\n')

    def test_a_step_beyond_the_last_line_ends_the_program(self) -> None:
        session.host.sent.clear()
        session.lines = [b'n\n'] * 6
        self.assertEqual(session.run('breakpoint()\nx = 1\ny = 2\n')['status'], 'ok')
        self.assertNotIn('_goru', session.stdout)
        self.assertEqual(session.run('z = 3')['status'], 'ok')

    def test_it_says_which_lines_are_for_it_and_which_for_the_program(self) -> None:
        lines: dict[str, list[bytes]] = {}
        readers: list[str] = []

        def read(params: dict[str, Any], payload: bytes) -> tuple[None, bytes]:
            readers.append(params.get('reader', 'program'))
            return None, lines[readers[-1]].pop(0)

        usual = session.host.handlers['stdin/read']
        session.host.handlers['stdin/read'] = read
        try:
            lines['program'] = [b'Ada\n', b'36\n', b'London\n']
            lines['debugger'] = [
                b'n\n', b'p input()\n', b'interact\n', b'1 + 1\n', b'', b'b 4\n',
                b'clear\n', b'y\n', b'c\n',
            ]  # fmt: skip
            source = 'name = input()\nbreakpoint()\nx = 1\ny = 2\ncity = input()\nname, city'
            self.assertEqual(session.run(source)['value'], "('Ada', 'London')", session.stdout)
            self.assertEqual((lines['program'], lines['debugger']), ([], []))
            self.assertEqual([readers[0], readers[-1]], ['program', 'program'])
            self.assertIn("'36'", session.stdout)
        finally:
            session.host.handlers['stdin/read'] = usual

    def test_a_stopped_debugger_leaves_the_lines_to_the_program(self) -> None:
        session.lines = [b'p input(\n', b'q\n']
        session.host.sent.clear()
        session.run('breakpoint()\nx = 1\n')
        session.lines = [b'fine\n']
        self.assertEqual(session.value('input()'), "'fine'")
        asked = [
            it['params'] for it in session.host.sent_of('call') if it['method'] == 'stdin/read'
        ]
        self.assertEqual(asked[0], {'reader': 'debugger'})
        self.assertEqual(asked[-1], {})

    def test_post_mortem(self) -> None:
        session.run('def f(n):\n    return 1 / n\nf(0)')
        session.lines = [b'p n\n', b'q\n']
        session.host.sent.clear()
        session.run('import pdb; pdb.pm()', '<console>', mode='console')
        self.assertIn('(Pdb) 0\n', session.stdout)
        place = session.told('application/vnd.goru.debugger+json')[0]
        self.assertEqual((place['file'], place['line']), ('main.py', 2))


if __name__ == '__main__':
    unittest.main()
