"""Tells the page where `pdb` stands, so that it can show the line, the names and buttons.

And that it is `pdb` that reads a command, and not the program: see `StandardStreams.read_for`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_READER = 'debugger'
MIME_TYPE = 'application/vnd.goru.debugger+json'
#: Our own machinery is below every program: a step beyond a program's last line ends it.
_SKIPPED = ('_goru', '_goru.*', 'goru', 'goru.*', 'importlib.*', '_frozen_importlib*', 'zipimport')


def patch_pdb(
    pdb: Any,
    tell: Callable[[str, object], None],
    read_for: Callable[[str | None], str | None],
) -> None:
    from functools import wraps

    kind: Any = pdb.Pdb
    initialise = kind.__init__
    before_loop, after_loop = kind.preloop, kind.postloop
    before_command, after_command = kind.precmd, kind.postcmd

    def __init__(debugger: Any, *args: Any, **options: Any) -> None:  # noqa: N807
        initialise(debugger, *args, **options)
        debugger.skip = {*(debugger.skip or ()), *_SKIPPED}

    def reading(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def read(*args: Any, **options: Any) -> Any:
            reader = read_for(_READER)
            try:
                return function(*args, **options)
            finally:
                read_for(reader)

        return read

    def preloop(debugger: Any) -> None:
        before_loop(debugger)
        tell(MIME_TYPE, _place(debugger))

    def precmd(debugger: Any, line: str) -> str:
        read_for(None)  # `p input()` is the program's.
        changed: str = before_command(debugger, line)
        return changed

    def postcmd(debugger: Any, stop: bool, line: str) -> bool:
        read_for(_READER)
        stop = after_command(debugger, stop, line)
        if not stop:
            tell(MIME_TYPE, _place(debugger))  # `up` and `down` look at another frame.
        return stop

    def postloop(debugger: Any) -> None:
        after_loop(debugger)
        tell(MIME_TYPE, None)

    kind.__init__, kind.preloop, kind.postloop = __init__, preloop, postloop
    kind.precmd, kind.postcmd = precmd, postcmd
    kind.cmdloop, kind.do_interact = reading(kind.cmdloop), reading(kind.do_interact)
    pdb.input = reading(input)  # "Clear all breaks?", and what continues a line.


def _place(debugger: Any) -> dict[str, Any] | None:
    from _goru.variables import list_variables

    stack = getattr(debugger, 'stack', None)
    if not stack:
        return None
    frame, line = stack[debugger.curindex]
    name = frame.f_code.co_name
    return {
        'file': str(frame.f_code.co_filename),
        'line': line,
        'function': None if name == '<module>' else name,
        'names': list_variables(frame.f_locals),
    }
