"""Planets around the sun, moved step by step. Loads float arithmetic on attributes and lists.

After the programming-language benchmarks game.
"""

from __future__ import annotations

from math import sqrt

EXPECTED = -1_351_115_330
STEPS = 40_000
DT = 0.01
SOLAR_MASS = 39.47841760435743  # 4 π²: masses are in suns, distances in AU, times in years

Vector = list[float]
Body = tuple[Vector, Vector, float]

# Position, velocity and mass; invented, with the order of magnitude of the outer planets.
PLANETS = (
    ((4.84, -1.16, -0.10), (0.61, 2.81, -0.02), 9.5e-4),
    ((8.34, 4.12, -0.40), (-1.01, 1.83, 0.01), 2.9e-4),
    ((12.89, -15.11, -0.22), (1.08, 0.87, -0.01), 4.4e-5),
    ((15.38, -25.92, 0.18), (0.98, 0.59, -0.03), 5.2e-5),
)


def solar_system() -> list[Body]:
    planets: list[Body] = [
        (list(position), list(velocity), mass * SOLAR_MASS) for position, velocity, mass in PLANETS
    ]
    # The sun moves against the planets, so that the whole stays where it is.
    drift = [
        -sum(velocity[axis] * mass for _, velocity, mass in planets) / SOLAR_MASS
        for axis in range(3)
    ]
    return [([0.0, 0.0, 0.0], drift, SOLAR_MASS), *planets]


def advance(bodies: list[Body], pairs: list[tuple[Body, Body]], steps: int, dt: float) -> None:
    for _ in range(steps):
        for (here, speed, mass), (there, other_speed, other_mass) in pairs:
            dx = here[0] - there[0]
            dy = here[1] - there[1]
            dz = here[2] - there[2]
            squared = dx * dx + dy * dy + dz * dz
            pull = dt / (squared * sqrt(squared))
            towards_other = other_mass * pull
            towards_this = mass * pull
            speed[0] -= dx * towards_other
            speed[1] -= dy * towards_other
            speed[2] -= dz * towards_other
            other_speed[0] += dx * towards_this
            other_speed[1] += dy * towards_this
            other_speed[2] += dz * towards_this
        for place, speed, _ in bodies:
            place[0] += dt * speed[0]
            place[1] += dt * speed[1]
            place[2] += dt * speed[2]


def energy(bodies: list[Body], pairs: list[tuple[Body, Body]]) -> float:
    total = 0.0
    for _, (vx, vy, vz), mass in bodies:
        total += 0.5 * mass * (vx * vx + vy * vy + vz * vz)
    for (here, _, mass), (there, _, other_mass) in pairs:
        squared = sum((a - b) * (a - b) for a, b in zip(here, there, strict=True))
        total -= mass * other_mass / sqrt(squared)
    return total


def bench() -> int:
    bodies = solar_system()
    pairs = [(body, other) for i, body in enumerate(bodies) for other in bodies[i + 1 :]]
    before = energy(bodies, pairs)
    advance(bodies, pairs, STEPS, DT)
    return round(before * 1e9) + round(energy(bodies, pairs) * 1e9) * 7
