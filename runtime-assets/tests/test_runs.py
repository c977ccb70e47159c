from __future__ import annotations

import unittest

from support.session import Session

session = Session()


class Values(unittest.TestCase):
    def test_a_trailing_expression_is_the_value(self) -> None:
        cases = {
            '1 + 1': '2',
            'x = 5\nx * 2': '10',
            '"text"': "'text'",
            '42  # comment\n# more\n\n': '42',
            'max(\n  1,\n  2,\n)': '2',
            '(\n1,\n2)': '(1, 2)',
            '(1,\n  2)\n': '(1, 2)',
            'try:\n    pass\nexcept E:\n    pass\n(3\n + 4)': '7',
            '"""a\nb"""': "'a\\nb'",
            '"""\nabc\n"""': "'\\nabc\\n'",
            'a = 1; a + 1': '2',
            'a = 1; b = 2\na + b;': '3',
            '*(1, 2), 3': '(1, 2, 3)',
            'x == 5': 'True',
            'f = lambda a=1: a\nf()': '1',
            'print(end="")\nsorted("ba", key=lambda c: c)': "['a', 'b']",
            '\r\n7\r\n': '7',
            '\ufeff8': '8',
            'x = 9\rx': '9',
            'from __future__ import annotations\nx: undefined_name = 3\nx': '3',
        }
        for source, value in cases.items():
            with self.subTest(source):
                self.assertEqual(session.value(source), value)

    def test_other_endings_have_no_value(self) -> None:
        cases = (
            '', '\n\n', '# only\n', 'None', 'x = 1', 'x += 1', 'for i in (1, 2):\n    i',
            'if True:\n    5', 'if True: 5', 'def f():\n    return 1', 'import sys', 'pass',
            'x: int', 'del x', 'x = """\n42"""', 'with open("/tmp/a", "w") as f:\n    f.write("a")',
            'try:\n    5\nfinally:\n    6', 'class A:\n    5', 'x = (\n1)', 'x = y = 3',
            'x = [\n1,\n]',
        )  # fmt: skip
        for source in cases:
            with self.subTest(source):
                self.assertIsNone(session.value(source))

    def test_the_value_is_kept_as_underscore(self) -> None:
        session.run('6 * 7')
        self.assertEqual(session.value('_ + 1'), '43')

    def test_a_repr_that_raises_is_the_runs_error(self) -> None:
        result = session.run('class A:\n    def __repr__(self): raise ValueError("no")\nA()')
        self.assertEqual((result['status'], result['errorType']), ('error', 'ValueError'))
        self.assertEqual(result['line'], 2)

    def test_a_value_may_have_richer_forms(self) -> None:
        session.run('class H:\n  def __repr__(self): return "H()"')
        self.assertNotIn('display', session.run('H()'))
        session.run('H._repr_html_ = lambda self: "<b>H</b>"')
        result = session.run('H()')
        self.assertEqual(result['value'], 'H()')
        self.assertEqual(result['display'], {'text/plain': 'H()', 'text/html': '<b>H</b>'})
        self.assertNotIn('display', session.run('[H()]'))
        self.assertNotIn('display', session.run('H._repr_html_ = lambda self: None\nH()'))

    def test_a_rich_form_that_fails_is_told_and_no_error(self) -> None:
        session.run('class F:\n  def __repr__(self): return "F()"\n  def _repr_svg_(self): 1 / 0')
        result = session.run('F()')
        self.assertEqual((result['status'], result['value']), ('ok', 'F()'))
        self.assertNotIn('display', result)
        self.assertEqual(
            session.stderr, '[F has no rich form: ZeroDivisionError: division by zero]\n'
        )

    def test_who_answers_to_every_name_is_not_asked(self) -> None:
        source = 'class P:\n  def __getattr__(self, name): raise SystemError(name)\nP()'
        self.assertEqual(session.run(source)['status'], 'ok')

    def test_a_huge_value_is_cut_with_a_notice(self) -> None:
        value = session.value('"x" * 1_500_000')
        assert value is not None
        self.assertTrue(value.endswith('… (500002 more characters)'), value[-40:])
        self.assertLess(len(value), 1_000_100)

    def test_a_value_that_is_a_strange_str_is_reported_as_text(self) -> None:
        source = """
            class S(str):
                def __len__(self): return 10**9
            class A:
                def __repr__(self): return S("fine")
            A()
            """
        self.assertEqual(session.value(source), 'fine')


class Namespace(unittest.TestCase):
    def test_variables_and_functions_persist(self) -> None:
        session.run('def double(x): return x * factor\nfactor = 2')
        self.assertEqual(session.value('factor = 3\ndouble(2)'), '6')

    def test_the_program_is_main(self) -> None:
        self.assertEqual(session.value('__name__, __file__'), "('__main__', 'main.py')")
        self.assertEqual(session.value('import sys; sys.argv'), "['main.py']")
        self.assertEqual(session.value('import __main__; __main__.__dict__ is globals()'), 'True')
        self.assertEqual(session.value('if __name__ == "__main__":\n    y = 1\ny'), '1')

    def test_the_file_name_is_the_runs(self) -> None:
        session.run('__file__', filename='notes/b.py')
        result = session.run('1/0', filename='notes/b.py')
        self.assertIn('File "notes/b.py", line 1', result['traceback'])

    def test_a_cleared_namespace_is_usable_again(self) -> None:
        session.run('globals().clear()')
        self.assertEqual(session.value('len(__name__)'), '8')

    def test_the_code_name_looks_like_the_plain_name(self) -> None:
        source = """
            import pickle
            def f(): pass
            name = f.__code__.co_filename
            name, name == "main.py", type(pickle.loads(pickle.dumps(name)))
        """
        self.assertEqual(session.value(source), "('main.py', True, <class 'str'>)")

    def test_inspect_finds_the_source(self) -> None:
        source = 'import inspect\ndef f():\n    return 1  # here\n'
        self.assertEqual(
            session.value(source + 'inspect.getsource(f)'), "'def f():\\n    return 1  # here\\n'"
        )
        session.run('# another text\n' * 3)
        self.assertEqual(
            session.value('inspect.getsource(f)'), "'def f():\\n    return 1  # here\\n'"
        )
        source = 'class A:\n    """doc"""\n\nimport inspect\n'
        self.assertEqual(
            session.value(source + 'inspect.getsource(A)'), '\'class A:\\n    """doc"""\\n\''
        )


class Endings(unittest.TestCase):
    def test_exit_codes_are_those_of_python(self) -> None:
        cases = {
            'import sys; sys.exit(3)': 3,
            'exit()': 0,
            'quit(4)': 4,
            'raise SystemExit': 0,
            'raise SystemExit(True)': 1,
            'raise SystemExit("bye")': 1,
            'raise SystemExit((1, 2))': 1,
            'import sys; sys.exit(-1)': -1,
            'raise SystemExit(10**30)': -1,
        }
        for source, code in cases.items():
            with self.subTest(source):
                result = session.run(source)
                self.assertEqual((result['status'], result.get('code')), ('exit', code))
        session.run('raise SystemExit("bye")')
        self.assertEqual(session.stderr, 'bye\n')

    def test_output_before_an_exit_is_kept(self) -> None:
        session.run('print("partial", end="")\nraise SystemExit(2)')
        self.assertEqual(session.stdout, 'partial')

    def test_odd_exceptions_are_errors(self) -> None:
        self.assertEqual(session.run('raise GeneratorExit')['errorType'], 'GeneratorExit')
        self.assertEqual(session.run('raise BaseException("x")')['message'], 'x')
        self.assertEqual(session.run('raise KeyboardInterrupt')['status'], 'interrupted')

    def test_a_text_that_cannot_be_compiled_is_an_error(self) -> None:
        for source in (
            'x x',
            '(',
            'a\x00b',
            'return 1',
            '"\ud800"',
            'x = ' + '(' * 300,
            'f(' * 5000,
        ):
            with self.subTest(source[:10]):
                self.assertEqual(session.run(source)['status'], 'error')
        self.assertEqual(session.value('1'), '1')

    def test_warnings_of_the_compiler_appear_once(self) -> None:
        for source in ('x = "\\d"', 'print("\\d")', '"\\d"\n', 'y = 1\nx = "\\d"\n'):
            with self.subTest(source):
                session.run(source)
                self.assertEqual(session.stderr.count('SyntaxWarning'), 1, session.stderr)
                self.assertIn('main.py:', session.stderr)


class Builtins(unittest.TestCase):
    def test_help_prints_plainly(self) -> None:
        session.run('help(len)')
        self.assertIn('Return the number of items in a container.', session.stdout)
        self.assertIn('help', session.value('help') or '')

    def test_the_notices_of_site_are_there(self) -> None:
        self.assertIn('Python Software Foundation', session.value('copyright') or '')
        self.assertIn('python.org', session.value('credits') or '')
        self.assertIn('exit', session.value('exit') or '')
        self.assertIn('python.org', session.value('license') or '')

    def test_the_terminal_has_a_size(self) -> None:
        self.assertEqual(session.value('import os; tuple(os.get_terminal_size())'), '(80, 24)')
        self.assertEqual(
            session.value('import shutil; tuple(shutil.get_terminal_size())'), '(80, 24)'
        )
        self.assertEqual(session.value('os.cpu_count()'), '1')
