"""Compares files of `run.py`: `compare.py ORACLE OURS [EXAMPLES]` prints rates and examples.

What an older oracle has not got is left out: types of schemas, and arguments.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from typing import Any


def is_unknown(case_outcomes: list[str], expected: str) -> bool:
    """The oracle refuses the schema or an argument, for it is older than the generator."""
    return 'unexpected keyword argument' in expected or '!SchemaError' in case_outcomes[0]


def main() -> None:
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    total: Counter[str] = Counter()
    same: Counter[str] = Counter()
    left_out = 0
    examples: dict[str, list[Any]] = defaultdict(list)
    with open(sys.argv[1], encoding='utf-8') as left, open(sys.argv[2], encoding='utf-8') as right:
        for left_line, right_line in zip(left, right, strict=True):
            oracle, ours = json.loads(left_line), json.loads(right_line)
            if 'case' not in oracle or 'case' not in ours:
                print(
                    f'case {oracle["index"]} crashed the {"core" if "case" in oracle else "oracle"}'
                )
                continue
            case = oracle['case']
            runs = [['build', '', ''], *case['runs']]
            for run, expected, found in zip(
                runs, oracle['outcomes'], ours['outcomes'], strict=True
            ):
                if expected != found and is_unknown(oracle['outcomes'], expected):
                    left_out += 1
                    continue
                total[case['type']] += 1
                if expected == found:
                    same[case['type']] += 1
                else:
                    examples[case['type']].append((len(case['schema']), case, run, expected, found))
    for kind in sorted(total):
        print(f'{kind:16} {same[kind]:7} of {total[kind]:7} {same[kind] / total[kind]:8.3%}')
    agreed, everything = sum(same.values()), sum(total.values())
    print(f'{"all":16} {agreed:7} of {everything:7} {agreed / everything:8.3%}')
    if left_out:
        print(f'{left_out} left out')
    for kind in sorted(examples):
        for _, case, run, expected, found in sorted(examples[kind], key=lambda e: e[0])[:limit]:
            print(f'--- {kind}\n{case["schema"]} {case["config"]}\n{run}')
            print(f'oracle: {expected}\nours:   {found}')


if __name__ == '__main__':
    main()
