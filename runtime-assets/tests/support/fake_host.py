"""A scripted host in the place of the channel device."""

from __future__ import annotations

from errno import EMSGSIZE
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from _goru.frames import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Takes params and payload; returns a value, (value, payload), a Later, or raises HostError.
    Handler = Callable[[Any, bytes], Any]

IDLE_S = 1.0
MAX_FRAME_BYTES = 10_000_000

_wait = sleep  # Before a driver replaces it by one that asks the channel, that is, us.


class GuestBlockedForEver(BaseException):
    """The guest reads, and the script has nothing more for it."""


class HostError(Exception):
    """Raised by a handler: the call is answered with an error."""

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.data = {'code': code, 'message': message, **more}


class Later:
    """Returned by a handler: the answer comes after `seconds` (None: never)."""

    def __init__(self, seconds: float | None, value: Any = None) -> None:
        self.seconds = seconds
        self.value = value


class FakeHost:
    """Answers calls by `handlers[method]`; frames can be scheduled for later."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.payloads: list[bytes] = []
        self.handlers: dict[str, Handler] = {}
        self.max_frame_bytes = MAX_FRAME_BYTES
        self._incoming: list[tuple[float, bytes]] = []
        #: Done once, when the guest is about to wait for a long time.
        self.on_idle: Callable[[], None] | None = None

    # --- the script's side ---------------------------------------------------------------------

    def push(self, frame: dict[str, Any], payload: bytes = b'', *, after: float = 0) -> None:
        self._incoming.append((monotonic() + after, encode(frame, payload)))
        self._incoming.sort(key=lambda item: item[0])

    def push_text(self, json: str) -> None:
        """A frame of JSON text, which may be none that can be read."""
        data = json.encode()
        header = len(data).to_bytes(4, 'little') + bytes(4)
        self._incoming.append((monotonic(), header + data))

    def push_nothing(self) -> None:
        """The next read returns no bytes."""
        self._incoming.insert(0, (monotonic(), b''))

    def sent_of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.sent if frame['type'] == kind]

    @property
    def has_due(self) -> bool:
        return bool(self._incoming) and self._incoming[0][0] <= monotonic()

    # --- the device's side ---------------------------------------------------------------------

    def read(self, size: int) -> bytes:
        self._notice_idleness(float('inf'))
        if not self._incoming:
            raise GuestBlockedForEver
        due, data = self._incoming.pop(0)
        _wait(max(0, due - monotonic()))
        if len(data) > size:
            self._incoming.insert(0, (due, data[size:]))
        return data[:size]

    def wait(self, seconds: float) -> bool:
        self._notice_idleness(seconds)
        _wait(max(0, min(self._until_next(), seconds)))
        return self.has_due

    def _until_next(self) -> float:
        return self._incoming[0][0] - monotonic() if self._incoming else float('inf')

    def _notice_idleness(self, seconds: float) -> None:
        if self.on_idle is not None and min(self._until_next(), seconds) >= IDLE_S:
            action, self.on_idle = self.on_idle, None
            action()

    def write(self, data: bytes) -> None:
        if len(data) > self.max_frame_bytes:
            raise OSError(EMSGSIZE, 'Message too long')
        frame, payload = decode(data)
        self.sent.append(frame)
        self.payloads.append(payload)
        if frame['type'] == 'call':
            self._answer(frame, payload)

    def _answer(self, frame: dict[str, Any], payload: bytes) -> None:
        reply = {'type': 'reply', 'id': frame['id']}
        try:
            answer = self.handlers[frame['method']](frame['params'], payload)
        except HostError as error:
            self.push({**reply, 'error': error.data})
            return
        if isinstance(answer, Later):
            if answer.seconds is not None:
                self.push({**reply, 'value': answer.value}, after=answer.seconds)
            return
        value, reply_payload = answer if isinstance(answer, tuple) else (answer, b'')
        self.push({**reply, 'value': value}, reply_payload)
