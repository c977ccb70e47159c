"""JSON back and forth: compact (in C), indented and with hooks (in Python).

Loads the encoder and decoder of the standard library, dicts, lists and short strings.
"""

from __future__ import annotations

import json
from typing import Any

EXPECTED = 36_177_566
RECORDS = 300
COMPACT_ROUNDS = 50
INDENTED_ROUNDS = 8


class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y


def records(count: int) -> list[dict[str, Any]]:
    return [
        {
            'id': number,
            'name': f'record {number}',
            'quoted': 'a "quoted" line\nand \u00fcml\u00e4uts \u2713',
            'active': number % 3 == 0,
            'parent': None if number % 5 == 0 else number - 1,
            'score': number / 8,
            'tags': [f'tag-{number % 7}', f'group-{number % 11}', 'all'],
            'nested': {'depth': [[number, [number + 1, [number + 2]]]], 'empty': {}},
        }
        for number in range(count)
    ]


def encode_point(value: object) -> dict[str, int]:
    if isinstance(value, Point):
        return {'x': value.x, 'y': value.y}
    raise TypeError(type(value).__name__)


def decode_point(pairs: dict[str, int]) -> object:
    return Point(pairs['x'], pairs['y']) if pairs.keys() == {'x', 'y'} else pairs


def bench() -> int:
    checksum = 0
    document = records(RECORDS)
    for _ in range(COMPACT_ROUNDS):
        text = json.dumps(document, separators=(',', ':'))
        copy = json.loads(text)
        checksum += len(text) + len(copy)
    for _ in range(INDENTED_ROUNDS):
        text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False)
        if json.loads(text) != document:
            raise ValueError('the indented document is not the same')
        checksum += len(text)
    for _ in range(INDENTED_ROUNDS):
        text = json.dumps([Point(x, -x) for x in range(2000)], default=encode_point)
        points = json.loads(text, object_hook=decode_point)
        checksum += sum(point.x - point.y for point in points)
    return checksum
