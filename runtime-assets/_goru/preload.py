"""What a snapshot of the interpreter holds: imported once, when the site is built."""

from __future__ import annotations

import gc
import importlib
import os
import sys
import zipimport

from _goru import warm_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: What programs of learners import; each costs bytes of every first visit.
MODULES = (
    'abc', 'ast', 'base64', 'bisect', 'collections', 'collections.abc', 'contextlib',
    'copy', 'csv', 'dataclasses', 'datetime', 'decimal', 'enum', 'fractions', 'functools', 'glob',
    'hashlib', 'heapq', 'io', 'itertools', 'json', 'logging', 'math', 'operator', 'os', 'pathlib',
    'pprint', 'random', 're', 'shutil', 'statistics', 'string', 'struct', 'tempfile', 'textwrap',
    'time', 'traceback', 'types', 'typing', 'urllib.parse', 'uuid', 'zlib',
    'zoneinfo',
)  # fmt: skip
ZONE_INFO = '/usr/share/zoneinfo'
STDLIB_ZIP = '/usr/local/lib/python313.zip'
OURS = (
    '_goru.advice', '_goru.compiling', '_goru.end_of_run', '_goru.event_loop', '_goru.exercise',
    '_goru.exit_handlers', '_goru.memory', '_goru.reports', '_goru.top_level_await',
    '_goru.tracebacks', 'goru.errors',
)  # fmt: skip


def preload() -> None:
    place_frozen_modules()
    fail_as_imports_do()
    for step in warm_up.steps():
        step()
    # Named, because `zoneinfo` would import `sysconfig` to find out where that is.
    os.environ['PYTHONTZPATH'] = ZONE_INFO
    for name in (*MODULES, *OURS):
        importlib.import_module(name)
    del os.environ['PYTHONTZPATH']
    # Nothing of the machine that builds the site is left: neither times of folders, nor garbage.
    importlib.invalidate_caches()
    gc.collect()
    gc.freeze()


def place_frozen_modules() -> None:
    """`os.__file__` and the like: modules that are frozen into the interpreter lie in its zip, too.

    CPython tells them their place only where it has found a folder of sources.
    """
    sys.__dict__['_stdlib_dir'] = STDLIB_ZIP
    for name, module in list(sys.modules.items()):
        # Not by attribute: goru's own modules are loaded by the first one that somebody looks at.
        facts = object.__getattribute__(module, '__dict__')
        if getattr(facts.get('__spec__'), 'origin', None) != 'frozen' or '__file__' in facts:
            continue
        path = f'{STDLIB_ZIP}/{name.replace(".", "/")}'
        facts['__file__'] = f'{path}/__init__.pyc' if '__path__' in facts else f'{path}.pyc'


def fail_as_imports_do() -> None:
    """A library that cannot be loaded is an `ImportError`, which programs are prepared for.

    CPython's own `zipimport` lets the `OSError` through: it takes an archive that it has seen once
    for one that stays.
    """
    module: Any = zipimport
    get_data = module._get_data

    def get_data_or_import_error(archive: str, entry: object) -> bytes:
        try:
            content: bytes = get_data(archive, entry)
            return content
        except OSError:
            message = f"can't read Zip file: {archive!r}"
            raise zipimport.ZipImportError(message, path=archive) from None

    module._get_data = get_data_or_import_error
