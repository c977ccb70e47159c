"""A page that answers every request of a session as the test says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.fake_host import HostError, Later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.session import Session

PLAIN_TEXT = (('content-type', 'text/plain; charset=utf-8'),)


class Page:
    """Remembers what was sent, `params` and payload of each request."""

    def __init__(self, session: Session) -> None:
        self._handlers = session.host.handlers
        self.sent: list[tuple[dict[str, Any], bytes]] = []

    def answer(
        self,
        status: int = 200,
        content: bytes = b'hello',
        headers: Sequence[tuple[str, str]] = PLAIN_TEXT,
        *,
        url: str | None = None,
        reason: str = '',
    ) -> None:
        def handler(params: Any, payload: bytes) -> Any:
            return _value(params, status, headers, url, reason), content

        self._serve(handler)

    def answer_later(self, seconds: float) -> None:
        def handler(params: Any, payload: bytes) -> Any:
            return Later(seconds, _value(params, 200, PLAIN_TEXT, None, ''))

        self._serve(handler)

    def refuse(self, code: str, message: str) -> None:
        def handler(params: Any, payload: bytes) -> Any:
            raise HostError(code, message)

        self._serve(handler)

    def answer_in_turn(self, *statuses: int) -> None:
        """One status per request; 0 is a failure of the network."""
        left = list(statuses)

        def handler(params: Any, payload: bytes) -> Any:
            status = left.pop(0)
            if status == 0:
                raise HostError('network', 'request failed: the connection was cut')
            return _value(params, status, PLAIN_TEXT, None, ''), b''

        self._serve(handler)

    @property
    def params(self) -> dict[str, Any]:
        """Of the only request."""
        [(params, _)] = self.sent
        return params

    @property
    def payload(self) -> bytes:
        [(_, payload)] = self.sent
        return payload

    @property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.params['headers']}

    def _serve(self, handler: Any) -> None:
        def serve(params: Any, payload: bytes) -> Any:
            self.sent.append((params, bytes(payload)))
            return handler(params, payload)

        self.sent.clear()
        self._handlers['http/request'] = serve


def _value(
    params: Any, status: int, headers: Sequence[tuple[str, str]], url: str | None, reason: str
) -> dict[str, Any]:
    return {
        'status': status,
        'reason': reason,
        'headers': [list(pair) for pair in headers],
        'url': url or params['url'],
    }
