"""How the original prints numbers and cuts texts, where Python would do it differently."""

from __future__ import annotations

from typing import Any

_SHOWN_BYTES = 50


def float_text(value: float) -> str:
    """A float without an exponent and without a superfluous `.0`."""
    if value != value:
        return 'NaN'
    if value in (float('inf'), float('-inf')):
        return 'inf' if value > 0 else '-inf'
    text = repr(value)
    if 'e' in text or 'E' in text:
        from decimal import Decimal

        text = format(Decimal(text), 'f')
    return text[:-2] if text.endswith('.0') else text


def number_text(value: Any) -> str:
    """A constraint in a message."""
    return float_text(value) if type(value) is float else str(value)


def truncated(text: str, limit: int = _SHOWN_BYTES) -> str:
    """At most `limit` bytes of UTF-8, with the middle left out."""
    if len(text) <= limit and (text.isascii() or len(text.encode(errors='replace')) <= limit):
        return text
    raw = text.encode(errors='surrogatepass')
    if len(raw) <= limit:
        return text
    middle = -(-limit // 2)
    head = raw[:middle]
    tail = raw[len(raw) - (middle - 1) :]
    while tail and tail[0] & 0xC0 == 0x80:
        tail = tail[1:]
    return f'{head.decode(errors="ignore")}...{tail.decode(errors="ignore")}'
