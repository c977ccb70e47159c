from __future__ import annotations

import sys
import unittest
from typing import Any

from support.session import Session

session = Session()


IS_3_13 = sys.version_info >= (3, 13)


def lines(*text: str) -> str:
    return ''.join(f'{line}\n' for line in text)


class Text(unittest.TestCase):
    def check(self, source: str, *expected: str) -> dict[str, Any]:
        result = session.run(source)
        self.assertEqual(result['traceback'], lines(*expected))
        self.assertEqual(session.stderr, result['traceback'])
        return result

    def test_only_the_programs_frames_are_shown_with_their_lines(self) -> None:
        result = self.check(
            'def f(x):\n    return 1 / x\n\nprint(f(0))',
            'Traceback (most recent call last):',
            '  File "main.py", line 4, in <module>',
            '    print(f(0))',
            '          ~^^^' if IS_3_13 else '          ^^^^',
            '  File "main.py", line 2, in f',
            '    return 1 / x',
            '           ~~^~~',
            'ZeroDivisionError: division by zero',
        )
        self.assertEqual(result['errorType'], 'ZeroDivisionError')
        self.assertEqual(result['message'], 'division by zero')

    def test_library_frames_are_left_out(self) -> None:
        self.check(
            'import json\njson.loads("x")',
            'Traceback (most recent call last):',
            '  File "main.py", line 2, in <module>',
            '    json.loads("x")',
            *(['    ~~~~~~~~~~^^^^^'] if IS_3_13 else []),
            'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
        )

    def test_frames_below_a_library_are_kept(self) -> None:
        self.check(
            'import functools\ndef f(a, b): return a / b\nfunctools.reduce(f, [1, 0])',
            'Traceback (most recent call last):',
            '  File "main.py", line 3, in <module>',
            '    functools.reduce(f, [1, 0])',
            *(['    ~~~~~~~~~~~~~~~~^^^^^^^^^^^'] if IS_3_13 else []),
            '  File "main.py", line 2, in f',
            '    def f(a, b): return a / b',
            '                        ~~^~~',
            'ZeroDivisionError: division by zero',
        )

    def test_chained_exceptions_are_told_in_order(self) -> None:
        self.check(
            'try:\n    {}["a"]\nexcept KeyError as e:\n    raise ValueError("b") from e',
            'Traceback (most recent call last):',
            '  File "main.py", line 2, in <module>',
            '    {}["a"]',
            '    ~~^^^^^',
            "KeyError: 'a'",
            '',
            'The above exception was the direct cause of the following exception:',
            '',
            'Traceback (most recent call last):',
            '  File "main.py", line 4, in <module>',
            '    raise ValueError("b") from e',
            'ValueError: b',
        )

    def test_a_chain_through_the_library_keeps_its_links(self) -> None:
        source = 'import json\ntry:\n    json.loads("x")\nexcept Exception:\n    1/0'
        text = session.run(source)['traceback']
        self.assertIn('During handling of the above exception', text)
        self.assertNotIn('json/decoder.py', text)

    def test_notes_are_shown(self) -> None:
        source = 'e = ValueError("x")\ne.add_note("one")\ne.add_note("two\\nlines")\nraise e'
        text = session.run(source)['traceback']
        self.assertTrue(text.endswith('ValueError: x\none\ntwo\nlines\n'), text)

    def test_exception_groups_are_shown(self) -> None:
        source = 'raise ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError(2)])])'
        text = session.run(source)['traceback']
        for part in (
            'Exception Group Traceback',
            '  | ExceptionGroup: g (2 sub-exceptions)',
            'ValueError: 1',
            'TypeError: 2',
            '+---------------- 1 ----------------',
        ):
            self.assertIn(part, text)

    def test_a_syntax_error_shows_its_place(self) -> None:
        result = self.check(
            'x = 1\nif x\n    pass',
            '  File "main.py", line 2',
            '    if x',
            '        ^',
            "SyntaxError: expected ':'",
        )
        self.assertEqual((result['line'], result['column']), (2, 5))
        self.assertEqual(result['errorType'], 'SyntaxError')

    def test_deep_recursion_is_folded(self) -> None:
        result = session.run('def f():\n    f()\nf()')
        self.assertEqual(result['errorType'], 'RecursionError')
        self.assertIn('[Previous line repeated ', result['traceback'])
        self.assertLess(len(result['traceback']), 500)

    def test_suggestions_are_made(self) -> None:
        text = session.run('number = 1\nnumbr')['traceback']
        self.assertIn("Did you mean: 'number'?", text)

    def test_each_run_shows_its_own_text(self) -> None:
        session.run('def old():\n    raise ValueError("old")  # first text')
        session.run('# nothing\n# like\n# it')
        result = session.run('old()')
        self.assertIn('    raise ValueError("old")  # first text', result['traceback'])
        self.assertEqual(result['line'], 1)

    def test_the_programs_own_use_of_traceback_shows_lines(self) -> None:
        session.run(
            'import traceback\ntry:\n    1/0  # here\nexcept Exception:\n    traceback.print_exc()'
        )
        self.assertIn('    1/0  # here\n    ~^~\n', session.stderr)
        session.run('def g():\n    1/0  # there\n')
        session.run('try:\n    g()\nexcept Exception:\n    traceback.print_exc()')
        self.assertIn('    1/0  # there\n', session.stderr)

    def test_warnings_show_their_line(self) -> None:
        session.run('import warnings\nwarnings.warn("careful")  # mark')
        self.assertEqual(
            session.stderr,
            lines('main.py:2: UserWarning: careful', '  warnings.warn("careful")  # mark'),
        )

    def test_a_huge_message_is_cut_with_a_notice(self) -> None:
        result = session.run('raise ValueError("x" * 3_000_000)')
        self.assertIn('more characters)', result['message'])
        self.assertLess(len(result['traceback']), 1_100_000)


class Types(unittest.TestCase):
    def test_types_are_qualified_unless_builtin_or_the_programs(self) -> None:
        cases = {
            'import json\njson.loads("")': 'json.decoder.JSONDecodeError',
            'class Mine(Exception): pass\nraise Mine': 'Mine',
            'class A:\n    class B(Exception): pass\nraise A.B': 'A.B',
            'import decimal\ndecimal.Decimal("x")': 'decimal.InvalidOperation',
        }
        for source, name in cases.items():
            self.assertEqual(session.run(source)['errorType'], name)


class Location(unittest.TestCase):
    def check(self, source: str, *expected: int | None) -> None:
        result = session.run(source)
        found = (result['line'], result['column'], result['endLine'], result['endColumn'])
        self.assertEqual(found, expected)

    def test_it_is_the_innermost_line_of_the_runs_own_file(self) -> None:
        self.check('def f():\n    1/0\n\nf()', 2, 5, 2, 8)
        self.check('import json\njson.loads("x")', 2, 1, 2, 16)

    def test_columns_are_utf16_units(self) -> None:
        self.check('x = "é𝄞", 1/0', 1, 12, 1, 15)
        self.check('"é𝄞" + é', 1, 9, 1, 10)

    def test_columns_of_syntax_errors_are_utf16_units(self) -> None:
        self.check('x = "𝄞" y', 1, 10, 1, 11)

    def test_it_may_span_lines(self) -> None:
        self.check('(1 +\n  2 +\n  "a")', 1, 2, 3, 6)

    def test_without_a_frame_in_the_file_it_is_unknown(self) -> None:
        session.run('def f():\n    1/0', filename='other.py')
        result = session.run('import other', filename='main.py')
        self.assertEqual(result['line'], 1)
        session.run('e = ValueError("no traceback")')
        result = session.run('import sys\nsys.excepthook', filename='main.py')
        self.assertEqual(result['status'], 'ok')


class LongTracebacks(unittest.TestCase):
    def tearDown(self) -> None:
        session.run('import sys\nsys.setrecursionlimit(1000)')

    def test_the_middle_of_an_enormous_recursion_is_left_out(self) -> None:
        result = session.run(
            'import sys\nsys.setrecursionlimit(10**5)\ndef f(n):\n    return f(n + 1)\nf(0)'
        )
        self.assertEqual(result['errorType'], 'RecursionError')
        self.assertEqual(result['line'], 4)
        self.assertIn('line 5, in <module>', result['traceback'])
        self.assertRegex(
            result['traceback'],
            r'RecursionError: .*\n\(9\d\d\d\d frames in the middle are left out\.\)\n$',
        )

    def test_a_usual_one_is_whole(self) -> None:
        result = session.run('def f(n):\n    return f(n + 1)\nf(0)')
        self.assertNotIn('left out', result['traceback'])
        self.assertRegex(result['traceback'], r'Previous line repeated 9\d\d more times')


class Hostile(unittest.TestCase):
    def test_a_str_that_raises(self) -> None:
        for what in (
            'ValueError("inner")',
            'RecursionError',
            'MemoryError',
            'SystemExit(3)',
            'KeyboardInterrupt',
        ):
            source = f'class E(Exception):\n    def __str__(self): raise {what}\nraise E'
            with self.subTest(what):
                result = session.run(source)
                self.assertEqual((result['status'], result['errorType']), ('error', 'E'), result)
        self.assertEqual(session.value('1'), '1')

    def test_a_class_that_lies(self) -> None:
        source = """
            class E(Exception):
                @property
                def __class__(self): return {0}
                @property
                def __notes__(self): return 5
            raise E("x")
            """
        for lie in ('SyntaxError', 'SystemExit', 'ExceptionGroup', '1/0'):
            with self.subTest(lie):
                result = session.run(source.format(lie))
                self.assertEqual((result['status'], result['errorType']), ('error', 'E'), result)

    def test_odd_syntax_errors(self) -> None:
        for attributes in (
            'lineno = "x"',
            'offset = -5',
            'text = 7',
            'filename = None',
            'end_offset = 10**9',
        ):
            source = f'e = SyntaxError("s")\ne.{attributes}\nraise e'
            with self.subTest(attributes):
                self.assertEqual(session.run(source)['status'], 'error')

    def test_odd_tracebacks(self) -> None:
        for source in (
            'e = ValueError(1)\ne.__cause__ = e\nraise e',
            (
                'e = None\nfor i in range(3000):\n'
                '    n = ValueError(i)\n    n.__context__ = e\n    e = n\nraise e'
            ),
            'import sys\nsys.tracebacklimit = 0\n1/0',
            'import sys\nsys.tracebacklimit = "x"\n1/0',
            'import sys\ndel sys.tracebacklimit\n1/0',
            'exec(compile("1/0", "<other>", "exec"))',
            (
                'class M(type):\n    __module__ = property(lambda s: 1/0)\n'
                'class E(Exception, metaclass=M): pass\nraise E'
            ),
        ):
            with self.subTest(source):
                self.assertEqual(session.run(source)['status'], 'error')

    def test_a_broken_traceback_module(self) -> None:
        import traceback

        real = traceback.TracebackException
        session.run('import traceback\ntraceback.TracebackException = None')
        try:
            result = session.run('1/0')
        finally:
            traceback.TracebackException = real  # type: ignore[misc]
        self.assertEqual((result['status'], result['errorType']), ('error', 'ZeroDivisionError'))

    def test_the_programs_excepthook_sees_only_its_own_frames(self) -> None:
        session.run("""
            import sys, traceback
            sys.excepthook = lambda t, v, tb: print("".join(traceback.format_exception(v)), end="")
            1/0
        """)
        self.assertEqual(session.stdout.count('File '), 1)
        session.run('sys.excepthook = sys.__excepthook__')

    def test_the_programs_excepthook_prints(self) -> None:
        session.run(
            'import sys\nsys.excepthook = lambda t, v, tb: print("hooked", t.__name__)\n1/0'
        )
        self.assertEqual((session.stdout, session.stderr), ('hooked ZeroDivisionError\n', ''))
        session.run('sys.excepthook = lambda *a: 2/0\n1/0')
        self.assertIn('Error in sys.excepthook:\n', session.stderr)
        self.assertIn('Original exception was:\nTraceback', session.stderr)
        session.run('sys.excepthook = sys.__excepthook__')
