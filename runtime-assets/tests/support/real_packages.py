"""Packages as their authors wrote them, which the harness put there (harness/real-packages.mjs)."""

from __future__ import annotations

import importlib
import os
import sys
from unittest import SkipTest

FOLDER = '/packages'


def use(release: str) -> None:
    """Lets programs import the packages of `release`, and only these.

    Raises SkipTest with the reason when the machine that runs the tests cannot have them.
    """
    reason = f'{FOLDER}/reason.txt'
    if os.path.exists(reason):
        with open(reason) as file:
            raise SkipTest(file.read())
    for name, module in list(sys.modules.items()):
        if str(getattr(module, '__file__', None)).startswith(f'{FOLDER}/'):
            del sys.modules[name]
    sys.path[:] = [path for path in sys.path if not path.startswith(FOLDER)]
    sys.path.append(f'{FOLDER}/{release}')
    importlib.invalidate_caches()
