"""What `http` sends and what it gets back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


__all__ = ['Response', 'ResponseHeaders']


class ResponseHeaders(dict[str, str]):
    """Response headers: the names are kept as they came, and found in any case."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        for name, value in pairs:
            self[name] = value

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(self._names.setdefault(name.lower(), name), value)

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(self._names.get(name.lower(), name))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._names

    def __delitem__(self, name: str) -> None:
        super().__delitem__(self._names.pop(name.lower(), name))

    def get(self, name: str, default: Any = None) -> Any:
        return super().get(self._names.get(name.lower(), name), default)


class Response:
    """The answer to a request.

    status_code, reason, headers (found in any case), url (after redirects), content (bytes),
    text, ok, json(), raise_for_status().
    """

    def __init__(
        self, status_code: int, reason: str, headers: ResponseHeaders, url: str, content: bytes
    ) -> None:
        self.status_code = status_code
        self.reason = reason
        self.headers = headers
        self.url = url
        self.content = content

    @classmethod
    def from_answer(cls, answer: tuple[Any, bytes]) -> Response:
        value, content = answer
        headers = ResponseHeaders(value['headers'])
        return cls(value['status'], value['reason'], headers, value['url'], content)

    def __repr__(self) -> str:
        return f'<Response [{self.status_code}]>'

    def __bool__(self) -> bool:
        return self.ok

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""
        return self.status_code < 400

    @property
    def text(self) -> str:
        """The content as text, in the encoding that the response names (else UTF-8)."""
        try:
            return self.content.decode(self._charset(), 'replace')
        except LookupError:
            return self.content.decode('utf-8', 'replace')

    def json(self) -> Any:
        """The content, which must be JSON."""
        import json

        return json.loads(self.content)

    def raise_for_status(self) -> None:
        """Raise a NetworkError when the status is 400 or above."""
        if not self.ok:
            from goru.errors import NetworkError

            side = 'Client' if self.status_code < 500 else 'Server'
            raise NetworkError(
                f'{self.status_code} {side} Error: {self.reason} for url: {self.url}'
            )

    def _charset(self) -> str:
        for part in self.headers.get('content-type', '').split(';')[1:]:
            name, _, value = part.partition('=')
            if name.strip().lower() == 'charset':
                return value.strip().strip('"')
        return 'utf-8'


def build_request(
    line: int | None,
    method: str,
    url: str,
    headers: Mapping[str, str] | None,
    body: str | bytes | None,
    json: Any,
    params: Mapping[str, Any] | None,
    timeout: float | None,
) -> tuple[dict[str, Any], bytes]:
    """The parameters and the payload of the host call. The host checks all but their types."""
    for name, value in (('method', method), ('url', url)):
        if not isinstance(value, str):
            raise TypeError(f'{name} must be a str, not {type(value).__name__}')
    if body is not None and json is not None:
        raise ValueError('give body or json, not both')
    pairs = _header_pairs(headers)
    if json is not None:
        from _goru.frames import to_json

        body = to_json(json)
        if not any(name.lower() == 'content-type' for name, _ in pairs):
            pairs.append(('Content-Type', 'application/json'))
    message = {
        'method': method,
        'url': _with_query(url, params),
        'headers': pairs,
        'timeoutMs': timeout_ms(timeout),
        'hasBody': body is not None,
        'line': line,
    }
    return message, _payload(body)


def timeout_ms(seconds: Any) -> float | None:
    """Milliseconds for the host, which knows which of them make sense."""
    if seconds is None:
        return None
    if not isinstance(seconds, (int, float)):
        raise TypeError(f'timeout must be a number of seconds, not {type(seconds).__name__}')
    if not -_ENDLESS_S < seconds < _ENDLESS_S:  # JSON has no infinities, and no NaN.
        from goru.errors import ArgumentError

        raise ArgumentError('timeout must be a number of seconds above 0')
    return seconds * 1000


_ENDLESS_S = 1e300


def _header_pairs(headers: Any) -> list[tuple[str, str]]:
    if headers is None:
        return []
    if not hasattr(headers, 'items'):
        raise TypeError(f'headers must be a dict, not {type(headers).__name__}')
    for name, value in headers.items():
        if not isinstance(name, str):
            raise TypeError(f'the name of a header must be a str, not {type(name).__name__}')
        if not isinstance(value, (str, int, float)):
            raise TypeError(f'header {name!r} must be a str, not {type(value).__name__}')
    return [(name, str(value)) for name, value in headers.items()]


def _payload(body: Any) -> bytes:
    if body is None:
        return b''
    if isinstance(body, str):
        return body.encode()
    try:
        return bytes(memoryview(body))  # `bytes(10)` would be ten zeros.
    except TypeError:
        raise TypeError(f'body must be a str or bytes, not {type(body).__name__}') from None


def _with_query(url: str, params: Mapping[str, Any] | None) -> str:
    if not params:
        return url
    from urllib.parse import urlencode

    url, hash_sign, fragment = url.partition('#')
    separator = '&' if '?' in url else '?'
    return f'{url}{separator}{urlencode(params, doseq=True)}{hash_sign}{fragment}'


for _class in (Response, ResponseHeaders):
    _class.__module__ = 'goru'  # Where programs find them.
