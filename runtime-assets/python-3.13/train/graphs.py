"""Searches in graphs: Dijkstra, breadth first, topological order, union-find, components."""

from __future__ import annotations

import heapq
import random
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Graph = dict[int, dict[int, float]]


def make(nodes: int, edges: int, seed: int) -> Graph:
    source = random.Random(seed)
    graph: Graph = {node: {} for node in range(nodes)}
    for _ in range(edges):
        a, b = source.randrange(nodes), source.randrange(nodes)
        if a != b:
            graph[a][b] = graph[b][a] = source.uniform(1, 10)
    return graph


def shortest(graph: Graph, start: int) -> dict[int, float]:
    distances = {start: 0.0}
    done: set[int] = set()
    queue: list[tuple[float, int]] = [(0.0, start)]
    while queue:
        distance, node = heapq.heappop(queue)
        if node in done:
            continue
        done.add(node)
        for neighbour, length in graph[node].items():
            candidate = distance + length
            if candidate < distances.get(neighbour, float('inf')):
                distances[neighbour] = candidate
                heapq.heappush(queue, (candidate, neighbour))
    return distances


def hops(graph: Graph, start: int) -> dict[int, int]:
    found = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for neighbour in graph[node]:
            if neighbour not in found:
                found[neighbour] = found[node] + 1
                queue.append(neighbour)
    return found


class Groups:
    def __init__(self, nodes: Iterable[int]) -> None:
        self.parent = {node: node for node in nodes}

    def find(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, a: int, b: int) -> bool:
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


def spanning_tree(graph: Graph) -> float:
    edges = sorted(
        (length, a, b) for a, ends in graph.items() for b, length in ends.items() if a < b
    )
    groups = Groups(graph)
    return sum(length for length, a, b in edges if groups.join(a, b))


def order(needs: dict[str, set[str]]) -> list[str]:
    result: list[str] = []
    state: dict[str, bool] = {}

    def visit(name: str) -> None:
        if state.get(name):
            return
        if name in state:
            raise ValueError(f'{name} needs itself')
        state[name] = False
        for other in sorted(needs.get(name, ())):
            visit(other)
        state[name] = True
        result.append(name)

    for name in sorted(needs):
        visit(name)
    return result


def flood(cells: list[list[int]], row: int, column: int) -> int:
    if not (0 <= row < len(cells) and 0 <= column < len(cells[0])) or cells[row][column]:
        return 0
    cells[row][column] = 1
    return 1 + sum(
        flood(cells, row + dr, column + dc) for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))
    )


def run() -> None:
    graph = make(240, 900, 4)
    distances = shortest(graph, 0)
    steps = hops(graph, 0)
    assert set(distances) == set(steps) and spanning_tree(graph) > 0
    names = {chr(97 + i): {chr(97 + j) for j in range(i) if (i * j) % 3 == 1} for i in range(20)}
    assert len(order(names)) == 20
    try:
        order({'a': {'b'}, 'b': {'a'}})
    except ValueError as error:
        assert 'itself' in str(error)
    cells = [[int((r * c) % 5 == 3) for c in range(12)] for r in range(12)]
    assert flood(cells, 0, 0) > 10
