"""JSON texts to values: `json` where both agree, else a parser with the original's errors."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from .release import IS_2_27

_DEPTH_LIMIT = 200
_MAX_DIGITS = 4300
_SPACE = b' \t\n\r'
_INT = re.compile(rb'-?(?:0|[1-9][0-9]*)')
_PLAIN = re.compile(rb'[^"\\\x00-\x1f]*')
_SURROGATE = re.compile(r'\\u[dD][89a-fA-F]')
_LONG_NUMBER = re.compile(r'[0-9]{4000}')
_FORGIVEN = (
    'EOF while parsing a list',
    'EOF while parsing an object',
    'EOF while parsing a string',
    'EOF while parsing a value',
    'expected `,` or `]`',
    'expected `,` or `}`',
)


class JsonError(ValueError):
    """The text is not JSON; the message names line and column."""


class _SyntaxError(Exception):
    def __init__(self, message: str, index: int) -> None:
        self.message = message
        self.index = index


def _no_constant(_name: str) -> NoReturn:
    raise ValueError('constants are not allowed')


_strict_decoder = json.JSONDecoder(parse_constant=_no_constant)


def parse_json(data: Any, partial: Any = False, allow_inf_nan: bool = True) -> Any:
    """Raises `JsonError`."""
    if not partial:
        try:
            text = data if isinstance(data, str) else data.decode()
        except UnicodeDecodeError:
            text = None
        if text is not None and _is_shallow(text):
            try:
                return json.loads(text) if allow_inf_nan else _strict_decoder.decode(text)
            except (ValueError, RecursionError):
                pass
    raw = data.encode(errors='surrogatepass') if isinstance(data, str) else bytes(data)
    parser = _Parser(raw, partial, allow_inf_nan)
    try:
        return parser.document()
    except _SyntaxError as problem:
        raise JsonError(f'{problem.message} at {_position(raw, problem.index)}') from None


def _is_shallow(text: str) -> bool:
    """Whether nothing in it is treated differently by `json`."""
    if '\\u' in text and _SURROGATE.search(text) is not None:
        return False
    if len(text) > _MAX_DIGITS and _LONG_NUMBER.search(text) is not None:
        return False
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return False
        if text.startswith('\ufeff'):
            return False
    return text.count('[') + text.count('{') < _DEPTH_LIMIT


def _position(raw: bytes, index: int) -> str:
    if index < len(raw):
        line = raw.count(b'\n', 0, index + 1) + 1
        start = raw.rfind(b'\n', 0, index + 1) + 1
        return f'line {line} column {max(0, index + 1 - start)}'
    line = raw.count(b'\n') + 1
    return f'line {line} column {len(raw) - raw.rfind(b"\n") - 1}'


class _Parser:
    """A parser by hand over UTF-8 bytes."""

    __slots__ = ('_allow_inf_nan', '_depth', '_index', '_partial', '_raw', '_trailing')

    def __init__(self, raw: bytes, partial: Any, allow_inf_nan: bool) -> None:
        self._raw = raw
        self._index = 0
        self._partial = bool(partial)
        self._trailing = partial == 'trailing-strings'
        self._allow_inf_nan = allow_inf_nan
        self._depth = 0

    def document(self) -> Any:
        if self._peek() is None:
            raise _SyntaxError('EOF while parsing a value', self._index)
        value = self._value()
        if not self._partial and self._peek() is not None:
            raise _SyntaxError('trailing characters', self._index)
        return value

    def _peek(self) -> int | None:
        raw = self._raw
        index = self._index
        while index < len(raw) and raw[index] in _SPACE:
            index += 1
        self._index = index
        return raw[index] if index < len(raw) else None

    def _value(self) -> Any:
        raw = self._raw
        first = raw[self._index]
        if first == 0x22:
            return self._string()
        if first == 0x7B or first == 0x5B:
            self._depth += 1
            if self._depth > _DEPTH_LIMIT:
                raise _SyntaxError('recursion limit exceeded', self._index + IS_2_27)
            value = self._object() if first == 0x7B else self._array()
            self._depth -= 1
            return value
        if first == 0x74:
            return self._word(b'true', True)
        if first == 0x66:
            return self._word(b'false', False)
        if first == 0x6E:
            return self._word(b'null', None)
        if first == 0x2D or first in b'0123456789IN':
            return self._number(first)
        raise _SyntaxError('expected value', self._index)

    def _word(self, word: bytes, value: Any) -> Any:
        raw = self._raw
        for offset in range(1, len(word)):
            index = self._index + offset
            if index >= len(raw):
                raise _SyntaxError('EOF while parsing a value', index)
            if raw[index] != word[offset]:
                raise _SyntaxError('expected ident', index)
        self._index += len(word)
        return value

    def _number(self, first: int) -> Any:
        raw, start = self._raw, self._index
        if first == 0x4E:
            if not self._allow_inf_nan:
                raise _SyntaxError('expected value', start)
            return self._word(b'NaN', float('nan'))
        if first == 0x49:
            if not self._allow_inf_nan:
                raise _SyntaxError('expected value', start)
            return self._word(b'Infinity', float('inf'))
        index = start + 1 if first == 0x2D else start
        if index >= len(raw):
            raise _SyntaxError('EOF while parsing a value', index)
        if raw[index] == 0x49:
            if not self._allow_inf_nan:
                raise _SyntaxError('invalid number', index)
            self._index = index
            return self._word(b'Infinity', float('-inf'))
        if raw[index] not in b'0123456789':
            raise _SyntaxError('invalid number', index)
        found = _INT.match(raw, start)
        end = start if found is None else found.end()
        following = raw[end : end + 1]
        if raw[index] == 0x30 and following.isdigit():
            raise _SyntaxError('invalid number', end)
        if following not in (b'.', b'e', b'E') or not following:
            if end - start > _MAX_DIGITS:
                raise _SyntaxError('number out of range', start + _MAX_DIGITS + 1)
            self._index = end
            return int(raw[start:end])
        return self._float(start, end)

    def _float(self, start: int, end: int) -> float:
        raw = self._raw
        index = end
        if raw[index] == 0x2E:
            index = self._some_digits(index + 1)
        if raw[index : index + 1] in (b'e', b'E') and index < len(raw):
            index += 1
            if raw[index : index + 1] in (b'+', b'-') and index < len(raw):
                index += 1
            index = self._some_digits(index)
        self._index = index
        return float(raw[start:index])

    def _some_digits(self, index: int) -> int:
        raw = self._raw
        if index >= len(raw):
            raise _SyntaxError('EOF while parsing a value', index)
        if raw[index] not in b'0123456789':
            raise _SyntaxError('invalid number', index)
        while index < len(raw) and raw[index] in b'0123456789':
            index += 1
        return index

    def _array(self) -> list[Any]:
        items: list[Any] = []
        try:
            self._index += 1
            first = self._peek()
            if first is None:
                raise _SyntaxError('EOF while parsing a list', self._index)
            if first == 0x5D:
                self._index += 1
                return items
            while True:
                items.append(self._value())
                following = self._peek()
                if following is None:
                    raise _SyntaxError('EOF while parsing a list', self._index)
                if following == 0x5D:
                    self._index += 1
                    return items
                if following != 0x2C:
                    raise _SyntaxError('expected `,` or `]`', self._index)
                self._index += 1
                following = self._peek()
                if following is None:
                    raise _SyntaxError('EOF while parsing a value', self._index)
                if following == 0x5D:
                    raise _SyntaxError('trailing comma', self._index)
        except _SyntaxError as problem:
            if self._partial and problem.message in _FORGIVEN:
                return items
            raise

    def _object(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        try:
            self._index += 1
            first = self._peek()
            if first is None:
                raise _SyntaxError('EOF while parsing an object', self._index)
            if first == 0x7D:
                self._index += 1
                return found
            if first != 0x22:
                raise _SyntaxError('key must be a string', self._index)
            while True:
                key = self._key()
                if self._peek() is None:
                    raise _SyntaxError('EOF while parsing a value', self._index)
                found[key] = self._value()
                following = self._peek()
                if following is None:
                    raise _SyntaxError('EOF while parsing an object', self._index)
                if following == 0x7D:
                    self._index += 1
                    return found
                if following != 0x2C:
                    raise _SyntaxError('expected `,` or `}`', self._index)
                self._index += 1
                following = self._peek()
                if following is None:
                    raise _SyntaxError('EOF while parsing a value', self._index)
                if following == 0x7D:
                    raise _SyntaxError('trailing comma', self._index)
                if following != 0x22:
                    raise _SyntaxError('key must be a string', self._index)
        except _SyntaxError as problem:
            if self._partial and problem.message in _FORGIVEN:
                return found
            raise

    def _key(self) -> str:
        trailing, self._trailing = self._trailing, False
        key = self._string()
        self._trailing = trailing
        following = self._peek()
        if following is None:
            raise _SyntaxError('EOF while parsing an object', self._index)
        if following != 0x3A:
            raise _SyntaxError('expected `:`', self._index)
        self._index += 1
        return key

    def _string(self) -> str:
        raw = self._raw
        start = index = self._index + 1
        parts: list[bytes] = []
        while True:
            found = _PLAIN.match(raw, index)
            end = index if found is None else found.end()
            parts.append(raw[index:end])
            if end >= len(raw):
                if self._trailing:
                    self._index = end
                    return b''.join(parts).decode(errors='ignore')
                raise _SyntaxError('EOF while parsing a string', end)
            char = raw[end]
            if char == 0x22:
                self._index = end + 1
                return self._decoded(b''.join(parts), start)
            if char != 0x5C:
                raise _SyntaxError(
                    'control character (\\u0000-\\u001F) found while parsing a string', end
                )
            piece, index = self._escape(end + 1)
            parts.append(piece)

    def _decoded(self, data: bytes, start: int) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise _SyntaxError('invalid unicode code point', start + error.start + 1) from None

    def _escape(self, index: int) -> tuple[bytes, int]:
        raw = self._raw
        if index >= len(raw):
            raise _SyntaxError('EOF while parsing a string', index)
        char = raw[index : index + 1]
        simple = _ESCAPES.get(char)
        if simple is not None:
            return simple, index + 1
        if char != b'u':
            raise _SyntaxError('invalid escape', index)
        code, index = self._hex(index)
        if 0xDC00 <= code <= 0xDFFF:
            raise _SyntaxError('lone leading surrogate in hex escape', index)
        if 0xD800 <= code <= 0xDBFF:
            pair = raw[index + 1 : index + 3]
            if pair == b'\\u':
                low, index = self._hex(index + 2)
                if not 0xDC00 <= low <= 0xDFFF:
                    raise _SyntaxError('lone leading surrogate in hex escape', index)
                code = ((code - 0xD800) << 10 | (low - 0xDC00)) + 0x10000
            elif len(pair) == 2:
                shift = 2 if pair[:1] == b'\\' else 1
                raise _SyntaxError('unexpected end of hex escape', index + shift)
            elif pair in (b'', b'\\'):
                raise _SyntaxError('EOF while parsing a string', len(raw))
            else:
                raise _SyntaxError('unexpected end of hex escape', index + 1)
        return chr(code).encode(), index + 1

    def _hex(self, index: int) -> tuple[int, int]:
        """The four digits after `index`, and the index of the last of them."""
        digits = self._raw[index + 1 : index + 5]
        if len(digits) < 4:
            raise _SyntaxError('EOF while parsing a string', len(self._raw))
        for offset, digit in enumerate(digits):
            if digit not in b'0123456789abcdefABCDEF':
                raise _SyntaxError('invalid escape', index + 1 + offset)
        return int(digits, 16), index + 4


_ESCAPES = {
    b'"': b'"',
    b'\\': b'\\',
    b'/': b'/',
    b'b': b'\b',
    b'f': b'\f',
    b'n': b'\n',
    b'r': b'\r',
    b't': b'\t',
}


def from_json(
    data: str | bytes | bytearray,
    *,
    allow_inf_nan: bool = True,
    cache_strings: Any = True,
    allow_partial: Any = False,
) -> Any:
    """Deserialises JSON data. Raises `ValueError`."""
    del cache_strings
    if not isinstance(data, str | bytes | bytearray):
        raise TypeError("argument 'data': 'data' must be str, bytes or bytearray")
    partial = False if allow_partial in (False, 'off') else allow_partial
    return parse_json(data, partial, allow_inf_nan)
