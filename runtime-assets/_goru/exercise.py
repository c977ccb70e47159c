"""Runs a little of everything while nobody waits, so that the first program runs at full speed.

A browser compiles WebAssembly twice: quickly at first, well once a function was called often. It
exchanges a function only where it is entered anew, and one run of Python is one entry: a short
first program would end in the slow code. So these steps are many short runs. They touch nothing
that a program could see.
"""

from __future__ import annotations

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable

#: How often each piece is run. Each takes a few milliseconds, less from one round to the next.
ROUNDS = 12

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


def steps() -> list[Callable[[], object]]:
    pieces = [compile(piece, '<warm-up>', 'exec') for piece in _PIECES]
    return [_Run(piece) for _ in range(ROUNDS) for piece in pieces]


class _Run:
    def __init__(self, code: object) -> None:
        self._code = code

    def __call__(self) -> None:
        exec(self._code, {'__name__': '_goru_warm_up'})  # type: ignore[arg-type]
