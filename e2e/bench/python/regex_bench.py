"""Regular expressions: compiling them, and running them over text.

Loads the pattern parser (Python) and the matcher (C) with its backtracking.
"""

from __future__ import annotations

import re

EXPECTED = 6_175_645_898
LINES = 2_000
COMPILE_ROUNDS = 30

PATTERNS = (
    r'(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})',
    r'\b[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b',
    r'(?i)\b(error|warning|info)\b:\s*(.*?)\s*(?=;|$)',
    r'(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])',
    r'"(?:[^"\\]|\\.)*"',
    r'(?x) (\w+) \s* = \s* ( \[ [^\]]* \] | \S+ )  # a setting',
    r'(\w)(\w)\w*\2\1',
    r'(?:a|ab|abc)+d|[^\W\d_]+ing\b',
)


def log_line(number: int) -> str:
    return (
        f'20{number % 90 + 10}-{number % 12 + 1:02d}-{number % 28 + 1:02d} '
        f'host{number % 17}.example.org ERROR: disk {number}% full ; '
        f'mail user.{number}+x@mail{number % 5}.example.com took -{number}.5e-3 s '
        f'"quoted \\"{number}\\" text" level = [{number}, 2] abcabd running noon redder'
    )


def tokens(text: str, pattern: re.Pattern[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        kind = match.lastgroup or ''
        counts[kind] = counts.get(kind, 0) + len(match.group())
    return counts


def bench() -> int:
    checksum = 0
    for round_number in range(COMPILE_ROUNDS):
        # A group more per round, because a pattern that is known is not compiled again.
        for pattern in PATTERNS:
            re.purge()
            checksum += re.compile(pattern + '(?:)' * round_number).groups
    text = '\n'.join(log_line(number) for number in range(LINES))
    for pattern in PATTERNS:
        compiled = re.compile(pattern, re.MULTILINE)
        checksum += sum(match.end() for match in compiled.finditer(text))
    checksum += len(re.sub(r'\d+', lambda match: str(int(match.group()) * 2), text))
    checksum += len(re.split(r'[\s;,]+', text))
    token = re.compile(
        r'(?P<number>-?\d+(?:\.\d+)?)|(?P<word>[^\W\d]\w*)|(?P<space>\s+)|(?P<sign>[^\w\s])'
    )
    counts = tokens(text, token)
    return checksum + sum(len(kind) * count for kind, count in sorted(counts.items()))
