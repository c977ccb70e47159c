"""Locks, queues and conditions where there is a single thread.

Waiting is waiting for the channel: it costs no processor, and Stop ends it. What nobody could ever
end is an error at once. CPython's own locks would wait in C code, deaf to Stop and for ever.
"""

from __future__ import annotations

import _thread
from time import monotonic

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    import signal as _signal
    from collections.abc import Callable
    from typing import Any

    from _goru.channel import Channel
else:
    import _signal  # `signal` imports `enum`, which costs more than all of boot.

_DEADLOCK = 'deadlock: this would wait for ever, for there is no other thread'
HELD = f'{_DEADLOCK} to release the lock (one thread can acquire a threading.RLock twice)'
UNENDING = f'{_DEADLOCK} to end it (give a timeout, or use asyncio)'
_ONE_DAY_S = 86400
_TIMEOUT_MAX = _thread.TIMEOUT_MAX

_allocate_lock = _thread.allocate_lock


class Lock:
    """What `threading.Lock()` makes: CPython's own lock, and our way of waiting for it."""

    __slots__ = ('__weakref__', '_lock')
    _waiting: Waiting  # Set by `install`.

    def __init__(self) -> None:
        self._lock = _allocate_lock()

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        lock = self._lock
        if timeout == -1 and lock.acquire(False):  # Whatever `blocking` is.
            return True
        if blocking and lock.locked():
            if timeout == -1:
                return self._waiting.wait(self._take, None, HELD)
            if 0 < timeout <= _TIMEOUT_MAX:
                return self._waiting.wait(self._take, timeout, HELD)
        return lock.acquire(blocking, timeout)  # Complains of arguments, and does not wait.

    def _take(self) -> bool:
        return self._lock.acquire(False)

    def release(self) -> None:
        self._lock.release()

    def locked(self) -> bool:
        return self._lock.locked()

    def __enter__(self) -> bool:
        return self._lock.acquire(False) or self.acquire()

    # Python passes three; names for them cost less than a tuple does.
    def __exit__(self, kind: object = None, error: object = None, place: object = None) -> None:
        self._lock.release()

    def __repr__(self) -> str:
        return repr(self._lock)

    def __reduce__(self) -> str:
        raise TypeError("cannot pickle '_thread.lock' object")

    def _at_fork_reinit(self) -> None:
        self._lock = _allocate_lock()

    acquire_lock, release_lock, locked_lock = acquire, release, locked


class Waiting:
    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def install(self, thread_module: Any) -> None:
        """`threading` may be there already, in a snapshot."""
        Lock._waiting = self
        Lock.__module__, Lock.__name__, Lock.__qualname__ = '_thread', 'lock', 'lock'
        for name in ('allocate_lock', 'allocate', 'LockType', 'lock'):
            if hasattr(thread_module, name):
                setattr(thread_module, name, Lock)
        # Between having a lock and telling so an interrupt would leave it locked.
        self._channel.indivisible |= {
            function.__code__
            for function in (
                Lock.acquire,
                Lock._take,
                Waiting.wait,
                Lock.__enter__,
                Lock.__exit__,
                Lock.release,
            )
        }

    def patch_threading(self, threading: Any) -> None:
        def wait(condition: Any, timeout: float | None = None) -> bool:
            if not condition._is_owned():
                raise RuntimeError('cannot wait on un-acquired lock')
            waiter = _allocate_lock()
            waiter.acquire()
            condition._waiters.append(waiter)
            saved = condition._release_save()
            try:
                return self.wait(lambda: waiter.acquire(False), timeout, UNENDING)
            finally:
                condition._acquire_restore(saved)
                if waiter in condition._waiters:
                    condition._waiters.remove(waiter)

        threading.Lock = Lock
        threading.Condition.wait = wait

    def patch_queue(self, queue: Any) -> None:
        import _queue

        waiting = self
        base: Any = _queue.SimpleQueue

        class PatientQueue(base):
            __slots__ = ()

            def get(self, block: bool = True, timeout: float | None = None) -> Any:
                if block and self.empty() and (timeout is None or 0 < timeout <= _TIMEOUT_MAX):
                    waiting.wait(lambda: not self.empty(), timeout, UNENDING)
                    block = False
                value: Any = base.get(self, block, timeout)
                return value

        self._channel.indivisible.add(PatientQueue.get.__code__)
        PatientQueue.__module__, PatientQueue.__qualname__ = '_queue', 'SimpleQueue'
        PatientQueue.__name__ = 'SimpleQueue'
        queue.SimpleQueue = PatientQueue

    def wait(self, is_over: Callable[[], bool], timeout: float | None, problem: str) -> bool:
        """Waits until `is_over`, at most `timeout` seconds; whether it is.

        With a single thread nobody but a signal handler can have it end.
        """
        if timeout is None and not _has_handler():
            if is_over():
                return True
            raise RuntimeError(problem)
        deadline = None if timeout is None else monotonic() + timeout
        while not is_over():
            left = _ONE_DAY_S if deadline is None else deadline - monotonic()
            if left <= 0:
                return False
            self._channel.wait(min(left, _ONE_DAY_S))
        return True


def _has_handler() -> bool:
    """Whether Stop calls a function of the program's, and neither Python's own nor asyncio's."""
    handler: Any = _signal.getsignal(_signal.SIGINT)
    function = getattr(handler, 'func', handler)  # asyncio's is a `partial`.
    is_asyncios = getattr(function, '__module__', None) == 'asyncio.runners'
    return callable(handler) and handler is not _signal.default_int_handler and not is_asyncios
