"""How Python objects and texts are read as booleans, integers and floats in lax mode."""

from __future__ import annotations

import math
import re
from typing import Any

from .line_errors import fail

_I64 = 2**63
_FALSE = frozenset(('0', 'f', 'n', 'no', 'off', 'false'))
_TRUE = frozenset(('1', 't', 'y', 'on', 'yes', 'true'))
_JSON_INT = re.compile(r'-?(0|[1-9][0-9]*)\Z')
_MAX_DIGITS = 4300
_FLOAT = re.compile(
    r'[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|infinity|nan)\Z', re.IGNORECASE
)
#: What Rust's `trim` takes away; Python's `strip` takes four more.
_SPACE = ''.join(
    chr(code)
    for code in (
        9,
        10,
        11,
        12,
        13,
        32,
        133,
        160,
        5760,
        *range(8192, 8203),
        8232,
        8233,
        8239,
        8287,
        12288,
    )
)


def utf8_of(text: str) -> str:
    """A plain string without lone surrogates."""
    plain = str.__str__(text) if type(text) is not str else text
    if not plain.isascii():
        try:
            plain.encode()
        except UnicodeEncodeError:
            raise fail('string_unicode', text) from None
    return plain


def text_of(value: Any, unicode_error: str) -> str | None:
    """The text of a `str` or of `bytes`."""
    if isinstance(value, str):
        return utf8_of(value)
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            raise fail(unicode_error, value) from None
    return None


def i64_of(value: Any) -> int | None:
    if isinstance(value, int) and -_I64 <= value < _I64:
        return int(value)
    return None


def real_of(value: Any) -> float | None:
    """What `__float__` or `__index__` gives."""
    kind = type(value)
    if kind is float:
        return value
    if isinstance(value, float):
        return float.__float__(value)
    if isinstance(value, str | bytes | bytearray):
        return None
    if hasattr(kind, '__float__') or hasattr(kind, '__index__'):
        try:
            return float(value)
        except Exception:
            return None
    return None


def enum_value(value: Any) -> Any:
    """The value of a member of an enumeration, else None."""
    meta = type(type(value))
    if meta is type:
        return None
    from enum import EnumMeta

    return getattr(value, 'value', None) if meta is EnumMeta else None


def text_as_bool(text: str, value: Any) -> bool:
    text = utf8_of(text)
    small = text.lower() if text.isascii() else text
    if small in _FALSE:
        return False
    if small in _TRUE:
        return True
    raise fail('bool_parsing', value)


def _int_as_bool(number: int, value: Any) -> bool:
    if number == 0:
        return False
    if number == 1:
        return True
    raise fail('bool_parsing', value)


def as_bool(value: Any) -> bool:
    text = text_of(value, 'bool_parsing')
    if text is not None:
        return text_as_bool(text, value)
    number = i64_of(value)
    if number is not None:
        return _int_as_bool(number, value)
    real = real_of(value)
    if real is not None and math.isfinite(real) and real.is_integer() and -_I64 < real < _I64:
        return _int_as_bool(int(real), value)
    raise fail('bool_type', value)


def float_as_int(number: float, value: Any) -> int:
    if not math.isfinite(number):
        raise fail('finite_number', value)
    if not number.is_integer():
        raise fail('int_from_float', value)
    if not -_I64 < number < _I64:
        raise fail('int_parsing_size', value)
    return int(number)


def ratio_as_int(number: Any, value: Any) -> int:
    numerator, denominator = number.as_integer_ratio()
    if denominator != 1:
        raise fail('int_from_float', value)
    return numerator


def as_int(value: Any) -> int:
    """Whatever is not an `int`, in lax mode."""
    text = text_of(value, 'int_parsing')
    if text is not None:
        return text_as_int(text, value)
    if type(value) is float:
        return float_as_int(value, value)
    import sys

    module = sys.modules.get('decimal')
    if module is not None and isinstance(value, module.Decimal):
        if not value.is_finite():
            raise fail('finite_number', value)
        return ratio_as_int(value, value)
    module = sys.modules.get('fractions')
    if module is not None and isinstance(value, module.Fraction):
        return ratio_as_int(value, value)
    real = real_of(value)
    if real is not None:
        return float_as_int(real, value)
    inner = enum_value(value)
    if inner is not None:
        return inner
    raise fail('int_type', value)


def text_as_int(text: str, value: Any) -> int:
    if not text.isascii():
        text = utf8_of(text)
    number = _json_int(text)
    if number == 'too large':
        raise fail('int_parsing_size', value)
    if number is None:
        cleaned = _clean_int(text)
        number = None if cleaned is None else _json_int(cleaned)
    if number is None or isinstance(number, str):
        raise fail('int_parsing', value)
    return number


def _json_int(text: str) -> int | str | None:
    if _JSON_INT.match(text) is None:
        return None
    digits = len(text) - (text[0] == '-')
    if digits > _MAX_DIGITS:
        return 'too large'
    return int(text)


def _strip_underscores(text: str) -> str | None:
    if text.startswith('_') or text.endswith('_') or '_' not in text or '__' in text:
        return None
    return text.replace('_', '')


def _clean_int(text: str) -> str | None:
    before = len(text)
    text = text.strip(_SPACE)
    if text.startswith('+'):
        text = text[1:]
        if text.startswith('-'):
            return None
    negative = text.startswith('-')
    if negative:
        text = text[1:]
        if text[:1] in ('-', '+') and text:
            return None
    stripped = _strip_leading_zeros(text)
    if stripped is None:
        return None
    text = stripped
    whole, dot, fraction = text.partition('.')
    if dot and fraction and fraction.strip('0') == '':
        text = whole
    bare = _strip_underscores(text)
    if bare is None:
        if before == len(text):
            return None
        bare = text
    return f'-{bare}' if negative else bare


def _strip_leading_zeros(text: str) -> str | None:
    first = text[:1]
    if first == '':
        return None
    if first != '0':
        return text if first in '123456789-' else None
    for index in range(1, len(text)):
        char = text[index]
        if char in '0_':
            continue
        if char in '123456789-':
            return text[index:]
        if char == '.':
            return text[index - 1 :]
        return None
    return text[-1:]


def text_as_float(text: str, value: Any) -> float:
    if not text.isascii():
        text = utf8_of(text)
    trimmed = text.strip(_SPACE)
    if _FLOAT.match(trimmed):
        return float(trimmed)
    bare = _strip_underscores(text)
    if bare is not None and _FLOAT.match(bare):
        return float(bare)
    raise fail('float_parsing', value)
