from __future__ import annotations

import os
import unittest
from textwrap import dedent
from typing import Any

from support.session import Session

session = Session()


class Checks(unittest.TestCase):
    def setUp(self) -> None:
        session.run("""
            for name in [name for name in globals() if not name.startswith('__')]:
                del globals()[name]
            del name
            """)
        for name in os.listdir('/tmp'):
            if name.endswith('.py'):
                os.remove(f'/tmp/{name}')

    def check(self, source: str, **more: Any) -> dict[str, dict[str, Any]]:
        """Runs a program as the page does, then its checks."""
        source = dedent(source)
        self.assertEqual(session.run(source)['status'], 'ok')
        output = session.stdout
        before = len(session.told('application/vnd.goru.checks+json'))
        self.result = session.run(source, mode='checks', output=output, **more)
        told = session.told('application/vnd.goru.checks+json')[before:]
        self.assertTrue(told, self.result)
        checks = told[0]['checks']
        ends = {it['index']: it for it in told[1:]}
        return {check['title']: {**check, **ends.get(i, {})} for i, check in enumerate(checks)}

    def test_a_program_does_not_run_its_checks(self) -> None:
        self.assertEqual(session.run('x = 5\nx\n# goru: check "x"\nassert 0\n')['value'], '5')

    def test_what_was_expected_and_what_came(self) -> None:
        results = self.check("""\
            def area(w, h):
                return w + h

            # goru: check "adds nothing"
            assert area(0, 5) == 5

            # goru: check "multiplies"
            assert 6 == area(2, 3), 'width times height'

            # goru: check is positive
            assert area(-1, 0) > 0
            # goru: check
            assert isinstance(area(1, 1), str)
            """)
        self.assertEqual(results['adds nothing']['status'], 'passed')
        multiplies = results['multiplies']
        expected = {
            'status': 'failed', 'line': 8, 'note': 'width times height', 'actual': '5',
            'expression': 'area(2, 3)', 'operator': '==', 'expected': '6',
        }  # fmt: skip
        self.assertEqual({key: multiplies[key] for key in expected}, expected)
        self.assertEqual(results['is positive']['operator'], '>')
        self.assertEqual(results['line 12']['actual'], 'False')
        self.assertEqual(results['line 12']['expression'], 'isinstance(area(1, 1), str)')
        self.assertEqual(self.result['status'], 'ok')

    def test_output_source_and_another_run(self) -> None:
        results = self.check("""\
            name = input('Name? ') if __name__ == '__main__' and False else 'Ada'
            print('Hello,', name)
            # goru: check "says it"
            assert output == 'Hello, Ada\\n'
            # goru: check "again"
            again = run()
            assert again.output == output
            assert again.names['name'] == 'Ada'
            # goru: check "source"
            assert 'for ' in source
            """)
        statuses = {name: it['status'] for name, it in results.items()}
        self.assertEqual(statuses, {'says it': 'passed', 'again': 'passed', 'source': 'failed'})
        source = results['source']
        self.assertEqual((source['expression'], source['operator']), ('source', 'in'))
        self.assertEqual(source['expected'], "'for '")

    def test_a_run_with_input(self) -> None:
        session.lines = [b'Bo\n']
        results = self.check("""\
            name = input('Name? ')
            print(f'Hello, {name}!')
            # goru: check "greets"
            assert run(stdin=['Ada']).output == 'Name? Hello, Ada!\\n'
            # goru: check "needs a name"
            run()
            """)
        self.assertEqual(results['greets']['status'], 'passed')
        self.assertEqual(results['needs a name']['status'], 'error')
        self.assertEqual(results['needs a name']['message'], 'EOFError: EOF when reading a line')
        self.assertEqual(
            (results['needs a name']['file'], results['needs a name']['line']), ('main.py', 1)
        )
        self.assertEqual(session.value('name'), "'Bo'")

    def test_the_session_is_left_as_it_was(self) -> None:
        self.check("""\
            import sys
            items = [1, 2]
            grid = [[0], [0]]
            row = grid[0]
            class Account:
                def __init__(self): self.balance = 5
            account = Account()
            total = 1
            def add(n):
                global total
                total += n
                items.append(n)
                account.balance += n
            # goru: check "changes much"
            add(3)
            grid[1].append(4)
            del items[0]
            print('quiet')
            sys.argv = []
            import json
            extra = 1
            assert total == 1
            """)
        value = session.value('items, grid, total, account.balance, row is grid[0]')
        self.assertEqual(value, '([1, 2], [[0], [0]], 1, 5, False)')
        self.assertEqual(session.stdout, '')
        self.assertEqual(
            session.value('"extra" in globals(), "output" in globals()'), '(False, False)'
        )

    def test_an_error_in_the_program_or_in_the_check(self) -> None:
        results = self.check("""\
            def half(n):
                return n / 0
            # goru: check "program"
            assert half(2) == 1
            # goru: check "check"
            assert hlaf(2) == 1
            # goru: check "syntax"
            assert half(2 == 1
            # goru: check "exit"
            raise SystemExit(3)
            """)
        self.assertEqual(results['program']['message'], 'ZeroDivisionError: division by zero')
        self.assertEqual(results['program']['line'], 2)
        self.assertEqual((results['check']['status'], results['check']['line']), ('error', 6))
        self.assertEqual((results['syntax']['status'], results['syntax']['line']), ('error', 8))
        self.assertEqual(results['exit']['status'], 'error')

    def test_files_of_checks(self) -> None:
        with open('/tmp/check_area.py', 'w') as file:
            file.write('small = 2\n# goru: check "small"\nassert area(small) == 4\n')
        with open('/tmp/check_more_of_it.py', 'w') as file:
            file.write('assert area(3) == 9\nassert area(4) == 17\n')
        results = self.check('def area(n):\n    return n * n\n')
        self.assertEqual(results['small']['status'], 'passed')
        more = results['more of it']
        self.assertEqual(
            (more['file'], more['line'], more['actual']), ('check_more_of_it.py', 2, '16')
        )

    def test_one_that_never_ends_is_stopped_and_the_session_lives(self) -> None:
        results = self.check(
            """\
            import time
            kept = [1]
            # goru: check "fine"
            assert kept == [1]
            # goru: check "waits"
            kept.append(2)
            time.sleep(60)
            # goru: check "later"
            assert 1
            """,
            interrupt_after=0.2,
        )
        self.assertEqual(results['fine']['status'], 'passed')
        self.assertEqual(results['waits']['status'], 'timeout')
        self.assertNotIn('status', results['later'])
        self.assertEqual(self.result['status'], 'interrupted')
        self.assertEqual(session.value('kept'), '[1]')

    def test_a_breakpoint_asks_nobody(self) -> None:
        results = self.check("""\
            def f():
                breakpoint()
                return 1
            # goru: check "f"
            assert f() == 1
            """)
        self.assertEqual(results['f']['status'], 'passed')

    def test_top_level_await(self) -> None:
        results = self.check("""\
            import asyncio
            async def f():
                await asyncio.sleep(0)
                return 1
            # goru: check "f"
            assert await f() == 2
            """)
        self.assertEqual((results['f']['status'], results['f']['actual']), ('failed', '1'))


if __name__ == '__main__':
    unittest.main()
