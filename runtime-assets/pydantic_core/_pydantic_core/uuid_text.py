"""Texts of UUIDs: the forms of the original, and its error texts."""

from __future__ import annotations

import re

from .release import IS_2_27

_SIMPLE = re.compile(r'[0-9a-fA-F]{32}\Z')
_GROUPS = re.compile(
    r'[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\Z'
)
#: that of a URN
_LONGEST = 45
_SIZES = (8, 4, 4, 4, 12)


def parse_uuid(text: str) -> tuple[str | None, int]:
    """An error text, or the number."""
    if not IS_2_27 and (
        len(text) > _LONGEST or (not text.isascii() and len(text.encode()) > _LONGEST)
    ):
        return f'invalid length: found {len(text.encode())}', 0
    body = text
    if body.startswith('urn:uuid:'):
        body = body[9:]
    elif body.startswith('{') and body.endswith('}'):
        body = body[1:-1]
    if body is text and _SIMPLE.match(body):
        return None, int(body, 16)
    if _GROUPS.match(body):
        return None, int(body.replace('-', ''), 16)
    return _why(text), 0


def _why(text: str) -> str:
    """Follows the parser of the `uuid` crate to its first complaint."""
    raw = text.encode(errors='replace')
    start = 0
    body = text
    if raw.startswith(b'urn:uuid:'):
        body, start = text[9:], 9
    elif len(raw) > 1 and raw[:1] == b'{' and raw[-1:] == b'}':
        body, start = text[1:-1], 1
    hyphens = 0
    bounds: list[int] = []
    for index, char in enumerate(body):
        offset = len(body[:index].encode()) + start
        if char == '-':
            if hyphens < 4:
                bounds.append(len(body[:index].encode()))
            hyphens += 1
        elif char not in '0123456789abcdefABCDEF':
            if not IS_2_27:
                return f'invalid character: found `{char}` at {offset}'
            if len(raw) in (38, 45):
                offset -= start
            return (
                'invalid character: expected an optional prefix of `urn:uuid:` followed by'
                f' [0-9a-fA-F-], found `{char}` at {offset + 1}'
            )
    size = len(body.encode())
    if hyphens == 0 and start == 0:
        expected = 'expected length 32 for simple format, ' if IS_2_27 else ''
        return f'invalid length: {expected}found {size}'
    if hyphens != 4:
        return f'invalid group count: expected 5, found {hyphens + 1}'
    expected_bounds = (8, 13, 18, 23)
    for index in range(4):
        if bounds[index] != expected_bounds[index]:
            previous = bounds[index - 1] + 1 if index else 0
            found = bounds[index] - previous
            return f'invalid group length in group {index}: expected {_SIZES[index]}, found {found}'
    return f'invalid group length in group 4: expected 12, found {size - bounds[3] - 1}'
