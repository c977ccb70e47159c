"""One of everything the language has: calls of every shape, descriptors, closures, patterns."""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator


def shapes(a: int, /, b: int = 2, *rest: int, key: int = 4, **others: int) -> int:
    return a + b + sum(rest) + key + sum(others.values())


def counter(start: int) -> tuple[Callable[[int], int], Callable[[], int]]:
    total = start

    def add(n: int) -> int:
        nonlocal total
        total += n
        return total

    return add, lambda: total


def traced(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        wrapper.calls += 1  # type: ignore[attr-defined]
        return function(*args, **kwargs)

    wrapper.calls = 0  # type: ignore[attr-defined]
    return wrapper


class Positive:
    def __set_name__(self, owner: type, name: str) -> None:
        self.name = f'_{name}'

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance: Any, value: float) -> None:
        if value <= 0:
            raise ValueError(f'{self.name[1:]} must be positive, not {value!r}')
        setattr(instance, self.name, value)


class Registry(type):
    known: ClassVar[dict[str, type]] = {}

    def __new__(cls, name: str, bases: tuple[type, ...], names: dict[str, Any]) -> Registry:
        made = super().__new__(cls, name, bases, names)
        cls.known[name] = made
        return made


class Shape(metaclass=Registry):
    def area(self) -> float:
        return 0.0

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)


class Box(Shape):
    width = Positive()
    height = Positive()

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height

    def area(self) -> float:
        return self.width * self.height

    @classmethod
    def square(cls, side: float) -> Box:
        return cls(side, side)

    @staticmethod
    def unit() -> str:
        return 'm²'


class Labelled:
    label = '-'

    def describe(self) -> str:
        return f'<{self.label}>'


class LabelledBox(Labelled, Box):
    label = 'box'

    def describe(self) -> str:
        return f'{super().describe()} {self.area():.1f} {self.unit()}'


class Vector:
    __slots__ = ('x', 'y')

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: Vector) -> Vector:
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor: float) -> Vector:
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __neg__(self) -> Vector:
        return Vector(-self.x, -self.y)

    def __bool__(self) -> bool:
        return bool(self.x or self.y)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __iter__(self) -> Iterator[float]:
        yield self.x
        yield self.y

    def __getitem__(self, index: int | slice) -> Any:
        return (self.x, self.y)[index]

    def __len__(self) -> int:
        return 2

    def __call__(self, *, scale: float = 1) -> Vector:
        return self * scale


class Lazy:
    def __getattr__(self, name: str) -> int:
        if name.startswith('no'):
            raise AttributeError(name)
        value = len(name)
        setattr(self, name, value)
        return value


@dataclass(order=True)
class Task:
    urgency: int
    name: str = field(compare=False)
    tags: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


@dataclass
class Segment:
    a: Point
    b: Point


def kind(value: object) -> str:
    match value:
        case None | True | False:
            return 'constant'
        case int() | float() if value < 0:
            return 'negative'
        case int(n):
            return f'int {n}'
        case str() as text if len(text) > 3:
            return f'text {text[:3]}'
        case []:
            return 'empty'
        case [Point(x=0), *rest]:
            return f'from the axis, {len(rest)} more'
        case [first, (second, third), *_]:
            return f'{first} {second} {third}'
        case {'type': 'circle', 'r': r}:
            return f'circle {r}'
        case {'type': name, **others}:
            return f'{name} {len(others)}'
        case Segment(Point(x, y), Point(x=x2)) if x == x2:
            return f'upright at {x}, {y}'
        case Segment():
            return 'segment'
        case _:
            return 'something'


VALUES: list[object] = [
    None,
    True,
    -3,
    4.5,
    'tea',
    'coffee',
    [],
    [Point(0), 1, 2],
    [1, (2, 3), 4],
    {'type': 'circle', 'r': 2},
    {'type': 'square', 'a': 1, 'b': 2},
    Segment(Point(1, 2), Point(1, 5)),
    Segment(Point(0), Point(1)),
    {1, 2},
    12,
]


def averages() -> Generator[float | None, float, str]:
    total, count = 0.0, 0
    value = yield None
    while value >= 0:
        total += value
        count += 1
        value = yield total / count
    return f'{count} values'


def delegating(log: list[str]) -> Generator[float | None, float, None]:
    log.append((yield from averages()))
    yield None


def windows(items: Iterable[int], size: int) -> Iterator[tuple[int, ...]]:
    window: list[int] = []
    for item in items:
        window.append(item)
        if len(window) > size:
            del window[0]
        if len(window) == size:
            yield tuple(window)


class Closing:
    def __init__(self, log: list[str]) -> None:
        self.log = log

    def __enter__(self) -> Closing:
        self.log.append('in')
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.log.append('out' if kind is None else kind.__name__)
        return kind is LookupError


def failing(n: int) -> int:
    try:
        if n % 4 == 0:
            return 10 // (n % 3)
        if n % 4 == 1:
            return [1, 2][n]
        if n % 4 == 2:
            return {'a': 1}[str(n)]
        return int('x' * (n % 2 + 1))
    except ZeroDivisionError:
        return -1
    except (IndexError, KeyError) as error:
        return len(error.args)
    except ValueError as error:
        try:
            raise RuntimeError('worse') from error
        except RuntimeError as worse:
            return 3 if worse.__cause__ is error else 4
    finally:
        n += 1


def groups() -> list[str]:
    found = []
    try:
        raise ExceptionGroup(
            'many', [ValueError(1), TypeError('t'), ExceptionGroup('in', [OSError(2)])]
        )
    except* ValueError as some:
        found.append(f'{len(some.exceptions)}')
    except* (TypeError, OSError) as some:
        found.append(str(some.subgroup(lambda error: isinstance(error, OSError)) is not None))
    return found


def operators(n: int) -> int:
    a, b = n, n + 3
    a <<= 2
    b **= 2
    c = (a | b) ^ (a & b) if a != b else ~a
    c //= 3
    c %= 1009
    low, *middle, high = range(c, c + 5)
    flags = [not middle, low is high, c in middle, a > b > c, low not in (1, 2, 3)]
    del middle[1:]
    x = y = divmod(c, 7)[0]
    return x + y + sum(flags) + operator.index(c) + abs(-c) + round(c / 7) + -(-c >> 1)


def comprehensions(n: int) -> int:
    squares = [i * i for i in range(n) if i % 3]
    pairs = {(i, j): i * j for i in range(n // 4) for j in range(i)}
    unique = {i % 17 for i in squares}
    nested = [[i * j for j in range(5)] for i in range(5)]
    flat = [value for row in nested for value in row if value]
    total = sum(i for i in squares) + sum(map(len, nested)) + len(pairs) + len(unique)
    return total + any(i > 100 for i in flat) + all(i < 100 for i in flat) + max(flat, default=0)


OLD_STYLE = '%5d %-6s %.2f'


def texts(n: int) -> str:
    name, price, when = f'item {n}', n * 1.37, (n, n + 1)
    columns = (
        f'{name!r:>12}|{price:8.2f}|{n:#06x}|{n:,}|{price:.3e}|{when!s:^10}|{n=}|{"y" if n else ""}'
    )
    return columns + OLD_STYLE % (n, name, price) + '{0:>{1}} {k}'.format(n, 8, k='k')


def run() -> None:
    add, total = counter(5)
    shape_calls = traced(shapes)
    log: list[str] = []
    for i in range(160):
        add(i)
        shapes(i)
        shapes(i, 3, 4, 5, key=6)
        others = {'x': i, 'y': 2}
        shapes(1, *range(i % 5), **others)
        shape_calls(i, key=i)
        comprehensions(16)
        operators(i)
        failing(i)
        texts(i)
        for value in VALUES:
            kind(value)
    assert total() == 5 + sum(range(160)) and shape_calls.calls == 160  # type: ignore[attr-defined]
    box = LabelledBox(2.0, 3.0)
    for i in range(300):
        box.width = i + 1
        assert box.area() and Box.square(3).area() == 9 and box.describe()
        if i % 20 == 0:
            try:
                box.height = -i
            except ValueError:
                pass
    v = Vector(1, 2)
    for i in range(500):
        v = v + 2 * Vector(i, -i) + -Vector(1, 1)
        x, y = v
        if v and len(v) == 2 and v[0] == x and v[:1] and v == Vector(x, y) and hash(v):
            v = v(scale=0.5)
    for i in range(40):
        lazy = Lazy()
        assert lazy.abc == lazy.abc == 3 and not hasattr(lazy, 'nothing') and getattr(lazy, 'no', 1)
        with Closing(log) as closing:
            closing.log.append('body')
            if i % 3 == 0:
                raise LookupError(i)
        groups()
        tasks = [Task(i * 7 % 5, f't{i}', ['a']) for i in range(8)]
        assert min(tasks) <= max(tasks) and replace(tasks[0], urgency=9).urgency == 9
        assert len({Point(i % 3, 1) for i in range(9)}) == 3 and repr(Point(1))
        running = delegating(log)
        next(running)
        for value in (1.0, 2.0, 6.0, -1.0):
            running.send(value)
        running.close()
    assert sum(len(w) for w in windows(range(400), 3)) == 3 * 398
    assert set(Registry.known) >= {'Shape', 'Box', 'LabelledBox'} and isinstance(box, Labelled)
