"""Runs one case on a core and puts what came out into words that can be compared."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import re
import warnings
from collections import deque
from collections.abc import Mapping
from typing import Any

_ADDRESS = re.compile(r'0x[0-9a-f]{6,}')
_PLAIN = (int, float, complex, str, bytes, bytearray, type(None), type(...))


def canon(value: Any, depth: int = 0) -> str:
    """A value with its exact type."""
    if depth > 12:
        return '<deep>'
    kind = type(value)
    name = kind.__name__
    inner = depth + 1
    if isinstance(value, type):
        return f'<class {value.__name__}>'
    if isinstance(value, enum.Enum):
        return f'{name}.{value.name}'
    if kind in _PLAIN or kind is bool:
        return repr(value)
    if isinstance(value, dt.datetime | dt.time):
        zone = '' if value.tzinfo is None else f' {type(value.tzinfo).__name__}'
        return f'{name}({value.isoformat()}{zone})'
    if isinstance(value, dt.date | dt.timedelta):
        return f'{name}({value!s})'
    if isinstance(value, list | tuple | deque):
        return f'{name}[{", ".join(canon(item, inner) for item in value)}]'
    if isinstance(value, set | frozenset):
        return f'{name}{{{", ".join(sorted(canon(item, inner) for item in value))}}}'
    if isinstance(value, dict):
        pairs = (f'{canon(k, inner)}: {canon(v, inner)}' for k, v in value.items())
        return f'{name}{{{", ".join(pairs)}}}'
    if hasattr(kind, '__pydantic_fields_set__'):
        return _model(value, name, inner)
    if dataclasses.is_dataclass(value):
        fields = (f'{k}={canon(v, inner)}' for k, v in sorted(vars(value).items()))
        return f'{name}({", ".join(fields)})'
    if isinstance(value, BaseException):
        return f'{name}({value!s})'
    if name in ('ValidatorIterator', 'SerializationIterator'):
        return f'{name}{_drained(value, inner)}'
    if name == 'generator' or (isinstance(value, Mapping) and not hasattr(value, 'data')):
        return f'<{name}>'
    return f'{name}({value!s})'


def _model(value: Any, name: str, depth: int) -> str:
    data = canon(value.__dict__, depth)
    extra = canon(getattr(value, '__pydantic_extra__', 'none'), depth)
    fields = canon(getattr(value, '__pydantic_fields_set__', 'none'), depth)
    root = canon(value.root, depth) if hasattr(value, 'root') else ''
    return f'{name}({data}, extra={extra}, set={fields}{root})'


def _drained(value: Any, depth: int) -> str:
    items: list[str] = []
    try:
        items.extend(canon(item, depth) for item in value)
    except Exception as error:
        items.append(_exception(error))
    return f'[{", ".join(items)}]'


def _exception(error: Any) -> str:
    errors = getattr(error, 'errors', None)
    if type(error).__name__ == 'ValidationError' and errors is not None:
        return f'{error.title}: ' + '; '.join(_line(line) for line in errors(include_url=False))
    return f'!{type(error).__name__}: {error}'


def _line(line: dict[str, Any]) -> str:
    ctx = line.get('ctx')
    shown = '' if ctx is None else ' ctx=' + canon(ctx)
    return f'{line["type"]} {line["loc"]!r} {line["msg"]} <{canon(line["input"])}>{shown}'


def validated(validator: Any, mode: str, value: Any, options: dict[str, Any]) -> tuple[str, Any]:
    """The outcome in words, and the value if there is one."""
    run = {
        'python': validator.validate_python,
        'json': validator.validate_json,
        'strings': validator.validate_strings,
    }[mode]
    try:
        result = run(value, **options)
    except Exception as error:
        return _ADDRESS.sub('0x', _exception(error)), None
    return _ADDRESS.sub('0x', f'= {canon(result)}'), result


_SERIALISATIONS = (
    ('python', {}),
    ('json', {'mode': 'json'}),
    ('text', {}),
)


def serialised(serializer: Any, value: Any, options: dict[str, Any]) -> str:
    """All ways of serialising a value, with their warnings."""
    parts: list[str] = []
    for how, arguments in _SERIALISATIONS:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter('always')
            try:
                if how == 'text':
                    shown = serializer.to_json(value, **options).decode()
                else:
                    shown = canon(serializer.to_python(value, **arguments, **options))
            except Exception as error:
                shown = _exception(error)
        warned = ''.join(f' ~{warning.message}' for warning in caught)
        parts.append(_ADDRESS.sub('0x', f'{how}: {shown}{warned}'))
    return '\n'.join(parts)
