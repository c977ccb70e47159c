"""How a benchmark is loaded and timed: the same code in every interpreter that is measured."""

from __future__ import annotations

import sys
import time
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_loaded: list[tuple[str, Callable[[], int], int]] = []


def load(name: str, source: str) -> None:
    """As a module, because pickle and dataclasses look for the module of a class."""
    module = ModuleType(f'goru_bench_{name}')
    sys.modules[module.__name__] = module
    exec(compile(source, f'{name}.py', 'exec'), module.__dict__)
    _loaded[:] = [(name, module.bench, module.EXPECTED)]


def once() -> float:
    """Runs the loaded benchmark one time; returns milliseconds. A wrong result is an error."""
    ((name, bench, expected),) = _loaded
    start = time.perf_counter()
    result = bench()
    elapsed = time.perf_counter() - start
    if result != expected:
        raise AssertionError(f'{name}: {result} instead of {expected}')
    return elapsed * 1_000
