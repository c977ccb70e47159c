"""Compiles modules of packages, in an interpreter in which no program runs.

What is compiled here is kept and loaded by later sessions. A program could leave anything in
compiled modules of its own making; nothing of a package is executed here.
"""

from __future__ import annotations

import importlib._bootstrap_external
import importlib.util
import json
import warnings
from typing import Any


def compile_modules(folder: str) -> None:
    """`modules.json` in `folder` lists where the modules lie in a session; `0.py` is the first.

    It becomes `0.pyc`. What does not compile has no result: whoever imports it is told why.
    """
    as_file: Any = vars(importlib._bootstrap_external)['_code_to_hash_pyc']
    warnings.simplefilter('ignore')
    with open(f'{folder}/modules.json', encoding='utf-8') as file:
        paths: list[str] = json.load(file)
    for index, path in enumerate(paths):
        with open(f'{folder}/{index}.py', 'rb') as file:
            source = file.read()
        try:
            code = compile(source, path, 'exec', dont_inherit=True)
        except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
            continue
        # Unchecked: the files in the browser have no meaningful times, and nobody edits them there.
        compiled: bytes = as_file(code, importlib.util.source_hash(source), False)
        with open(f'{folder}/{index}.pyc', 'wb') as file:
            file.write(compiled)
