"""Tells the page where `pdb` stands, so that it can show the line, the names and buttons."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MIME_TYPE = 'application/vnd.goru.debugger+json'
#: Our own machinery is below every program: a step beyond a program's last line ends it.
_SKIPPED = ('_goru', '_goru.*', 'goru', 'goru.*', 'importlib.*', '_frozen_importlib*', 'zipimport')


def patch_pdb(pdb: Any, tell: Callable[[str, object], None]) -> None:
    kind: Any = pdb.Pdb
    initialise = kind.__init__
    before_loop, after_command, after_loop = kind.preloop, kind.postcmd, kind.postloop

    def __init__(debugger: Any, *args: Any, **options: Any) -> None:  # noqa: N807
        initialise(debugger, *args, **options)
        debugger.skip = {*(debugger.skip or ()), *_SKIPPED}

    def preloop(debugger: Any) -> None:
        before_loop(debugger)
        tell(MIME_TYPE, _place(debugger))

    def postcmd(debugger: Any, stop: bool, line: str) -> bool:
        stop = after_command(debugger, stop, line)
        if not stop:
            tell(MIME_TYPE, _place(debugger))  # `up` and `down` look at another frame.
        return stop

    def postloop(debugger: Any) -> None:
        after_loop(debugger)
        tell(MIME_TYPE, None)

    kind.__init__, kind.preloop = __init__, preloop
    kind.postcmd, kind.postloop = postcmd, postloop


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
