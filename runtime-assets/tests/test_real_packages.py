"""Packages of every kind, as they are: what can be imported, what they do, what they cannot."""

from __future__ import annotations

import sys
import unittest
from typing import ClassVar

from support import real_packages
from support.session import Session

session = Session()
real_packages.use('bookworm')
#: Here, and not in a test: there is less stack left within one than where programs import.
SYMPY = session.run("""
    import sympy
    x = sympy.Symbol('x')
    sympy.integrate(sympy.sin(x) * x, x), sympy.solve(x**2 - 2, x)
    """)

USES = {
    'attrs': """
        import attrs
        @attrs.define
        class A:
            x: int = 1
        A(2), attrs.asdict(A())
        """,
    'beautifulsoup4': """
        from bs4 import BeautifulSoup
        s = BeautifulSoup('<p>a<b class=c>d</b>', 'html.parser')
        s.b.text, s.select_one('.c').name, BeautifulSoup('<p>a', 'html5lib').p.text
        """,
    'click': """
        import click
        from click.testing import CliRunner
        @click.command()
        @click.option('--name')
        def hello(name):
            click.echo(f'hello {name}')
        CliRunner().invoke(hello, ['--name', 'Ada']).output
        """,
    'jinja2': """
        import jinja2
        template = '{% for x in xs %}{{ x|upper }},{% endfor %}{{ "<"|e }}'
        jinja2.Template(template).render(xs=['a', 'b'])
        """,
    'msgpack': "import msgpack\nmsgpack.unpackb(msgpack.packb({'a': [1, 2.5]}))",
    'packaging': """
        from packaging.version import Version
        Version('1.10') > Version('1.9')
        """,
    'pygments': """
        from pygments import highlight, lexers, formatters
        'span' in highlight('x = 1', lexers.PythonLexer(), formatters.HtmlFormatter())
        """,
    'python-dateutil': """
        from dateutil import parser, relativedelta, tz
        parser.parse('3 May 2024 10:00 +02:00').utcoffset().seconds, tz.UTC.tzname(None)
        """,
    'pyyaml': "import yaml\nyaml.safe_load('a: [1, x]'), yaml.safe_dump({'b': None})",
    'toml': "import toml\ntoml.loads('a = 1')",
    'tqdm': """
        import tqdm
        sum(tqdm.tqdm(range(3), disable=True))
        """,
    'wrapt': """
        import wrapt
        @wrapt.decorator
        def twice(wrapped, instance, args, kwargs):
            return 2 * wrapped(*args, **kwargs)
        @twice
        def one():
            return 1
        one(), one.__name__
        """,
}  # fmt: skip

RESULTS = {
    'attrs': "(A(x=2), {'x': 1})",
    'beautifulsoup4': "('d', 'b', 'a')",
    'click': "'hello Ada\\n'",
    'jinja2': "'A,B,&lt;'",
    'msgpack': "{'a': [1, 2.5]}",
    'packaging': 'True',
    'pygments': 'True',
    'python-dateutil': "(7200, 'UTC')",
    'pyyaml': "({'a': [1, 'x']}, 'b: null\\n')",
    'toml': "{'a': 1}",
    'tqdm': '3',
    'wrapt': "(2, 'one')",
}


class Packages(unittest.TestCase):
    release: ClassVar[str] = 'bookworm'

    @classmethod
    def setUpClass(cls) -> None:
        real_packages.use(cls.release)

    def test_they_do_what_they_are_for(self) -> None:
        self.assertEqual(USES.keys(), RESULTS.keys())
        for name, source in USES.items():
            with self.subTest(name):
                self.assertEqual(session.value(source), RESULTS[name])

    def test_sympy_though_it_imports_a_long_formula_in_its_depths(self) -> None:
        self.assertEqual(SYMPY.get('value'), '(-x*cos(x) + sin(x), [-sqrt(2), sqrt(2)])', SYMPY)

    def test_tables_of_rich(self) -> None:
        session.value("""
            from rich import print
            from rich.table import Table
            print(Table('one', 'two'))
            """)
        self.assertIn('one', session.stdout)

    def test_progress_bars_of_rich_move_without_a_thread(self) -> None:
        source = """
            import time
            from rich.progress import Progress, track
            total = 0
            for i in track([1, 2, 3], description='Working'):
                time.sleep(0.12)
                total += i
            with Progress() as progress:
                task = progress.add_task('Other', total=4)
                for _ in range(4):
                    progress.advance(task)
                    time.sleep(0.12)
            total
            """
        self.assertEqual(session.value(source), '6')
        self.assertRegex(session.stdout, '(?s)Working.*33%.*67%.*100%.*Other.*50%.*75%.*100%')

    def test_a_bar_of_many_steps_is_not_drawn_at_each(self) -> None:
        session.value("""
            from rich.progress import track
            sum(track(range(5000), description='Working'))
            """)
        self.assertIn('100%', session.stdout)
        self.assertLess(session.stdout.count('Working'), 500)

    def test_a_live_display_and_a_status_of_rich(self) -> None:
        source = """
            from rich.console import Console
            from rich.live import Live
            with Console().status('Thinking') as status:
                status.update('Writing')
            with Live('first') as live:
                live.update('last')
            """
        self.assertEqual(session.run(source)['status'], 'ok')
        self.assertIn('last', session.stdout)

    def test_bars_of_tqdm_say_nothing_else(self) -> None:
        self.assertEqual(session.value('import tqdm\nsum(tqdm.tqdm([1, 2]))'), '3')
        self.assertIn('100%', session.stderr)
        self.assertNotIn('thread', session.stderr)
        self.assertNotIn('Exception', session.stderr)

    def test_an_httpx_that_needs_ssl_names_the_version_that_does_not(self) -> None:
        result = session.run('import httpx')
        self.assertEqual(result['errorType'], 'ModuleNotFoundError')
        self.assertIn('install_pkg("httpx>=0.28")', result['traceback'])


class LaterPackages(Packages):
    """With a later rich; the rest is the same and has been seen."""

    release = 'trixie'

    def test_they_do_what_they_are_for(self) -> None:
        source = """
            import pydantic
            class M(pydantic.BaseModel):
                x: int
                y: list[str] = []
            M(x='3').dict(), pydantic.VERSION
            """
        value = str(session.value(source))
        self.assertTrue(value.startswith("({'x': 3, 'y': []}, '1.10."), value)

    def test_an_httpx_that_needs_ssl_names_the_version_that_does_not(self) -> None:
        self.assertEqual(session.value('import httpx\nhttpx.__version__[:4]'), "'0.28'")

    def test_charts_of_pygal_show_themselves(self) -> None:
        before = len(session.host.sent_of('display'))
        session.value("""
            import pygal
            chart = pygal.Bar(title='Rain')
            chart.add('Bergen', [195, 159])
            display(chart)
            """)
        (frame,) = session.host.sent_of('display')[before:]
        self.assertEqual(frame['data'].keys(), {'image/svg+xml', 'text/plain'})
        self.assertRegex(frame['data']['image/svg+xml'], '^<svg .*viewBox="0 0 800 600"')

    def test_what_needs_a_network_stack_says_so(self) -> None:
        for name in ('anyio', 'httpcore'):
            with self.subTest(name):
                result = session.run(f'import {name}')
                self.assertEqual(result['errorType'], 'ModuleNotFoundError')
                self.assertIn("No module named 'ssl': Not compiled in", result['message'])
                self.assertNotIn(name, sys.modules)


if __name__ == '__main__':
    unittest.main()
