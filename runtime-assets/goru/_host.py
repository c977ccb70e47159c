"""How `goru` reaches the page: the only place that knows the channel.

Grants are checked on the other side. Nothing here decides what a program may do.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from _goru.channel import Channel


def connect(to: Channel, on_import: Callable[[str, Callable[[Any], None]], None]) -> None:
    """Called by the driver whenever this module is imported.

    `after_import(name, patch)` changes a module as soon as somebody imports it: `inspect` alone
    costs more than the rest of this package.
    """
    global channel, after_import
    channel = to
    after_import = on_import


def call(method: str, params: dict[str, Any], payload: bytes = b'') -> tuple[Any, bytes]:
    """Calls the host and waits; returns its value and payload, or raises its error."""
    return channel.call(method, params, payload)


async def call_async(
    method: str, params: dict[str, Any], payload: bytes = b''
) -> tuple[Any, bytes]:
    """The same without blocking other tasks."""
    return await _finish_async(channel.prepare(method, params, payload))


def invoke(name: str, arguments: dict[str, Any]) -> Any:
    return channel.finish(_prepare_invocation(name, arguments))[0]


async def invoke_async(name: str, arguments: dict[str, Any]) -> Any:
    return (await _finish_async(_prepare_invocation(name, arguments)))[0]


def _prepare_invocation(name: str, arguments: dict[str, Any]) -> Any:
    if not isinstance(name, str):
        raise TypeError(f'the name of a function is a str, not {type(name).__name__}')
    try:
        return channel.prepare('call/invoke', {'name': name, 'args': arguments})
    except (TypeError, ValueError, RecursionError) as error:
        raise TypeError(f'call({name!r}): arguments must be JSON: {error}') from None


async def _finish_async(request: Any) -> tuple[Any, bytes]:
    import asyncio

    # Any other loop than ours (trio's, a program's own) can only be blocked.
    finish_call = getattr(asyncio.get_running_loop(), 'finish_call', None)
    return channel.finish(request) if finish_call is None else await finish_call(request)


def caller_line() -> int | None:
    """The line of the run's own text that calls; None when only other code is on the stack."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename is channel.current_source:
            return frame.f_lineno
        frame = frame.f_back
    return None


def show(bundle: dict[str, str]) -> None:
    channel.before_blocking()  # What was printed before belongs above it.
    channel.send({'type': 'display', 'data': bundle})
