"""asyncio on the channel: the loop's selector waits for host frames instead of sockets.

Imported when asyncio is.
"""

from __future__ import annotations

import asyncio
from asyncio import base_events, events
from asyncio.tasks import _unregister_task  # type: ignore[attr-defined]
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from _goru.blocked import IN_THIS_PROCESS, NO_NETWORK_STACK, NO_PROCESSES
from _goru.channel import answer_of

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable

    from _goru.channel import Answer, Channel, Reply, Request

_ONE_DAY_S = 86400


class ChannelSelector:
    """The part of a selector that the base loop asks for; its events are ids of answered calls."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.calls: dict[int, asyncio.Future[Reply]] = {}

    def select(self, timeout: float | None) -> list[int]:
        # Even with replies at hand the channel is looked at, else a busy loop could not be stopped.
        timeout = 0 if self._answered() else timeout
        self.channel.wait(timeout if timeout is None else min(timeout, _ONE_DAY_S))
        return self._answered()

    def _answered(self) -> list[int]:
        return [call for call in self.channel.arrived() if call in self.calls]


class GoruEventLoop(base_events.BaseEventLoop):
    """A complete event loop for one thread without sockets."""

    channel: Channel  # Set by `install`.
    #: Those whose tasks end with the program, see end_of_run.py.
    open_loops: ClassVar[WeakSet[GoruEventLoop]] = WeakSet()

    if TYPE_CHECKING:  # Inherited, and unknown to typeshed.
        _debug: bool
        _default_executor: Any
        _ready: deque[asyncio.Handle]
        _scheduled: list[asyncio.TimerHandle]
        _timer_cancelled_count: int
        _asyncgens: WeakSet[Any]
        _asyncgens_shutdown_called: bool
        _check_closed: Callable[[], None]
        _check_callback: Callable[[object, str], None]
        _check_default_executor: Callable[[], None]

    def __init__(self, selector: object = None) -> None:
        """`selector` is what SelectorEventLoop takes; there is only the channel to wait for."""
        super().__init__()
        self._selector = ChannelSelector(self.channel)
        self.open_loops.add(self)

    async def finish_call(self, request: Request) -> Answer:
        """Sends a prepared host call; cancelling the task cancels the call."""
        calls = self._selector.calls
        call = request[0]
        reply = calls[call] = self.create_future()
        try:
            self.channel.begin(request)
            return answer_of(await reply)
        finally:
            if calls.pop(call, None) is not None:
                self.channel.abandon(call)

    def _process_events(self, event_list: list[int]) -> None:
        for call in event_list:
            reply = self._selector.calls.pop(call)
            answer = self.channel.take_reply(call)
            if not reply.done():
                reply.set_result(answer)

    def _write_to_self(self) -> None:
        """Nobody else could be waiting: whoever calls this runs in the loop's only thread."""

    def run_in_executor(
        self, executor: object, func: Callable[..., object], *args: object
    ) -> asyncio.Future[object]:
        """Runs `func` in a later turn of the loop: there are no threads to run it in."""
        self._check_closed()
        if self._debug:
            self._check_callback(func, 'run_in_executor')
        if executor is None:
            self._check_default_executor()
        future = self.create_future()
        self.call_soon(_run_inline, future, func, args)
        return future

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:
        # The inherited one joins the executor's threads in a thread of its own.
        self._executor_shutdown_called = True
        if self._default_executor is not None:
            self._default_executor.shutdown(wait=False)

    def close(self) -> None:
        if self.is_running():
            raise RuntimeError('Cannot close a running event loop')
        super().close()
        self._abandon_calls()

    def is_at_rest(self) -> bool:
        """Nothing is planned; tasks that wait for each other are not counted."""
        return not (self._ready or self._scheduled or self._selector.calls or self._asyncgens)

    def abandon_everything(self) -> None:
        """Nothing planned in here happens any more; the loop can be used again."""
        for handle in (*self._ready, *self._scheduled):
            handle.cancel()
        self._ready.clear()
        self._scheduled.clear()
        self._timer_cancelled_count = 0
        self._abandon_calls()
        for task in asyncio.all_tasks(self):
            task._log_destroy_pending = False  # type: ignore[attr-defined]
            _unregister_task(task)
        # Or else the generators of a later program would be called too late.
        self._asyncgens_shutdown_called = False

    def _abandon_calls(self) -> None:
        calls = self._selector.calls
        while calls:
            self.channel.abandon(calls.popitem()[0])


def _run_inline(
    future: asyncio.Future[object], func: Callable[..., object], args: tuple[Any, ...]
) -> None:
    if future.cancelled():
        return
    try:
        result = func(*args)
    except (SystemExit, KeyboardInterrupt):
        raise
    except StopIteration as error:
        future.set_exception(
            RuntimeError(f'{func!r} raised StopIteration').with_traceback(error.__traceback__)
        )
    except BaseException as error:
        if not future.done():
            future.set_exception(error)
    else:
        if not future.done():
            future.set_result(result)


class GoruEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    _loop_factory = GoruEventLoop
    _local: Any

    def forget_closed_loop(self) -> None:
        """So that a script using `get_event_loop` also works the second time it is run."""
        loop = self._local._loop
        if loop is None or loop.is_closed():
            self._local._loop = None
            self._local._set_called = False


def _refusal(name: str, reason: str) -> Callable[..., object]:
    def refuse(self: GoruEventLoop, *args: object, **kwargs: object) -> object:
        raise NotImplementedError(f'{name}: {reason}')

    async def refuse_async(self: GoruEventLoop, *args: object, **kwargs: object) -> object:
        raise NotImplementedError(f'{name}: {reason}')

    inherited = getattr(base_events.BaseEventLoop, name)
    function = refuse_async if iscoroutinefunction(inherited) else refuse
    function.__name__ = name
    function.__qualname__ = f'GoruEventLoop.{name}'
    function.__doc__ = inherited.__doc__
    return function


_SIGNAL_REASON = (
    'No signals but SIGINT, which the loop turns into KeyboardInterrupt: use signal.signal'
)
_REFUSED = {
    NO_NETWORK_STACK: (
        'add_reader', 'remove_reader', 'add_writer', 'remove_writer', 'connect_accepted_socket',
        'create_connection', 'create_datagram_endpoint', 'create_server', 'create_unix_connection',
        'create_unix_server', 'getaddrinfo', 'getnameinfo', 'sendfile', 'sock_accept',
        'sock_connect', 'sock_recv', 'sock_recv_into', 'sock_recvfrom', 'sock_recvfrom_into',
        'sock_sendall', 'sock_sendfile', 'sock_sendto', 'start_tls',
    ),
    f'{NO_PROCESSES}: {IN_THIS_PROCESS}': (
        'connect_read_pipe', 'connect_write_pipe', 'subprocess_exec', 'subprocess_shell',
    ),
    _SIGNAL_REASON: ('add_signal_handler', 'remove_signal_handler'),
}  # fmt: skip


def install(channel: Channel, package: Any) -> None:
    """Makes `package` (asyncio) use this loop everywhere."""
    GoruEventLoop.channel = channel
    for reason, names in _REFUSED.items():
        for name in names:
            setattr(GoruEventLoop, name, _refusal(name, reason))
    package.SelectorEventLoop = GoruEventLoop
    package.DefaultEventLoopPolicy = GoruEventLoopPolicy


def prepare_run() -> None:
    policy = getattr(events, '_event_loop_policy', None)
    if isinstance(policy, GoruEventLoopPolicy):
        policy.forget_closed_loop()
