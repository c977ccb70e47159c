"""The benchmarks on the Python that runs this file.

python3 run_native.py [NAME…]    checks the result of each and says how long it took
python3 run_native.py --serve    runs programs: one per line of standard input, as JSON text
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import timing

FOLDER = Path(__file__).resolve().parent.parent


def check(names: list[str]) -> int:
    failed = 0
    for file in sorted(FOLDER.glob('*.py')):
        if names and file.stem not in names:
            continue
        try:
            timing.load(file.stem, file.read_text(encoding='utf-8'))
            best = min(timing.once() for _ in range(3))
            print(f'{file.stem:20} {best:6.0f} ms')
        except Exception as error:
            failed += 1
            print(f'{file.stem:20} {type(error).__name__}: {error}')
    print(f'{failed} failed')
    return 1 if failed else 0


def serve() -> None:
    namespace: dict[str, Any] = {}
    for line in sys.stdin:
        exec(json.loads(line), namespace)
        sys.stdout.flush()


if __name__ == '__main__':
    if sys.argv[1:] == ['--serve']:
        serve()
    else:
        sys.exit(check(sys.argv[1:]))
