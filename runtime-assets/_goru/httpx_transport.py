"""httpx (0.28 and newer) over the page's `http`. Imported when it is."""

from __future__ import annotations

import sys
from typing import Any

from _goru.http_exchange import (
    NO_CLIENT_CERTIFICATES,
    NO_PROXIES,
    request_message,
    response_head,
)
from goru import _host
from goru._http_messages import timeout_ms
from goru.errors import CallTimeoutError, GoruPermissionError, NetworkError


class _PageTransport:
    """What the two transports have in common."""

    def __init__(
        self, verify: object = True, cert: object = None, *, proxy: object = None, **options: object
    ) -> None:
        """`options` are about connections and their encryption, which the browser manages."""
        self._has_certificate = cert is not None
        self._has_proxy = proxy is not None

    def _message(self, request: Any) -> dict[str, Any]:
        httpx = sys.modules['httpx']
        if request.url.scheme not in ('http', 'https'):
            raise httpx.UnsupportedProtocol(
                f'scheme must be http or https, not {request.url.scheme!r}'
            )
        if self._has_proxy:
            raise httpx.ProxyError(NO_PROXIES)
        if self._has_certificate:
            raise httpx.ConnectError(NO_CLIENT_CERTIFICATES)
        address = request.url.netloc.decode('ascii')
        # Neither a fragment nor a password is part of what is sent.
        url = f'{request.url.scheme}://{address}{request.url.raw_path.decode("ascii")}'
        headers = [
            (name.decode('latin-1'), value.decode('latin-1')) for name, value in request.headers.raw
        ]
        timeout = request.extensions.get('timeout', {}).get('read')
        return request_message(
            request.method,
            url,
            address,
            headers,
            has_body=bool(request.content),
            timeout_ms=timeout_ms(timeout),
        )


def _response(request: Any, message: dict[str, Any], answer: tuple[dict[str, Any], bytes]) -> Any:
    httpx = sys.modules['httpx']
    head, content = answer
    status, reason, headers = response_head(request.method, head, len(content))
    if head['url'] != message['url']:  # The browser followed redirects.
        request.url = httpx.URL(head['url'])
    return httpx.Response(
        status,
        headers=[
            (name.encode('latin-1', 'replace'), value.encode('latin-1', 'replace'))
            for name, value in headers
        ],
        stream=httpx.ByteStream(content),
        extensions={
            'http_version': b'HTTP/1.1',
            'reason_phrase': reason.encode('latin-1', 'replace'),
        },
    )


def _as_httpx(error: Exception) -> Exception:
    httpx = sys.modules['httpx']
    kind = httpx.ReadTimeout if isinstance(error, CallTimeoutError) else httpx.ConnectError
    return kind(str(error))


_FAILURES = (CallTimeoutError, GoruPermissionError, NetworkError)


def patch_httpx(default: Any) -> None:
    """Called when `httpx._transports.default` is imported."""

    class HTTPTransport(_PageTransport, default.BaseTransport):
        """Sends requests through the page."""

        def handle_request(self, request: Any) -> Any:
            request.read()
            message = self._message(request)
            try:
                answer = _host.call('http/request', message, request.content)
            except _FAILURES as error:
                raise _as_httpx(error) from error
            return _response(request, message, answer)

    class AsyncHTTPTransport(_PageTransport, default.AsyncBaseTransport):
        """Sends requests through the page, without blocking other tasks."""

        async def handle_async_request(self, request: Any) -> Any:
            await request.aread()
            message = self._message(request)
            try:
                answer = await _host.call_async('http/request', message, request.content)
            except _FAILURES as error:
                raise _as_httpx(error) from error
            return _response(request, message, answer)

    for transport in (HTTPTransport, AsyncHTTPTransport):
        transport.__qualname__ = transport.__name__
        transport.__module__ = default.__name__
        setattr(default, transport.__name__, transport)
