"""http: requests to the hosts that the page granted.

>>> response = http.get('https://api.example.com/users', params={'id': 7})
>>> response.status_code, response.json()
(200, {'id': 7, 'name': 'Ada'})

No cookies and no credentials of the browser are ever sent. Each function has a twin to `await`:
async_get, async_post …
"""

from __future__ import annotations

from goru import _host
from goru._http_messages import Response, build_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping
    from typing import Any

    Headers = Mapping[str, str]
    Body = str | bytes

__all__ = [
    'async_delete',
    'async_get',
    'async_head',
    'async_patch',
    'async_post',
    'async_put',
    'async_request',
    'delete',
    'get',
    'head',
    'patch',
    'post',
    'put',
    'request',
]


def request(
    method: str,
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Send a request and wait for its response, whatever its status is."""
    line = _host.caller_line()
    message = build_request(line, method, url, headers, body, json, params, timeout)
    return Response.from_answer(_host.call('http/request', *message))


def async_request(
    method: str,
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `request`, without blocking other tasks; cancelling the task ends the request."""
    return _later('async_request', method, url, headers, body, json, params, timeout)


def get(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Fetch a resource."""
    return request('GET', url, headers=headers, params=params, timeout=timeout)


def async_get(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `get`, without blocking other tasks."""
    return _later('async_get', 'GET', url, headers, None, None, params, timeout)


def head(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Fetch the headers of a resource only."""
    return request('HEAD', url, headers=headers, params=params, timeout=timeout)


def async_head(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `head`, without blocking other tasks."""
    return _later('async_head', 'HEAD', url, headers, None, None, params, timeout)


def delete(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Delete a resource."""
    return request('DELETE', url, headers=headers, params=params, timeout=timeout)


def async_delete(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `delete`, without blocking other tasks."""
    return _later('async_delete', 'DELETE', url, headers, None, None, params, timeout)


def post(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Send data to a resource."""
    return request(
        'POST', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )


def async_post(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `post`, without blocking other tasks."""
    return _later('async_post', 'POST', url, headers, body, json, params, timeout)


def put(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Replace a resource."""
    return request(
        'PUT', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )


def async_put(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `put`, without blocking other tasks."""
    return _later('async_put', 'PUT', url, headers, body, json, params, timeout)


def patch(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Change a resource."""
    return request(
        'PATCH', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )


def async_patch(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Coroutine[Any, Any, Response]:
    """Like `patch`, without blocking other tasks."""
    return _later('async_patch', 'PATCH', url, headers, body, json, params, timeout)


def _later(name: str, *request: Any) -> Coroutine[Any, Any, Response]:
    """The coroutine of the twin `name`.

    The line that a person is asked about is the one that calls: a task may run the coroutine when
    nothing of the program is on the stack. Hence the twins are no `async def`.
    """
    coroutine = _send(_host.caller_line(), *request)
    coroutine.__name__ = coroutine.__qualname__ = name
    return coroutine


async def _send(line: int | None, *request: Any) -> Response:
    message = build_request(line, *request)
    return Response.from_answer(await _host.call_async('http/request', *message))


def _mark_twins(inspect: Any) -> None:
    """For whoever asks whether they are to be awaited."""
    for name in __all__:
        if name.startswith('async_'):
            inspect.markcoroutinefunction(globals()[name])


_host.after_import('inspect', _mark_twins)
