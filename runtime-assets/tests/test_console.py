from __future__ import annotations

import json
import unittest
from typing import Any

from support.session import Session

session = Session()


def enter(text: str) -> dict[str, Any]:
    return session.run(text, '<console>', mode='console')


def ask(about: str, text: str = '') -> Any:
    question = json.dumps({'about': about, 'text': text}, separators=(',', ':'))
    result = session.run(question, '<question>', mode='question')
    if result['status'] != 'ok':
        raise AssertionError(result)
    return json.loads(result['value'])


def variables() -> dict[str, dict[str, Any]]:
    return {variable['name']: variable for variable in ask('variables')['variables']}


class Entries(unittest.TestCase):
    def test_an_expression_has_a_value_which_is_kept_as_underscore(self) -> None:
        self.assertEqual(enter('6 * 7')['value'], '42')
        self.assertEqual(enter('_ + 1')['value'], '43')

    def test_a_compound_statement_shows_its_values(self) -> None:
        self.assertIsNone(enter('for i in range(2): i * 10')['value'])
        self.assertEqual(session.stdout, '0\n10\n')

    def test_several_statements(self) -> None:
        self.assertEqual(enter('a = 1\nb = 2\na + b')['value'], '3')
        self.assertIsNone(enter('a = 1\nb = 2')['value'])

    def test_await(self) -> None:
        enter('import asyncio')
        self.assertEqual(enter('await asyncio.sleep(0, "done")')['value'], "'done'")

    def test_a_traceback_names_the_console_and_shows_its_line(self) -> None:
        result = enter('def broken():\n    return 1 / 0\n\nbroken()')
        self.assertIn('File "<console>", line 4, in <module>\n    broken()\n', result['traceback'])
        self.assertIn('File "<console>", line 2, in broken\n', result['traceback'])
        self.assertNotIn('_goru', result['traceback'])

    def test_a_syntax_error_is_reported(self) -> None:
        self.assertEqual(enter('1 +* 2')['errorType'], 'SyntaxError')

    def test_tasks_live_on_until_a_program_ends(self) -> None:
        enter('import asyncio\nasync def later():\n    await asyncio.sleep(0)\n    return 5\n')
        enter('task = asyncio.create_task(later())\nawait asyncio.sleep(0)')
        self.assertEqual(session.stderr, '')
        self.assertEqual(enter('await task')['value'], '5')

    def test_pip(self) -> None:
        session.host.handlers['packages/install'] = lambda *_: {}
        before = len(session.host.sent_of('call'))
        enter('%pip install attrs')
        calls = session.host.sent_of('call')[before:]
        self.assertIn('packages/', calls[0]['method'])

    def test_help(self) -> None:
        enter('def area(w, h=1):\n    """The area."""\n    return w * h\n')
        enter('area?')
        self.assertEqual(session.stdout, 'area(w, h=1)\n\nThe area.\n')
        enter('?area.__name__')
        self.assertTrue(session.stdout.startswith("str: 'area'\n\n"))
        enter('json?') if enter('import json')['status'] == 'ok' else None
        self.assertTrue(session.stdout.startswith('json\n\n'))
        self.assertEqual(enter('nothing_there?')['errorType'], 'NameError')


class Completeness(unittest.TestCase):
    def test_whole_entries(self) -> None:
        cases = (
            '', 'x', '1 + 1', 'x = 1', 'for i in range(3):\n    print(i)\n', 'pass # :',
            'for i in range(3):\n    print(i)\n    ', '%pip install attrs', 'print?', '1 +* 2',
            'await f()', '"open', 'a = 1\nb = 2', 'def f(x):\n    return x\n\nf(1)', ')',
        )  # fmt: skip
        for text in cases:
            with self.subTest(text):
                self.assertIs(ask('completeness', text), True)

    def test_what_goes_on(self) -> None:
        cases = (
            'if x:', 'def f(\n', '(1,', '"""text', 'x = [1,\n2,',
            'for i in range(3):\n    print(i)',
            '@decorator', 'try:\n    x', 'async def f():', 'a = 1\nfor i in range(3):', 'x = \\',
            'a = 1\nif a:\n    a',
        )  # fmt: skip
        for text in cases:
            with self.subTest(text):
                self.assertIs(ask('completeness', text), False)

    def test_no_file_of_the_workspace_runs(self) -> None:
        session.run("""
            import os, sys, tempfile
            os.chdir(tempfile.mkdtemp())
            with open('codeop.py', 'w') as file: file.write('raise SystemExit')
            sys.modules.pop('codeop', None)
            sys.path.insert(0, '')
            """)
        self.assertIs(ask('completeness', 'x'), True)
        self.assertEqual(session.value('sys.path.pop(0), os.chdir("/tmp")'), "('', None)")


class Completion(unittest.TestCase):
    def matches(self, text: str) -> list[str]:
        return ask('completions', text)['matches']

    def test_names_keywords_and_attributes(self) -> None:
        session.run('import math\nlonely_name = 1')
        self.assertEqual(self.matches('1 + lonely_'), ['lonely_name'])
        self.assertEqual(self.matches('math.fact'), ['math.factorial('])
        self.assertEqual(self.matches('x = math.fact'), ['math.factorial('])
        self.assertIn('while ', self.matches('whil'))
        self.assertEqual(self.matches('f().a'), [])
        self.assertEqual(self.matches(''), [])
        self.assertEqual(self.matches('fs.read_te'), ['fs.read_text('])

    def test_the_last_value(self) -> None:
        session.run('"text"')
        self.assertEqual(self.matches('_.isal'), ['_.isalnum(', '_.isalpha('])

    def test_properties_are_not_asked_and_errors_are_none(self) -> None:
        session.run("""
            class Loud:
                @property
                def total(self): print('asked'); return 1
            class Broken:
                def __dir__(self): raise ValueError
            loud, broken = Loud(), Broken()
            """)
        self.assertEqual(self.matches('loud.to'), ['loud.total'])
        self.assertEqual(session.stdout, '')
        self.assertEqual(self.matches('broken.'), [])
        self.assertEqual(self.matches('not_there.'), [])

    def test_a_long_list_is_cut(self) -> None:
        session.run('globals().update({f"many_{i:03}": i for i in range(150)})')
        answer = ask('completions', 'many_')
        self.assertEqual((len(answer['matches']), answer['count']), (100, 150))
        session.run('for i in range(150): del globals()[f"many_{i:03}"]')

    def test_a_question_changes_nothing(self) -> None:
        session.run('5')
        ask('completions', 'pri')
        ask('variables')
        self.assertEqual(session.value('_'), '5')


class Variables(unittest.TestCase):
    def setUp(self) -> None:
        session.run("""
            for name in [name for name in globals() if not name.startswith('__')]:
                del globals()[name]
            del name
            """)

    def shown(self, source: str) -> dict[str, Any]:
        result = session.run(f'def make():\n    {source}\n    return v\nv = make()\ndel make')
        if result['status'] != 'ok':
            raise AssertionError(result)
        return variables()['v']

    def test_values_of_builtin_types(self) -> None:
        cases = {
            'v = 42': ('int', '42', None),
            'v = True': ('bool', 'True', None),
            'v = 1.5': ('float', '1.5', None),
            'v = None': ('NoneType', 'None', None),
            'v = "text"': ('str', "'text'", 4),
            'v = b"ab"': ('bytes', "b'ab'", 2),
            'v = [1, "a", (2,), {3}]': ('list', "[1, 'a', (2,), {3}]", 4),
            'v = {"a": [1, 2]}': ('dict', "{'a': [1, 2]}", 1),
            'v = range(3)': ('range', 'range(0, 3)', 3),
            'v = list(range(1000))': ('list', '[0, 1, 2, 3, 4, 5, 6, 7, …]', 1000),
            'v = 10 ** 1000': ('int', 'an integer of about 1_000 digits', None),
            'import datetime; v = datetime.date(2024, 2, 29)':
                ('date', 'datetime.date(2024, 2, 29)', None),
            'from decimal import Decimal; v = Decimal("1.5")': ('Decimal', "Decimal('1.5')", None),
            'from collections import Counter; v = Counter("aab")':
                ('Counter', "Counter({'a': 2, 'b': 1})", 2),
            'import enum; v = enum.Enum("Colour", "RED BLUE").RED': ('Colour', 'Colour.RED', None),
            'v = lambda x, *, y: 1': ('function', '<lambda>(x, y)', None),
            'v = int': ('type', 'class int', None),
            'v = ValueError("no", 1)': ('ValueError', "ValueError('no', 1)", None),
        }  # fmt: skip
        for source, (kind, value, length) in cases.items():
            with self.subTest(source):
                shown = self.shown(source)
                self.assertEqual(
                    (shown['type'], shown['value'], shown['length']), (kind, value, length)
                )
                self.assertGreater(shown['bytes'], 0)

    def test_what_is_imported_is_none_of_them(self) -> None:
        session.run("""
            from turtle import *
            from math import sqrt
            from random import choice
            from decimal import Decimal
            from dataclasses import dataclass
            @dataclass
            class Mine: x: int
            def own(): pass
            made, number, alias = Mine(1), Decimal(2), print
            """)
        self.assertEqual(sorted(variables()), ['Mine', 'alias', 'made', 'number', 'own'])

    def test_instances_by_what_they_hold(self) -> None:
        point = 'class P:\n        def __init__(self): self.x, self.y = 1, [2]\n    v = P()'
        self.assertEqual(self.shown(point)['value'], 'P(x=1, y=[2])')
        slots = "class S:\n        __slots__ = 'a', 'b'\n    v = S(); v.a = 1"
        self.assertEqual(self.shown(slots)['value'], 'S(a=1)')
        self.assertEqual(self.shown('v = object()')['value'], '<object>')

    def test_nothing_of_a_program_is_called(self) -> None:
        hostile = """
            class Meta(type):
                def __getattribute__(self, name): raise SystemError(name)
                def __instancecheck__(self, other): raise SystemError
                def __eq__(self, other): raise SystemError
                __hash__ = type.__hash__
            class Hostile(metaclass=Meta):
                def __getattribute__(self, name):
                    while True: pass
                def __repr__(self):
                    while True: pass
                __len__ = __sizeof__ = __iter__ = __class__ = property(__repr__)
                __dict__ = property(__repr__)
            class Sub(str):
                def __repr__(self): raise SystemError
                __str__ = __getitem__ = __len__ = __sizeof__ = __repr__
            class Many(dict):
                def items(self): raise SystemError
                __iter__ = __repr__ = __len__ = items
            hostile, sub, many = Hostile(), Sub('abc'), Many(a=1)
            class Named: pass
            class Name(str):
                def __format__(self, _): raise SystemError
                __str__ = __len__ = __format__
            Named.__name__ = Name('Named')
            named = Named()
            named.__dict__ = Many(b=2)
            import enum
            class Colour(enum.Enum): RED = 1
            class Blue(enum.Enum): BLUE = 1
            Colour.RED._name_, Blue.BLUE._name_ = Name('RED'), hostile
            red, blue = Colour.RED, Blue.BLUE
            """
        self.assertEqual(session.run(hostile)['status'], 'ok')
        shown = variables()
        self.assertEqual(shown['hostile']['type'], 'Hostile')
        self.assertEqual(shown['sub']['value'], "Sub('abc')")
        self.assertEqual(shown['sub']['length'], 3)
        self.assertEqual(shown['many']['value'], "Many({'a': 1})")
        self.assertEqual(shown['Hostile']['value'], 'class Hostile')
        self.assertEqual(shown['Named']['value'], 'class Named')
        self.assertEqual(shown['named']['value'], 'Named(b=2)')
        self.assertEqual((shown['red']['value'], shown['blue']['value']), ('Colour.RED', 'Blue.?'))
        session.run('del hostile')

    def test_recursive_and_huge_values_are_short(self) -> None:
        session.run("""
            loop = []; loop.append(loop)
            class Node: pass
            node = Node(); node.next = node
            deep = []
            for i in range(10_000): deep = [deep]
            wide = [['x' * 10_000] * 1000] * 1000
            """)
        shown = variables()
        self.assertEqual(shown['loop']['value'], '[[[[…]]]]')
        self.assertEqual(shown['node']['value'], 'Node(next=Node(next=Node(next=<Node>)))')
        self.assertEqual(shown['deep']['value'], '[[[[…]]]]')
        self.assertLessEqual(len(shown['wide']['value']), 101)

    def test_there_are_two_hundred_at_most(self) -> None:
        session.run('import math\nglobals().update({f"v{i}": i for i in range(250)})')
        answer = ask('variables')
        self.assertEqual(len(answer['variables']) + answer['left'], 250)
        self.assertLessEqual(len(answer['variables']), 200)
        self.assertGreater(len(answer['variables']), 0)


if __name__ == '__main__':
    unittest.main()
