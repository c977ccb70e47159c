"""Five numeric kernels: FFT, over-relaxation, sparse product, LU decomposition, Monte Carlo.

After SciMark. Loads float arithmetic and indexing of (nested) lists in plain loops.
"""

from __future__ import annotations

from math import pi, sin

EXPECTED = 6_248_089_424
FFT_SIZE = 1_024
FFT_ROUNDS = 5
GRID_SIZE = 80
GRID_SWEEPS = 35
SPARSE_ROWS = 1_000
SPARSE_PER_ROW = 5
SPARSE_ROUNDS = 80
LU_SIZE = 90
MONTE_CARLO_THROWS = 150_000


class Lcg:
    """A linear congruential generator, the same everywhere."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def next(self) -> float:
        self.state = (self.state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        return self.state / 0x80000000


def reorder_by_bits(real: list[float], imaginary: list[float]) -> None:
    size = len(real)
    target = 0
    for index in range(size - 1):
        if index < target:
            real[index], real[target] = real[target], real[index]
            imaginary[index], imaginary[target] = imaginary[target], imaginary[index]
        bit = size >> 1
        while bit <= target:
            target -= bit
            bit >>= 1
        target += bit


def fft(real: list[float], imaginary: list[float], direction: int) -> None:
    size = len(real)
    reorder_by_bits(real, imaginary)
    half = 1
    while half < size:
        angle = direction * pi / half
        turn_sin = sin(angle)
        half_sin = sin(angle / 2.0)
        turn_cos = 1.0 - 2.0 * half_sin * half_sin
        cosine, sine = 1.0, 0.0
        for start in range(half):
            for low in range(start, size, 2 * half):
                high = low + half
                re = cosine * real[high] - sine * imaginary[high]
                im = cosine * imaginary[high] + sine * real[high]
                real[high] = real[low] - re
                imaginary[high] = imaginary[low] - im
                real[low] += re
                imaginary[low] += im
            cosine, sine = cosine * turn_cos - sine * turn_sin, sine * turn_cos + cosine * turn_sin
        half *= 2


def fft_there_and_back(lcg: Lcg) -> float:
    real = [lcg.next() for _ in range(FFT_SIZE)]
    imaginary = [lcg.next() for _ in range(FFT_SIZE)]
    for _ in range(FFT_ROUNDS):
        fft(real, imaginary, 1)
        fft(real, imaginary, -1)
        real = [value / FFT_SIZE for value in real]
        imaginary = [value / FFT_SIZE for value in imaginary]
    return sum(real) + sum(imaginary)


def over_relax(lcg: Lcg) -> float:
    grid = [[lcg.next() for _ in range(GRID_SIZE)] for _ in range(GRID_SIZE)]
    omega = 1.25
    for _ in range(GRID_SWEEPS):
        for row in range(1, GRID_SIZE - 1):
            above, here, below = grid[row - 1], grid[row], grid[row + 1]
            for column in range(1, GRID_SIZE - 1):
                around = above[column] + below[column] + here[column - 1] + here[column + 1]
                here[column] = omega * 0.25 * around + (1.0 - omega) * here[column]
    return sum(map(sum, grid))


def sparse_product(lcg: Lcg) -> float:
    starts = [row * SPARSE_PER_ROW for row in range(SPARSE_ROWS + 1)]
    columns = [int(lcg.next() * SPARSE_ROWS) for _ in range(starts[-1])]
    values = [lcg.next() / SPARSE_PER_ROW for _ in columns]
    vector = [1.0] * SPARSE_ROWS
    for _ in range(SPARSE_ROUNDS):
        product = [0.0] * SPARSE_ROWS
        for row in range(SPARSE_ROWS):
            total = 0.0
            for index in range(starts[row], starts[row + 1]):
                total += values[index] * vector[columns[index]]
            product[row] = 1.0 + total
        vector = product
    return sum(vector)


def lu_determinant(lcg: Lcg) -> float:
    """Of a matrix whose diagonal dominates, scaled to about 1."""
    matrix = [[lcg.next() / LU_SIZE for _ in range(LU_SIZE)] for _ in range(LU_SIZE)]
    for index in range(LU_SIZE):
        matrix[index][index] += 1.0
    determinant = 1.0
    for pivot in range(LU_SIZE):
        best = max(range(pivot, LU_SIZE), key=lambda row: abs(matrix[row][pivot]))
        if best != pivot:
            matrix[best], matrix[pivot] = matrix[pivot], matrix[best]
            determinant = -determinant
        pivot_row = matrix[pivot]
        determinant *= pivot_row[pivot]
        for row in matrix[pivot + 1 :]:
            factor = row[pivot] / pivot_row[pivot]
            row[pivot] = factor
            for column in range(pivot + 1, LU_SIZE):
                row[column] -= factor * pivot_row[column]
    return determinant


def monte_carlo_pi(lcg: Lcg) -> float:
    inside = 0
    for _ in range(MONTE_CARLO_THROWS):
        x = lcg.next()
        y = lcg.next()
        if x * x + y * y <= 1.0:
            inside += 1
    return inside * 4 / MONTE_CARLO_THROWS


def bench() -> int:
    lcg = Lcg(113)
    kernels = (fft_there_and_back, over_relax, sparse_product, lu_determinant, monte_carlo_pi)
    # Far from where rounding starts: the last digits of sin depend on the C library.
    return sum(round(kernel(lcg) * 10**6) for kernel in kernels)
