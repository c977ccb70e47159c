"""The guest's end of the channel device: calls go out, replies, runs and interrupts come in.

A `KeyboardInterrupt` may strike between any two bytecodes that call something. So what was read is
stored by the same C call that read it, a frame is taken out of the inbox only by the (call-free)
statement after the one that filed it, and whoever loses interest in a reply abandons its id.

An answer may be as large as half of the memory. Of a frame that does not fit into one ordinary read
all the rest is read at once, straight into the object that holds it.
"""

from __future__ import annotations

import posix
from _thread import interrupt_main

# Ours: a program may put something else into `builtins`, and `except` looks the name up.
from builtins import BaseException, Exception, MemoryError  # noqa: A004
from errno import ECANCELED, EMSGSIZE
from select import select
from time import monotonic, perf_counter_ns

from _goru.frames import HEADER_BYTES, decode, encode, frame_size

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any, Protocol

    from _goru.frames import Frame

    Reply = tuple[Frame, bytes]
    Answer = tuple[Any, bytes]  # The value, and the payload beside it.
    Request = tuple[int, bytes]  # A call's id, and its frame ready to be sent.

    class DeviceProtocol(Protocol):
        def read(self, size: int, /) -> bytes: ...
        def write(self, data: bytes, /) -> None: ...
        def wait(self, seconds: float, /) -> bool: ...


READ_BYTES = 65536


class Device:
    """The channel's file descriptor. Tests put a scripted host in its place."""

    def __init__(self, fd: int) -> None:
        self.fd = fd

    def read(self, size: int) -> bytes:
        return posix.read(self.fd, size)

    def write(self, data: bytes) -> None:
        posix.write(self.fd, data)

    def wait(self, seconds: float) -> bool:
        """True as soon as a frame waits, False after `seconds`."""
        return bool(select((self.fd,), (), (), seconds)[0])


class Channel:
    def __init__(self, device: DeviceProtocol) -> None:
        self._device = device
        self._inbox: list[bytes] = []
        self._runs: list[Frame] = []
        self._next_id = 1
        self._expected: set[int] = set()
        self._replies: dict[int, Reply] = {}
        self._interrupt_due = False
        self._was_interrupted = False
        self._is_waiting = False
        #: Bytes still to come of a frame that there was no memory for.
        self._skipping = 0
        #: The run an interrupt may belong to; any other interrupt is too late and ignored.
        self.current_run: int | None = None
        #: The file name, the very object, that the current run's code was compiled under.
        self.current_source: object = None
        #: Nanoseconds spent waiting so far: `time.process_time` must not count them.
        self.blocked_ns = 0
        #: Functions that get to their end before an interrupt strikes.
        self.indivisible: set[CodeType] = set()
        #: Called before every wait that may block: a program's pending output belongs on screen.
        self.before_blocking = _do_nothing

    def send(self, frame: Frame, payload: bytes = b'') -> None:
        self._write(encode(frame, payload))

    def _write(self, data: bytes) -> None:
        while True:
            try:
                self._device.write(data)
                return
            except OSError as error:
                if error.errno == EMSGSIZE:
                    from goru.errors import too_large

                    raise too_large(data) from None
                if error.errno != ECANCELED:
                    raise
            # Nothing was written, because something waits to be read: an interrupt, or more
            # answers than the host is willing to pile up.
            self.wait(0)

    # --- calls ---------------------------------------------------------------------------------

    def prepare(self, method: str, params: object, payload: bytes = b'') -> Request:
        """Encodes a call, sends nothing. TypeError or ValueError for what JSON cannot say."""
        call = self._next_id
        self._next_id = call + 1
        frame = {'type': 'call', 'id': call, 'method': method, 'params': params}
        return call, encode(frame, payload)

    def call(self, method: str, params: object, payload: bytes = b'') -> Answer:
        """Calls the host and blocks until it answers; a host error is raised."""
        return self.finish(self.prepare(method, params, payload))

    def finish(self, request: Request) -> Answer:
        """Sends a prepared call and blocks until its answer is there."""
        call = request[0]
        try:
            self.begin(request)
            while call not in self._replies:
                self.wait()
            return answer_of(self.take_reply(call))
        except BaseException:
            if call in self._expected:
                self.abandon(call)
            raise

    def begin(self, request: Request) -> None:
        """Sends a prepared call; its reply is kept until somebody takes it or abandons it."""
        call, data = request
        self._expected.add(call)
        self._write(data)

    def abandon(self, call: int) -> None:
        """Nobody waits for `call` any more: the host may stop it, a late reply is dropped."""
        self._expected.discard(call)
        if self._replies.pop(call, None) is None:
            self.send({'type': 'cancel', 'id': call})

    def arrived(self) -> list[int]:
        """Ids of the replies that nobody took yet, in the order in which they came."""
        return list(self._replies)

    def take_reply(self, call: int) -> Reply:
        reply = self._replies.pop(call)
        self._expected.discard(call)  # Last: until here the call can be abandoned.
        return reply

    # --- waiting -------------------------------------------------------------------------------

    @property
    def has_run(self) -> bool:
        return bool(self._runs)

    def next_run(self) -> Frame:
        while not self._runs:
            self.wait()
        return self._runs.pop(0)

    def sleep(self, seconds: float) -> None:
        """Blocks for `seconds` without burning a core; calls that arrive meanwhile are filed."""
        deadline = monotonic() + seconds
        self.wait(seconds)
        while (left := deadline - monotonic()) > 0:
            self.wait(left)

    def wait(self, timeout: float | None = None) -> None:
        """Takes in what the host sent next, waiting up to `timeout` seconds (None: for ever).

        May return early and with nothing. An interrupt of the current run is passed on to the
        program as SIGINT, so that the handler it may have set decides what happens.
        """
        if timeout != 0:
            self.before_blocking()
        try:
            self._is_waiting = True
            self._take_in(timeout)
        finally:
            self._is_waiting = False
        if self._interrupt_due:
            self._interrupt_due = False
            self._was_interrupted = True
            self.send({'type': 'interrupted', 'run': self.current_run})
            interrupt_main()

    def _take_in(self, timeout: float | None) -> None:
        started = perf_counter_ns()
        try:
            if timeout is None or self._device.wait(timeout):
                self._receive(READ_BYTES)
        finally:
            self.blocked_ns += perf_counter_ns() - started
        while missing := self._file_frames():
            self._receive(missing)

    def let_in(self, _signal: int, frame: FrameType | None) -> None:
        """Handler of the signal with which the host says that an interrupt waits.

        It may strike wherever Python runs, also inside `wait`, which is about to see by itself. The
        host says so again until the interrupt has been read.
        """
        is_due = frame is None or frame.f_code not in self.indivisible
        if is_due and not self._is_waiting:
            self.wait(0)

    def tell_program_over(self) -> None:
        """To a host that waits for an interrupted program: what is still to come is the report."""
        if self._was_interrupted:
            self._was_interrupted = False
            self.send({'type': 'interrupted', 'run': self.current_run})

    def _receive(self, size: int) -> None:
        # One call for read and store: nothing can strike between the two and lose a frame. Where
        # there is no memory for `size` bytes nothing has been read.
        try:
            self._inbox.extend(map(self._device.read, (size,)))
        except MemoryError:
            if not self._inbox:
                raise
            self._give_up(len(self._inbox), MemoryError)
            return
        if not self._inbox[-1]:
            del self._inbox[-1]  # Woken for nothing.

    def _file_frames(self) -> int:
        """Files every whole frame; tells how much is still to be read of one that is not."""
        inbox = self._inbox
        while inbox:
            count, size = 1, len(inbox[0])
            if self._skipping > 0:
                self._skipping -= size
                del inbox[0]
                continue
            while size < frame_size(inbox[0]):
                if count == len(inbox):
                    return frame_size(inbox[0]) - size
                size += len(inbox[count])
                count += 1
            try:
                frame, payload = decode(*inbox[:count])
            except Exception as error:  # Too large for the memory, or nested too deeply.
                self._give_up(count, type(error))
                continue
            kind = frame['type']
            # From here to `del` no call is made: a frame is filed once, and not lost.
            if kind == 'reply':
                if frame['id'] in self._expected:
                    self._replies[frame['id']] = (frame, payload)
            elif kind == 'run':
                self._runs += (frame,)
            elif kind == 'interrupt' and frame['run'] == self.current_run:
                self._interrupt_due = True
            del inbox[:count]
        return max(0, min(self._skipping, READ_BYTES))

    def _give_up(self, count: int, reason: type[Exception]) -> None:
        """Drops the frame that begins the inbox; whoever waits for it is told.

        Left where it is, it would make every wait to come fail.
        """
        start = self._inbox[0]
        left = frame_size(start) - sum(map(len, self._inbox[:count]))
        kind, number = _identify(start)
        reply = ({'type': 'reply', 'id': number, 'failure': reason}, b'')
        run = {'type': 'run', 'run': number, 'source': _TOO_LARGE, 'filename': 'main.py'}
        # As above: no call from here on.
        self._skipping = left
        if kind == 'reply' and number in self._expected:
            self._replies[number] = reply
        elif kind == 'run':
            self._runs += (run,)
        del self._inbox[:count]


def answer_of(reply: Reply) -> Answer:
    """The reply's value and payload; raises when it carries an error."""
    frame, payload = reply
    if 'failure' in frame:
        raise frame['failure']('the answer is too large')
    if 'error' in frame:
        from goru.errors import error_from  # Only now: most programs never see one.

        raise error_from(frame['error'])
    return frame['value'], payload


#: In the place of a program that could not be taken in.
_TOO_LARGE = 'raise MemoryError("the program is too large for the memory that is left")'


def _identify(start: bytes) -> tuple[str, int]:
    """Type and number of a frame that cannot be decoded; the host writes them first."""
    for kind, opening in (('reply', b'{"type":"reply","id":'), ('run', b'{"type":"run","run":')):
        begin = HEADER_BYTES + len(opening)
        if start[HEADER_BYTES:begin] == opening:
            digits = start[begin : begin + 20].partition(b',')[0].partition(b'}')[0]
            return kind, int(digits)
    return '', 0


def _do_nothing() -> None:
    pass
