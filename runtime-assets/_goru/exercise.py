"""Runs a little of everything while nobody waits, so that the first program runs at full speed.

A browser compiles WebAssembly twice: quickly at first, well once a function was called often. The
good code of all that a program needs takes it seconds, and the first code is several times as slow.
So these steps make it begin. They are many short runs, because a run that somebody asks for waits
for the step before it, and touch nothing that a program could see.
"""

from __future__ import annotations

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable

#: How often each piece is run. Each takes a few milliseconds, less from one round to the next.
ROUNDS = 10

_PIECES = (
    # Calls, integers, branches.
    """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
fib(12)
total = 0
for i in range(600):
    if i % 3 == 0 or i % 5 == 0:
        total += i * i // 7
    elif not i & 1:
        total -= 1
while total > 100:
    total //= 2
""",
    # Containers, comprehensions, sorting with a key.
    """
squares = [n * n for n in range(150)]
odd = {n: str(n) for n in squares if n % 2}
pairs = sorted(odd.items(), key=lambda pair: -pair[0])
seen = set()
for key, text in pairs:
    seen.add(len(text))
    odd[key] = text + '!'
first, *rest = squares
table = [[x * y for x in range(8)] for y in range(8)]
flat = sum(map(sum, zip(*table)))
list(filter(None, reversed(rest[1:40:2])))
""",
    # Numbers of every kind, as globals and as locals. All kinds in one place: an engine that has
    # seen one only compiles for that one, and has to begin anew at the first other.
    """
x, y, z = 0.5, 7, 2
for i in range(120):
    x = x * 1.0001 + 0.3 - x / 3
    y = (y * 31 + i) % 1009
    z = z + y / (i + 1) - 2 ** -1
def mixed(a, b):
    c = a + b
    d = a - b if a > b else b - a
    e = a / (b or 1) + a * c
    f = divmod(abs(int(a)), 7)[1] ^ 5
    return c, d, e, -f, round(e, 2), min(a, b), not a, a == b, a is b, f'{e}'
for a, b in ((1, 2), (1.5, 2), (3, 0.25), (True, 4), (10 ** 20, 3), (2.0, -1.0)) * 6:
    mixed(a, b)
for a, b in (('a', 'b'), ([1], [2]), ((1,), (2, 3))) * 8:
    c = a + b; c == a; c[0]; a * 2; len(c); str(c); c > a; b in c
""",
    # What comes with the language: iterators, attributes, unpacking, slices, closures, scopes.
    """
def outer(*args, scale=2, **named):
    total = 0
    def add(n):
        nonlocal total
        total += n * scale
        return total
    for index, arg in enumerate(args):
        add(arg if isinstance(arg, (int, float)) else len(arg))
    return total, named, add
for _ in range(8):
    total, named, add = outer(1, 'two', 3.0, [4], scale=3, a=1, b=2)
    head, *middle, tail = range(9)
    parts = [*middle[::-1], *'xyz']
    grid = {(x, y): x ^ y for x in range(5) for y in range(5) if x != y}
    for (x, y), value in grid.items():
        if (y, x) in grid and grid[y, x] == value:
            add(value)
    any(v > 6 for v in grid.values())
    all(map(callable, (outer, add, len)))
    list(zip(parts, range(4))), max(grid, key=grid.get), next(iter(grid))
    getattr(add, '__name__'), hasattr(add, 'no'), type(add) is type(outer)
    with_lambda = sorted(parts, key=lambda part: str(part))
    ' '.join(str(part) for part in with_lambda).title().split()
""",
    # Texts.
    """
words = 'the quick brown fox jumps over the lazy dog'.split()
count = {}
for word in words * 6:
    for letter in word.upper():
        count[letter] = count.get(letter, 0) + 1
lines = [f'{letter:>3}: {n:05.1f} {"#" * n}' for letter, n in count.items()]
text = '\\n'.join(lines)
text.replace('#', '*').find('Z'), text.encode().decode(), '%s=%d' % ('a', 3)
""",
    # Classes, exceptions, generators, floats.
    """
class Shape:
    def __init__(self, side):
        self.side = side
    def area(self):
        return self.side ** 2
    def __lt__(self, other):
        return self.side < other.side
class Circle(Shape):
    @property
    def size(self):
        return self.area() * 3.14159
    def area(self):
        return super().area() / 4.0
def shapes():
    for side in range(40):
        yield Circle(side) if side % 2 else Shape(side)
found = sorted(shapes(), reverse=True)
missing = 0
for shape in found:
    try:
        shape.size + shape.area()
    except AttributeError as error:
        missing += len(error.args)
""",
)


def steps() -> list[Callable[[], float | None]]:
    pieces = [compile(piece, '<warm-up>', 'exec') for piece in _PIECES]
    return [_Run(piece) for _ in range(ROUNDS) for piece in pieces]


class _Run:
    def __init__(self, code: object) -> None:
        self._code = code

    def __call__(self) -> None:
        exec(self._code, {'__name__': '_goru_warm_up'})  # type: ignore[arg-type]
