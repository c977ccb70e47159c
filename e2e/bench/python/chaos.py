"""The chaos game on a closed B-spline: where does a point go that jumps along the curve?

Loads float arithmetic, operator methods of small objects, and list indexing.
"""

from __future__ import annotations

from random import Random

EXPECTED = 759_160_938
SIDE = 96
JUMPS = 25_000
DEGREE = 3

CORNERS = ((1.6, 0.3), (2.8, 1.3), (2.0, 2.7), (0.9, 2.3), (0.2, 1.2), (0.7, 0.4), (1.5, 1.5))


class Point:
    __slots__ = ('x', 'y')

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y

    def __add__(self, other: Point) -> Point:
        return Point(self.x + other.x, self.y + other.y)

    def __mul__(self, factor: float) -> Point:
        return Point(self.x * factor, self.y * factor)

    def towards(self, other: Point, share: float) -> Point:
        return self * (1.0 - share) + other * share


class Spline:
    """De Boor's algorithm on equidistant knots; the corners are repeated to close the curve."""

    def __init__(self, corners: list[Point], degree: int) -> None:
        self.corners = corners + corners[:degree]
        self.degree = degree
        self.knots = [float(index) for index in range(len(self.corners) + degree + 1)]
        self.spans = len(corners)

    def __call__(self, share: float) -> Point:
        degree, knots = self.degree, self.knots
        at = degree + share * self.spans
        span = min(int(at), degree + self.spans - 1)
        layer = self.corners[span - degree : span + 1]
        for depth in range(1, degree + 1):
            for index in range(degree, depth - 1, -1):
                left = knots[span - degree + index]
                width = knots[span + index - depth + 1] - left
                layer[index] = layer[index - 1].towards(layer[index], (at - left) / width)
        return layer[degree]


def bench() -> int:
    random = Random(1234).random
    spline = Spline([Point(x, y) for x, y in CORNERS], DEGREE)
    image = [[0] * SIDE for _ in range(SIDE)]
    point = Point(1.5, 1.5)
    for _ in range(JUMPS):
        point = point.towards(spline(random()), 0.4 + 0.2 * random())
        row = min(SIDE - 1, int(point.y / 3.0 * SIDE))
        column = min(SIDE - 1, int(point.x / 3.0 * SIDE))
        image[row][column] += 1
    checksum = 0
    for row in image:
        for count in row:
            checksum = (checksum * 17 + count) % 1_000_000_007
    return checksum
