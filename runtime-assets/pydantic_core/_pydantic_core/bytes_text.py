"""Bytes as texts (base64 and hexadecimal), both ways, with the original's error texts."""

from __future__ import annotations

import base64


def decode_text(text: str, encoding: str) -> tuple[str | None, bytes]:
    """An error text, or the bytes."""
    return _from_base64(text) if encoding == 'base64' else _from_hex(text)


_SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = {symbol: value for value, symbol in enumerate(_SYMBOLS)}


def _from_base64(text: str) -> tuple[str | None, bytes]:
    """Both alphabets and missing padding are accepted."""
    url_safe = '-' in text or '_' in text
    plain = text.replace('-', '+').replace('_', '/') if url_safe and '+' not in text else text
    body = plain.rstrip('=')
    for index, char in enumerate(body):
        if char not in _VALUES:
            offset = len(body[:index].encode())
            code = char.encode()[0]
            return f'Invalid symbol {code}, offset {offset}.', b''
    padding = len(plain) - len(body)
    rest = len(body) % 4
    if rest == 1:
        return f'Invalid input length: {len(body)}', b''
    if padding not in (0, -len(body) % 4):
        return 'Invalid padding', b''
    loose = {2: 0b1111, 3: 0b11}.get(rest, 0)
    if body and _VALUES[body[-1]] & loose:
        # bits that belong to no byte
        return f'Invalid last symbol {ord(body[-1])}, offset {len(body) - 1}.', b''
    try:
        return None, base64.b64decode(body + '=' * (-len(body) % 4), validate=True)
    except ValueError:
        return 'Invalid padding', b''


def _from_hex(text: str) -> tuple[str | None, bytes]:
    raw = text.encode()
    if len(raw) % 2 == 1:
        return 'Odd number of digits', b''
    for index, char in enumerate(text):
        if char not in '0123456789abcdefABCDEF':
            return f"Invalid character '{char}' at position {len(text[:index].encode())}", b''
    return None, bytes.fromhex(text)
