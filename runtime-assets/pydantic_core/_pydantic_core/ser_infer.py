"""Serialisation by the type of the value itself, where no schema says how."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .exceptions import PydanticSerializationError
from .json_text import float_to_json, quote
from .line_errors import safe_repr
from .reading import utf8_of
from .ser_filter import OMIT, by_index, filtered
from .ser_node import JsonProblemError, SerState
from .temporal_text import (
    date_to_seconds,
    date_to_text,
    datetime_to_seconds,
    datetime_to_text,
    duration_to_seconds,
    duration_to_text,
    time_to_seconds,
    time_to_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_kinds: dict[type, str] = {
    type(None): 'none',
    int: 'int',
    bool: 'bool',
    float: 'float',
    str: 'str',
    list: 'list',
    dict: 'dict',
    bytes: 'bytes',
    tuple: 'tuple',
    set: 'set',
    frozenset: 'frozenset',
    dt.datetime: 'datetime',
    dt.date: 'date',
    dt.time: 'time',
    dt.timedelta: 'timedelta',
    bytearray: 'bytearray',
    complex: 'complex',
}
#: What becomes of a plain type in a class that is derived from it.
_DERIVED = {'int': 'int-subclass', 'float': 'float-subclass', 'str': 'str-subclass'}
#: (module, name) of classes that are known by name, so that their modules need not be imported.
_NAMED = {
    ('decimal', 'Decimal'): 'decimal',
    ('fractions', 'Fraction'): 'fraction',
    ('uuid', 'UUID'): 'uuid',
    ('collections', 'deque'): 'deque',
    ('collections', 'OrderedDict'): 'ordered-dict',
    ('collections', 'Counter'): 'counter',
    ('pathlib', 'Path'): 'text',
    ('pathlib._local', 'Path'): 'text',
    ('pathlib', 'PurePath'): '',
    ('re', 'Pattern'): 'pattern',
    ('ipaddress', 'IPv4Address'): 'text',
    ('ipaddress', 'IPv6Address'): 'text',
    ('ipaddress', 'IPv4Network'): 'text',
    ('ipaddress', 'IPv6Network'): 'text',
    ('pydantic_core._pydantic_core', 'Url'): 'text',
    ('pydantic_core._pydantic_core', 'MultiHostUrl'): 'text',
    ('builtins', 'generator'): 'generator',
    ('builtins', 'frozendict'): 'frozendict',
}


def kind_of(value: Any) -> str:
    """What kind of value it is; found once for each type."""
    cls = type(value)
    kind = _kinds.get(cls)
    if kind is None:
        kind = _find_kind(value, cls)
        if not isinstance(value, type):
            _kinds[cls] = kind
    return kind


def _plain_kind(cls: type) -> str | None:
    kind = _kinds.get(cls) if cls.__module__ in ('builtins', 'datetime') else None
    return kind or _NAMED.get((cls.__module__, cls.__qualname__))


def _find_kind(value: Any, cls: type) -> str:
    kind = _plain_kind(cls)
    if kind:
        return kind
    if not isinstance(value, type):
        if hasattr(cls, '__pydantic_serializer__'):
            return 'serializable'
        if hasattr(cls, '__dataclass_fields__'):
            return 'dataclass'
    from enum import EnumMeta

    if type(cls) is EnumMeta:
        return 'enum'
    if hasattr(cls, '__next__') and hasattr(cls, '__iter__'):
        return 'generator'
    base = cls.__base__
    while base is not None and base is not object:
        kind = _plain_kind(base)
        if kind:
            return _DERIVED.get(kind, kind)
        base = base.__base__
    return _by_instance(value)


def _by_instance(value: Any) -> str:
    for cls, kind in (
        (int, 'int-subclass'),
        (str, 'str-subclass'),
        (bytes, 'bytes'),
        (list, 'list'),
        (tuple, 'tuple'),
        (dict, 'dict'),
        (float, 'float-subclass'),
        (bytearray, 'bytearray'),
        (set, 'set'),
        (frozenset, 'frozenset'),
        (dt.datetime, 'datetime'),
        (dt.date, 'date'),
        (dt.time, 'time'),
        (dt.timedelta, 'timedelta'),
        (complex, 'complex'),
    ):
        if isinstance(value, cls):
            return kind
    for cls in type(value).__mro__:
        kind = _NAMED.get((cls.__module__, cls.__qualname__))
        if kind:
            return kind
    from enum import Enum

    if isinstance(value, Enum):
        return 'enum'
    from pathlib import Path

    return 'text' if isinstance(value, Path) else 'unknown'


_REPEATED = 'Circular reference detected (id repeated)'
_TOO_DEEP = 'Circular reference detected (depth exceeded)'
_DEPTH_LIMIT = 255


def enter(value: Any, ref: int, st: SerState) -> tuple[int, int]:
    """Marks a value as being serialised. Raises `ValueError` if it is already."""
    mark = (id(value), ref)
    if mark in st.guard:
        raise ValueError(_REPEATED)
    if len(st.guard) > _DEPTH_LIMIT:
        raise ValueError(_TOO_DEEP)
    st.guard.add(mark)
    return mark


def infer_py(value: Any, st: SerState) -> Any:
    kind = kind_of(value)
    if kind == 'fraction':
        return str(value)
    if st.is_json:
        simple = _SIMPLE_JSON.get(kind)
        if simple is not None:
            return simple(value, st)
    elif kind in _AS_IS:
        return value
    try:
        mark = enter(value, -1, st)
    except ValueError:
        if st.is_json:
            raise
        return value
    try:
        return _compound_py(kind, value, st)
    finally:
        st.guard.discard(mark)


_AS_IS = frozenset(
    [
        'none',
        'int',
        'bool',
        'float',
        'str',
        'bytes',
        'decimal',
        'datetime',
        'date',
        'time',
        'timedelta',
        'uuid',
        'enum',
        'text',
        'int-subclass',
        'float-subclass',
        'str-subclass',
        'bytearray',
        'complex',
        'pattern',
    ]
)


def _same(value: Any, _st: SerState) -> Any:
    return value


def _float_py(value: Any, st: SerState) -> Any:
    number = float(value)
    if st.config.inf_nan == 'null' and (number != number or number in (_INF, -_INF)):
        return None
    return number


_INF = float('inf')


def bytes_to_text(value: Any, mode: str) -> str:
    """Raises `UnicodeDecodeError`."""
    data = bytes(value)
    if mode == 'utf8':
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise _plain_decode_error(data, error) from None
    if mode == 'hex':
        return data.hex()
    import base64

    return base64.urlsafe_b64encode(data).decode()


def _plain_decode_error(data: bytes, error: UnicodeDecodeError) -> UnicodeDecodeError:
    end = error.start + 1 if 'start' in error.reason else error.end
    found = UnicodeDecodeError('utf-8', data, error.start, end, 'invalid utf-8')
    found.__cause__ = error
    return found


def temporal_to_json(value: Any, kind: str, mode: str) -> Any:
    """A text or a float."""
    to_text, to_seconds = _TEMPORAL[kind]
    if mode == 'iso8601':
        return to_text(value)
    seconds = to_seconds(value)
    return seconds if mode == 'seconds' else seconds * 1000.0


_TEMPORAL: dict[str, tuple[Callable[[Any], str], Callable[[Any], float]]] = {
    'datetime': (datetime_to_text, datetime_to_seconds),
    'date': (date_to_text, date_to_seconds),
    'time': (time_to_text, time_to_seconds),
    'timedelta': (duration_to_text, duration_to_seconds),
}


def complex_to_text(value: complex) -> str:
    from .rust_text import float_text

    real, imaginary = value.real, value.imag
    shown = float_text(imaginary)
    if real == 0:
        return f'{shown}j'
    sign = '' if shown.startswith('-') else '+'
    return f'{float_text(real)}{sign}{shown}j'


def _temporal(kind: str) -> Callable[[Any, SerState], Any]:
    return lambda value, st: temporal_to_json(value, kind, st.config.mode_of(kind))


_SIMPLE_JSON: dict[str, Callable[[Any, SerState], Any]] = {
    'none': _same,
    'bool': _same,
    'int': _same,
    'str': _same,
    'int-subclass': lambda value, _st: int.__int__(value),
    'float': _float_py,
    'float-subclass': _float_py,
    'decimal': lambda value, _st: str(value),
    'str-subclass': lambda value, _st: utf8_of(value),
    'bytes': lambda value, st: bytes_to_text(value, st.config.bytes_mode),
    'bytearray': lambda value, st: bytes_to_text(value, st.config.bytes_mode),
    'datetime': _temporal('datetime'),
    'date': _temporal('date'),
    'time': _temporal('time'),
    'timedelta': _temporal('timedelta'),
    'text': lambda value, _st: str(value),
    'uuid': lambda value, _st: str(value),
    'complex': lambda value, _st: complex_to_text(value),
    'pattern': lambda value, _st: str(value.pattern),
}


def _items_py(items: Iterable[Any], length: int | None, st: SerState) -> list[Any]:
    include, exclude = st.include, st.exclude
    if include is None and exclude is None:
        return [infer_py(item, st) for item in items]
    output: list[Any] = []
    own_include = own_exclude = None
    try:
        for index, item in enumerate(items):
            if index == 0:
                # only now: with no item, a filter that cannot be used is no error
                own_include, own_exclude = by_index(include, length), by_index(exclude, length)
            found = filtered(index, own_include, own_exclude)
            if found is OMIT:
                continue
            st.include, st.exclude = found
            output.append(infer_py(item, st))
    finally:
        st.include, st.exclude = include, exclude
    return output


def _unfiltered_py(items: Iterable[Any], st: SerState) -> list[Any]:
    include, exclude = st.include, st.exclude
    st.include = st.exclude = None
    try:
        return [infer_py(item, st) for item in items]
    finally:
        st.include, st.exclude = include, exclude


def pairs_py(pairs: Iterable[tuple[Any, Any]], st: SerState) -> dict[Any, Any]:
    include, exclude = st.include, st.exclude
    output: dict[Any, Any] = {}
    try:
        for key, value in pairs:
            if include is not None or exclude is not None:
                found = filtered(key, include, exclude)
                if found is OMIT:
                    continue
                st.include, st.exclude = found
            output[infer_key(key, st) if st.is_json else key] = infer_py(value, st)
    finally:
        st.include, st.exclude = include, exclude
    return output


def dataclass_pairs(value: Any) -> list[tuple[str, Any]]:
    """The fields that an instance has, without class and init-only variables."""
    from dataclasses import fields

    return [(field.name, getattr(value, field.name)) for field in fields(value)]


_MAPPINGS = ('dict', 'frozendict', 'ordered-dict', 'counter')


def _like(kind: str, pairs: dict[Any, Any]) -> Any:
    """A mapping of the kind that the value was of."""
    import builtins
    import collections

    if kind == 'frozendict':
        return getattr(builtins, 'frozendict', dict)(pairs)
    return collections.OrderedDict(pairs) if kind == 'ordered-dict' else collections.Counter(pairs)


def _compound_py(kind: str, value: Any, st: SerState) -> Any:
    json = st.is_json
    if kind == 'list':
        return _items_py(value, len(value), st)
    if kind == 'deque':
        from collections import deque

        items = _items_py(value, len(value), st)
        return items if json else deque(items, value.maxlen)
    if kind == 'tuple':
        items = _items_py(value, len(value), st)
        return items if json else tuple(items)
    if kind == 'set' or kind == 'frozenset':
        items = _unfiltered_py(value, st)
        return items if json else set(items) if kind == 'set' else frozenset(items)
    if kind in _MAPPINGS:
        pairs = pairs_py(list(value.items()), st)
        return pairs if json or kind == 'dict' else _like(kind, pairs)
    if kind == 'serializable':
        return with_own_serializer(value, st, 'py')
    if kind == 'dataclass':
        return pairs_py(dataclass_pairs(value), st)
    if kind == 'enum':
        return infer_py(value.value, st)
    if kind == 'generator':
        if json:
            return _items_py(value, None, st)
        from .ser_containers import SerializationIterator

        return SerializationIterator(value, infer_py, st, None, None)
    return _unknown_py(value, st)


def _unknown_py(value: Any, st: SerState) -> Any:
    if st.fallback is not None:
        return infer_py(st.fallback(value), st)
    if not st.is_json:
        return value
    if st.serialize_unknown:
        return unknown_text(value)
    raise PydanticSerializationError(_unknown_message(value))


def _unknown_message(value: Any) -> str:
    return f'Unable to serialize unknown type: {safe_repr(type(value))}'


def unknown_text(value: Any) -> str:
    try:
        return str(value)
    except Exception:
        return f'<Unserializable {type(value).__qualname__} object>'


def own_serializer(value: Any) -> Any:
    """The `SchemaSerializer` of a value; raises `TypeError` if it holds something else."""
    found = value.__pydantic_serializer__
    if getattr(found, 'ser', None) is None:
        rebuild = getattr(found, 'rebuild', None)
        again = rebuild() if rebuild is not None else None
        if again is None:
            raise TypeError(
                f"'{type(found).__name__}' object is not an instance of 'SchemaSerializer'"
            )
        found = again
    return found


def with_own_serializer(value: Any, st: SerState, how: str, found: Any = None) -> Any:
    """Serialises by what the value brings along, with its configuration."""
    serializer = own_serializer(value) if found is None else found
    config = st.config
    st.config = serializer.config
    try:
        return getattr(serializer.ser, how)(value, st)
    finally:
        st.config = config


def infer_js(value: Any, st: SerState) -> str:
    kind = kind_of(value)
    if kind == 'str':
        return quote(value)
    if kind == 'int':
        return int.__repr__(value)
    if kind == 'none':
        return 'null'
    if kind == 'bool':
        return 'true' if value else 'false'
    if kind == 'float' or kind == 'float-subclass':
        return float_to_json(float(value), st.config.inf_nan)
    if kind == 'bytes' or kind == 'bytearray':
        return bytes_js(value, st.config.bytes_mode)
    if kind == 'fraction':
        return quote(str(value))
    simple = _SIMPLE_JSON.get(kind)
    if simple is not None:
        found = simple(value, st)
        return plain_js(found)
    try:
        mark = enter(value, -1, st)
    except ValueError:
        if st.serialize_unknown:
            return '"..."'
        raise
    try:
        return _compound_js(kind, value, st)
    finally:
        st.guard.discard(mark)


def plain_js(value: Any) -> str:
    """JSON of a text or a number."""
    if type(value) is str:
        return quote(value)
    if type(value) is float:
        return float_to_json(value, 'null')
    return int.__repr__(value)


def bytes_js(value: Any, mode: str) -> str:
    try:
        return quote(bytes_to_text(value, mode))
    except UnicodeDecodeError as error:
        raise JsonProblemError(utf8_problem(bytes(value), error)) from None


def utf8_problem(data: bytes, error: UnicodeDecodeError) -> str:
    """Rust's words for bytes that are no UTF-8."""
    if error.end >= len(data) and 'unexpected end' in error.reason:
        return f'incomplete utf-8 byte sequence from index {error.start}'
    return f'invalid utf-8 sequence of {error.end - error.start} bytes from index {error.start}'


def _items_js(items: Iterable[Any], length: int | None, st: SerState) -> str:
    include, exclude = st.include, st.exclude
    if include is None and exclude is None:
        return f'[{",".join([infer_js(item, st) for item in items])}]'
    output: list[str] = []
    own_include = own_exclude = None
    try:
        for index, item in enumerate(items):
            if index == 0:
                # only now: with no item, a filter that cannot be used is no error
                own_include, own_exclude = by_index(include, length), by_index(exclude, length)
            found = filtered(index, own_include, own_exclude)
            if found is OMIT:
                continue
            st.include, st.exclude = found
            output.append(infer_js(item, st))
    finally:
        st.include, st.exclude = include, exclude
    return f'[{",".join(output)}]'


def pairs_js(pairs: Iterable[tuple[Any, Any]], st: SerState) -> str:
    include, exclude = st.include, st.exclude
    output: list[str] = []
    try:
        for key, value in pairs:
            if include is not None or exclude is not None:
                found = filtered(key, include, exclude)
                if found is OMIT:
                    continue
                st.include, st.exclude = found
            output.append(f'{quote(infer_key(key, st))}:{infer_js(value, st)}')
    finally:
        st.include, st.exclude = include, exclude
    return f'{{{",".join(output)}}}'


def _compound_js(kind: str, value: Any, st: SerState) -> str:
    if kind == 'list' or kind == 'tuple' or kind == 'deque':
        return _items_js(value, len(value), st)
    if kind == 'set' or kind == 'frozenset':
        include, exclude = st.include, st.exclude
        st.include = st.exclude = None
        try:
            return f'[{",".join([infer_js(item, st) for item in value])}]'
        finally:
            st.include, st.exclude = include, exclude
    if kind in _MAPPINGS:
        return pairs_js(list(value.items()), st)
    if kind == 'serializable':
        return with_own_serializer(value, st, 'js')
    if kind == 'dataclass':
        return pairs_js(dataclass_pairs(value), st)
    if kind == 'enum':
        return infer_js(value.value, st)
    if kind == 'generator':
        return _items_js(value, None, st)
    if st.fallback is not None:
        return infer_js(st.fallback(value), st)
    if st.serialize_unknown:
        return quote(unknown_text(value))
    raise JsonProblemError(_unknown_message(value), known=True)


def infer_key(key: Any, st: SerState) -> str:
    kind = kind_of(key)
    if kind == 'str':
        return key
    if kind == 'none':
        return 'None'
    if kind == 'bool':
        return 'true' if key else 'false'
    if kind in ('int', 'int-subclass'):
        return str(key)
    if kind in ('float', 'float-subclass'):
        number = float(key)
        if st.config.inf_nan == 'null' and (number != number or number in (_INF, -_INF)):
            return 'None'
        return str(key)
    if kind == 'fraction':
        return str(key)
    simple = _SIMPLE_JSON.get(kind)
    if simple is not None:
        found = simple(key, st)
        return found if isinstance(found, str) else _number_key(found)
    if kind == 'tuple':
        return ','.join([infer_key(item, st) for item in key])
    if kind in ('list', 'set', 'frozenset', 'generator', 'deque') or kind in _MAPPINGS:
        raise TypeError(f'`{kind}` not valid as object key')
    if kind in ('dataclass', 'serializable'):
        hash(key)
        return str(key)
    if kind == 'enum':
        return infer_key(key.value, st)
    if st.fallback is not None:
        return infer_key(st.fallback(key), st)
    if st.serialize_unknown:
        return unknown_text(key)
    raise PydanticSerializationError(_unknown_message(key))


def _number_key(value: float) -> str:
    from .rust_text import float_text

    return float_text(value)
