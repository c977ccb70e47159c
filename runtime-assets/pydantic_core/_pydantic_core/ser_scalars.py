"""Serialisers of single values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .exceptions import (
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    SchemaError,
)
from .json_text import float_to_json, quote
from .line_errors import exception_text, safe_repr
from .reading import real_of, utf8_of
from .ser_build import SerContext, build_ser, ser_config
from .ser_infer import (
    bytes_js,
    bytes_to_text,
    complex_to_text,
    infer_js,
    infer_key,
    infer_py,
    kind_of,
    plain_js,
    temporal_to_json,
)
from .ser_node import STRICT_CHECK, JsonProblemError, Ser, SerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Config, Schema


def _fallback_py(name: str, value: Any, st: SerState) -> Any:
    st.warn(name, value)
    return infer_py(value, st)


def _fallback_js(name: str, value: Any, st: SerState) -> str:
    st.warn(name, value)
    return infer_js(value, st)


def _fallback_key(name: str, value: Any, st: SerState) -> str:
    st.warn(name, value)
    return infer_key(value, st)


def ser_none(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        return None if value is None else _fallback_py('none', value, st)

    def js(value: Any, st: SerState) -> str:
        return 'null' if value is None else _fallback_js('none', value, st)

    def key(value: Any, st: SerState) -> str:
        return 'None' if value is None else _fallback_key('none', value, st)

    return Ser('none', py, js, key)


def _no_subclass(st: SerState) -> None:
    if st.check == STRICT_CHECK:
        raise PydanticSerializationUnexpectedValue(None)


def ser_int(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        if type(value) is int:
            return value
        if isinstance(value, int):
            _no_subclass(st)
            return int(value) if st.is_json else infer_py(value, st)
        return _fallback_py('int', value, st)

    def js(value: Any, st: SerState) -> str:
        if isinstance(value, int):
            return int.__repr__(value)
        return _fallback_js('int', value, st)

    def key(value: Any, st: SerState) -> str:
        return str(value) if isinstance(value, int) else _fallback_key('int', value, st)

    return Ser('int', py, js, key, retries=True)


def ser_bool(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        return value if type(value) is bool else _fallback_py('bool', value, st)

    def js(value: Any, st: SerState) -> str:
        if type(value) is bool:
            return 'true' if value else 'false'
        return _fallback_js('bool', value, st)

    def key(value: Any, st: SerState) -> str:
        if type(value) is bool:
            return 'true' if value else 'false'
        return _fallback_key('bool', value, st)

    return Ser('bool', py, js, key)


def ser_float(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    inf_nan = ser_config(config).inf_nan

    def py(value: Any, st: SerState) -> Any:
        if type(value) is float:
            return value
        if st.check == STRICT_CHECK and isinstance(value, int | float):
            raise PydanticSerializationUnexpectedValue(None)
        if isinstance(value, int | float):
            return float(value) if st.is_json else infer_py(value, st)
        return _fallback_py('float', value, st)

    def js(value: Any, st: SerState) -> str:
        if type(value) is float:
            return float_to_json(value, inf_nan)
        number = real_of(value)
        if number is None:
            return _fallback_js('float', value, st)
        return float_to_json(number, inf_nan)

    def key(value: Any, st: SerState) -> str:
        if isinstance(value, float) or type(value) is int:
            return str(value)
        return _fallback_key('float', value, st)

    return Ser('float', py, js, key)


def ser_str(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        if type(value) is str:
            return value
        if isinstance(value, str):
            if not st.is_json:
                return infer_py(value, st)
            return utf8_of(value)
        return _fallback_py('str', value, st)

    def js(value: Any, st: SerState) -> str:
        if isinstance(value, str):
            return quote(value if type(value) is str else str.__str__(value))
        return _fallback_js('str', value, st)

    def key(value: Any, st: SerState) -> str:
        if isinstance(value, str):
            return value if type(value) is str else str.__str__(value)
        return _fallback_key('str', value, st)

    return Ser('str', py, js, key)


def ser_bytes(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    mode = ser_config(config).bytes_mode

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, bytes):
            return _fallback_py('bytes', value, st)
        return bytes_to_text(value, mode) if st.is_json else value

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, bytes):
            return _fallback_js('bytes', value, st)
        return bytes_js(value, mode)

    def key(value: Any, st: SerState) -> str:
        if not isinstance(value, bytes):
            return _fallback_key('bytes', value, st)
        return bytes_to_text(value, mode)

    return Ser('bytes', py, js, key)


def _temporal(name: str, accepts: Callable[[Any], bool], config: Config) -> Ser:
    mode = ser_config(config).mode_of(name)

    def py(value: Any, st: SerState) -> Any:
        if not accepts(value):
            return _fallback_py(name, value, st)
        return temporal_to_json(value, name, mode) if st.is_json else value

    def js(value: Any, st: SerState) -> str:
        if not accepts(value):
            return _fallback_js(name, value, st)
        return plain_js(temporal_to_json(value, name, mode))

    def key(value: Any, st: SerState) -> str:
        if not accepts(value):
            return _fallback_key(name, value, st)
        found = temporal_to_json(value, name, mode)
        if isinstance(found, str):
            return found
        from .rust_text import float_text

        return float_text(found)

    return Ser(name, py, js, key)


def ser_datetime(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    return _temporal('datetime', lambda value: isinstance(value, dt.datetime), config)


def ser_date(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    def accepts(value: Any) -> bool:
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)

    return _temporal('date', accepts, config)


def ser_time(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    return _temporal('time', lambda value: isinstance(value, dt.time), config)


def ser_timedelta(_schema: Schema, config: Config, _ctx: SerContext) -> Ser:
    return _temporal('timedelta', lambda value: isinstance(value, dt.timedelta), config)


def _by_kind(name: str, kinds: tuple[str, ...], text_of: Callable[[Any], str]) -> Ser:
    """For values that are a text in JSON and themselves otherwise."""

    def py(value: Any, st: SerState) -> Any:
        if kind_of(value) not in kinds:
            return _fallback_py(name, value, st)
        return text_of(value) if st.is_json else value

    def js(value: Any, st: SerState) -> str:
        if kind_of(value) not in kinds:
            return _fallback_js(name, value, st)
        return quote(text_of(value))

    def key(value: Any, st: SerState) -> str:
        if kind_of(value) not in kinds:
            return _fallback_key(name, value, st)
        return text_of(value)

    return Ser(name, py, js, key)


def ser_decimal(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _by_kind('decimal', ('decimal',), str)


def ser_fraction(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        return str(value) if kind_of(value) == 'fraction' else _fallback_py('fraction', value, st)

    plain = _by_kind('fraction', ('fraction',), str)
    return Ser('fraction', py, plain.js, plain.key)


def ser_uuid(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _by_kind('uuid', ('uuid',), str)


def ser_complex(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _by_kind('complex', ('complex',), complex_to_text)


def _url(name: str, class_name: str) -> Ser:
    from . import url as urls

    cls: Any = getattr(urls, class_name)

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, cls):
            return _fallback_py(name, value, st)
        return str(value) if st.is_json else value

    def js(value: Any, st: SerState) -> str:
        return quote(str(value)) if isinstance(value, cls) else _fallback_js(name, value, st)

    def key(value: Any, st: SerState) -> str:
        return str(value) if isinstance(value, cls) else _fallback_key(name, value, st)

    return Ser(name, py, js, key)


def ser_url(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _url('url', 'Url')


def ser_multi_host_url(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _url('multi-host-url', 'MultiHostUrl')


def ser_enum(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    cls: Any = schema['cls']
    sub_type = schema.get('sub_type')
    inner = None if sub_type is None else build_ser({'type': sub_type}, config, ctx)
    name = 'enum'

    def py(value: Any, st: SerState) -> Any:
        if type(value) is not cls:
            return _fallback_py(name, value, st)
        if not st.is_json:
            return value
        return infer_py(value.value, st) if inner is None else inner.py(value.value, st)

    def js(value: Any, st: SerState) -> str:
        if type(value) is not cls:
            return _fallback_js(name, value, st)
        return infer_js(value.value, st) if inner is None else inner.js(value.value, st)

    def key(value: Any, st: SerState) -> str:
        if type(value) is not cls:
            return _fallback_key(name, value, st)
        return infer_key(value.value, st) if inner is None else inner.key(value.value, st)

    return Ser(name, py, js, key, retries=inner is not None and inner.retries)


def ser_literal(schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    expected: list[Any] = schema['expected']
    if not expected:
        raise SchemaError('`expected` should have length > 0')
    name = f'literal[{",".join(safe_repr(value) for value in expected)}]'
    ints = {value for value in expected if isinstance(value, int) and type(value) is not bool}
    texts = {value for value in expected if type(value) is str}
    others = [
        value for value in expected if type(value) is bool or not isinstance(value, int | str)
    ]

    def known(value: Any, st: SerState) -> bool:
        """Only a union looks."""
        if not st.check:
            return True
        if isinstance(value, int) and type(value) is not bool and value in ints:
            return True
        if isinstance(value, str) and str.__str__(value) in texts:
            return True
        return bool(others) and value in others

    def py(value: Any, st: SerState) -> Any:
        return infer_py(value, st) if known(value, st) else _fallback_py(name, value, st)

    def js(value: Any, st: SerState) -> str:
        return infer_js(value, st) if known(value, st) else _fallback_js(name, value, st)

    def key(value: Any, st: SerState) -> str:
        return infer_key(value, st) if known(value, st) else _fallback_key(name, value, st)

    return Ser(name, py, js, key)


def ser_missing_sentinel(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    from .missing import missing_sentinel

    sentinel = missing_sentinel()
    inner = build_ser(schema['schema'], config, ctx) if 'schema' in schema else None
    name = 'missing-sentinel' if inner is None else inner.name

    def py(value: Any, st: SerState) -> Any:
        if value is sentinel:
            return value
        if inner is None:
            raise PydanticSerializationUnexpectedValue("Expected 'MISSING' sentinel")
        return inner.py(value, st)

    def js(value: Any, st: SerState) -> str:
        if inner is None or value is sentinel:
            raise JsonProblemError("'MISSING' can't be serialized to JSON")
        return inner.js(value, st)

    def key(value: Any, st: SerState) -> str:
        if inner is None:
            return _fallback_key(name, value, st)
        return inner.key(value, st)

    return Ser(name, py, js, key, retries=inner is not None and inner.retries)


def ser_ellipsis(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    def py(value: Any, _st: SerState) -> Any:
        if value is ...:
            return value
        raise PydanticSerializationUnexpectedValue("Expected 'Ellipsis' object")

    def js(_value: Any, _st: SerState) -> str:
        raise JsonProblemError("'Ellipsis' can't be serialized to JSON")

    def key(value: Any, st: SerState) -> str:
        return _fallback_key('ellipsis', value, st)

    return Ser('ellipsis', py, js, key)


def when_used(schema: Schema, default: str) -> Callable[[Any, SerState], bool]:
    when = schema.get('when_used') or default
    if when == 'always':
        return lambda _value, _st: True
    if when == 'unless-none':
        return lambda value, _st: value is not None
    if when == 'json':
        return lambda _value, st: st.is_json
    if when == 'json-unless-none':
        return lambda value, st: st.is_json and value is not None
    raise SchemaError(f'Invalid value for `when_used`: "{when}"')


def _shaped(schema: Schema, name: str, shape: Callable[[Any], Any]) -> Ser:
    uses = when_used(schema, 'json-unless-none')

    def shaped(value: Any) -> Any:
        return shape(value)

    def py(value: Any, st: SerState) -> Any:
        return shaped(value) if uses(value, st) else value

    def js(value: Any, _st: SerState) -> str:
        always = schema.get('when_used') in ('always', 'json')
        if not always and value is None:
            return 'null'
        try:
            return quote(shaped(value))
        except PydanticSerializationError as error:
            raise JsonProblemError(str(error)) from None

    def key(value: Any, _st: SerState) -> str:
        always = schema.get('when_used') in ('always', 'json')
        return 'None' if not always and value is None else shaped(value)

    return Ser(name, py, js, key)


def ser_format(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    pattern: str = schema['formatting_string']
    if not pattern:
        return ser_to_string(schema, config, ctx)

    def shape(value: Any) -> Any:
        try:
            return format(value, pattern)
        except Exception as error:
            raise PydanticSerializationError(
                f'Error calling `format(value, {pattern!r})`: {exception_text(error)}'
            ) from None

    return _shaped(schema, 'format', shape)


def ser_to_string(schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return _shaped(schema, 'to-string', str)
