from __future__ import annotations

import sys
import unittest
from typing import TYPE_CHECKING, Any

from _goru import channel as channel_module
from _goru.channel import Channel
from goru.errors import GoruPermissionError, LimitError
from support.fake_host import FakeHost, HostError, Later

if TYPE_CHECKING:
    from types import FrameType


def echo(params: Any, payload: bytes) -> tuple[Any, bytes]:
    return params, payload


class Calls(unittest.TestCase):
    def setUp(self) -> None:
        self.host = FakeHost()
        self.host.handlers['echo'] = echo
        self.channel = Channel(self.host)

    def test_a_call_returns_value_and_payload(self) -> None:
        self.assertEqual(self.channel.call('echo', {'a': 1}, b'x'), ({'a': 1}, b'x'))

    def test_an_error_is_raised_as_its_class(self) -> None:
        def refuse(params: Any, payload: bytes) -> None:
            raise HostError('permission', 'kv not enabled', notes=['ask the page'])

        self.host.handlers['no'] = refuse
        with self.assertRaises(GoruPermissionError) as caught:
            self.channel.call('no', {})
        self.assertEqual(str(caught.exception), 'kv not enabled')
        self.assertEqual(caught.exception.__notes__, ['ask the page'])

    def test_replies_find_their_calls_in_any_order(self) -> None:
        requests = [self.channel.prepare('later', {}) for _ in range(3)]
        delays = iter((0.06, 0.04, 0.02))
        self.host.handlers['later'] = lambda params, payload: Later(next(delays), 'answer')
        for request in requests:
            self.channel.begin(request)
        while len(self.channel.arrived()) < 3:
            self.channel.wait()
        ids = [request[0] for request in requests]
        self.assertEqual(self.channel.arrived(), ids[::-1])

    def test_a_frame_larger_than_the_buffer_is_put_together(self) -> None:
        payload = bytes(range(256)) * 1000
        self.assertEqual(self.channel.call('echo', {}, payload)[1], payload)
        # Its JSON alone may be larger than that.
        value, content = self.channel.call('echo', {'text': 'ü' * 100_000}, payload)
        self.assertEqual((value, content), ({'text': 'ü' * 100_000}, payload))

    def test_the_rest_of_a_large_frame_is_read_at_once(self) -> None:
        sizes = self.watch_reads()
        payload = bytes(1_000_000)
        self.assertEqual(self.channel.call('echo', {}, payload)[1], payload)
        self.channel.call('echo', {})
        [first, rest, small] = sizes
        self.assertEqual((first, small), (channel_module.READ_BYTES,) * 2)
        self.assertGreater(first + rest, len(payload))
        self.assertLess(first + rest, len(payload) + 100)

    def test_a_device_may_give_less_than_was_asked_for(self) -> None:
        self.watch_reads(most=10_000)
        payload = bytes(range(256)) * 400
        self.assertEqual(self.channel.call('echo', {'a': 'ü'}, payload), ({'a': 'ü'}, payload))

    def watch_reads(self, most: int = 10**9) -> list[int]:
        """The sizes of all reads to come, each of which gets at most so many bytes."""
        sizes: list[int] = []
        real_read = self.host.read

        def read(size: int) -> bytes:
            sizes.append(size)
            return real_read(min(size, most))

        self.host.read = read  # type: ignore[method-assign]
        return sizes

    def test_an_answer_that_cannot_be_taken_in_fails_its_own_call_only(self) -> None:
        request = self.channel.prepare('echo', {})
        self.channel.begin(request)
        nested = '[' * 100_000 + ']' * 100_000
        self.host.push_text(f'{{"type":"reply","id":{request[0] + 1},"value":{nested}}}')
        self.host.handlers['nested'] = lambda params, payload: Later(None)
        with self.assertRaisesRegex(RecursionError, 'the answer is too large'):
            self.channel.call('nested', {})
        self.assertEqual(self.channel.finish(self.channel.prepare('echo', {'a': 1}))[0], {'a': 1})
        self.assertEqual(self.channel.arrived(), [request[0]])

    def test_an_answer_larger_than_the_memory_is_skipped_to_its_end(self) -> None:
        self.host.handlers['huge'] = lambda params, payload: (1, bytes(500_000))
        reads = 0
        real_read = self.host.read

        def read(size: int) -> bytes:
            nonlocal reads
            reads += 1
            if size > channel_module.READ_BYTES:
                raise MemoryError
            return real_read(size)

        self.host.read = read  # type: ignore[method-assign]
        with self.assertRaisesRegex(MemoryError, 'the answer is too large'):
            self.channel.call('huge', {})
        self.assertEqual(self.channel.call('echo', {'a': 1}, b'x'), ({'a': 1}, b'x'))
        self.assertEqual(reads, 1 + 1 + 7 + 1)

    def test_a_program_that_cannot_be_taken_in_still_gets_a_result(self) -> None:
        nested = '[' * 100_000 + ']' * 100_000
        self.host.push_text(f'{{"type":"run","run":7,"filename":"a.py","source":{nested}}}')
        run = self.channel.next_run()
        self.assertEqual(run['run'], 7)
        self.assertIn('MemoryError', run['source'])

    def test_a_late_reply_to_an_abandoned_call_is_dropped(self) -> None:
        self.host.handlers['later'] = lambda params, payload: Later(0.02)
        request = self.channel.prepare('later', {})
        self.channel.begin(request)
        self.channel.abandon(request[0])
        self.assertEqual(self.host.sent_of('cancel'), [{'type': 'cancel', 'id': request[0]}])
        self.channel.sleep(0.05)
        self.assertEqual(self.channel.arrived(), [])

    def test_nothing_is_sent_when_the_parameters_are_not_json(self) -> None:
        with self.assertRaises(TypeError):
            self.channel.call('echo', {'a': object()})
        self.assertEqual(self.host.sent, [])

    def test_a_call_that_is_too_large_is_a_limit_error(self) -> None:
        with self.assertRaisesRegex(LimitError, 'too much for one host call: 10_000_'):
            self.channel.call('echo', {}, bytes(10_000_000))
        self.assertEqual(self.channel.call('echo', {'still': 'works'})[0], {'still': 'works'})

    def test_being_woken_for_nothing_is_no_end(self) -> None:
        self.host.push_nothing()
        self.assertEqual(self.channel.call('echo', {'a': 1})[0], {'a': 1})

    def test_runs_that_arrive_during_a_call_are_kept(self) -> None:
        self.host.push({'type': 'run', 'run': 1, 'source': 'a', 'filename': 'b'})
        self.channel.call('echo', {})
        self.assertTrue(self.channel.has_run)
        self.assertEqual(self.channel.next_run()['source'], 'a')

    def test_sleeping_takes_its_time_whatever_arrives(self) -> None:
        self.host.push({'type': 'interrupt', 'run': 99}, after=0.01)
        started = channel_module.monotonic()
        self.channel.sleep(0.1)
        self.assertGreaterEqual(channel_module.monotonic() - started, 0.1)
        self.assertGreater(self.channel.blocked_ns, 90_000_000)


class Interrupts(unittest.TestCase):
    def setUp(self) -> None:
        self.host = FakeHost()
        self.host.handlers['echo'] = echo
        self.channel = Channel(self.host)
        self.channel.current_run = 7

    def test_an_interrupt_of_this_run_raises(self) -> None:
        self.host.push({'type': 'interrupt', 'run': 7})
        with self.assertRaises(KeyboardInterrupt):
            self.channel.wait()
        self.assertEqual(self.host.sent, [{'type': 'interrupted', 'run': 7}])

    def test_an_interrupt_of_another_run_is_ignored(self) -> None:
        self.host.push({'type': 'interrupt', 'run': 6})
        self.channel.wait()
        self.assertEqual(self.host.sent, [])

    def test_an_interrupted_call_is_cancelled(self) -> None:
        self.host.handlers['never'] = lambda params, payload: Later(None)
        self.host.push({'type': 'interrupt', 'run': 7}, after=0.01)
        with self.assertRaises(KeyboardInterrupt):
            self.channel.call('never', {})
        self.assertEqual(
            [frame['type'] for frame in self.host.sent], ['call', 'interrupted', 'cancel']
        )
        self.assertEqual(self.channel.call('echo', {'still': 'works'})[0], {'still': 'works'})


class KeyboardInterruptAnywhere(unittest.TestCase):
    """A stop may strike after every call that the channel's code makes."""

    def test_no_frame_is_lost_or_delivered_twice(self) -> None:
        self.check_strikes(payload=b'payload')

    def test_nor_when_it_has_to_be_read_in_parts(self) -> None:
        self.check_strikes(payload=bytes(channel_module.READ_BYTES + 1000))

    def check_strikes(self, payload: bytes) -> None:
        strikes = 0
        for moment in range(10_000):
            host = FakeHost()
            host.handlers['echo'] = echo
            channel = Channel(host)
            # In front of the reply there is a run, which must arrive exactly once.
            host.push({'type': 'run', 'run': 1, 'source': 'a', 'filename': 'b'}, payload)
            if not self.strike(channel, moment, payload):
                break
            strikes += 1
            self.assertEqual(channel.call('echo', {'n': moment})[0], {'n': moment})
            self.assertEqual(channel.next_run()['source'], 'a')
            self.assertFalse(channel.has_run)
            self.assertEqual(channel.arrived(), [])
        self.assertGreater(strikes, 30)

    def strike(self, channel: Channel, moment: int, payload: bytes) -> bool:
        """Raises at the `moment`th bytecode after a call; False when the work is done before."""
        count = 0
        after_call = False

        def trace(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal count, after_call
            if frame.f_code.co_filename != channel_module.__file__:
                return None
            frame.f_trace_opcodes = True
            if event == 'opcode':
                if after_call:
                    if count == moment:
                        raise KeyboardInterrupt
                    count += 1
                after_call = frame.f_code.co_code[frame.f_lasti] in CALLS
            return trace

        sys._getframe().f_trace_opcodes = True  # 3.12.0 wants to know before `settrace`.
        sys.settrace(trace)
        try:
            channel.call('echo', {'first': True}, payload)
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(None)
        return False


def _calls() -> set[int]:
    from dis import opmap

    return {
        code for name, code in opmap.items() if name.startswith(('CALL', 'RESUME', 'JUMP_BACK'))
    }


CALLS = _calls()
