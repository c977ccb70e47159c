"""File names that know their text, so that a function shows its own lines for ever.

A run's code is compiled under a `SourceName`: it prints and compares like the plain name, but
hashes by identity. Every module that looks up source text (`traceback`, `inspect`, `warnings`,
`pdb`) does so in `linecache` under the name in the code object, hence two runs called `main.py` do
not mix, and a text lives exactly as long as some code compiled from it.
"""

from __future__ import annotations

import posix

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any


#: From a line like this on, a text is its checks (checks.py), which are no part of the program.
CHECK_MARK = '# goru: check'


class SourceName(str):
    source: str
    #: What of it is compiled: a part of the text stands at the line where it stands in the whole.
    code: str

    def __new__(cls, name: str, source: str, code: str | None = None) -> SourceName:
        self = str.__new__(cls, name)
        self.source = source
        self.code = program_of(source) if code is None else code
        return self

    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str.__str__(self),)  # Pickled code keeps the name, not our class.

    def lines(self) -> list[str]:
        """The text's lines as the tokenizer counts them (`str.splitlines` knows more line ends)."""
        text = self.source.replace('\r\n', '\n').replace('\r', '\n')
        return [line + '\n' for line in text.split('\n')]


class SourceTexts:
    """The latest text of every file name that was run, and `linecache`'s view of all texts."""

    def __init__(self) -> None:
        self._latest: dict[str, SourceName] = {}
        self._running = SourceName('', '')
        self._linecache: Any | None = None

    def add(self, name: str, source: str, code: str | None = None) -> SourceName:
        source_name = SourceName(name, source, code)
        self._latest[name] = self._running = source_name
        if self._linecache is not None:
            for plain in (name, _absolute(name)):
                self._linecache.cache.pop(plain, None)
        return source_name

    def get_source(self, module: str) -> str | None:
        """The loader protocol, for `__main__`: what is running now."""
        return self._running.source if module == '__main__' else None

    def find(self, name: str) -> SourceName | None:
        """The text to show for `name`; the debugger asks for absolute paths."""
        if isinstance(name, SourceName):
            return name
        found = self._latest.get(name)
        if found is None and name.startswith('/'):
            found = self._latest.get(name.rpartition('/')[2])
            if found is not None and _absolute(found) != name:
                return None
        return found

    def serve_linecache(self, linecache: Any) -> None:
        """Called when `linecache` is imported."""
        update_from_files = linecache.updatecache

        def updatecache(filename: str, module_globals: object = None) -> list[str]:
            found = self.find(filename)
            if found is None:
                return update_from_files(filename, module_globals)
            lines = found.lines()
            # No modification time: `checkcache` must not look for a file.
            linecache.cache[filename] = (len(found.source), None, lines, str(filename))
            return lines

        linecache.updatecache = updatecache
        self._linecache = linecache

    def serve_debugger(self, bdb: Any) -> None:
        """Called when `bdb` is imported, which would make paths of the names."""
        to_path = bdb.Bdb.canonic

        def canonic(debugger: Any, filename: str) -> str:
            return filename if isinstance(filename, SourceName) else to_path(debugger, filename)

        bdb.Bdb.canonic = canonic


def program_of(source: str) -> str:
    """The text up to its checks."""
    if source.startswith(CHECK_MARK):
        return ''
    start = source.find('\n' + CHECK_MARK)
    return source if start == -1 else source[: start + 1]


def _absolute(name: str) -> str:
    return name if name.startswith('/') else f'{posix.getcwd()}/{name}'.replace('//', '/')
