"""Random games of go on a small board, played to the end and counted.

Loads lists, sets, small integers and many short method calls.
"""

from __future__ import annotations

EXPECTED = 114_793_787
SIDE = 9
WIDTH = SIDE + 2  # a border of one spares the questions at the edge
GAMES = 70
MOST_MOVES = SIDE * SIDE * 3

EMPTY, BLACK, WHITE, BORDER = range(4)
NEIGHBOURS = (-WIDTH, -1, 1, WIDTH)
DIAGONALS = (-WIDTH - 1, -WIDTH + 1, WIDTH - 1, WIDTH + 1)
FIELDS = [row * WIDTH + column for row in range(1, SIDE + 1) for column in range(1, SIDE + 1)]


class Chooser:
    """A linear congruential generator, the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        return (self.state >> 8) % limit


class Board:
    def __init__(self) -> None:
        self.points = [BORDER] * (WIDTH * WIDTH)
        for field in FIELDS:
            self.points[field] = EMPTY
        self.empty = list(FIELDS)
        self.ko = 0
        self.captured = 0

    def group(self, start: int) -> tuple[list[int], int]:
        """The stones connected with one, and how many liberties they have."""
        points = self.points
        colour = points[start]
        stones = [start]
        seen = {start}
        liberties = 0
        for stone in stones:
            for step in NEIGHBOURS:
                field = stone + step
                if field in seen:
                    continue
                there = points[field]
                if there == colour:
                    seen.add(field)
                    stones.append(field)
                elif there == EMPTY:
                    seen.add(field)
                    liberties += 1
        return stones, liberties

    def is_eye(self, field: int, colour: int) -> bool:
        points = self.points
        for step in NEIGHBOURS:
            there = points[field + step]
            if there not in (colour, BORDER):
                return False
        diagonals = [points[field + step] for step in DIAGONALS]
        foreign = diagonals.count(BLACK + WHITE - colour)
        return foreign == 0 or (foreign == 1 and BORDER not in diagonals)

    def try_to_play(self, field: int, colour: int) -> bool:
        if field == self.ko or self.is_eye(field, colour):
            return False
        points = self.points
        points[field] = colour
        enemy = BLACK + WHITE - colour
        dead: list[int] = []
        for step in NEIGHBOURS:
            if points[field + step] == enemy and field + step not in dead:
                stones, liberties = self.group(field + step)
                if liberties == 0:
                    dead += stones
        if not dead and self.group(field)[1] == 0:
            points[field] = EMPTY
            return False
        self.empty.remove(field)
        for stone in dead:
            points[stone] = EMPTY
        self.empty += dead
        self.captured += len(dead)
        stones, liberties = self.group(field)
        self.ko = dead[0] if len(dead) == 1 and len(stones) == 1 and liberties == 1 else 0
        return True

    def play_somewhere(self, colour: int, chooser: Chooser) -> bool:
        count = len(self.empty)
        if count == 0:
            return False
        first = chooser.below(count)
        candidates = self.empty[first:] + self.empty[:first]
        return any(self.try_to_play(field, colour) for field in candidates)

    def score(self) -> int:
        """Black's area minus White's."""
        points = self.points
        score = 0
        for field in FIELDS:
            owner = points[field]
            if owner == EMPTY:
                around = {points[field + step] for step in NEIGHBOURS} - {BORDER, EMPTY}
                owner = around.pop() if len(around) == 1 else EMPTY
            score += (owner == BLACK) - (owner == WHITE)
        return score


def play(chooser: Chooser) -> int:
    board = Board()
    colour = BLACK
    passes = 0
    moves = 0
    while passes < 2 and moves < MOST_MOVES:
        passes = 0 if board.play_somewhere(colour, chooser) else passes + 1
        if passes > 0:
            board.ko = 0
        colour = BLACK + WHITE - colour
        moves += 1
    return board.score() * 1_000_000 + board.captured * 1_000 + moves


def bench() -> int:
    chooser = Chooser(2026)
    return sum(play(chooser) for _ in range(GAMES))
