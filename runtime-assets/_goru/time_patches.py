"""Clocks that tell the truth, and a sleep that can be stopped."""

from __future__ import annotations

import posix
import time

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any

    from _goru.channel import Channel


class Clock:
    """`time`'s functions that need the channel.

    They are bound methods, which, like the builtins they replace, do not bind a second time when
    a class keeps one as an attribute.
    """

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._started_ns = time.perf_counter_ns() - channel.blocked_ns
        self._get_clock_info = time.get_clock_info

    def sleep(self, seconds: float, /) -> None:
        """sleep(seconds)

        Delay execution for a given number of seconds. The argument may be a floating point number
        for subsecond precision.
        """
        # A cancelled poll ends in an OSError, waiting for the channel in KeyboardInterrupt.
        if not isinstance(seconds, float):
            import _operator

            seconds = _operator.index(seconds)
        if seconds != seconds:
            raise ValueError('Invalid value NaN (not a number)')
        if seconds < 0:
            raise ValueError('sleep length must be non-negative')
        if seconds >= 2**63 / 10**9:
            raise OverflowError('timestamp too large to convert to C _PyTime_t')
        self._channel.sleep(seconds)

    def process_time_ns(self) -> int:
        """process_time_ns() -> int

        Process time for profiling as nanoseconds: the time that was not spent waiting.
        """
        # WASI has no CPU clock, and the C library's stand-in returns nonsense.
        return time.perf_counter_ns() - self._channel.blocked_ns - self._started_ns

    def process_time(self) -> float:
        """process_time() -> float

        Process time for profiling: the time that was not spent waiting.
        """
        return self.process_time_ns() / 10**9

    def get_clock_info(self, name: Any, /) -> object:
        """get_clock_info(name: str) -> dict

        Get information of the specified clock.
        """
        info = self._get_clock_info(name)
        if name == 'process_time':
            info.implementation = 'perf_counter() without the time spent waiting'
            info.resolution = self._get_clock_info('perf_counter').resolution
        return info

    def times(self) -> posix.times_result:
        """Return a collection containing process timing information."""
        return posix.times_result((self.process_time(), 0.0, 0.0, 0.0, time.monotonic()))

    def install(self) -> None:
        time.sleep = self.sleep
        time.process_time = self.process_time
        time.process_time_ns = self.process_time_ns
        time.get_clock_info = self.get_clock_info

    def patch_os(self, os: Any) -> None:
        os.times = self.times
