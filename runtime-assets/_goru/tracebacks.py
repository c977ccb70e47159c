"""Tracebacks as a program's author wants to read them. Imported when the first one is needed.

The standard library's frames are left out like our own: the interpreter carries no sources for
them, so they would be bare paths of the machine it was built on.
"""

from __future__ import annotations

import traceback
from itertools import islice

from _goru.advice import advise
from _goru.linked_errors import linked_errors
from _goru.reports import TEXT_CHARACTERS, clip

TYPE_CHECKING = False  # `traceback` does without `typing`, which would double the time.
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from _goru.reports import Report
    from _goru.source_names import SourceName

_MACHINERY = __file__.rpartition('/')[0].rpartition('/')[0] + '/'
_LIBRARY = traceback.print_exc.__code__.co_filename.removesuffix('traceback.py')
_INTERNAL = (_MACHINERY, _LIBRARY, '<frozen ')

#: Of each end of a traceback; the limit of a recursion is 1000 frames unless a program changes it.
FRAMES_KEPT = 1000

_NOWHERE: Report = {'line': None, 'column': None, 'endLine': None, 'endColumn': None}


def describe(error: BaseException, name: SourceName) -> Report:
    """What the result frame says about an uncaught exception of the run compiled as `name`."""
    drop_leading_frames(error)
    _shorten(error)
    try:
        advise(error)
    except Exception:
        pass  # A class that refuses notes, or lies about itself, gets none.
    return {
        'errorType': _type_name(type(error)),
        'message': clip(_message(error), TEXT_CHARACTERS),
        'traceback': clip(format_error(error), TEXT_CHARACTERS),
        **(_syntax_location(error, name) or _location(error, name)),
    }


def format_error(error: BaseException) -> str:
    """The text CPython would print, without the frames that are not the program's."""
    report = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
    _keep_user_frames(report)
    return ''.join(report.format())


def drop_leading_frames(error: BaseException) -> None:
    """Cuts off what led to the program, also for those who look at the exception themselves."""
    start = error.__traceback__
    while start is not None and _is_internal(start.tb_frame.f_code.co_filename):
        start = start.tb_next
    BaseException.with_traceback(error, start)


def place_of(error: BaseException) -> tuple[str, int] | tuple[None, None]:
    """File and line of the innermost frame that is the program's."""
    place: tuple[str, int] | tuple[None, None] = (None, None)
    step = error.__traceback__
    while step is not None:
        filename = step.tb_frame.f_code.co_filename
        if not _is_internal(filename):
            place = (str(filename), step.tb_lineno)
        step = step.tb_next
    return place


def _shorten(error: BaseException) -> None:
    """Leaves out the middle of an enormous recursion, here and in what led to it.

    A million frames make a report that takes half a minute, or all the memory.
    """
    for step in linked_errors(error):
        dropped = _drop_middle(step.__traceback__)
        if dropped > 0 and step is error:
            BaseException.add_note(step, f'({dropped} frames in the middle are left out.)')


def _drop_middle(start: TracebackType | None) -> int:
    """How many frames there were beyond the first and last `FRAMES_KEPT`."""
    length = 0
    head = tail = step = start
    while step is not None:
        length += 1
        if length < FRAMES_KEPT:
            head = step.tb_next
        if length > FRAMES_KEPT and tail is not None:
            tail = tail.tb_next
        step = step.tb_next
    if length <= 2 * FRAMES_KEPT or head is None:
        return 0
    head.tb_next = tail
    return length - 2 * FRAMES_KEPT


def _keep_user_frames(report: traceback.TracebackException) -> None:
    todo: list[Any] = [report]
    while todo:
        part = todo.pop()
        if part.stack is not None:
            part.stack[:] = [frame for frame in part.stack if not _is_internal(frame.filename)]
            if not part.stack:
                part.stack = None  # Else a bare `Traceback (most recent call last):` is printed.
        todo += part.exceptions or ()
        todo += [link for link in (part.__cause__, part.__context__) if link is not None]


def _is_internal(filename: str) -> bool:
    return filename.startswith(_INTERNAL) and '/site-packages/' not in filename


def _type_name(kind: type) -> str:
    module = kind.__module__
    name = kind.__qualname__
    return name if module in ('builtins', '__main__') else f'{module}.{name}'


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return '<exception str() failed>'


def _syntax_location(error: BaseException, name: SourceName) -> Report | None:
    """For a text that did not compile. Offsets are 1-based code points; 0 or None mean unknown."""
    if not isinstance(error, SyntaxError) or error.filename is not name or not error.lineno:
        return None
    lines = name.lines()
    end_line = error.end_lineno or error.lineno
    return {
        'line': error.lineno,
        'column': _column(lines, error.lineno, error.offset and error.offset - 1),
        'endLine': end_line,
        'endColumn': _column(lines, end_line, error.end_offset and error.end_offset - 1),
    }


def _location(error: BaseException, name: SourceName) -> Report:
    """The innermost frame in this run's own text."""
    found = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename is name:
            found = step
        step = step.tb_next
    if found is None:
        return _NOWHERE
    _, end_line, column, end_column = _position(found)
    lines = name.lines()
    known = found.tb_lineno is not None and column is not None
    return {
        'line': found.tb_lineno,
        'column': _column(lines, found.tb_lineno, _characters(lines, found.tb_lineno, column)),
        'endLine': end_line if known else None,
        'endColumn': _column(lines, end_line, _characters(lines, end_line, end_column)),
    }


def _position(step: TracebackType) -> tuple[int | None, int | None, int | None, int | None]:
    positions = islice(step.tb_frame.f_code.co_positions(), step.tb_lasti // 2, None)
    return next(positions, (None, None, None, None))


def _characters(lines: list[str], number: int | None, byte_offset: int | None) -> int | None:
    """Code objects count UTF-8 bytes."""
    if number is None or byte_offset is None or not 0 < number <= len(lines):
        return None
    line = lines[number - 1].encode('utf-8', 'surrogatepass')
    return len(line[:byte_offset].decode('utf-8', 'replace'))


def _column(lines: list[str], number: int | None, characters: int | None) -> int | None:
    """1-based and in UTF-16 code units, as editors count."""
    if number is None or characters is None or characters < 0 or not 0 < number <= len(lines):
        return None
    text = lines[number - 1][:characters]
    return characters + 1 + sum(1 for character in text if ord(character) > 0xFFFF)
