"""A puzzle on a hexagonal board: every numbered tile must touch as many tiles as its number says.

Loads sets, lists, copying, and recursion with backtracking.
"""

from __future__ import annotations

EXPECTED = 793_504_565
RADIUS = 3
PUZZLES = 35
TILES = 12
MOST_NODES = 400
NO_TILE = -1
STEPS = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))


def hexagon(radius: int) -> list[tuple[int, int]]:
    span = range(-radius + 1, radius)
    return [(q, r) for q in span for r in span if abs(q + r) < radius]


class Board:
    """Who touches whom: the same for all puzzles."""

    def __init__(self, radius: int) -> None:
        fields = hexagon(radius)
        index = {field: number for number, field in enumerate(fields)}
        self.size = len(fields)
        self.neighbours = [
            [index[q + dq, r + dr] for dq, dr in STEPS if (q + dq, r + dr) in index]
            for q, r in fields
        ]


class Position:
    """What may still lie on each field, and which tiles are left."""

    def __init__(self, board: Board, candidates: list[set[int]], left: dict[int, int]) -> None:
        self.board = board
        self.candidates = candidates
        self.left = left

    def copy(self) -> Position:
        return Position(self.board, [set(field) for field in self.candidates], dict(self.left))

    def place(self, field: int, tile: int) -> bool:
        """False when this leads into a contradiction."""
        self.candidates[field] = {tile}
        pending = [field]
        while pending:
            if not self.narrow(pending.pop(), pending):
                return False
        return self.is_countable()

    def narrow(self, field: int, pending: list[int]) -> bool:
        neighbours = self.board.neighbours[field]
        for target in (field, *neighbours):
            options = self.candidates[target]
            least, most = self.touching(target)
            kept = {tile for tile in options if tile == NO_TILE or least <= tile <= most}
            if len(kept) == len(options):
                continue
            if not kept:
                return False
            self.candidates[target] = kept
            # Its neighbours learn something only when it is now certain whether a tile lies here.
            if kept == {NO_TILE} or (NO_TILE in options and NO_TILE not in kept):
                pending.append(target)
        return True

    def touching(self, field: int) -> tuple[int, int]:
        """How many tiles lie around a field: surely, and at most."""
        least = most = 0
        for neighbour in self.board.neighbours[field]:
            options = self.candidates[neighbour]
            if NO_TILE not in options:
                least += 1
                most += 1
            elif len(options) > 1:
                most += 1
        return least, most

    def is_countable(self) -> bool:
        """No kind of tile is used up by certain fields or has too few places left."""
        certain = dict.fromkeys(self.left, 0)
        possible = dict.fromkeys(self.left, 0)
        for options in self.candidates:
            for tile in options:
                possible[tile] += 1
            if len(options) == 1:
                certain[next(iter(options))] += 1
        return all(certain[tile] <= count <= possible[tile] for tile, count in self.left.items())

    def most_constrained(self) -> int | None:
        best: int | None = None
        fewest = 100
        for field, options in enumerate(self.candidates):
            if 1 < len(options) < fewest:
                best = field
                fewest = len(options)
        return best


class Solver:
    def __init__(self) -> None:
        self.nodes = 0

    def solve(self, position: Position) -> list[int] | None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            return None
        field = position.most_constrained()
        if field is None:
            return [next(iter(options)) for options in position.candidates]
        for tile in sorted(position.candidates[field], reverse=True):
            attempt = position.copy()
            if attempt.place(field, tile):
                solution = self.solve(attempt)
                if solution is not None:
                    return solution
        return None


def puzzle(board: Board, seed: int) -> dict[int, int]:
    """The tiles of a board that was filled at random: so there is a solution."""
    order = list(range(board.size))
    for last in range(board.size - 1, 0, -1):
        seed = (seed * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        other = (seed >> 8) % (last + 1)
        order[last], order[other] = order[other], order[last]
    filled = set(order[:TILES])
    left = {NO_TILE: board.size - TILES}
    for field in sorted(filled):
        number = sum(neighbour in filled for neighbour in board.neighbours[field])
        left[number] = left.get(number, 0) + 1
    return left


def bench() -> int:
    board = Board(RADIUS)
    checksum = 0
    for seed in range(PUZZLES):
        left = puzzle(board, seed)
        solver = Solver()
        solution = solver.solve(Position(board, [set(left) for _ in range(board.size)], left))
        for tile in solution or []:
            checksum = (checksum * 11 + tile + 1) % 1_000_000_007
        checksum = (checksum * 11 + solver.nodes) % 1_000_000_007
    return checksum
