"""Rust's regular expressions by Python's `re`: the differences that patterns for fields meet."""

from __future__ import annotations

import re

from .exceptions import SchemaError

_LOOK_AROUND = ('(?=', '(?!', '(?<=', '(?<!')
_CLASSES = {
    'L': r'^\W\d_',
    'Lu': 'A-Z\u00c0-\u00d6\u00d8-\u00de\u0391-\u03a9\u0410-\u042f',
    'Ll': 'a-z\u00df-\u00f6\u00f8-\u00ff\u03b1-\u03c9\u0430-\u044f',
    'N': r'\d',
    'Nd': r'\d',
    'P': r'!-/:-@\[-`{-~',
}


def compile_rust_regex(pattern: str) -> re.Pattern[str]:
    """Raises `SchemaError` for what Rust's engine refuses."""
    try:
        return re.compile(_translate(pattern))
    except (re.error, OverflowError) as error:
        raise SchemaError(f'regex parse error:\n    {pattern}\nerror: {error}') from error


def _translate(pattern: str) -> str:
    out: list[str] = []
    position = 0
    in_class = False
    multiline = False
    while position < len(pattern):
        char = pattern[position]
        if char == '\\':
            text, position = _escape(pattern, position)
            out.append(text)
            continue
        if in_class:
            if char == ']' and out[-1] not in ('[', '[^'):
                in_class = False
            if char == '[' and not pattern.startswith('[:', position):
                out.append('\\[')
                position += 1
                continue
        elif char == '[':
            in_class = True
            if pattern.startswith('[^', position):
                out.append('[^')
                position += 2
                continue
        elif char == '(':
            if pattern.startswith(_LOOK_AROUND, position):
                raise SchemaError(
                    f'regex parse error:\n    {pattern}\n    '
                    + ' ' * position
                    + '^^^\nerror: look-around, including look-ahead and look-behind,'
                    ' is not supported'
                )
            if pattern.startswith('(?<', position):
                out.append('(?P<')
                position += 3
                continue
            flags = re.match(r'\(\?([imsxU]+)[:)]', pattern[position:])
            multiline = multiline or (flags is not None and 'm' in flags[1])
        elif char == '$' and not multiline:
            out.append(r'\Z')
            position += 1
            continue
        out.append(char)
        position += 1
    return ''.join(out)


def _escape(pattern: str, position: int) -> tuple[str, int]:
    following = pattern[position + 1 : position + 2]
    if following == 'z':
        return r'\Z', position + 2
    if following in ('1', '2', '3', '4', '5', '6', '7', '8', '9'):
        raise SchemaError(
            f'regex parse error:\n    {pattern}\n    '
            + ' ' * position
            + '^^\nerror: backreferences are not supported'
        )
    if following in ('p', 'P'):
        found = re.match(r'\\[pP](?:\{(\w+)\}|(\w))', pattern[position:])
        if found is not None:
            name = found[1] or found[2]
            inner = _CLASSES.get(name)
            if inner is not None:
                negate = following == 'P'
                if inner.startswith('^'):
                    text = f'[{inner[1:]}]' if negate else f'[{inner}]'
                else:
                    text = f'[^{inner}]' if negate else f'[{inner}]'
                return text, position + found.end()
    if following == 'x':
        found = re.match(r'\\x\{([0-9a-fA-F]+)\}', pattern[position:])
        if found is not None:
            return re.escape(chr(int(found[1], 16))), position + found.end()
    if following == 'u':
        found = re.match(r'\\u\{([0-9a-fA-F]+)\}', pattern[position:])
        if found is not None:
            return re.escape(chr(int(found[1], 16))), position + found.end()
    return pattern[position : position + 2], position + 2
