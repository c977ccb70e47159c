"""Puzzles by search: latin squares, a knapsack, word ladders, peg moves, a timetable, primes."""

from __future__ import annotations

import itertools
import math
from array import array
from bisect import bisect_left, insort
from collections import deque
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GRID = '003020600900305001001806400008102900700000008006708200002609500800203009005010300'


class Square:
    """9 by 9, every digit once per row, column and box; cells hold sets of what is possible."""

    def __init__(self, text: str) -> None:
        self.cells = {divmod(i, 9): set('123456789') for i in range(81)}
        for i, digit in enumerate(text):
            if digit in '123456789':
                self.place(divmod(i, 9), digit)

    @staticmethod
    def peers(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
        row, column = cell
        for i in range(9):
            yield row, i
            yield i, column
        top, left = row // 3 * 3, column // 3 * 3
        for i, j in itertools.product(range(3), repeat=2):
            yield top + i, left + j

    def place(self, cell: tuple[int, int], digit: str) -> None:
        if digit not in self.cells[cell]:
            raise ValueError(cell)
        self.cells[cell] = {digit}
        for peer in self.peers(cell):
            if peer != cell and digit in self.cells[peer]:
                self.cells[peer] = self.cells[peer] - {digit}
                if not self.cells[peer]:
                    raise ValueError(peer)
                if len(self.cells[peer]) == 1:
                    self.place(peer, *self.cells[peer])

    def solve(self) -> bool:
        open_cells = [
            (len(options), cell) for cell, options in self.cells.items() if len(options) > 1
        ]
        if not open_cells:
            return True
        _, cell = min(open_cells)
        saved = {key: set(value) for key, value in self.cells.items()}
        for digit in sorted(saved[cell]):
            try:
                self.place(cell, digit)
                if self.solve():
                    return True
            except ValueError:
                pass
            self.cells = {key: set(value) for key, value in saved.items()}
        return False


def knapsack(items: list[tuple[int, int]], capacity: int) -> int:
    best = [0] * (capacity + 1)
    for weight, value in items:
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


def ladder(words: set[str], start: str, end: str) -> list[str]:
    queue = deque([[start]])
    seen = {start}
    while queue:
        path = queue.popleft()
        word = path[-1]
        if word == end:
            return path
        for i in range(len(word)):
            for letter in 'abcdefgh':
                other = word[:i] + letter + word[i + 1 :]
                if other in words and other not in seen:
                    seen.add(other)
                    queue.append([*path, other])
    return []


def hanoi(n: int, a: list[int], b: list[int], c: list[int]) -> int:
    if n == 0:
        return 0
    moves = hanoi(n - 1, a, c, b)
    c.append(a.pop())
    return moves + 1 + hanoi(n - 1, b, a, c)


def timetable(lessons: list[tuple[int, int]]) -> list[tuple[int, int]]:
    chosen: list[tuple[int, int]] = []
    free_from = 0
    for end, start in sorted((end, start) for start, end in lessons):
        if start >= free_from:
            chosen.append((start, end))
            free_from = end
    return chosen


def primes(limit: int) -> array[int]:
    found = array('i', [2])
    for n in range(3, limit, 2):
        root = math.isqrt(n)
        for p in found:
            if p > root:
                found.append(n)
                break
            if n % p == 0:
                break
    return found


def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def egyptian(value: Fraction) -> list[Fraction]:
    parts = []
    while value:
        part = Fraction(1, math.ceil(1 / value))
        parts.append(part)
        value -= part
    return parts


def large_numbers() -> int:
    a, b = 3**180, 7**121
    n = 0
    for i in range(1, 120):
        a = a * b % (10**150 + i)
        n ^= a >> (i % 40) & 0xFFFF
        n += pow(i, 65537, 3233) + math.comb(40, i % 40) + a.bit_length()
    return int(str(a * a)) // (b + 1) + math.factorial(60) % 101 + hash(a) + int(hex(b), 16) + n


def statistics_by_hand(n: int) -> tuple[float, float, int]:
    values: list[float] = []
    total = squares = 0.0
    for i in range(n):
        x = math.sin(i) * 100 + i % 7
        total += x
        squares += x * x
        insort(values, x)
    mean = total / n
    return mean, math.sqrt(squares / n - mean * mean), bisect_left(values, mean)


def run() -> None:
    square = Square(GRID)
    assert square.solve()
    items = [(i * 7 % 13 + 1, i * 11 % 29 + 3) for i in range(18)]
    assert knapsack(items, 60) > 0
    words = {''.join(letters) for letters in itertools.product('abcd', 'aef', 'bgh', 'acd')}
    assert ladder(words, 'aaba', 'dfhd')
    pegs: tuple[list[int], list[int], list[int]] = (list(range(9, 0, -1)), [], [])
    assert hanoi(9, *pegs) == 511
    assert timetable([(i * 37 % 90, i * 37 % 90 + 3 + i % 11) for i in range(150)])
    assert len(primes(4000)) == 550 and sum(gcd(i, 360) for i in range(1, 400)) > 0
    assert sum(egyptian(Fraction(7, 15))) == Fraction(7, 15) and large_numbers()
    assert statistics_by_hand(900)[1] > 0
    chunks = [list(chunk) for chunk in itertools.batched(range(100), 7)]
    assert list(itertools.chain.from_iterable(chunks)) == list(range(100))
    assert list(itertools.accumulate(range(50)))[-1] == 1225
    assert [k for k, _ in itertools.groupby('aabbbc')] == ['a', 'b', 'c']
    assert list(itertools.islice(itertools.cycle('abc'), 2, 8, 2)) == ['c', 'b', 'a']
    assert (
        len(list(itertools.combinations('abcdef', 3))) == 20
        and len(set(itertools.pairwise('abca'))) == 3
    )
    assert list(itertools.takewhile(lambda i: i < 3, itertools.count())) == [0, 1, 2]
    assert list(itertools.zip_longest('ab', 'c', fillvalue='-')) == [('a', 'c'), ('b', '-')]
