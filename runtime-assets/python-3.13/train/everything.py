"""Runs the training programs; the profile of this run decides what the compiler makes fast.

They are nobody's benchmarks: none of the programs in e2e/bench is here (see README.md).
"""

from __future__ import annotations

from importlib import import_module

#: How often each runs: about as much time for each, more for what learners write most.
PROGRAMS = {
    'language': 8,
    'bank': 25,
    'calculator': 25,
    'access_log': 3,
    'graphs': 12,
    'containers': 30,
    'simulation': 10,
    'texts': 6,
    'puzzles': 8,
    'records': 3,
    'host_calls': 5,
    'startup': 1,
}


def main() -> None:
    for name, times in PROGRAMS.items():
        program = import_module(name)
        for _ in range(times):
            program.run()


if __name__ == '__main__':
    main()
