"""JSON text: strings, floats, indentation."""

from __future__ import annotations

import math
import re
from json import encoder as _encoder

from .release import IS_2_27

quote = getattr(_encoder, 'c_encode_basestring', None) or _encoder.encode_basestring


def string_text(value: str) -> str:
    """A JSON string; lone surrogates are an error, as they are no UTF-8."""
    return quote(value)


def float_to_json(value: float, inf_nan: str) -> str:
    """A JSON number as Rust writes it."""
    text = repr(value) if type(value) is float else repr(float(value))
    if 'e' in text:
        return _exponent(text)
    if not math.isfinite(value):
        if inf_nan == 'null':
            return 'null'
        word = 'NaN' if value != value else 'Infinity' if value > 0 else '-Infinity'
        return word if inf_nan == 'constants' else f'"{word}"'
    return text


def _exponent(text: str) -> str:
    mantissa, _, power = text.partition('e')
    number = int(power)
    if number == -5:
        sign = '-' if mantissa.startswith('-') else ''
        return f'{sign}0.0000{mantissa.lstrip("-").replace(".", "")}'
    sign = '+' if number > 0 and not IS_2_27 else ''
    return f'{mantissa}e{sign}{number}'


_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^"\[\]{},:]+')


def indented(text: str, width: int) -> str:
    """Compact JSON with line breaks and spaces."""
    out: list[str] = []
    depth = 0
    tokens = _TOKENS.findall(text)
    for index, token in enumerate(tokens):
        if token in '[{':
            out.append(token)
            if tokens[index + 1] not in ']}':
                depth += 1
                out.append('\n' + ' ' * (width * depth))
        elif token in ']}':
            if tokens[index - 1] not in '[{':
                depth -= 1
                out.append('\n' + ' ' * (width * depth))
            out.append(token)
        elif token == ',':
            out.append(',\n' + ' ' * (width * depth))
        elif token == ':':
            out.append(': ')
        else:
            out.append(token)
    return ''.join(out)


_NON_ASCII = re.compile(r'[^\x00-\x7f]')


def ascii_only(text: str) -> str:
    def escape(found: re.Match[str]) -> str:
        code = ord(found[0])
        if code < 0x10000:
            return f'\\u{code:04x}'
        code -= 0x10000
        return f'\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}'

    return _NON_ASCII.sub(escape, text)
