from __future__ import annotations

import sys
import unittest
from typing import TYPE_CHECKING

from _goru.stdio import OutputFile
from support.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    TraceFunction = Callable[[FrameType, str, object], 'TraceFunction']

session = Session()
#: What the host sends; nobody looks at it.
SIGNAL = 10
IS_3_13 = sys.version_info >= (3, 13)


class Output(unittest.TestCase):
    def test_the_streams_keep_their_order(self) -> None:
        session.run('import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)')
        self.assertEqual(session.output, [(1, '1\n'), (2, '2\n'), (1, '3\n')])

    def test_a_line_without_an_end_comes_out_when_the_program_waits(self) -> None:
        session.run('import time\nprint("a", end="")\ntime.sleep(0.01)\nprint("b", end="")')
        self.assertEqual(session.output, [(1, 'a'), (1, 'b')])

    def test_output_comes_before_the_error_that_follows_it(self) -> None:
        session.run('print("working", end="")\n1/0')
        self.assertEqual(session.output[0], (1, 'working'))

    def test_the_streams_are_terminals(self) -> None:
        source = 'import sys\n[(s.isatty(), s.encoding, s.errors, s.name, s.mode) for s in ({})]'
        self.assertEqual(
            session.value(source.format('sys.stdout, sys.stderr')),
            "[(True, 'utf-8', 'surrogateescape', '<stdout>', 'w'), "
            "(True, 'utf-8', 'backslashreplace', '<stderr>', 'w')]",
        )
        self.assertEqual(
            session.value(source.format('sys.stdin,')),
            "[(True, 'utf-8', 'surrogateescape', '<stdin>', 'r')]",
        )
        self.assertEqual(session.value('sys.stdout.fileno(), sys.stderr.fileno()'), '(1, 2)')

    def test_bytes_go_through_the_buffer(self) -> None:
        session.run('import sys\nsys.stdout.buffer.write("ü\\n".encode())')
        self.assertEqual(session.stdout, 'ü\n')

    def test_a_write_that_the_host_refuses_for_an_interrupt_is_repeated(self) -> None:
        session.cancel_writes = True
        try:
            session.host.push({'type': 'interrupt', 'run': 999})
            session.run('for i in range(3): print(i)')
        finally:
            session.cancel_writes = False
        self.assertEqual(session.stdout, '0\n1\n2\n')

    def test_an_endless_printer_is_stopped_without_losing_or_repeating_output(self) -> None:
        session.cancel_writes = True
        try:
            result = session.run(
                'i = 0\nwhile True:\n    print(i)\n    i += 1', interrupt_after=0.05
            )
        finally:
            session.cancel_writes = False
        self.assertEqual(result['status'], 'interrupted')
        numbers = [int(line) for line in session.stdout.split()]
        self.assertEqual(numbers, list(range(len(numbers))))
        self.assertIn('KeyboardInterrupt', session.stderr)

    def test_an_interrupt_that_strikes_right_after_a_write_repeats_nothing(self) -> None:
        has_struck = False

        def strike(frame: FrameType, event: str, _argument: object) -> TraceFunction:
            nonlocal has_struck
            if frame.f_code is OutputFile.write.__code__ and event == 'return':
                has_struck = has_struck or session.host.has_due
                session.channel.let_in(SIGNAL, frame)
            elif has_struck and frame.f_code.co_filename == 'main.py':
                session.channel.let_in(SIGNAL, frame)
            return strike

        sys.settrace(strike)
        try:
            result = session.run(
                'i = 0\nwhile True:\n    print(i)\n    i += 1', interrupt_after=0.05
            )
        finally:
            sys.settrace(None)
        self.assertEqual(result['status'], 'interrupted')
        numbers = [int(line) for line in session.stdout.split()]
        self.assertEqual(numbers, list(range(len(numbers))))


class Repair(unittest.TestCase):
    def test_whatever_a_program_does_the_next_run_can_print(self) -> None:
        for attack in (
            'sys.stdout.close()',
            'sys.stdout.detach()',
            'sys.stdout = None',
            'del sys.stdout',
            'sys.stdout = sys.stderr = sys.stdin = 5',
            'sys.stdout.write = None',
            'sys.stdout.flush = lambda: 1/0',
            'sys.stdout.buffer.close()',
            'sys.stdout.buffer.raw.close()',
            'sys.stdout.buffer.detach()',
            'sys.stdout.reconfigure(encoding="utf-16", errors="strict", newline="")',
            'import io; sys.stdout = io.TextIOWrapper(sys.stdout.buffer, "latin-1")',
            'sys.stderr.close(); sys.stdin.close()',
            'sys.stdin.detach(); sys.stderr.detach()',
        ):
            with self.subTest(attack):
                session.run(f'import sys\n{attack}')
                session.lines = [b'yes\n']
                result = session.run('import sys\nprint("ä", input())\n1/0')
                self.assertEqual(result['status'], 'error')
                self.assertEqual(session.stdout, 'ä yes\n')
                self.assertIn('ZeroDivisionError', session.stderr)

    def test_a_logger_keeps_its_stream_over_runs(self) -> None:
        session.run('import logging\nlogging.basicConfig(format="%(message)s")')
        session.run('logging.warning("still here")')
        self.assertEqual(session.stderr, 'still here\n')


class Input(unittest.TestCase):
    def test_input_prompts_and_returns_the_line(self) -> None:
        session.lines = [b'Ada\n']
        self.assertEqual(session.value('input("name? ")'), "'Ada'")
        self.assertEqual(session.stdout, 'name? ')

    def test_the_end_of_input_is_an_eof_error(self) -> None:
        self.assertEqual(session.run('input()')['errorType'], 'EOFError')

    def test_stdin_can_be_read_in_every_way(self) -> None:
        session.lines = [b'eins\n', 'zwö\n'.encode(), b'3']
        self.assertEqual(
            session.value('import sys\nsys.stdin.readline(), list(sys.stdin), sys.stdin.read()'),
            r"('eins\n', ['zwö\n', '3'], '')",
        )
        session.lines = [b'ab\n', b'cd\n']
        self.assertEqual(session.value('sys.stdin.read()'), r"'ab\ncd\n'")
        session.lines = [b'x' * 200_000 + b'\n']
        self.assertEqual(session.value('len(input())'), '200000')

    def test_input_can_be_interrupted(self) -> None:
        from support.fake_host import Later

        handler = session.host.handlers['stdin/read']
        session.host.handlers['stdin/read'] = lambda params, payload: Later(None)
        try:
            result = session.run(
                'try:\n    input()\nfinally:\n    print("cleaned")', interrupt_when_idle=True
            )
        finally:
            session.host.handlers['stdin/read'] = handler
        self.assertEqual((result['status'], session.stdout), ('interrupted', 'cleaned\n'))
        self.assertEqual(
            session.host.sent_of('cancel')[-1]['id'], session.host.sent_of('call')[-1]['id']
        )
        session.lines = [b'fresh\n']
        self.assertEqual(session.value('input()'), "'fresh'")

    def test_getpass_asks(self) -> None:
        session.lines = [b'secret\n']
        self.assertEqual(session.value('import getpass\ngetpass.getpass()'), "'secret'")
        self.assertNotIn('GetPassWarning', session.stderr)

    def test_the_input_is_found_by_its_number_too(self) -> None:
        lines = ['Zoë\n'.encode(), b'2\n']
        session.lines = [*lines]
        self.assertEqual(session.value('open(0).read()'), "'Zoë\\n2\\n'")
        session.lines = [*lines]
        source = 'with open(0, encoding="latin-1") as file:\n    x = [*file]\nx'
        self.assertEqual(session.value(source), "['ZoÃ«\\n', '2\\n']")
        session.lines = [*lines]
        self.assertEqual(session.value('open(0, "rb").readline()'), "b'Zo\\xc3\\xab\\n'")
        session.lines = [b'abc\n']
        self.assertEqual(
            session.value('import os\nos.read(0, 2), os.read(0, 9), os.read(0, 9)'),
            "(b'ab', b'c\\n', b'')",
        )

    def test_open_is_no_method_of_a_class_that_keeps_it(self) -> None:
        source = (
            'class Files:\n    open = open\nwith Files().open("/tmp/kept", "w") as file: file.name'
        )
        self.assertEqual(session.run(source)['status'], 'ok')
        source = 'import os\nclass Raw:\n    read = os.read\nRaw().read(0, 1)'
        self.assertEqual(session.value(source), "b''")

    def test_open_opens_files_as_usual(self) -> None:
        source = 'with open("/tmp/usual", "w", -1, "ascii") as file: file.write("x")\n'
        self.assertEqual(session.value(f'{source}open("/tmp/usual").read()'), "'x'")
        result = session.run('open("/tmp/none")')
        self.assertEqual((result['errorType'], result['line']), ('FileNotFoundError', 1))
        self.assertNotIn('_goru', session.stderr)
        self.assertIn('Open file and return a stream', session.value('open.__doc__') or '')

    def test_the_debugger_looks_at_the_last_error(self) -> None:
        session.run('def f(x):\n    return 1 / x\nf(0)')
        session.lines = [b'p x + 10\n', b'up\n', b'q\n']
        session.run('import pdb\npdb.pm()')
        self.assertIn('(Pdb) 10\n', session.stdout)
        self.assertIn('-> f(0)', session.stdout)

    def test_the_help_prompt_answers(self) -> None:
        session.lines = [b'len\n', b'q\n']
        session.run('help()')
        self.assertIn('Return the number of items in a container.', session.stdout)

    def test_the_debugger_talks_over_input(self) -> None:
        session.lines = [b'p x + 1\n', b'b 4\n', b'c\n', b'l\n', b'c\n']
        result = session.run('x = 41\nbreakpoint()\ny = 2\nz = 3')
        self.assertEqual(result['status'], 'ok')
        # 3.13 stops at the call, 3.12 behind it.
        place = '(2)<module>()\n-> breakpoint()' if IS_3_13 else '(3)<module>()\n-> y = 2'
        self.assertIn(f'> main.py{place}\n(Pdb) 42\n', session.stdout)
        self.assertIn('(Pdb) > main.py(4)<module>()\n-> z = 3', session.stdout)
        self.assertIn('  1  \tx = 41\n', session.stdout)
