"""The largest singular value of an endless matrix, by power iteration on its first rows.

After the programming-language benchmarks game. Loads small functions and generator expressions.
"""

from __future__ import annotations

from math import sqrt

EXPECTED = 1_274_223_512
SIZE = 190
ITERATIONS = 10


def entry(row: int, column: int) -> float:
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def times(vector: list[float]) -> list[float]:
    return [
        sum(entry(row, column) * value for column, value in enumerate(vector))
        for row in range(len(vector))
    ]


def transposed_times(vector: list[float]) -> list[float]:
    size = len(vector)
    result: list[float] = []
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += entry(column, row) * vector[column]
        result.append(total)
    return result


def bench() -> int:
    left = [1.0] * SIZE
    right = left
    for _ in range(ITERATIONS):
        right = transposed_times(times(left))
        left = transposed_times(times(right))
    along = sum(a * b for a, b in zip(left, right, strict=True))
    squared = sum(value * value for value in right)
    return round(sqrt(along / squared) * 1e9)
