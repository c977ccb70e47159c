"""Log records: dropped by their level, formatted, and filtered on their way to a handler.

Loads the logging package (pure Python): frames, dicts, string formatting, locks.
"""

from __future__ import annotations

import logging

EXPECTED = 162_510_937_000
RECORDS = 13_000


class Collector(logging.Handler):
    """Keeps how much was written, not what."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = 0
        self.chars = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        self.chars += len(self.format(record))


def is_wanted(record: logging.LogRecord) -> bool:
    return 'secret' not in record.getMessage()


def bench() -> int:
    collector = Collector()
    collector.setFormatter(logging.Formatter('%(levelname)-8s %(name)s [%(funcName)s] %(message)s'))
    collector.addFilter(is_wanted)
    parent = logging.getLogger('goru_bench')
    child = parent.getChild('worker.inner')
    parent.addHandler(collector)
    parent.setLevel(logging.INFO)
    parent.propagate = False
    try:
        for number in range(RECORDS):
            child.debug('dropped %d', number)
            child.debug('dropped, too: %s %s', number, collector)
            child.info('step %d of %d', number, RECORDS)
            if number % 4 == 0:
                parent.warning('disk %s is %.1f %% full', f'sd{number % 26}', number / 100)
            if number % 10 == 0:
                child.error('a %s that must not leave', 'secret')
        try:
            raise KeyError('shown once')
        except KeyError:
            child.exception('it failed')
            collector.chars = collector.chars // 1_000 * 1_000  # a traceback names files
    finally:
        parent.removeHandler(collector)
        parent.setLevel(logging.NOTSET)
    return collector.lines * 10_000_000 + collector.chars
