"""Which known name is meant by one that is misspelt. web/spelling/nearest-name.ts is the same.

Whoever is told to install what a slip of a finger spells may get what somebody has put there for
just that slip.
"""

from __future__ import annotations

TYPE_CHECKING = False  # Importing `typing` costs too much for a program's first error.
if TYPE_CHECKING:
    from collections.abc import Iterable

#: Shorter names are all near each other: only letters that changed places count.
_SHORT = 4
#: In the name of something as long as this two slips count, in others one.
_LONG = 8
#: A first letter is seldom mistyped: of two names that are as near, `nunpy` means numpy rather
#: than runpy.
_OTHER_START = 0.5


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The first of those that are nearest; empty when `name` is one of them or like none."""
    nearest, least = '', 3.0
    asked = name.lower()
    for candidate in known:
        if candidate == name:
            return ''
        slips = _slips(asked, candidate.lower())
        if slips is None:
            continue
        away = slips if candidate[:1].lower() == asked[:1] else slips + _OTHER_START
        if away < least:
            nearest, least = candidate, away
    return nearest


def _slips(asked: str, known: str) -> int | None:
    """How many slips lie between two names; None for too many."""
    most = 2 if len(known) >= _LONG else 1
    if abs(len(asked) - len(known)) > most:
        return None
    slips = _distance(asked, known)
    is_long_enough = min(len(asked), len(known)) >= _SHORT
    is_same_letters = sorted(asked) == sorted(known)
    return slips if slips <= most and (is_long_enough or is_same_letters) else None


def _distance(one: str, other: str) -> int:
    """Letters that are missing, too many, others, or swapped with their neighbours."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        before, above, row = row, before, [i + 1]
        for j, theirs in enumerate(other):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (letter != theirs))
            if i and j and letter == other[j - 1] and one[i - 1] == theirs:
                cost = min(cost, above[j - 1] + 1)
            row.append(cost)
    return row[-1]
