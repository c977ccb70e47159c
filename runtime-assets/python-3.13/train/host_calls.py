"""Our own way to the host: frames encoded and decoded, calls answered, by the code that ships."""

from __future__ import annotations

from collections import deque
from typing import Any

from _goru.channel import Channel
from _goru.frames import decode, encode


class EchoingHost:
    """A device that answers every call with its own parameters, in pieces as a host may."""

    def __init__(self) -> None:
        self.ready: deque[bytes] = deque()
        self.calls = 0

    def write(self, data: bytes) -> None:
        frame, payload = decode(data)
        if frame['type'] != 'call':
            return
        self.calls += 1
        reply: dict[str, Any] = {'type': 'reply', 'id': frame['id']}
        if frame['method'] == 'fail':
            reply['error'] = {'code': 'not-found', 'message': 'no such thing', 'data': {}}
        else:
            reply['value'] = frame['params']
        answer = encode(reply, payload)
        half = len(answer) // 2 if self.calls % 5 == 0 else len(answer)
        self.ready.extend(part for part in (answer[:half], answer[half:]) if part)

    def read(self, size: int) -> bytes:
        return self.ready.popleft()[:size] if self.ready else b''

    def wait(self, seconds: float) -> bool:
        return bool(self.ready)


PARAMETERS: list[Any] = [
    {'key': 'greeting'},
    {'key': 'numbers', 'value': [1, 2.5, -3, 10**12, True, None]},
    {'path': '/home/ü/notes.txt', 'options': {'create': True, 'mode': 'w'}},
    {'url': 'https://example.org/a?b=c', 'headers': [['accept', 'text/html'], ['x-y', '"z"']]},
    ['a' * 200, {'deep': {'deeper': [{'x': 1}, {'y': [2, 3]}]}}],
]


def run() -> None:
    host = EchoingHost()
    channel = Channel(host)
    for i in range(400):
        parameters = PARAMETERS[i % 5]
        payload = bytes(range(256)) * (i % 4)
        value, back = channel.call('echo', parameters, payload)
        assert value == parameters and back == payload
    pending = [channel.prepare('echo', {'i': i}) for i in range(50)]
    for request in pending:
        channel.begin(request)
    while len(channel.arrived()) < 50:
        channel.wait()
    assert sorted(channel.take_reply(call)[0]['value']['i'] for call in channel.arrived()) == list(
        range(50)
    )
