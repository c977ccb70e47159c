"""Imports within imports, down to where there is little stack left."""

from __future__ import annotations

import os
import sys
import unittest

from support.session import Session

session = Session()
FOLDER = '/tmp/deep'
DEPTH = 20
#: More than can be compiled that deep, and less than can be at the top.
TERMS = 225 if sys.version_info >= (3, 13) else 950


def write(path: str, text: str) -> None:
    path = f'{FOLDER}/{path}'
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)


def setUpModule() -> None:
    sum_of_ones = '+'.join(['one'] * TERMS)
    for package in ('deep', 'broken'):
        write(
            f'{package}/__init__.py', f'import helper\nfrom {package} import m0\nvalue = m0.value\n'
        )
        for i in range(DEPTH):
            text = f'import helper\nhelper.seen.append(__name__)\nfrom {package} import m{i + 1}\n'
            write(f'{package}/m{i}.py', f'{text}value = m{i + 1}.value\n')
    write(f'deep/m{DEPTH}.py', f'one = 1\nvalue = {sum_of_ones}\n')
    write(f'broken/m{DEPTH}.py', f'one = 1\nvalue = {"+".join(["one"] * 3000)}\n')
    write('helper.py', 'seen = []\n')
    write('endless.py', 'def f():\n    f()\nf()\n')
    write('failing/__init__.py', 'from failing import part\n')
    write('failing/part.py', 'import no_such_module\n')
    sys.path.append(FOLDER)


class DeepImports(unittest.TestCase):
    def tearDown(self) -> None:
        for name in list(sys.modules):
            if name.partition('.')[0] in ('deep', 'broken', 'helper', 'endless', 'failing'):
                del sys.modules[name]

    def test_what_compiles_at_the_top_compiles_in_the_depths(self) -> None:
        source = """
            import deep, helper, sys
            mine = [name for name in sys.modules if name.partition('.')[0] == 'deep']
            deep.value, deep.m0.m1 is sys.modules['deep.m1'], len(mine), deep.__spec__.name
            """
        self.assertEqual(session.value(source), f"({TERMS}, True, {DEPTH + 2}, 'deep')")
        # It is begun anew once, and a package that was complete is left as it is.
        names = [f'deep.m{i}' for i in range(DEPTH)]
        self.assertEqual(session.value('helper.seen'), repr(names * 2))

    def test_what_does_not_compile_at_the_top_is_an_error(self) -> None:
        result = session.run('import broken')
        self.assertEqual(result['errorType'], 'RecursionError')
        self.assertNotIn('broken', sys.modules)
        self.assertEqual(session.value('import helper\nhelper.seen[0]'), "'broken.m0'")

    def test_a_recursion_of_the_module_itself_is_no_reason(self) -> None:
        result = session.run('import endless')
        self.assertEqual(result['errorType'], 'RecursionError')
        self.assertIn('in f', result['traceback'])

    def test_nothing_of_it_is_seen_in_tracebacks(self) -> None:
        source = """
            import traceback
            try:
                import failing
            except ImportError:
                x = traceback.format_exc()
            x.count('File "'), 'importlib' in x, 'deep_imports' in x
            """
        self.assertEqual(session.value(source), '(3, False, False)')


if __name__ == '__main__':
    unittest.main()
