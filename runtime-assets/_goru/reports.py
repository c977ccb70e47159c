"""How a run that did not end well is reported. Works on whatever the program threw."""

from __future__ import annotations

import sys
from builtins import BaseException  # noqa: A004 (see driver.py)

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from _goru.source_names import SourceName
    from _goru.stdio import StandardStreams

    Fields = dict[str, Any]
    Report = Fields
    #: Sends the page what is no output: its MIME type, and what there is to say.
    Tell = Callable[[str, object], None]

#: More than anybody reads; what is cut is said.
TEXT_CHARACTERS = 1_000_000
VALUE_CHARACTERS = 1_000_000
#: What comes out of a deep recursion when there is no memory to leave it properly.
_LOST_ERROR = 'error return without exception set'
TOO_DEEP = 'the calls within calls did not fit into the memory'


def report_error(
    error: BaseException,
    name: SourceName,
    streams: StandardStreams,
    make_room: Callable[[BaseException], str | None],
) -> Report:
    """Prints the traceback (or the exit message) as CPython would, and says what happened.

    `make_room` lets go of what an error holds that says memory ran out.
    """
    streams.flush()  # What the program printed comes before what became of it.
    kind = type(error)  # `error.__class__` may lie.
    if kind is SystemError and _is_lost(error):
        error, kind = MemoryError(TOO_DEEP).with_traceback(error.__traceback__), MemoryError
    if issubclass(kind, SystemExit):
        return {'status': 'exit', 'code': _exit_code(error, streams)}
    description = _describe(error, name)
    if issubclass(kind, MemoryError):
        note = make_room(error)
        description['traceback'] += f'{note}\n' if note else ''
    else:
        _remember(error)
    _print(error, description, streams)
    _forget_event_loop(error)
    if issubclass(kind, KeyboardInterrupt):
        return {'status': 'interrupted', 'traceback': description['traceback']}
    return {'status': 'error', **description}


def _is_lost(error: BaseException) -> bool:
    said = error.args[0] if len(error.args) == 1 else None
    return type(said) is str and said == _LOST_ERROR  # An object may answer `==` as it likes.


def report_plainly(error: BaseException) -> Report:
    """When the report itself was interrupted, or there is no strength left for it."""
    if issubclass(type(error), KeyboardInterrupt):
        return {'status': 'interrupted', 'traceback': 'KeyboardInterrupt\n'}
    return {'status': 'error', **_describe_plainly(error, 'its report failed')}


def _describe(error: BaseException, name: SourceName) -> Report:
    try:
        # Only now: it costs more than the rest of boot together, and most runs end well.
        from _goru.tracebacks import describe

        return describe(error, name)
    except BaseException as failure:
        return _describe_plainly(error, f'no traceback because of a {type(failure).__name__}')


def _describe_plainly(error: BaseException, reason: str) -> Report:
    """For programs that broke what a real traceback needs: imports, memory, `__str__`."""
    kind = type(error).__name__
    return {
        'errorType': kind,
        'message': f'({reason})',
        'traceback': f'{kind}: ({reason})\n',
        'line': None,
        'column': None,
        'endLine': None,
        'endColumn': None,
    }


def clip(text: str, limit: int) -> str:
    """`text` as an exact `str`, cut with a notice when it is longer than `limit`."""
    length = str.__len__(text)
    if length <= limit:
        return str.__str__(text)
    return f'{str.__getitem__(text, slice(limit))}… ({length - limit} more characters)'


def _remember(error: BaseException) -> None:
    """For `pdb.pm()`."""
    sys.last_exc = sys.last_value = error
    sys.last_type = type(error)
    sys.last_traceback = error.__traceback__


def _forget_event_loop(error: BaseException) -> None:
    """asyncio's own frames hold coroutines; some later run would say they were never awaited."""
    step = error.__traceback__
    while step is not None:
        if '/asyncio/' in step.tb_frame.f_code.co_filename:
            from warnings import catch_warnings

            with catch_warnings(action='ignore'):
                try:
                    step.tb_frame.clear()
                except RuntimeError:
                    pass  # Suspended, and part of a task that lives on.
        step = step.tb_next


def _exit_code(error: BaseException, streams: StandardStreams) -> int:
    code = error.code  # type: ignore[attr-defined]
    if code is None:
        return 0
    if isinstance(code, int):
        return int(code) if abs(code) < 2**31 else -1
    _write_error(f'{code}\n', streams)
    return 1


def _print(error: BaseException, description: Report, streams: StandardStreams) -> None:
    hook = sys.excepthook
    if hook is sys.__excepthook__:
        _write_error(description['traceback'], streams)
        return
    try:
        hook(type(error), error, error.__traceback__)
    except BaseException as failure:
        from _goru.tracebacks import format_error

        text = f'Error in sys.excepthook:\n{format_error(failure)}\nOriginal exception was:\n'
        _write_error(f'{text}{description["traceback"]}', streams)


def _write_error(text: str, streams: StandardStreams) -> None:
    """To the program's own `sys.stderr` if it has one that works."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except Exception:
        streams.write_error(text)
