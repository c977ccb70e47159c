from __future__ import annotations

import sys
import unittest

from support.fake_host import Later
from support.session import Session

session = Session()
CARETS = '    ~~~~~~~~~~^^^\n' if sys.version_info >= (3, 13) else ''
session.host.handlers['call/invoke'] = lambda params, payload: Later(
    params['args'].get('seconds'), params['args']
)


class Interrupt(unittest.TestCase):
    def stopped(self, source: str) -> str:
        started = session.channel.blocked_ns
        result = session.run(source, interrupt_when_idle=True)
        self.assertEqual(result['status'], 'interrupted', result)
        self.assertLess(session.channel.blocked_ns - started, 1_000_000_000)
        # Once when the interrupt is heard, and once more when only the report is still missing.
        told = [frame['run'] for frame in session.host.sent_of('interrupted')]
        self.assertEqual(told[-2:], [session.runs] * 2)
        return session.stdout

    def test_sleep(self) -> None:
        self.stopped('import time\ntime.sleep(5)')
        self.assertEqual(
            session.stderr,
            'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n'
            f'    time.sleep(5)\n{CARETS}KeyboardInterrupt\n',
        )

    def test_a_host_call(self) -> None:
        self.stopped('call("slow")')

    def test_waiting_for_an_event_or_a_queue(self) -> None:
        self.stopped('import threading\nthreading.Event().wait(9)')
        self.stopped('import queue\nqueue.Queue().get(timeout=9)')

    def test_finally_runs_and_the_session_lives(self) -> None:
        out = self.stopped(
            """
            import time
            try:
                time.sleep(5)
            finally:
                time.sleep(0.01)
                print("done")
            """
        )
        self.assertEqual(out, 'done\n')
        self.assertEqual(session.value('1 + 1'), '2')

    def test_a_program_may_catch_it(self) -> None:
        result = session.run(
            """
            import time
            try:
                time.sleep(5)
            except KeyboardInterrupt:
                print("caught")
            7
            """,
            interrupt_when_idle=True,
        )
        self.assertEqual(
            (result['status'], result['value'], session.stdout), ('ok', '7', 'caught\n')
        )

    def test_a_program_may_have_its_own_handler_for_its_own_run(self) -> None:
        result = session.run(
            """
            import signal, time
            signal.signal(signal.SIGINT, lambda *a: print("mine"))
            time.sleep(1.1)
            """,
            interrupt_when_idle=True,
        )
        self.assertEqual((result['status'], session.stdout), ('ok', 'mine\n'))
        self.stopped('time.sleep(5)')

    def test_a_program_may_ignore_it(self) -> None:
        result = session.run(
            'import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\ntime.sleep(1.1)',
            interrupt_when_idle=True,
        )
        self.assertEqual(result['status'], 'ok')

    def test_it_does_not_leak_into_the_next_run(self) -> None:
        session.host.push({'type': 'interrupt', 'run': session.runs + 1}, after=0.05)
        self.assertEqual(session.run('1')['status'], 'ok')
        result = session.run('import time\ntime.sleep(0.1)\n"slept"')
        self.assertEqual(result['value'], "'slept'")

    def test_while_the_traceback_is_made(self) -> None:
        result = session.run(
            """
            import time
            class E(Exception):
                def __str__(self):
                    time.sleep(5)
            raise E
            """,
            interrupt_when_idle=True,
        )
        self.assertEqual((result['status'], result['errorType']), ('error', 'E'))
        self.assertEqual(session.value('3'), '3')

    def test_while_the_value_is_shown(self) -> None:
        self.stopped('import time\nclass A:\n    def __repr__(self): time.sleep(5)\nA()')


class Asyncio(Interrupt):
    def test_an_idle_loop(self) -> None:
        out = self.stopped(
            """
            import asyncio
            async def main():
                try:
                    await asyncio.sleep(5)
                except asyncio.CancelledError:
                    print("cancelled")
                    raise
            asyncio.run(main())
            """
        )
        self.assertEqual(out, 'cancelled\n')

    def test_a_busy_loop(self) -> None:
        source = """
            import asyncio
            async def main():
                while True: await asyncio.sleep(0)
            asyncio.run(main())
        """
        self.assertEqual(session.run(source, interrupt_after=0.1)['status'], 'interrupted')

    def test_a_loop_without_anything_to_wait_for(self) -> None:
        self.stopped('import asyncio\nasyncio.new_event_loop().run_forever()')

    def test_top_level_await(self) -> None:
        self.stopped('import asyncio\nawait asyncio.sleep(5)')
        self.assertIn('File "main.py", line 2', session.stderr)
        self.stopped('await async_call("slow")')
        self.assertEqual(
            session.host.sent_of('cancel')[-1]['id'], session.host.sent_of('call')[-1]['id']
        )

    def test_a_task_group(self) -> None:
        out = self.stopped(
            """
            import asyncio
            async def wait(n):
                try:
                    await asyncio.sleep(9)
                finally:
                    print("end", n)
            async def main():
                async with asyncio.TaskGroup() as group:
                    for n in range(3): group.create_task(wait(n))
            asyncio.run(main())
            """
        )
        self.assertEqual(sorted(out.split('\n')), ['', 'end 0', 'end 1', 'end 2'])
