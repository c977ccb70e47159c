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
    from collections.abc import Mapping
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
    message = build_request(method, url, headers, body, json, params, timeout)
    return Response.from_answer(_host.call('http/request', *message))


async def async_request(
    method: str,
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `request`, without blocking other tasks; cancelling the task ends the request."""
    message = build_request(method, url, headers, body, json, params, timeout)
    return Response.from_answer(await _host.call_async('http/request', *message))


def get(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Fetch a resource."""
    return request('GET', url, headers=headers, params=params, timeout=timeout)


async def async_get(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `get`, without blocking other tasks."""
    return await async_request('GET', url, headers=headers, params=params, timeout=timeout)


def head(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Fetch the headers of a resource only."""
    return request('HEAD', url, headers=headers, params=params, timeout=timeout)


async def async_head(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `head`, without blocking other tasks."""
    return await async_request('HEAD', url, headers=headers, params=params, timeout=timeout)


def delete(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Delete a resource."""
    return request('DELETE', url, headers=headers, params=params, timeout=timeout)


async def async_delete(
    url: str,
    *,
    headers: Headers | None = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `delete`, without blocking other tasks."""
    return await async_request('DELETE', url, headers=headers, params=params, timeout=timeout)


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


async def async_post(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `post`, without blocking other tasks."""
    return await async_request(
        'POST', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )


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


async def async_put(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `put`, without blocking other tasks."""
    return await async_request(
        'PUT', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )


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


async def async_patch(
    url: str,
    *,
    headers: Headers | None = None,
    body: Body | None = None,
    json: Any = None,
    params: Mapping[str, Any] | None = None,
    timeout: float | None = None,
) -> Response:
    """Like `patch`, without blocking other tasks."""
    return await async_request(
        'PATCH', url, headers=headers, body=body, json=json, params=params, timeout=timeout
    )
