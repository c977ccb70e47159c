"""What a program left running ends with it. Imported for the first that leaves something.

A script's tasks and exit handlers end when its process does; a session's process stays, and a task
left alone would print into the output of some later program. `finish_tasks` and `ExitHandlers.run`
are all there is to it: a prompt that runs line by line would not call them after each line.
"""

from __future__ import annotations

import asyncio
import sys
from asyncio import tasks
from typing import TYPE_CHECKING, Any

from _goru import top_level_await
from _goru.event_loop import GoruEventLoop

if TYPE_CHECKING:
    from collections.abc import Iterable

    Task = asyncio.Task[Any]

#: So long cancelled tasks may clean up; what waits on after that is abandoned.
PATIENCE_S = 1.0
TASKS_SHOWN = 3


def finish_tasks() -> None:
    """Ends what is pending in every loop, as `asyncio.run` does in its own, and says what it was.

    The loops stay open: locks and queues in a program's variables are bound to them.
    """
    for loop in list(GoruEventLoop.open_loops):
        if not (loop.is_closed() or loop.is_running()):
            _finish_loop(loop)


def _finish_loop(loop: GoruEventLoop) -> None:
    _report_unseen_errors(loop)
    pending = asyncio.all_tasks(loop)
    background = [task for task in pending if not top_level_await.is_program(task)]
    if not pending and loop.is_at_rest():
        return
    try:
        loop.run_until_complete(_cancel_all(loop))
    finally:
        loop.abandon_everything()
    if background:
        print(_describe(background), file=sys.stderr)


async def _cancel_all(loop: GoruEventLoop) -> None:
    try:
        async with asyncio.timeout(PATIENCE_S):
            # In rounds: a task may start another one before it gives up.
            while pending := asyncio.all_tasks() - {asyncio.current_task()}:
                for task in pending:
                    task.cancel()
                await asyncio.wait(pending)
                _report_failures(loop, pending)
            await loop.shutdown_asyncgens()
    except TimeoutError:
        pass  # What is left is abandoned.


def _report_failures(loop: GoruEventLoop, ended: Iterable[Task]) -> None:
    for task in ended:
        if not task.cancelled() and (error := task.exception()) is not None:
            _report(loop, 'unhandled exception in a task that was cancelled', error, task)


def _report_unseen_errors(loop: GoruEventLoop) -> None:
    """Those of ended tasks. Python itself waits until the task is collected, programs later."""
    known: Any = tasks
    for task in list[Any](known._scheduled_tasks):
        if task.get_loop() is not loop or not task._log_traceback:
            continue
        if (error := task.exception()) is not None:
            _report(loop, 'Task exception was never retrieved', error, task)


def _report(loop: GoruEventLoop, message: str, error: BaseException, task: Task) -> None:
    loop.call_exception_handler({'message': message, 'exception': error, 'task': task})


def _describe(background: list[Task]) -> str:
    names = [f'{getattr(task.get_coro(), "__name__", "a task")}()' for task in background]
    count = len(names)
    tasks = 'background task was' if count == 1 else 'background tasks were'
    shown = ', '.join(names[:TASKS_SHOWN]) + (', …' if count > TASKS_SHOWN else '')
    return f'[{count} {tasks} cancelled when the program ended: {shown}]'
