from __future__ import annotations

import unittest

from support.session import Session

session = Session()
CHECK = 'print(sum(len(x) for x in ["a", "bc"]))\n1/0'


class Hostile(unittest.TestCase):
    """Whatever a program does, the next one runs, prints and gets its traceback."""

    def check(self, attack: str) -> None:
        with self.subTest(attack):
            session.run(attack)
            session.driver._interpreter._program_builtins.clear()
            result = session.run(CHECK)
            self.assertEqual(session.stdout, '3\n')
            self.assertEqual(
                (result['status'], result['errorType']), ('error', 'ZeroDivisionError')
            )
            self.assertIn('File "main.py", line 2', result['traceback'])

    def test_builtins(self) -> None:
        for attack in (
            'builtins.len = None\nbuiltins.isinstance = None',
            'vars(builtins).clear()',
            'builtins.__import__ = lambda *a, **k: 1/0',
            'builtins.BaseException = builtins.str = int',
            'del builtins.len, builtins.isinstance, builtins.getattr, builtins.map',
        ):
            self.check(f'import builtins\n{attack}')
            session.run(f'import builtins\n{attack}')
            result = session.run('1/0')
            self.assertIn('File "main.py", line 1', result['traceback'])
            session.driver._interpreter._program_builtins.clear()

    def test_a_programs_own_builtins_stay(self) -> None:
        session.run(
            """
            import builtins
            real = print
            builtins.print = lambda *a: real("mine", *a)
            builtins.extra = 5
            """
        )
        session.run('print(extra)')
        self.assertEqual(session.stdout, 'mine 5\n')
        session.run('builtins.print = real')
        session.run('print(1)')
        self.assertEqual(session.stdout, '1\n')

    def test_all_modules_at_once(self) -> None:
        for attack in (
            'sys.modules.clear()',
            'for name in list(sys.modules): sys.modules.pop(name, None)',
            'sys.modules = {}',
        ):
            self.check(f'import sys\n{attack}')
            session.run('import json, asyncio\nasyncio.run(asyncio.sleep(0))\nprint(json.dumps(1))')
            self.assertEqual(session.stdout, '1\n')

    def test_modules(self) -> None:
        self.check(
            """
            import sys
            for n in list(sys.modules):
                if n.startswith(("_goru", "goru")): del sys.modules[n]
            """
        )
        for attack in (
            'sys.path.clear()',
            'sys.path = None',
            'sys.meta_path.clear()',
            'sys.path_hooks.clear()\nsys.path_importer_cache.clear()',
            'sys.modules["traceback"] = None',
        ):
            session.run(f'import sys\n{attack}')
            session.run(
                'import sys\nsys.modules.pop("traceback", None)\nsys.modules.pop("textwrap", None)'
            )
            self.assertEqual(
                session.run('import textwrap, ssl')['errorType'], 'ModuleNotFoundError'
            )
            self.assertEqual(session.value('import textwrap\ntextwrap.dedent(" a")'), "'a'")
        result = session.run('import sys\nsys.modules["_goru.tracebacks"] = None\n1/0')
        self.assertEqual((result['status'], result['errorType']), ('error', 'ZeroDivisionError'))
        session.run('import sys\ndel sys.modules["_goru.tracebacks"]')

    def test_limits_and_tracing(self) -> None:
        self.check('import sys\nsys.setrecursionlimit(60)')
        self.check('import sys\nsys.setrecursionlimit(10**9)')
        session.run('sys.setrecursionlimit(1000)')
        self.check('import sys\nsys.settrace(lambda *a: 1/0)\nsys.setprofile(lambda *a: None)')
        self.check('import gc\ngc.disable()')
        self.check('import sys\nsys.set_int_max_str_digits(640)')

    def test_monitoring_ends_with_its_program(self) -> None:
        session.run(
            """
            import sys
            lines = []
            def watched(): return 5
            monitoring, LINE = sys.monitoring, sys.monitoring.events.LINE
            monitoring.use_tool_id(3, 'mine')
            monitoring.register_callback(3, LINE, lambda code, line: lines.append(line))
            monitoring.set_events(3, LINE)
            monitoring.set_local_events(3, watched.__code__, LINE)
            watched()
            """
        )
        count = session.value('len(lines)')
        self.assertNotEqual(count, '0')
        session.run('watched()')
        self.assertEqual(session.value('len(lines)'), count)
        self.assertIsNone(session.value('monitoring.get_tool(3)'))
        self.check('monitoring.use_tool_id(3, "mine")')

    def test_audit_hooks_end_with_their_program(self) -> None:
        self.check('import sys\nsys.addaudithook(lambda *a: 1/0)')
        session.run(
            """
            import sys
            events = []
            sys.addaudithook(lambda event, args: events.append(event))
            sys.audit("mine")
            """
        )
        self.assertEqual(session.value('sys.audit("later")\n"mine" in events'), 'True')
        self.assertEqual(session.value('"later" in events'), 'False')

    def test_what_ends_with_a_program_may_poison_nothing(self) -> None:
        for poison in (
            'builtins.len = builtins.isinstance = builtins.str = None',
            'vars(builtins).clear()',
            'sys.settrace(lambda *a: 1/0); sys.setprofile(lambda *a: None)',
            'sys.addaudithook(lambda *a: 1/0)',
            'sys.modules.clear()',
            'sys.meta_path.clear(); sys.path.clear()',
            'sys.setrecursionlimit(60)',
        ):
            cycle = f"""
                import builtins, sys, weakref
                class Evil:
                    def __init__(self): self.me = self
                    def __del__(self): {poison}
                    def __dir__(self):
                        {poison}
                        return ['a']
                """
            cycle = cycle.strip('\n').replace('\n                ', '\n').lstrip()
            self.check(f'{cycle}\nEvil()')
            session.run(f'{cycle}\nevil = Evil()')
            question = '{"about":"completions","text":"evil."}'
            session.run(question, '<question>', mode='question')
            self.check('Evil.__del__ = Evil.__init__\ndel evil')

    def test_closing_files(self) -> None:
        self.check('import os\nos.close(0)')

    def test_recursion_ends_in_an_error(self) -> None:
        for source in (
            'def f(): return f()\nf()',
            'class A:\n    def __repr__(self): return repr(self)\nA()',
            'class A:\n    def __repr__(self): return f"{self!r}"\nprint(A())',
            'x = []\nfor _ in range(10**5): x = [x]\nrepr(x)',
            (
                'import functools\n@functools.lru_cache\n'
                'def fib(n): return fib(n - 1) + fib(n - 2) if n > 1 else n\nfib(10**5)'
            ),
            'def key(x): return sorted([1], key=key)\nsorted([1], key=key)',
            'import json\nx = []\nx.append(x)\njson.dumps(x)',
            'eval("(" * 150 + ")" * 150)',
            'class A:\n    def __getattr__(self, n): return getattr(self, n + "x")\nA().y',
            'sys.setrecursionlimit(10**5)\ndef f(n): return f(n + 1)\nf(0)',
        ):
            with self.subTest(source):
                result = session.run(source)
                self.assertEqual(result['status'], 'error')
                self.assertIn(
                    result['errorType'],
                    ('RecursionError', 'ValueError', 'MemoryError', 'SyntaxError'),
                )
        self.check('pass')

    def test_no_limit_of_recursion_is_deeper_than_memory(self) -> None:
        session.run('import sys')
        for limit in (10**6, 10**9, 2**31 - 1):
            result = session.run(f'sys.setrecursionlimit({limit})\ndef f(n): return f(n + 1)\nf(0)')
            self.assertEqual(result['errorType'], 'RecursionError', limit)
        self.assertEqual(session.value('sys.getrecursionlimit()'), '250000')
        source = 'def f(n): return n and 1 + f(n - 1)\nf(200_000)'
        self.assertEqual(session.value(source), '200000')
        self.assertEqual(session.run('sys.setrecursionlimit(2**31)')['errorType'], 'OverflowError')
        self.assertEqual(session.run('sys.setrecursionlimit(0)')['errorType'], 'ValueError')
        self.assertEqual(session.run('sys.setrecursionlimit("9")')['errorType'], 'TypeError')
        session.run('sys.setrecursionlimit(1000)')
        self.assertEqual(session.value('sys.getrecursionlimit()'), '1000')

    def test_what_cpython_loses_without_memory_is_a_memory_error(self) -> None:
        result = session.run(
            'def f():\n    raise SystemError("error return without exception set")\nf()'
        )
        self.assertEqual((result['errorType'], result['line']), ('MemoryError', 2))
        self.assertIn('did not fit into the memory', session.stderr)
        self.assertEqual(session.run('raise SystemError("mine")')['errorType'], 'SystemError')
        equal = (
            'class Odd:\n    def __eq__(self, other): raise ValueError\nraise SystemError(Odd())'
        )
        self.assertEqual(session.run(equal)['errorType'], 'SystemError')

    def test_memory_exhaustion_ends_in_an_error(self) -> None:
        for source in (
            'x = bytearray(2**31)', 'x = []\nwhile True: x.append(bytearray(10**7))', '"x" * 2**31',
            'x = "a"\nwhile True: x += x', 'list(range(10**9))', '[0] * 10**9',
        ):  # fmt: skip
            with self.subTest(source):
                result = session.run(source)
                self.assertIn(result['errorType'], ('MemoryError', 'OverflowError'))
                session.run('x = None')
        self.check('pass')

    def test_destructors_and_context_managers_that_raise(self) -> None:
        self.check('class A:\n    def __del__(self): 1/0\nA()\nNone')
        self.check('class A:\n    def __del__(self): raise SystemExit\nx = A()\ndel x')
