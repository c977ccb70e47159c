"""Sorting by the built-in sort with keys of all kinds, and by algorithms written in Python.

Loads comparison, key functions, list indexing, and heaps.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from functools import cmp_to_key
from heapq import heapify, heappop, heappush, merge, nlargest
from operator import itemgetter

EXPECTED = 6_255_550_112
SIZE = 20_000
SMALL = 6_000

Record = tuple[str, int, float]


def numbers(count: int) -> list[int]:
    state = 7
    result: list[int] = []
    for _ in range(count):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        result.append(state >> 8)
    return result


def digest(values: list[int]) -> int:
    checksum = 0
    for value in values[:: max(1, len(values) // 500)]:
        checksum = (checksum * 31 + value) % 1_000_000_007
    return checksum


def by_distance(one: Record, other: Record) -> int:
    a, b = one[1] % 1_000, other[1] % 1_000
    return (a > b) - (a < b)


def built_in(values: list[int]) -> int:
    records: list[Record] = [(f'k{value % 977}', value, value / 3) for value in values]
    checksum = digest(sorted(values)) + digest(sorted(values, reverse=True))
    checksum += digest(sorted(values, key=lambda value: -value))
    checksum += digest([record[1] for record in sorted(records)])
    checksum += digest([record[1] for record in sorted(records, key=itemgetter(2))])
    compared = sorted(records[:SMALL], key=cmp_to_key(by_distance))
    checksum += digest([record[1] for record in compared])
    nearly = sorted(values)
    nearly[::50] = values[::50]
    nearly.sort()
    words = sorted((record[0] for record in records), key=lambda word: (len(word), word))
    return checksum + digest(nearly) + sum(map(len, words[::3]))


def quick_sort(values: list[int]) -> list[int]:
    pending = [(0, len(values) - 1)]
    while pending:
        low, high = pending.pop()
        if low >= high:
            continue
        pivot = values[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        pending.append((low, right))
        pending.append((left, high))
    return values


def merge_sort(values: list[int]) -> list[int]:
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = merge_sort(values[:middle]), merge_sort(values[middle:])
    result: list[int] = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    return result + left[i:] + right[j:]


def shell_sort(values: list[int]) -> list[int]:
    gap = len(values) // 2
    while gap > 0:
        for start in range(gap, len(values)):
            index = start
            value = values[index]
            while index >= gap and values[index - gap] > value:
                values[index] = values[index - gap]
                index -= gap
            values[index] = value
        gap //= 2
    return values


def heaps(values: list[int]) -> list[int]:
    heap = values[::2]
    heapify(heap)
    for value in values[1::2]:
        heappush(heap, value)
    drained = [heappop(heap) for _ in range(len(heap))]
    largest = nlargest(100, values)
    if largest != drained[: -len(largest) - 1 : -1]:
        raise ValueError('the heap lost something')
    return list(merge(drained[::2], drained[1::2]))


def insertion(values: list[int]) -> list[int]:
    result: list[int] = []
    for value in values:
        insort(result, value)
    return [result[bisect_left(result, value)] for value in sorted(values)]


def bench() -> int:
    values = numbers(SIZE)
    expected = sorted(values)
    for sort in (quick_sort, merge_sort, shell_sort, heaps, insertion):
        if sort(values.copy()) != expected:
            raise ValueError(f'{sort.__name__} is wrong')
    return built_in(values) + digest(expected)
