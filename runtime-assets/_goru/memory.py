"""After a MemoryError: makes room for the programs that follow. Imported for the first of them.

In a session the variables stay, and with them whatever filled the memory; a process would have
ended. So when little is left, what the failed program bound goes, because nobody has seen it work.
What earlier programs bound stays: it may be hours of somebody's work, and `del` still runs.
"""

from __future__ import annotations

import gc
import sys
from builtins import BaseException, MemoryError  # noqa: A004 (see driver.py)

from _goru.linked_errors import linked_errors
from goru._words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _goru.guard import InterpreterGuard
    from _goru.run_code import Program

#: Enough for a small program and the modules that it imports. In pieces, as Python itself asks
#: the C library for memory.
ROOM_PIECES = 32
ROOM_PIECE_BYTES = 256 * 1024
NAMES_SHOWN = 5


def make_room(error: BaseException, program: Program, guard: InterpreterGuard) -> str | None:
    """Frees what only the failed run needs; a note for its user where that is not enough."""
    _forget_frames(error)
    for name in ('last_exc', 'last_value', 'last_type', 'last_traceback'):
        sys.__dict__.pop(name, None)
    gc.collect()
    if _has_room():
        return None
    names = program.forget_new_names()
    guard.forget_value()
    gc.collect()
    notes: list[str] = []
    if names:
        shown = ', '.join(names[:NAMES_SHOWN])
        if len(names) > NAMES_SHOWN:
            shown = say('{names} and {count} more', names=shown, count=len(names) - NAMES_SHOWN)
        notes.append(
            say(
                'The memory was full, so the variables that this program set were deleted: '
                '{names}.',
                names=shown,
            )
        )
    if not _has_room():
        notes.append(
            say(
                'Variables of the session fill the memory: delete the large ones (del name), '
                'or reset the session.'
            )
        )
    return '\n'.join(notes) or None


def _forget_frames(error: BaseException) -> None:
    """The frames of the traceback hold the variables of the functions that failed."""
    for step in linked_errors(error):
        BaseException.with_traceback(step, None)


def _has_room() -> bool:
    pieces: list[bytes] = []
    try:
        for _ in range(ROOM_PIECES):
            pieces.append(bytes(ROOM_PIECE_BYTES))  # noqa: PERF401 (so far we came)
    except MemoryError:
        return False
    return True
