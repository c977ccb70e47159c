"""Inline script metadata (PEP 723). The first texts are the specification's own examples."""

from __future__ import annotations

import unittest
from typing import Any

from _goru.script_metadata import find_block
from support.fake_host import HostError
from support.session import Session

session = Session()

EXAMPLE = """\
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests<3",
#   "rich",
# ]
# ///

print('runs')
"""


def toml_of(source: str) -> str | None:
    block = find_block(source)
    return None if block is None else block.toml


class Blocks(unittest.TestCase):
    def test_the_example_of_the_specification_is_read(self) -> None:
        expected = 'requires-python = ">=3.11"\ndependencies = [\n  "requests<3",\n  "rich",\n]\n'
        self.assertEqual(toml_of(EXAMPLE), expected)
        self.assertEqual(toml_of(f'#!/usr/bin/env python\n{EXAMPLE}'), expected)

    def test_an_embedded_block_ends_at_the_last_closing_line(self) -> None:
        source = """\
# /// script
# embedded-csharp = '''
# /// <summary>
# /// text
# ///
# /// </summary>
# public class MyClass { }
# '''
# ///
"""
        content = toml_of(source) or ''
        self.assertTrue(content.startswith("embedded-csharp = '''\n/// <summary>\n"), content)
        self.assertTrue(content.endswith("public class MyClass { }\n'''\n"), content)

    def test_a_line_may_be_a_bare_sign_and_keeps_further_spaces(self) -> None:
        self.assertEqual(toml_of('# /// script\n#\n#   a = 1\n# ///'), '\n  a = 1\n')

    def test_what_is_not_written_exactly_so_is_a_comment(self) -> None:
        for source in (
            '# /// script\n# a = 1\n',  # never closed
            '# /// script\n# ///\n',  # nothing in it
            '# /// script\n#a = 1\n# ///\n',  # no space behind the sign
            '# /// script\n\n# a = 1\n# ///\n',  # an empty line
            ' # /// script\n # a = 1\n # ///\n',
            '# /// script \n# a = 1\n# ///\n',
            '## /// script\n# a = 1\n# ///\n',
            '#/// script\n# a = 1\n# ///\n',
            '# /// Script\n# a = 1\n# ///\n',
        ):
            self.assertIsNone(toml_of(source), source)

    def test_other_types_are_ignored_and_several_script_blocks_are_an_error(self) -> None:
        other = '# /// some-toml\n# b = 2\n# ///\n\n'
        self.assertIsNone(toml_of(other))
        self.assertEqual(toml_of(f'{other}# /// script\n# a = 1\n# ///\n'), 'a = 1\n')
        with self.assertRaisesRegex(ValueError, 'several script blocks, in lines 1 and 5'):
            find_block('# /// script\n# a = 1\n# ///\n\n# /// script\n# a = 2\n# ///\n')


class Programs(unittest.TestCase):
    asked: list[Any]
    withdrawn: list[Any]

    def setUp(self) -> None:
        self.asked = []
        self.withdrawn = []
        self.answer_with('')
        session.host.handlers['packages/withdraw'] = self.withdraw

    def answer_with(self, output: str, *unproven: Any, error: HostError | None = None) -> None:
        def provide(params: Any, _: bytes) -> Any:
            self.asked.append(params)
            if error is not None:
                raise error
            nothing: dict[str, Any] = {'success': True, 'installed': [], 'present': []}
            return {**nothing, 'output': output, 'unproven': list(unproven)}

        session.host.handlers['packages/provide'] = provide

    def withdraw(self, params: Any, _: bytes) -> None:
        self.withdrawn.append(params)
        raise HostError('unsupported', 'package contains C extensions')

    def test_what_they_need_is_provided_before_they_start(self) -> None:
        self.answer_with('Installed rich 13.0')
        result = session.run(f'\ufeff# what for\n{EXAMPLE}'.replace('\n', '\r\n'))
        self.assertEqual(result['status'], 'ok')
        expected = {
            'dependencies': ['requests<3', 'rich'],
            'requiresPython': '>=3.11',
            'line': 2,
        }
        self.assertEqual(self.asked, [expected])
        self.assertEqual(session.output, [(2, 'Installed rich 13.0\n'), (1, 'runs\n')])

    def test_they_run_without_what_was_refused_and_are_told(self) -> None:
        self.answer_with('', error=HostError('permission', 'package "rich" not allowed'))
        self.assertEqual(session.run(EXAMPLE)['status'], 'ok')
        self.assertEqual(session.stdout, 'runs\n')
        self.assertEqual(
            session.stderr,
            'package "rich" not allowed: the program runs without what its script block asks for\n',
        )

    def test_what_cannot_be_had_keeps_them_from_starting(self) -> None:
        error = HostError('unsupported', 'this program needs Python >=3.99')
        self.answer_with('', error=error)
        result = session.run(EXAMPLE)
        self.assertEqual(result['status'], 'error')
        self.assertEqual(result['message'], 'this program needs Python >=3.99')
        self.assertIn('The script block in line 1 of main.py asks for this.', result['traceback'])
        self.assertEqual(session.stdout, '')
        broken = {'name': 'rich', 'modules': ['no_such_module']}
        self.answer_with('Installed rich 13.0', broken)
        self.assertIn('contains C extensions', session.run(EXAMPLE)['message'])
        self.assertEqual([package['name'] for package in self.withdrawn], ['rich'])

    def test_a_block_that_asks_for_nothing_asks_nobody(self) -> None:
        for source in (
            'print("# /// script")',
            '# /// script\n# dependencies = []\n# [tool.ruff]\n# line-length = 100\n# ///\n',
            f'{EXAMPLE}\nx = = 1',  # No Python: there is nothing to run.
        ):
            session.run(source)
        self.assertEqual(self.asked, [])

    def test_a_mistake_in_the_block_is_shown_where_it_is(self) -> None:
        result = session.run('x = 1\n# /// script\n# a = 1\n# dependencies = [rich]\n# ///\n')
        self.assertEqual((result['errorType'], result['line']), ('SyntaxError', 4))
        self.assertIn('the script block is not as it should be', result['message'])
        for line, expected in (
            ('dependencies = "rich"', 'dependencies is a list of strings'),
            ('dependencies = [1]', 'dependencies is a list of strings'),
            ('requires-python = 3.12', 'requires-python is a string'),
        ):
            result = session.run(f'# /// script\n# {line}\n# ///\n')
            self.assertEqual((result['errorType'], result['line']), ('SyntaxError', 1))
            self.assertIn(expected, result['message'])
        twice = '# /// script\n# a = 1\n# ///\n\n'
        result = session.run(twice + twice)
        self.assertIn('several script blocks, in lines 1 and 5', result['message'])
        self.assertEqual(self.asked, [])
