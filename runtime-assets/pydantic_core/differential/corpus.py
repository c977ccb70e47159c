"""The answers of the original that are kept: `corpus.py make OUTPUT FILE [FILE …]`.

`make` takes files of `run.py` with the same cases, made by the original under other circumstances
(another hash seed, another Python). It keeps the runs whose outcome is the same in all of them,
and none that is up to the interpreter.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from run import run_case

if TYPE_CHECKING:
    from collections.abc import Iterator

#: outcomes that are up to the interpreter: the order of a set, a text that Python 3.14 changed,
#: what a cut text shows of an address
_OF_PYTHON = re.compile(r"set\{(?!'\w*'\}).*, |cannot use '\w+' as a set element|0x")


def read_corpus(file: Path) -> list[dict[str, Any]]:
    """Cases with their runs and the expected outcomes (that of the schema comes first)."""
    return json.loads(gzip.decompress(file.read_bytes()))


def disagreements(cases: list[dict[str, Any]], core: Any = None) -> Iterator[tuple[str, str, str]]:
    """What another core does otherwise: the name of the run, what is expected, and what comes."""
    for number, case in enumerate(cases):
        found = run_case(case, core)
        for index, (expected, outcome) in enumerate(zip(case['outcomes'], found, strict=True)):
            if expected is not None and expected != outcome:
                yield f'{number}.{index}', expected, outcome


def pairs_in(cases: list[dict[str, Any]]) -> int:
    return sum(len(case['outcomes']) for case in cases)


def _lines(name: str) -> list[dict[str, Any]]:
    with Path(name).open(encoding='utf-8') as file:
        return [json.loads(line) for line in file]


def make(output: str, names: list[str]) -> None:
    kept: list[dict[str, Any]] = []
    for versions in zip(*(_lines(name) for name in names), strict=True):
        if any('case' not in version for version in versions):
            continue
        case = versions[0]['case']
        columns = list(zip(*(version['outcomes'] for version in versions), strict=True))
        if any(outcome != columns[0][0] for outcome in columns[0]):
            continue
        runs: list[Any] = []
        outcomes: list[str] = [columns[0][0]]
        for run, column in zip(case['runs'], columns[1:], strict=True):
            same = all(outcome == column[0] for outcome in column)
            if same and not _OF_PYTHON.search(column[0]):
                runs.append(run)
                outcomes.append(column[0])
        kept.append(
            {
                'type': case['type'],
                'schema': case['schema'],
                'config': case['config'],
                'runs': runs,
                'outcomes': outcomes,
            }
        )
    text = json.dumps(kept, ensure_ascii=True, separators=(',', ':'))
    Path(output).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f'{len(kept)} cases with {pairs_in(kept)} outcomes, {Path(output).stat().st_size} bytes')


if __name__ == '__main__':
    if sys.argv[1] != 'make':
        raise SystemExit(__doc__)
    make(sys.argv[2], sys.argv[3:])
