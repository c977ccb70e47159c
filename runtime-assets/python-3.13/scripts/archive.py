"""Writes the standard library as one zip of compiled modules, the same bytes on every machine.

Usage: archive.py LIB SYSCONFIGDATA OUTPUT [--deflate] [--sources]
"""

from __future__ import annotations

import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from importlib.util import source_hash
from pathlib import Path

#: What nobody can use in a browser: tests, windows, terminals, installers, processes, sockets.
#: A module whose compiled half is missing is left out whole, so that `find_spec` tells the truth.
LEFT_OUT = {
    'test',
    'idlelib',
    'turtledemo',
    'tkinter',
    'ensurepip',
    'lib2to3',
    'curses',
    '__pycache__',
    'turtle.py',
    '__phello__',
    'ctypes',
    'multiprocessing',
    'ssl.py',
    'webbrowser.py',
    'antigravity.py',
    '_android_support.py',
    '_ios_support.py',
    '_aix_support.py',
    '_osx_support.py',
    'msilib',
    'site-packages',
}
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
LIBRARY = '/usr/local/lib/python3.13'


def library_files(lib: Path) -> list[Path]:
    found = [path for path in lib.rglob('*') if path.is_file()]
    kept = [path for path in found if not LEFT_OUT & set(path.relative_to(lib).parts)]
    return sorted(kept, key=lambda path: path.relative_to(lib).as_posix())


def compiled(source: bytes, name: str) -> bytes:
    """A .pyc that is never compared with a source file; its hash only says what it was made of."""
    code = compile(source, f'{LIBRARY}/{name}', 'exec', dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, source_hash(source), False))


def main() -> None:
    lib, sysconfig_data, output = map(Path, sys.argv[1:4])
    with_sources = '--sources' in sys.argv
    method = zipfile.ZIP_DEFLATED if '--deflate' in sys.argv else zipfile.ZIP_STORED

    sources = [(path.relative_to(lib).as_posix(), path) for path in library_files(lib)]
    sources.append((sysconfig_data.name, sysconfig_data))
    with zipfile.ZipFile(output, 'w', method, compresslevel=9) as archive:

        def add(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, FIXED_DATE)
            info.compress_type = method
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, data)

        for name, path in sources:
            data = path.read_bytes()
            if not name.endswith('.py'):
                # Data that modules read; the rest of the tree is documentation and build material.
                if name.startswith(('pydoc_data/', 'zoneinfo/')):
                    add(name, data)
                continue
            if with_sources:
                add(name, data)
            add(f'{name}c', compiled(data, name))


if __name__ == '__main__':
    main()
