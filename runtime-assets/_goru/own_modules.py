"""A program's own modules: imported anew when one of their files has changed, and never by us.

The session lives on from run to run, and `sys.modules` with it: without this, a run would go on
with the text that a module had when it was first imported.
"""

from __future__ import annotations

import posix
import sys

# Not from `importlib.machinery`, for which 3.12 would open the zip.
from _frozen_importlib_external import FileFinder

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Mapping

NS_PER_MS = 1_000_000


class HiddenWorkspace:
    """While it lasts, no file of the workspace is imported.

    One that is called `heapq.py` must not run before its program asks for it.
    """

    def __enter__(self) -> None:
        self._programs_path = sys.path
        sys.path = [entry for entry in sys.path if entry]

    def __exit__(self, *_: object) -> None:
        sys.path = self._programs_path


def forget_changed_modules(folder: str, asked_ns: Mapping[str, int]) -> None:
    """To be called before a run. `asked_ns` says when each module was last looked for.

    All or none: a module may hold what it took from another one with `from ... import ...`.
    """
    prefix = folder.rstrip('/') + '/'
    files = {
        name: file
        for name, module in list(sys.modules.items())
        if (file := _file_of(module)) is not None and file.startswith(prefix)
    }
    if any(_has_changed(file, asked_ns.get(name, 0)) for name, file in files.items()):
        for name in files:
            del sys.modules[name]
    for entry, finder in sys.path_importer_cache.items():
        # A folder's time of change may be too coarse for a file that has just come.
        if isinstance(finder, FileFinder) and (entry + '/').startswith(prefix):
            finder.invalidate_caches()


def _file_of(module: object) -> str | None:
    """Without calling what a module may have for attributes that it has not got."""
    try:
        file = object.__getattribute__(module, '__dict__').get('__file__')
    except AttributeError:
        return None
    return file if type(file) is str else None


def _has_changed(file: str, asked_ns: int) -> bool:
    """Files know the millisecond. In the same one it may have been before or after the import."""
    try:
        return posix.stat(file).st_mtime_ns // NS_PER_MS >= asked_ns // NS_PER_MS
    except OSError:
        return True
