"""Spheres above a chequered floor, with shadows and reflections.

Loads float arithmetic, operator methods, many short-lived objects, and recursion.
"""

from __future__ import annotations

from math import sqrt

EXPECTED = 34_555_388_962
WIDTH = 160
HEIGHT = 110
MOST_REFLECTIONS = 3
NEAR = 1e-6


class Vector:
    __slots__ = ('x', 'y', 'z')

    def __init__(self, x: float, y: float, z: float) -> None:
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other: Vector) -> Vector:
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: Vector) -> Vector:
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> Vector:
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: Vector) -> float:
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalized(self) -> Vector:
        return self * (1.0 / sqrt(self.dot(self)))

    def mirrored_at(self, normal: Vector) -> Vector:
        return self - normal * (2.0 * self.dot(normal))


class Ray:
    __slots__ = ('direction', 'origin')

    def __init__(self, origin: Vector, direction: Vector) -> None:
        self.origin = origin
        self.direction = direction.normalized()

    def at(self, distance: float) -> Vector:
        return self.origin + self.direction * distance


class Shape:
    def __init__(self, colour: Vector, reflectivity: float) -> None:
        self.colour = colour
        self.reflectivity = reflectivity

    def distance(self, ray: Ray) -> float | None:
        raise NotImplementedError

    def normal(self, point: Vector) -> Vector:
        raise NotImplementedError

    def colour_at(self, point: Vector) -> Vector:
        return self.colour


class Sphere(Shape):
    def __init__(
        self, centre: Vector, radius: float, colour: Vector, reflectivity: float = 0.3
    ) -> None:
        super().__init__(colour, reflectivity)
        self.centre = centre
        self.radius = radius

    def distance(self, ray: Ray) -> float | None:
        to_centre = self.centre - ray.origin
        along = to_centre.dot(ray.direction)
        inside = self.radius * self.radius - to_centre.dot(to_centre) + along * along
        if inside < 0.0:
            return None
        distance = along - sqrt(inside)
        return distance if distance > NEAR else None

    def normal(self, point: Vector) -> Vector:
        return (point - self.centre).normalized()


class Floor(Shape):
    UP = Vector(0.0, 1.0, 0.0)

    def distance(self, ray: Ray) -> float | None:
        if ray.direction.y > -NEAR:
            return None
        distance = -ray.origin.y / ray.direction.y
        return distance if distance > NEAR else None

    def normal(self, point: Vector) -> Vector:
        return self.UP

    def colour_at(self, point: Vector) -> Vector:
        is_dark = (int(point.x + 1000.0) + int(point.z + 1000.0)) % 2 == 0
        return self.colour * 0.3 if is_dark else self.colour


class Scene:
    def __init__(self, shapes: list[Shape], light: Vector) -> None:
        self.shapes = shapes
        self.light = light

    def hit(self, ray: Ray) -> tuple[Shape, float] | None:
        nearest: tuple[Shape, float] | None = None
        for shape in self.shapes:
            distance = shape.distance(ray)
            if distance is not None and (nearest is None or distance < nearest[1]):
                nearest = (shape, distance)
        return nearest

    def is_lit(self, point: Vector, normal: Vector) -> bool:
        ray = Ray(point, self.light - point)
        return ray.direction.dot(normal) > 0.0 and self.hit(ray) is None

    def trace(self, ray: Ray, depth: int = 0) -> Vector:
        found = self.hit(ray)
        if found is None:
            return Vector(0.2, 0.3, 0.5) * (1.0 - abs(ray.direction.y))
        shape, distance = found
        point = ray.at(distance)
        normal = shape.normal(point)
        brightness = 0.15
        if self.is_lit(point, normal):
            brightness += 0.85 * (self.light - point).normalized().dot(normal)
        colour = shape.colour_at(point) * brightness
        if depth < MOST_REFLECTIONS and shape.reflectivity > 0.0:
            mirrored = Ray(point, ray.direction.mirrored_at(normal))
            reflected = self.trace(mirrored, depth + 1)
            colour = colour * (1.0 - shape.reflectivity) + reflected * shape.reflectivity
        return colour


def bench() -> int:
    shapes: list[Shape] = [
        Sphere(
            Vector(number * 1.1 - 2.2, 0.6 + number % 2, 4.0 + number % 3),
            0.6,
            Vector(1.0 - number / 6, number / 6, 0.5),
        )
        for number in range(5)
    ]
    shapes.append(Floor(Vector(0.9, 0.9, 0.8), 0.1))
    scene = Scene(shapes, Vector(-5.0, 8.0, -3.0))
    eye = Vector(0.0, 1.5, -4.0)
    total = 0.0
    for row in range(HEIGHT):
        for column in range(WIDTH):
            at = Vector(column / WIDTH - 0.5, 0.5 - row / HEIGHT, 1.0)
            colour = scene.trace(Ray(eye, at))
            total += colour.x + colour.y * 2.0 + colour.z * 3.0
    return round(total * 1e6)
