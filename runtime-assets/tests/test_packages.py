"""Installing: what Python does once the host has put the files there."""

from __future__ import annotations

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
