"""Grids and agents: Conway's life, a lift, a queue in a shop, an adventure told by commands."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

Cell = tuple[int, int]


def evolve(alive: set[Cell]) -> set[Cell]:
    neighbours = Counter(
        (x + dx, y + dy) for x, y in alive for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy
    )
    return {cell for cell, n in neighbours.items() if n == 3 or (n == 2 and cell in alive)}


def evolve_on_board(board: list[list[int]]) -> list[list[int]]:
    height, width = len(board), len(board[0])
    result = []
    for y in range(height):
        above, row, below = board[y - 1], board[y], board[(y + 1) % height]
        line = []
        for x in range(width):
            left, right = x - 1, (x + 1) % width
            n = above[left] + above[x] + above[right] + row[left] + row[right]
            n += below[left] + below[x] + below[right]
            line.append(1 if n == 3 or (n == 2 and row[x]) else 0)
        result.append(line)
    return result


class Lift:
    def __init__(self, floors: int) -> None:
        self.floors = floors
        self.at = 0
        self.calls: set[int] = set()
        self.going_up = True

    def step(self) -> str:
        if self.at in self.calls:
            self.calls.remove(self.at)
            return 'open'
        if not self.calls:
            return 'wait'
        if self.going_up and max(self.calls) < self.at:
            self.going_up = False
        elif not self.going_up and min(self.calls) > self.at:
            self.going_up = True
        self.at += 1 if self.going_up else -1
        return 'up' if self.going_up else 'down'


def customer(name: int, luck: random.Random) -> Generator[float, float, str]:
    waited = 0.0
    now = yield luck.expovariate(1.0)
    while luck.random() < 0.7:
        later = yield luck.gauss(2.0, 0.5)
        waited += abs(later - now)
        now = later
    return f'{name}: {waited:.1f}'


def shop(people: int) -> list[str]:
    luck = random.Random(11)
    left = []
    agents = [customer(i, luck) for i in range(people)]
    clock = [next(agent) for agent in agents]
    while agents:
        i = min(range(len(agents)), key=clock.__getitem__)
        try:
            clock[i] += abs(agents[i].send(clock[i])) + 0.01
        except StopIteration as stop:
            left.append(stop.value)
            del agents[i], clock[i]
    return left


ROOMS: dict[str, dict[str, str]] = {
    'hall': {'north': 'library', 'east': 'kitchen'},
    'library': {'south': 'hall'},
    'kitchen': {'west': 'hall', 'down': 'cellar'},
    'cellar': {'up': 'kitchen'},
}


class Adventure:
    def __init__(self) -> None:
        self.room = 'hall'
        self.items = {'library': ['lamp', 'book'], 'cellar': ['key']}
        self.pocket: list[str] = []

    def do(self, command: str) -> str:
        match command.lower().split():
            case ['go', ('north' | 'south' | 'east' | 'west' | 'up' | 'down') as where]:
                try:
                    self.room = ROOMS[self.room][where]
                except KeyError:
                    return f'There is no way {where}.'
                return f'You are in the {self.room}.'
            case ['take', 'all']:
                taken = self.items.pop(self.room, [])
                self.pocket += taken
                return f'Taken: {", ".join(taken) or "nothing"}.'
            case ['take', item] if item in self.items.get(self.room, ()):
                self.items[self.room].remove(item)
                self.pocket.append(item)
                return f'You have the {item}.'
            case ['look' | 'l', *rest]:
                return f'{self.room.title()} {len(rest)}: {sorted(ROOMS[self.room])}'
            case []:
                return ''
            case [verb, *_]:
                return f'I do not know how to {verb!s}.'
        return '?'


def throw(angle: float, speed: float) -> tuple[float, float]:
    x = y = t = 0.0
    vx, vy = speed * math.cos(math.radians(angle)), speed * math.sin(math.radians(angle))
    while y >= 0:
        drag = 0.01 * math.hypot(vx, vy)
        vx -= drag * vx * 0.01
        vy -= (9.81 + drag * vy) * 0.01
        x += vx * 0.01
        y += vy * 0.01
        t += 0.01
    return round(x, 2), round(t, 2)


def run() -> None:
    glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (-9, 4), (-8, 4), (-7, 4)}
    for _ in range(40):
        glider = evolve(glider)
    board = [[int((x * y + x) % 3 == 0) for x in range(24)] for y in range(24)]
    for _ in range(14):
        board = evolve_on_board(board)
    lift = Lift(9)
    moves = Counter()
    for step in range(500):
        if step % 11 == 0:
            lift.calls.add(step * 5 % 9)
        moves[lift.step()] += 1
    assert len(glider) and sum(map(sum, board)) >= 0 and moves['open']
    assert len(shop(40)) == 40
    game = Adventure()
    for command in ('look', 'go north', 'take lamp', 'go up', 'take all', 'go south', 'sing') * 8:
        assert isinstance(game.do(command), str)
    assert max(throw(angle, 20.0) for angle in range(30, 61, 5))[0] > 10
