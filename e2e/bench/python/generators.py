"""Generators in pipelines, in trees and as coroutines.

Loads suspending and resuming of frames, `yield from`, `send`, and itertools.
"""

from __future__ import annotations

from itertools import accumulate, chain, groupby, islice, pairwise, product, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

EXPECTED = 285_996_535_894
TREE_DEPTH = 13
ITEMS = 300_000
QUEENS = 7


class Tree:
    __slots__ = ('left', 'right', 'value')

    def __init__(self, left: Tree | None, value: int, right: Tree | None) -> None:
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self) -> Iterator[int]:
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def grow(values: range) -> Tree | None:
    if len(values) == 0:
        return None
    middle = len(values) // 2
    return Tree(grow(values[:middle]), values[middle], grow(values[middle + 1 :]))


def naturals() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def without_multiples(source: Iterable[int], factor: int) -> Iterator[int]:
    for number in source:
        if number % factor != 0:
            yield number


def pipeline(items: int) -> int:
    source: Iterable[int] = islice(naturals(), items)
    for factor in (2, 3, 5):
        source = without_multiples(source, factor)
    squares = (number * number for number in source)
    return sum(square % 1_000 for square in squares if square % 7 != 0)


def average() -> Generator[float, float, int]:
    total = 0.0
    count = 0
    mean = 0.0
    while True:
        value = yield mean
        if value < 0:
            return count
        total += value
        count += 1
        mean = total / count


def delegate(results: list[int]) -> Generator[float, float, None]:
    while True:
        results.append((yield from average()))


def converse(items: int) -> int:
    results: list[int] = []
    coroutine = delegate(results)
    next(coroutine)
    total = 0.0
    for number in range(items):
        total += coroutine.send(-1.0 if number % 50 == 49 else number % 10)
    coroutine.close()
    return round(total * 1_000) + sum(results)


def place_queens(size: int, rows: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    column = len(rows)
    if column == size:
        yield rows
        return
    for row in range(size):
        if all(row != other and abs(row - other) != column - at for at, other in enumerate(rows)):
            yield from place_queens(size, (*rows, row))


def iterate(items: int) -> int:
    total = sum(b - a for a, b in pairwise(accumulate(range(items))))
    total += sum(len(list(group)) * key for key, group in groupby(range(items), lambda n: n // 100))
    total += sum(a * b for a, b in product(range(60), repeat=2))
    return total + sum(takewhile(lambda n: n < items, chain(range(items // 2), naturals())))


def bench() -> int:
    tree = grow(range(2**TREE_DEPTH - 1))
    in_order = sum(index * value for index, value in enumerate(tree)) if tree is not None else 0
    queens = sum(hash(rows) != 0 for rows in place_queens(QUEENS))
    return in_order + pipeline(ITEMS) + converse(ITEMS) + queens + iterate(ITEMS)
