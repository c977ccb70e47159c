"""urllib3 (1.26 and 2), and with it requests, over the page's `http`. Imported when they are.

Pools, retries, streams and errors are the library's own: it is given connections that look like
those of `http.client`, see http_transport.py.
"""

from __future__ import annotations

import io
import sys
from typing import Any

from _goru.http_exchange import NO_CLIENT_CERTIFICATES, NO_FINGERPRINTS, NO_PROXIES
from _goru.http_transport import PageSocket
from goru.errors import CallTimeoutError, GoruPermissionError

#: What HTTPSConnection takes and the browser decides.
_CERTIFICATE_OPTIONS = (
    'assert_fingerprint', 'assert_hostname', 'ca_cert_data', 'ca_cert_dir', 'ca_certs', 'cert_file',
    'cert_reqs', 'key_file', 'key_password', 'server_hostname', 'ssl_context',
    'ssl_maximum_version', 'ssl_minimum_version', 'ssl_version',
)  # fmt: skip


class PooledSocket(PageSocket):
    """Sends when the response is asked for.

    By then urllib3 has set the timeout for reading in the place of the one for connecting, and
    takes an error for one of the response.
    """

    _waiting: tuple[str, str, list[tuple[str, str]], bytes] | None = None

    def _send(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self._waiting = method, target, headers, body

    def makefile(self, *args: object, **kwargs: object) -> io.BytesIO:
        request, self._waiting = self._waiting, None
        try:
            if request is not None:
                super()._send(*request)
        except BaseException as error:
            return FailedResponse(error)
        return super().makefile()


class FailedResponse(io.BytesIO):
    """In the place of a response: `http.client` copes with errors as soon as it reads."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self._error: BaseException | None = error

    def readline(self, size: int | None = -1, /) -> bytes:
        error, self._error = self._error, None
        if error is not None:
            raise error
        return b''


def patch_wait(wait: Any) -> None:
    """Called when `urllib3.util.wait` is imported."""

    def wait_for_read(sock: object, timeout: float | None = None) -> bool:
        """Whether the other side has said something unasked, which is how a connection ends."""
        return False

    wait.wait_for_read = wait_for_read


def patch_connection(connection: Any) -> None:
    """Called when `urllib3.connection` is imported."""
    plain: Any = connection.HTTPConnection

    def _new_conn(self: Any) -> PooledSocket:
        if self.proxy is not None or self._tunnel_host:
            raise OSError(NO_PROXIES)
        scheme = 'https' if isinstance(self, HTTPSConnection) else 'http'
        return PooledSocket(scheme, self.host, self.port, self.timeout)

    class HTTPSConnection(plain):
        """A connection that the browser encrypts; it verifies certificates, whatever is asked."""

        default_port = connection.port_by_scheme['https']
        cert_file = None
        assert_fingerprint = None

        def __init__(self, host: str, port: int | None = None, **options: Any) -> None:
            self.set_cert(
                **{name: options.pop(name) for name in _CERTIFICATE_OPTIONS if name in options}
            )
            plain.__init__(self, host, port, **options)

        def set_cert(self, **options: Any) -> None:
            self.__dict__.update(options)

        def connect(self) -> None:
            # Quietly leaving these out would make a program less safe than it thinks it is.
            for option, reason in (
                (self.cert_file, NO_CLIENT_CERTIFICATES),
                (self.assert_fingerprint, NO_FINGERPRINTS),
            ):
                if option is not None:
                    raise sys.modules['urllib3.exceptions'].SSLError(reason)
            plain.connect(self)
            self.is_verified = True

    HTTPSConnection.__module__ = connection.__name__
    HTTPSConnection.__qualname__ = 'HTTPSConnection'
    plain._new_conn = _new_conn
    connection.HTTPSConnection = connection.VerifiedHTTPSConnection = HTTPSConnection


def patch_connectionpool(connectionpool: Any) -> None:
    """Called when `urllib3.connectionpool` is imported."""
    pool: Any = connectionpool.HTTPConnectionPool
    open_plainly = pool.urlopen
    raise_plainly = pool._raise_timeout

    def urlopen(self: Any, *args: Any, **options: Any) -> Any:
        response = open_plainly(self, *args, **options)
        response._request_url = _redirected_to(response) or response._request_url
        return response

    def _raise_timeout(self: Any, err: Exception, url: str, timeout_value: Any) -> None:
        """Called with every error of a response, to raise those with a class of their own."""
        exceptions = sys.modules['urllib3.exceptions']
        if isinstance(err, CallTimeoutError):
            raise exceptions.ReadTimeoutError(self, url, str(err)) from err
        if isinstance(err, GoruPermissionError):  # Nobody wants to be asked again at once.
            raise exceptions.MaxRetryError(self, url, err) from err
        raise_plainly(self, err, url, timeout_value)

    urlopen.__doc__ = open_plainly.__doc__
    pool.urlopen = urlopen
    pool._raise_timeout = _raise_timeout


def patch_requests(adapters: Any) -> None:
    """Called when `requests.adapters` is imported."""
    build_plainly = adapters.HTTPAdapter.build_response

    def build_response(self: Any, req: Any, resp: Any) -> Any:
        response = build_plainly(self, req, resp)
        response.url = _redirected_to(resp) or response.url
        return response

    def cert_verify(self: Any, conn: Any, url: str, verify: object, cert: Any) -> None:
        """The browser verifies against its own authorities, always: their files are not needed."""
        if cert:
            conn.cert_file = cert if isinstance(cert, str) else cert[0]

    build_response.__doc__ = build_plainly.__doc__
    adapters.HTTPAdapter.build_response = build_response
    adapters.HTTPAdapter.cert_verify = cert_verify


def _redirected_to(response: Any) -> str | None:
    """Where urllib3's response came from, if the browser followed redirects."""
    original = getattr(response, '_original_response', None)
    return getattr(original, 'redirected_to', None)
