"""Every permutation of eight numbers, its top reversed again and again until a 0 lies there.

After the programming-language benchmarks game. Loads list indexing, slicing and small integers.
"""

from __future__ import annotations

EXPECTED = 63_288
SIZE = 8
ROUNDS = 4


def count_flips(permutation: list[int]) -> int:
    stack = permutation.copy()
    flips = 0
    while (top := stack[0]) != 0:
        low, high = 0, top
        while low < high:
            stack[low], stack[high] = stack[high], stack[low]
            low += 1
            high -= 1
        flips += 1
    return flips


def fannkuch() -> int:
    """Heap's algorithm: every permutation is one swap away from the one before."""
    permutation = list(range(SIZE))
    turns = [0] * SIZE
    checksum = 0
    most = 0
    sign = 1
    place = 1
    while place < SIZE:
        if turns[place] == place:
            turns[place] = 0
            place += 1
            continue
        other = turns[place] if place % 2 == 1 else 0
        permutation[place], permutation[other] = permutation[other], permutation[place]
        turns[place] += 1
        place = 1
        sign = -sign
        flips = count_flips(permutation)
        checksum += sign * flips
        if flips > most:
            most = flips
    return checksum * 100 + most


def bench() -> int:
    return sum(fannkuch() for _ in range(ROUNDS))
