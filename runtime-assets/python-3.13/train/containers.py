"""Data structures of one's own: LRU cache, trie, linked list, matrix, ring buffer, binary tree."""

from __future__ import annotations

from collections import ChainMap, OrderedDict
from collections.abc import Hashable, Iterator, MutableMapping
from functools import cached_property, lru_cache, reduce, total_ordering


class Recent[K: Hashable, V](MutableMapping[K, V]):
    def __init__(self, capacity: int) -> None:
        self._items: OrderedDict[K, V] = OrderedDict()
        self._capacity = capacity
        self.hits = self.misses = 0

    def __getitem__(self, key: K) -> V:
        try:
            value = self._items[key]
        except KeyError:
            self.misses += 1
            raise
        self.hits += 1
        self._items.move_to_end(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        self._items[key] = value
        if len(self._items) > self._capacity:
            self._items.popitem(last=False)

    def __delitem__(self, key: K) -> None:
        del self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


class Trie:
    __slots__ = ('children', 'is_word')

    def __init__(self) -> None:
        self.children: dict[str, Trie] = {}
        self.is_word = False

    def add(self, word: str) -> None:
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.is_word = True

    def __contains__(self, word: str) -> bool:
        node = self
        for letter in word:
            if letter not in node.children:
                return False
            node = node.children[letter]
        return node.is_word

    def words(self, prefix: str = '') -> Iterator[str]:
        if self.is_word:
            yield prefix
        for letter, child in sorted(self.children.items()):
            yield from child.words(prefix + letter)


class Matrix:
    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = rows

    @cached_property
    def transposed(self) -> Matrix:
        return Matrix([list(column) for column in zip(*self.rows, strict=True)])

    def __matmul__(self, other: Matrix) -> Matrix:
        columns = other.transposed.rows
        return Matrix(
            [
                [sum(a * b for a, b in zip(row, column, strict=True)) for column in columns]
                for row in self.rows
            ]
        )

    def __add__(self, other: Matrix) -> Matrix:
        return Matrix(
            [
                [a + b for a, b in zip(x, y, strict=True)]
                for x, y in zip(self.rows, other.rows, strict=True)
            ]
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(tuple(map(tuple, self.rows)))

    def determinant(self) -> float:
        rows = [row[:] for row in self.rows]
        result = 1.0
        for i in range(len(rows)):
            pivot = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
            if rows[pivot][i] == 0:
                return 0.0
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                result = -result
            result *= rows[i][i]
            for r in range(i + 1, len(rows)):
                factor = rows[r][i] / rows[i][i]
                for c in range(i, len(rows)):
                    rows[r][c] -= factor * rows[i][c]
        return result


@total_ordering
class Version:
    def __init__(self, text: str) -> None:
        self.parts = tuple(int(part) for part in text.split('.'))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.parts == other.parts

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts

    def __hash__(self) -> int:
        return hash(self.parts)


class Link[V]:
    def __init__(self, value: V, rest: Link[V] | None = None) -> None:
        self.value = value
        self.rest = rest

    def __iter__(self) -> Iterator[V]:
        link: Link[V] | None = self
        while link is not None:
            yield link.value
            link = link.rest


class Tree:
    def __init__(self) -> None:
        self.root: list | None = None

    def insert(self, key: int) -> None:
        if self.root is None:
            self.root = [key, None, None]
            return
        node = self.root
        while True:
            side = 1 if key < node[0] else 2
            if node[side] is None:
                node[side] = [key, None, None]
                return
            node = node[side]

    def walk(self, node: list | None = None) -> Iterator[int]:
        node = node or self.root
        if node is None:
            return
        if node[1]:
            yield from self.walk(node[1])
        yield node[0]
        if node[2]:
            yield from self.walk(node[2])


@lru_cache(maxsize=500)
def ways(amount: int, coins: tuple[int, ...]) -> int:
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


def run() -> None:
    recent: Recent[int, str] = Recent(50)
    for i in range(900):
        key = i * i % 83
        if recent.get(key) is None:
            recent[key] = str(key)
    assert recent.hits and recent.misses and len(recent) <= 50

    trie = Trie()
    words = [f'{a}{b}{c}' for a in ('ab', 'ac', 'b') for b in 'xyz' for c in ('', 'ing', 'ed')]
    for word in words:
        trie.add(word)
    assert list(trie.words()) == sorted(words) and all(word in trie for word in words)
    assert 'abq' not in trie

    square = Matrix([[float((i * j) % 7 + (i == j)) for j in range(9)] for i in range(9)])
    product = reduce(lambda a, b: a @ b, [square] * 5)
    assert product.determinant() is not None and product + square == square + product

    versions = [Version(f'{i % 3}.{i * 7 % 11}.{i % 5}') for i in range(120)]
    assert max(versions) >= min(versions) and len(set(versions)) <= 120 and sorted(versions)

    links: Link[int] | None = None
    for i in range(300):
        links = Link(i, links)
    assert links is not None and sum(links) == 44_850

    tree = Tree()
    for i in range(300):
        tree.insert(i * 7919 % 1009)
    assert list(tree.walk()) == sorted(i * 7919 % 1009 for i in range(300))
    assert ways(120, (50, 20, 10, 5, 2, 1)) > 100
    settings = ChainMap({'a': 1}, {'a': 2, 'b': 3})
    assert dict(settings) == {'a': 1, 'b': 3}
