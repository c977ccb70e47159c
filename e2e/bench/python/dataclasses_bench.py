"""Data classes: defining them, and making, comparing, hashing, replacing and unfolding instances.

Loads generated methods, `exec` of small functions, and recursion over fields.
"""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass, field, fields, make_dataclass, replace
from typing import Any

EXPECTED = 187_885
ITEMS = 8_000
DEFINITIONS = 120


@dataclass(frozen=True, order=True, slots=True)
class Version:
    major: int
    minor: int
    patch: int = 0

    def bumped(self) -> Version:
        return replace(self, minor=self.minor + 1, patch=0)


@dataclass(slots=True)
class Price:
    cents: int
    currency: str = 'EUR'


@dataclass
class Item:
    name: str
    price: Price
    tags: list[str] = field(default_factory=list[str])
    total: int = field(init=False)

    def __post_init__(self) -> None:
        self.total = self.price.cents * (1 + len(self.tags))


@dataclass(kw_only=True)
class Order:
    number: int
    items: list[Item]
    version: Version
    note: str | None = field(default=None, compare=False, repr=False)


def versions(count: int) -> int:
    made = [Version(number % 3, number % 17, number % 5) for number in range(count)]
    newest = max(made)
    distinct = set(made)
    bumped = [version.bumped() for version in sorted(made)[::4]]
    return len(distinct) * 100 + newest.minor + sum(version.minor for version in bumped)


def orders(count: int) -> int:
    total = 0
    for number in range(count // 10):
        items = [Item(f'item {part}', Price(part * 3), ['a'] * (part % 3)) for part in range(5)]
        order = Order(number=number, items=items, version=Version(1, number))
        same = replace(order, note='later')
        total += sum(item.total for item in order.items) + (order == same)
        unfolded = asdict(order)
        total += len(unfolded) + unfolded['items'][1]['total'] + len(astuple(order)[1])
        total += len(repr(order.items[0]))
    return total


def definitions(count: int) -> int:
    total = 0
    for number in range(count):
        made: Any = make_dataclass(
            f'Made{number}', [('a', int), ('b', str, 'x'), ('c', int, 3)], order=number % 2 == 0
        )
        instance = made(number)
        total += len(fields(made)) + instance.a + instance.c + (instance == made(number, 'x'))
    return total


def bench() -> int:
    return versions(ITEMS * 2) + orders(ITEMS) + definitions(DEFINITIONS)
