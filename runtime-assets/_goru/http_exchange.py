"""One request of an HTTP library as the page takes it, and its answer as the library reads it.

What the transports under `http.client`, urllib3 and httpx have in common.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goru import _host

if TYPE_CHECKING:
    from collections.abc import Iterable

    Headers = list[tuple[str, str]]

NO_PROXIES = 'No proxies: the browser chooses its own'
NO_CLIENT_CERTIFICATES = 'No client certificates: the browser chooses its own'
NO_FINGERPRINTS = 'No fingerprints of certificates: the browser does not tell them'

#: What libraries add by themselves and only the browser can decide. Anything else of the kind was
#: set by the program, which is told (`header not allowed`).
_LIBRARY_AGENT = re.compile(r'Python-urllib/|python-urllib3/|python-requests/|python-httpx/')
_LIBRARY_ENCODINGS = {'identity', 'gzip', 'deflate', 'br', 'zstd'}
_ABOUT_THE_CONNECTION = ('connection', 'content-length', 'transfer-encoding')
#: The browser has undone these already.
_UNDONE = ('content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive')


def request_message(
    method: str,
    url: str,
    address: str,
    headers: Iterable[tuple[str, str]],
    *,
    has_body: bool,
    timeout_ms: float | None,
) -> dict[str, Any]:
    """The parameters of the host call. `address` is the host, and the port if it is unusual."""
    return {
        'method': method,
        'url': url,
        'headers': [pair for pair in headers if not _is_libraries_own(*pair, address)],
        'timeoutMs': timeout_ms,
        'hasBody': has_body,
        'line': _host.caller_line(),
    }


def response_head(method: str, answer: dict[str, Any], size: int) -> tuple[int, str, Headers]:
    """Status, reason and headers of an answer whose content, as it came, has `size` bytes."""
    from http import HTTPStatus

    status, reason = answer['status'], answer['reason']
    if not reason and status in HTTPStatus._value2member_map_:  # HTTP/2 has none.
        reason = HTTPStatus(status).phrase
    headers: Headers = []
    length = str(size)
    for name, value in answer['headers']:
        if name.lower() == 'content-length' and method == 'HEAD':
            length = value
        elif name.lower() not in _UNDONE:
            headers.append((name, value))
    if status not in (204, 304):
        headers.append(('Content-Length', length))
    return status, reason, headers


def _is_libraries_own(name: str, value: str, address: str) -> bool:
    name = name.lower()
    if name == 'host':
        return value == address
    if name == 'user-agent':
        return _LIBRARY_AGENT.match(value) is not None
    if name == 'accept-encoding':
        return _LIBRARY_ENCODINGS.issuperset(part.strip() for part in value.split(','))
    return name in _ABOUT_THE_CONNECTION
