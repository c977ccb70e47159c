from __future__ import annotations

import sys
import unittest
from typing import TYPE_CHECKING

from _goru.locks import Waiting
from support.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    TraceFunction = Callable[[FrameType, str, object], 'TraceFunction']

session = Session()
#: What the host sends; nobody looks at it.
SIGNAL = 10


class WaitingForEver(unittest.TestCase):
    """Natively such a program hangs."""

    def fails(self, source: str, reason: str) -> None:
        with self.subTest(source):
            started = session.channel.blocked_ns
            result = session.run(source)
            self.assertEqual(result.get('errorType'), 'RuntimeError', result)
            self.assertIn('deadlock: this would wait for ever', result['message'])
            self.assertIn(reason, result['message'])
            self.assertLess(session.channel.blocked_ns - started, 500_000_000)
            self.assertNotIn('_goru', result['traceback'])

    def test_for_a_lock(self) -> None:
        reason = 'no other thread to release the lock'
        make = 'from threading import Lock\nlock = Lock()\n'
        self.fails(f'{make}lock.acquire()\nlock.acquire()', reason)
        self.fails(f'{make}lock.acquire(timeout=1)\nlock.acquire(True, -1)', reason)
        self.fails(f'{make}with lock:\n    with lock:\n        print("never")', reason)
        self.assertEqual(session.value('lock.locked()'), 'False')
        make = 'import _thread\nlock = _thread.allocate_lock()\n'
        self.fails(f'{make}lock.acquire()\nlock.acquire()', reason)

    def test_for_what_nobody_tells(self) -> None:
        for source in (
            'import threading\nthreading.Event().wait()',
            'import threading\nc = threading.Condition()\nwith c:\n    c.wait()',
            'import threading\nc = threading.Condition()\nwith c:\n    c.wait_for(lambda: False)',
            'import threading\nthreading.Semaphore(0).acquire()',
            'import threading\nthreading.Barrier(2).wait()',
            'import queue\nqueue.Queue().get()',
            'import queue\nqueue.SimpleQueue().get()',
            'import queue\nq = queue.LifoQueue(1)\nq.put(1)\nq.put(2)',
            'import queue\nq = queue.Queue()\nq.put(1)\nq.join()',
            'from concurrent.futures import Future\nFuture().result()',
            'import asyncio, queue\nasync def f():\n    queue.Queue().get()\nasyncio.run(f())',
        ):
            self.fails(source, 'no other thread to end it (give a timeout, or use asyncio)')

    def test_the_session_lives_and_so_does_the_lock(self) -> None:
        session.run('import threading\nlock = threading.Lock()\nwith lock:\n    lock.acquire()')
        self.assertEqual(
            session.value('with lock: x = lock.locked()\nx, lock.locked()'), '(True, False)'
        )


class WaitingForAWhile(unittest.TestCase):
    def waits(self, source: str, value: str) -> None:
        with self.subTest(source):
            source = f'import queue, threading, time\nstart = time.monotonic()\n{source}\n'
            took = session.value(f'{source}(x, time.monotonic() - start > 0.1)')
            self.assertEqual(took, f'({value}, True)')

    def test_time_passes(self) -> None:
        self.waits(
            'lock = threading.Lock()\nlock.acquire()\nx = lock.acquire(timeout=0.11)', 'False'
        )
        self.waits('x = threading.Event().wait(0.11)', 'False')
        self.waits('x = threading.Semaphore(0).acquire(timeout=0.11)', 'False')
        self.waits('c = threading.Condition()\nwith c: x = c.wait(0.11)', 'False')
        for kind in ('Queue', 'LifoQueue', 'PriorityQueue', 'SimpleQueue'):
            self.waits(
                f'try:\n    queue.{kind}().get(timeout=0.11)\nexcept queue.Empty:\n    x = 1', '1'
            )
        broken = 'except threading.BrokenBarrierError:\n    x = 1'
        self.waits(f'try:\n    threading.Barrier(2).wait(0.11)\n{broken}', '1')

    def test_stop_ends_it(self) -> None:
        source = (
            'import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire(timeout=9)'
        )
        self.assertEqual(session.run(source, interrupt_when_idle=True)['status'], 'interrupted')

    def test_stop_right_after_the_wait_leaves_no_lock_behind(self) -> None:
        wait = Waiting.wait.__code__
        has_waited = is_had = False

        def strike(frame: FrameType, event: str, result: object) -> TraceFunction:
            nonlocal has_waited, is_had
            code = frame.f_code
            if code is wait and event == 'call':
                has_waited = True
                vars(sys.modules['__main__'])['lock'].release()
            elif has_waited and code.co_filename == wait.co_filename and result is True:
                if not is_had:
                    session.host.push({'type': 'interrupt', 'run': session.runs})
                is_had = True
                session.channel.let_in(SIGNAL, frame)
            elif is_had and code.co_filename == 'main.py':
                session.channel.let_in(SIGNAL, frame)
            return strike

        source = 'import threading\nlock = threading.Lock()\nlock.acquire()\nwith lock: pass\n'
        sys.settrace(strike)
        try:
            result = session.run(source)
        finally:
            sys.settrace(None)
        self.assertEqual(result['status'], 'interrupted')
        self.assertEqual(session.value('lock.locked()'), 'False')

    def test_a_handler_of_the_programs_can_end_it(self) -> None:
        for make, act, wait in (
            ('threading.Lock()', 'thing.release()', 'thing.acquire(), thing.acquire()'),
            ('threading.Event()', 'thing.set()', 'thing.wait()'),
            ('queue.SimpleQueue()', 'thing.put(1)', 'thing.get()'),
        ):
            with self.subTest(make):
                source = (
                    f'import queue, signal, threading\nthing = {make}\n'
                    f'signal.signal(signal.SIGINT, lambda *_: {act})\n{wait}'
                )
                result = session.run(source, interrupt_when_idle=True)
                self.assertEqual(result['status'], 'ok', result)


class Likeness(unittest.TestCase):
    def test_arguments_are_checked_whether_the_lock_is_free_or_not(self) -> None:
        for arguments, kind in {
            'False, 1': 'ValueError',
            'True, -2': 'ValueError',
            'True, 1e20': 'OverflowError',
            'True, float("nan")': 'ValueError',
            'True, "1"': 'TypeError',
        }.items():
            said: set[str] = set()
            for before in ('', 'lock.acquire()\n', 'lock = lock._lock\n'):
                with self.subTest(arguments, before=before):
                    source = f'import threading\nlock = threading.Lock()\n{before}'
                    result = session.run(f'{source}lock.acquire({arguments})')
                    self.assertEqual(result['errorType'], kind)
                    said.add(result['message'])
            self.assertTrue(kind == 'TypeError' or len(said) == 1, said)

    def test_it_looks_like_a_lock(self) -> None:
        source = 'import threading, weakref\nlock = threading.Lock()\n'
        self.assertRegex(session.value(f'{source}lock') or '', r'<unlocked _thread.lock object at ')
        self.assertEqual(session.value('lock.acquire(), lock.locked()'), '(True, True)')
        self.assertRegex(session.value('lock') or '', r'<locked _thread.lock object at ')
        self.assertEqual(
            session.value('lock.release(), isinstance(lock, type(threading.Lock()))'),
            '(None, True)',
        )
        self.assertEqual(session.run('lock.release()')['message'], 'release unlocked lock')
        self.assertEqual(session.value('weakref.ref(lock)() is lock'), 'True')
        for copy in ('copy.copy', 'copy.deepcopy', 'pickle.dumps'):
            result = session.run(f'import copy, pickle\n{copy}(lock)')
            self.assertEqual(result['errorType'], 'TypeError', copy)

    def test_a_simple_queue_is_one(self) -> None:
        source = 'import queue\nq = queue.SimpleQueue()\nq.put(1)\nq.put(2)\n'
        self.assertEqual(
            session.value(f'{source}q.get(), q.get(False), q.qsize(), q.empty()'), '(1, 2, 0, True)'
        )
        self.assertEqual(session.run('q.get(timeout=-1)')['errorType'], 'ValueError')
        self.assertEqual(
            session.value('repr(queue.SimpleQueue), queue.SimpleQueue[int] is not None'),
            '("<class \'_queue.SimpleQueue\'>", True)',
        )
