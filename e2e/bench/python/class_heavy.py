"""Everything a class can do: inheritance, super, properties, descriptors, operators, hooks.

Loads attribute look-up in all its forms and calls of bound methods.
"""

from __future__ import annotations

from typing import Any

EXPECTED = 10_725_479
ROUNDS = 14_000


class Bounded:
    """A descriptor that keeps a number within limits."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high
        self.name = ''

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = '_' + name

    def __get__(self, instance: object, owner: type) -> int:
        return getattr(instance, self.name)

    def __set__(self, instance: object, value: int) -> None:
        setattr(instance, self.name, min(self.high, max(self.low, value)))


class Named:
    created = 0

    def __init__(self, name: str) -> None:
        self.name = name
        Named.created += 1

    def describe(self) -> str:
        return self.name

    @classmethod
    def numbered(cls, number: int) -> Named:
        return cls(f'{cls.__name__}{number}')

    @staticmethod
    def weight_of(text: str) -> int:
        return len(text)


class Living(Named):
    energy: Bounded = Bounded(0, 100)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.energy = 50

    def describe(self) -> str:
        return super().describe() + '!'

    @property
    def is_tired(self) -> bool:
        return self.energy < 20

    def act(self) -> int:
        raise NotImplementedError


class Walker(Living):
    def act(self) -> int:
        self.energy -= 7
        if self.is_tired:
            self.energy = 100
        return self.energy


class Swimmer(Living):
    def act(self) -> int:
        self.energy += 11
        return self.energy // 2


class Frog(Walker, Swimmer):
    def act(self) -> int:
        return super().act() + Swimmer.act(self)

    def describe(self) -> str:
        return super().describe() + '?'


class Fraction:
    __slots__ = ('bottom', 'top')

    def __init__(self, top: int, bottom: int) -> None:
        self.top = top
        self.bottom = bottom

    def __add__(self, other: Fraction) -> Fraction:
        return Fraction(
            (self.top * other.bottom + other.top * self.bottom) % 9_973,
            self.bottom * other.bottom % 9_967 + 1,
        )

    def __neg__(self) -> Fraction:
        return Fraction(-self.top, self.bottom)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fraction) and self.top * other.bottom == other.top * self.bottom

    def __lt__(self, other: Fraction) -> bool:
        return self.top * other.bottom < other.top * self.bottom

    def __hash__(self) -> int:
        return self.top * 31 + self.bottom

    def __bool__(self) -> bool:
        return self.top != 0


class Window:
    """A container by protocol; what it does not know it asks its list."""

    def __init__(self, items: list[int]) -> None:
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> int:
        return self._items[index]

    def __contains__(self, item: object) -> bool:
        return item in self._items

    def __getattr__(self, name: str) -> Any:
        return getattr(self._items, name)


class Registry(type):
    classes: dict[str, type] = {}  # noqa: RUF012

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> Registry:
        made = super().__new__(cls, name, bases, namespace)
        cls.classes[name] = made
        return made


def live(rounds: int) -> int:
    kinds = (Walker, Swimmer, Frog)
    creatures = [kinds[number % 3].numbered(number) for number in range(6)]
    total = 0
    for number in range(rounds):
        for creature in creatures:
            if isinstance(creature, Living):
                total += creature.act()
        total += Named.weight_of(creatures[number % 6].describe())
    return total


def calculate(rounds: int) -> int:
    total = Fraction(1, 2)
    smaller = 0
    seen: set[Fraction] = set()
    for number in range(1, rounds * 3):
        step = Fraction(number % 17, number % 13 + 1)
        total = total + step if step else -total
        smaller += step < total
        if number % 5 == 0:
            seen.add(step)
    return smaller + len(seen) * 1_000


def look_through(rounds: int) -> int:
    window = Window(list(range(20)))
    total = 0
    for number in range(rounds):
        total += len(window) + window[number % 20] + (number in window)
        total += window.count(3) + window.index(number % 20) + sum(iter(window))
    return total


def describe_made(self: Any) -> str:
    return f'{self.name} of size {self.size}'


def make_classes(count: int) -> int:
    total = 0
    for number in range(count):
        name = f'Made{number % 10}'
        kind: Any = Registry(name, (Frog,), {'size': number, 'describe': describe_made})
        total += len(kind.numbered(number).describe())
    return total + sum(vars(kind)['size'] for kind in Registry.classes.values())


def bench() -> int:
    return live(ROUNDS) + calculate(ROUNDS) + look_through(ROUNDS) + make_classes(ROUNDS // 14)
