"""Points on a curve, normalised, then the largest of each coordinate.

Loads float arithmetic, slots, and functions of the math module.
"""

from __future__ import annotations

from math import cos, sin, sqrt

EXPECTED = 22_340_539_234
POINTS = 140_000


class Point:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, angle: float) -> None:
        self.x = sin(angle)
        self.y = cos(angle) * 3.0
        self.z: float = self.x * self.x / 2.0

    def normalize(self) -> None:
        length = sqrt(self.x * self.x + self.y * self.y + self.z * self.z)
        self.x /= length
        self.y /= length
        self.z /= length

    def maximize(self, other: Point) -> Point:
        self.x = self.x if self.x > other.x else other.x
        self.y = self.y if self.y > other.y else other.y
        self.z = self.z if self.z > other.z else other.z
        return self


def bench() -> int:
    points = [Point(number * 0.37) for number in range(POINTS)]
    for point in points:
        point.normalize()
    # Far from where rounding starts: the last digits of sin and cos depend on the C library.
    total = round(sum(point.x + point.y + point.z for point in points) * 1e3)
    largest = points[0]
    for point in points[1:]:
        largest = largest.maximize(point)
    return total * 1_000 + round((largest.x + largest.y + largest.z) * 100)
