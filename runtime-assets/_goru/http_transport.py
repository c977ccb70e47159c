"""`http.client`, and with it `urllib.request`, over the page's `http`. Imported when they are.

There are no sockets, so a connection gets an object that looks like one: it collects the bytes of a
request, has the page send it when it is complete, and reads as the bytes of the response. Whatever
is built on `http.client` works the same way, and the same grants hold for it.
"""

from __future__ import annotations

import io
import socket
from typing import Any

from _goru.http_exchange import NO_PROXIES, request_message, response_head
from goru import _host
from goru._http_messages import timeout_ms

_HEADER_END = b'\r\n\r\n'


class PageSocket:
    """One end of a connection that does not exist."""

    def __init__(self, scheme: str, host: str, port: int, timeout: Any) -> None:
        self._scheme = scheme
        self._address = _netloc(scheme, host, port)
        self.settimeout(timeout)
        self._request = bytearray()
        self._response = b''
        #: Where the last response came from, after redirects.
        self.url: str | None = None
        #: The same, if there were any.
        self.redirected_to: str | None = None

    def sendall(self, data: Any) -> None:
        """Collects the request; the page sends it as soon as it is whole."""
        self._request += data
        parsed = _parse_request(self._request)
        if parsed is not None:
            self._request.clear()
            self._send(*parsed)

    send = sendall

    def makefile(self, *args: object, **kwargs: object) -> io.BytesIO:
        """The response, as `http.client.HTTPResponse` reads it."""
        response, self._response = self._response, b''
        return io.BytesIO(response)

    def settimeout(self, timeout: Any) -> None:
        if timeout is socket._GLOBAL_DEFAULT_TIMEOUT:  # pyright: ignore
            timeout = socket.getdefaulttimeout()
        self._timeout = timeout
        # Now: `http.client` takes a TypeError while it sends for one about its data.
        self._timeout_ms = timeout_ms(timeout)

    def gettimeout(self) -> float | None:
        return self._timeout

    def setsockopt(self, *args: object) -> None:
        """Options of a connection that the browser manages."""

    def close(self) -> None:
        self._request.clear()

    def shutdown(self, how: int) -> None:
        self.close()

    def _send(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> None:
        is_absolute = target.startswith(('http://', 'https://'))
        url = target if is_absolute else f'{self._scheme}://{self._address}{target}'
        message = request_message(
            method, url, self._address, headers, has_body=bool(body), timeout_ms=self._timeout_ms
        )
        answer, content = _host.call('http/request', message, body)
        self.url = answer['url']
        self.redirected_to = None if self.url == url else self.url
        self._response = _format_response(method, answer, content)


def _netloc(scheme: str, host: str, port: int) -> str:
    if ':' in host and not host.startswith('['):
        host = f'[{host}]'
    return host if port == {'http': 80, 'https': 443}[scheme] else f'{host}:{port}'


def _parse_request(
    data: bytearray,
) -> tuple[str, str, list[tuple[str, str]], bytes] | None:
    """Method, target, headers and body; None as long as something is missing."""
    end = data.find(_HEADER_END)
    if end < 0:
        return None
    first, *lines = data[:end].decode('latin-1').split('\r\n')
    method, target, _ = first.split(' ', 2)
    headers: list[tuple[str, str]] = []
    for line in lines:
        if line[:1] in (' ', '\t') and headers:  # A folded value.
            headers[-1] = (headers[-1][0], f'{headers[-1][1]} {line.strip()}')
        else:
            name, _, value = line.partition(':')
            headers.append((name, value.strip()))
    fields = {name.lower(): value for name, value in headers}
    start = end + len(_HEADER_END)
    if 'chunked' in fields.get('transfer-encoding', '').lower():
        body = _join_chunks(bytes(data[start:]))
    else:
        stop = start + int(fields.get('content-length') or 0)
        body = bytes(data[start:stop]) if len(data) >= stop else None
    return None if body is None else (method, target, headers, body)


def _join_chunks(data: bytes) -> bytes | None:
    body = bytearray()
    start = 0
    while (line_end := data.find(b'\r\n', start)) >= 0:
        size = int(data[start:line_end].split(b';')[0], 16)
        start = line_end + 2
        if len(data) < start + size + 2:
            return None
        if size == 0:
            return bytes(body)
        body += data[start : start + size]
        start += size + 2
    return None


def _format_response(method: str, answer: dict[str, Any], content: bytes) -> bytes:
    status, reason, headers = response_head(method, answer, len(content))
    lines = [f'HTTP/1.1 {status} {reason}', *(f'{name}: {value}' for name, value in headers)]
    return '\r\n'.join(lines).encode('latin-1', 'replace') + _HEADER_END + content


def patch_http_client(client: Any) -> None:
    """Called when `http.client` is imported."""

    def connect(self: Any) -> None:
        """Connect to the host and port specified in __init__."""
        scheme = 'https' if isinstance(self, HTTPSConnection) else 'http'
        self.sock = PageSocket(scheme, self.host, self.port, self.timeout)
        if self._tunnel_host:
            raise OSError(NO_PROXIES)

    class HTTPSConnection(client.HTTPConnection):
        """This class allows communication via SSL, which the browser does."""

        default_port = client.HTTPS_PORT

        def __init__(
            self, host: str, port: int | None = None, *, context: object = None, **options: Any
        ) -> None:
            client.HTTPConnection.__init__(self, host, port, **options)

    read_response = client.HTTPConnection.getresponse

    def getresponse(self: Any) -> Any:
        """Get the response from the server."""
        sock = self.sock
        response = read_response(self)
        if isinstance(sock, PageSocket):
            response.url = response.final_url = sock.url
            response.redirected_to = sock.redirected_to
        return response

    HTTPSConnection.__module__ = client.__name__
    HTTPSConnection.__qualname__ = 'HTTPSConnection'
    client.HTTPConnection.connect = connect
    client.HTTPConnection.getresponse = getresponse
    client.HTTPSConnection = HTTPSConnection
    client._create_https_context = _no_context
    client.__all__.append('HTTPSConnection')


def _no_context(http_version: int) -> None:
    """What a context would decide, the browser does."""


def patch_urllib_request(request: Any) -> None:
    """Called when `urllib.request` is imported: redirects have been followed already."""
    handler: Any = request.AbstractHTTPHandler
    open_plainly = handler.do_open

    def do_open(self: Any, http_class: Any, req: Any, **options: Any) -> Any:
        response = open_plainly(self, http_class, req, **options)
        response.url = getattr(response, 'final_url', None) or response.url
        return response

    handler.do_open = do_open
