"""Installing: what Python does once the host has put the files there."""

from __future__ import annotations

import json
import unittest
from typing import Any

from support.fake_host import HostError
from support.session import Session

session = Session()


def answer(*unproven: dict[str, Any]) -> dict[str, Any]:
    return {
        'success': True,
        'output': 'Installed a 1.0',
        'installed': ['a==1.0'],
        'present': [],
        'unproven': list(unproven),
    }


class ImportChecks(unittest.TestCase):
    withdrawn: list[Any]

    def setUp(self) -> None:
        self.withdrawn = []
        session.host.handlers['packages/withdraw'] = self.withdraw

    def withdraw(self, params: Any, _: bytes) -> None:
        self.withdrawn.append(params)
        message = "package contains C extensions (x.so) which won't work in WASM"
        raise HostError('unsupported', message)

    def run_with(self, *unproven: dict[str, Any], call: str = 'install_pkg("a")') -> Any:
        session.host.handlers['packages/install'] = lambda *_: answer(*unproven)
        return session.run(call)

    def test_what_imports_stays(self) -> None:
        for call in ('install_pkg("a")', 'await async_install_pkg("a")'):
            result = self.run_with({'name': 'a', 'modules': ['colorsys', 'cmd']}, call=call)
            self.assertEqual(result['status'], 'ok')
            self.assertIn("'installed': ['a==1.0']", result['value'])
            self.assertNotIn('unproven', result['value'])
        self.assertEqual(self.withdrawn, [])

    def test_what_does_not_is_withdrawn_and_the_host_says_why(self) -> None:
        for call in ('install_pkg("a")', 'await async_install_pkg("a")'):
            self.withdrawn.clear()
            broken = {'name': 'a', 'modules': ['cmd', 'no_such_part', 'never_tried']}
            result = self.run_with(broken, call=call)
            self.assertEqual(result['status'], 'error')
            self.assertIn('contains C extensions', result['message'])
            reason = "ModuleNotFoundError: No module named 'no_such_part'"
            expected = {'name': 'a', 'module': 'no_such_part', 'reason': reason}
            self.assertEqual(self.withdrawn, [expected])

    def test_the_host_can_ask_for_the_proof_of_what_a_person_has_installed(self) -> None:
        for modules in (['colorsys'], ['colorsys', 'no_such_part']):
            unproven = json.dumps([{'name': 'a"\\', 'modules': modules}])
            call = f"__import__('goru._packages')._packages.tell_first_failure({unproven!r})"
            result = session.run(call)
            self.assertEqual(result['status'], 'ok')
            self.assertIsNone(result['value'])
            told = json.loads(session.stdout.splitlines()[-1])['failure']
            if modules == ['colorsys']:
                self.assertIsNone(told)
            else:
                self.assertEqual((told['name'], told['module']), ('a"\\', 'no_such_part'))
                self.assertIn('ModuleNotFoundError', told['reason'])

    def test_the_host_may_have_an_older_version_which_is_tried_in_its_turn(self) -> None:
        older = [
            answer({'name': 'a', 'modules': ['no_such_part_either']}),
            {**answer({'name': 'b', 'modules': ['cmd']}), 'installed': ['a==0.8']},
        ]

        def withdraw(params: Any, _: bytes) -> Any:
            self.withdrawn.append(params['module'])
            return older[len(self.withdrawn) - 1]

        session.host.handlers['packages/withdraw'] = withdraw
        for call in ('install_pkg("a")', 'await async_install_pkg("a")'):
            self.withdrawn.clear()
            result = self.run_with({'name': 'a', 'modules': ['no_such_part']}, call=call)
            self.assertIn("'installed': ['a==0.8']", result['value'])
            self.assertEqual(self.withdrawn, ['no_such_part', 'no_such_part_either'])

    def test_half_a_package_is_not_left_in_sys_modules(self) -> None:
        session.run("""
            import os
            os.makedirs('/tmp/half', exist_ok=True)
            with open('/tmp/half/__init__.py', 'w') as file:
                file.write('from half import part')
            with open('/tmp/half/part.py', 'w') as file:
                file.write('1 / 0')
            import sys
            sys.path.insert(0, '/tmp')
        """)
        self.run_with({'name': 'half', 'modules': ['half']})
        self.assertEqual(self.withdrawn[0]['reason'], 'ZeroDivisionError: division by zero')
        result = session.run('[name for name in sys.modules if name.startswith("half")]')
        self.assertEqual(result['value'], '[]')


class PipLines(unittest.TestCase):
    asked: list[Any]

    def setUp(self) -> None:
        self.asked = []

        def install(params: Any, _: bytes) -> Any:
            self.asked.append((params['requirements'], params.get('upgrade', False)))
            return answer()

        session.host.handlers['packages/install'] = install

    def run_text(self, source: str) -> dict[str, Any]:
        return session.run(source)

    def test_they_install_and_print_what_was_done(self) -> None:
        result = self.run_text(
            'x = 1\n%pip install a "b >= 2"\nprint(x)\n!pip install -q -U c  # c'
        )
        self.assertEqual(result['status'], 'ok')
        self.assertEqual(self.asked, [(['a', 'b >= 2'], False), (['c'], True)])
        self.assertEqual(session.stdout, 'Installed a 1.0\n1\nInstalled a 1.0\n')

    def test_they_may_be_indented_and_a_file_may_name_what_to_install(self) -> None:
        self.run_text("""
            with open('/tmp/requirements.txt', 'w') as file:
                _ = file.write('# all of it\\na>=1  # one\\n\\nb\\n')
            if True:
                %pip install -r /tmp/requirements.txt
        """)
        self.assertEqual(self.asked, [(['a>=1', 'b'], False)])

    def test_text_that_looks_like_one_stays_text(self) -> None:
        text = 'text = """\n%pip install a\n"""\n!pip install b\ntext'
        self.assertEqual(self.run_text(text)['value'], repr('\n%pip install a\n'))
        self.assertEqual(self.asked, [(['b'], False)])

    def test_what_it_does_not_understand_is_said(self) -> None:
        for line, expected in (
            ('%pip list', '%pip list: usage'),
            ('%pip install --target x a', '--target: unknown option'),
        ):
            result = self.run_text(line)
            self.assertEqual(result['errorType'], 'ValueError')
            self.assertIn(expected, result['message'])
        self.assertEqual(self.run_text('%pin a')['errorType'], 'SyntaxError')
        self.assertEqual(self.run_text('x = "pip" +')['errorType'], 'SyntaxError')
        self.assertEqual(self.asked, [])
