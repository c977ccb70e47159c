"""Sentences of ours for people, in their language: `LANGUAGE`, as gettext has it.

Errors' messages are not among them: programs match on those.
"""

from __future__ import annotations

import posix


def translated(text: str) -> str | None:
    """None in English, and for what nobody has translated."""
    if not posix.environ.get(b'LANGUAGE', b'').startswith(b'de'):
        return None
    try:
        from goru._german import TEXTS
    except Exception:
        return None  # Memory is full, or a program has put something in the way of imports.
    return TEXTS.get(text)


def say(text: str, **values: object) -> str:
    """`text` with `values` in the places that it has for them."""
    return (translated(text) or text).format(**values)
