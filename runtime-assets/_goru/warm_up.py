"""What an idle interpreter imports before it is asked to, one short step at a time.

The first compile, traceback and `import asyncio` cost 20 to 300 ms each. Once Python is `ready`
and no run waits, that time is free.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable

_MODULES = (
    'traceback', 'json', 'inspect', 'random', 'logging', 'socket', 'subprocess',
    'concurrent.futures', 'asyncio',
)  # fmt: skip


def steps() -> list[Callable[[], float | None]]:
    """Each may return how many seconds to leave the machine alone.

    In the order in which programs are likely to need them; asyncio's parts before asyncio."""
    # What lies in the workspace belongs to programs and must not run before one imports it.
    path = [entry for entry in sys.path if entry]
    return [_compile, *(_Import(name, path) for name in _MODULES)]


def _compile() -> None:
    compile('', '<warm-up>', 'exec')  # The first one makes the interpreter set up its `ast` types.


class _Import:
    def __init__(self, name: str, path: list[str]) -> None:
        self._name = name
        self._path = path

    def __call__(self) -> None:
        programs_path = sys.path
        sys.path = self._path
        try:
            __import__(self._name)
        except Exception:
            pass  # A program broke what it needs; whoever imports it later will be told.
        finally:
            sys.path = programs_path
