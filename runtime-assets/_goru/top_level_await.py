"""Runs programs that await at top level. Imported for the first of them."""

from __future__ import annotations

import asyncio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from contextvars import Context
    from typing import Any

_runner: asyncio.Runner | None = None


def run_top_level(coroutine: Coroutine[Any, Any, object], context: Context) -> object:
    """Runs `coroutine` in the one loop that lives as long as the session.

    What it leaves behind in there is ended by `end_of_run`. The program's own task runs in
    `context` itself, not in a copy of it.
    """
    global _runner
    if _runner is None or _runner.get_loop().is_closed():
        _runner = asyncio.Runner()
    return _runner.run(_await(coroutine), context=context)


async def _await(coroutine: Coroutine[Any, Any, object]) -> object:
    return await coroutine


def is_program(task: asyncio.Task[Any]) -> bool:
    """Whether `task` is a program as such; one of its tasks may have ended the loop before it."""
    return getattr(task.get_coro(), 'cr_code', None) is _await.__code__
