"""What a snapshot of the interpreter holds: imported once, when the site is built."""

from __future__ import annotations

import gc
import importlib

from _goru import warm_up

#: What programs of learners import; each costs bytes of every first visit.
MODULES = (
    'abc', 'argparse', 'ast', 'base64', 'bisect', 'collections', 'collections.abc', 'contextlib',
    'copy', 'csv', 'dataclasses', 'datetime', 'decimal', 'enum', 'fractions', 'functools', 'glob',
    'hashlib', 'heapq', 'io', 'itertools', 'json', 'logging', 'math', 'operator', 'os', 'pathlib',
    'pprint', 'random', 're', 'shutil', 'statistics', 'string', 'struct', 'tempfile', 'textwrap',
    'time', 'traceback', 'types', 'typing', 'unittest', 'urllib.parse', 'uuid', 'zlib',
)  # fmt: skip
OURS = (
    '_goru.advice', '_goru.compiling', '_goru.end_of_run', '_goru.event_loop', '_goru.memory',
    '_goru.reports', '_goru.top_level_await', '_goru.tracebacks', 'goru.errors', 'goru.fs',
    'goru.http', 'goru.kv',
)  # fmt: skip


def preload() -> None:
    for step in warm_up.steps():
        step()
    for name in (*MODULES, *OURS):
        importlib.import_module(name)
    # Nothing of the machine that builds the site is left: neither times of folders, nor garbage.
    importlib.invalidate_caches()
    gc.collect()
    gc.freeze()
