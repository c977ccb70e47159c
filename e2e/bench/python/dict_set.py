"""Counting, grouping, caching and set algebra.

Loads dicts and sets with integer, text and tuple keys: hashing, growing, iterating, deleting.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict

EXPECTED = 13_667_441
NUMBERS = 36_000
CACHE_SIZE = 200
LIMIT = 12_000


def numbers(count: int) -> list[int]:
    state = 42
    result: list[int] = []
    for _ in range(count):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        result.append((state >> 8) % 1_000)
    return result


def count_words(values: list[int]) -> int:
    counts: dict[str, int] = {}
    for value in values:
        word = f'w{value}'
        counts[word] = counts.get(word, 0) + 1
    common = Counter(f'w{value % 50}' for value in values)
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:10]
    return sum(count * int(word[1:]) for word, count in top) + max(common.values())


def group(values: list[int]) -> int:
    groups: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for index, value in enumerate(values):
        groups[value % 10, value // 100].append(index)
    inverted = {index: key for key, indices in groups.items() for index in indices}
    return sum(first * second for first, second in inverted.values()) + len(groups)


def cache(values: list[int]) -> int:
    """A cache that forgets what was not used for the longest time."""
    ordered: OrderedDict[int, int] = OrderedDict()
    plain: dict[int, int] = {}
    hits = 0
    for value in values:
        key = value % 300
        if key in ordered:
            ordered.move_to_end(key)
            hits += 1
        else:
            ordered[key] = value
            if len(ordered) > CACHE_SIZE:
                ordered.popitem(last=False)
        if key in plain:
            plain[key] = plain.pop(key)
            hits += 1
        else:
            plain[key] = value
            if len(plain) > CACHE_SIZE:
                del plain[next(iter(plain))]
    return hits + sum(ordered) + sum(plain.values())


def sieve(limit: int) -> int:
    left = set(range(2, limit))
    primes: list[int] = []
    for candidate in range(2, limit):
        if candidate in left:
            primes.append(candidate)
            left -= set(range(candidate * candidate, limit, candidate))
    return sum(primes)


def algebra(values: list[int]) -> int:
    total = 0
    for start in range(0, len(values) - 400, 100):
        one = set(values[start : start + 300])
        two = {value + 1 for value in values[start + 100 : start + 400]}
        total += len(one | two) + 3 * len(one & two) + 5 * len(one - two) + 7 * len(one ^ two)
        total += one.isdisjoint(two) + (one & two <= one) + len(frozenset(one) | {start})
    return total


def walk_grid(steps: list[int]) -> int:
    x = y = 0
    seen: set[tuple[int, int]] = set()
    visits: dict[tuple[int, int], int] = {}
    for step in steps:
        dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[step % 4]
        x, y = x + dx, y + dy
        seen.add((x, y))
        visits[x, y] = visits.get((x, y), 0) + 1
    return len(seen) + max(visits.values())


def bench() -> int:
    values = numbers(NUMBERS)
    parts = (count_words, group, cache, algebra, walk_grid)
    return sum(part(values) for part in parts for _ in range(2)) + sieve(LIMIT)
