"""Digits of π, one after the other, from an unbounded spigot (Gibbons).

Loads arithmetic with integers of many hundred digits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EXPECTED = 524_461_006
DIGITS = 2_100


def pi_digits() -> Iterator[int]:
    """The series 2 + 1/3 (2 + 2/5 (2 + 3/7 (…))) as a product of matrices (q r; 0 t)."""
    q, r, t = 1, 0, 1
    term = 0
    while True:
        digit = (3 * q + r) // t
        if digit == (4 * q + r) // t:
            yield digit
            q, r = 10 * q, 10 * (r - digit * t)
        else:
            term += 1
            odd = 2 * term + 1
            q, r, t = q * term, (2 * q + r) * odd, t * odd


def bench() -> int:
    digits = pi_digits()
    checksum = 0
    for _ in range(DIGITS):
        checksum = (checksum * 31 + next(digits)) % 1_000_000_007
    return checksum
