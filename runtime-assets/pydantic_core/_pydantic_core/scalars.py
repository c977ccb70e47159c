"""Validators of `any none bool int float str bytes`."""

from __future__ import annotations

import math
import re
from typing import Any

from .build import Config, Context, Schema, from_config, is_strict, pick
from .line_errors import ValError, fail
from .node import Node, Validate
from .reading import (
    as_bool,
    as_int,
    enum_value,
    float_as_int,
    real_of,
    text_as_bool,
    text_as_float,
    text_as_int,
    text_of,
    utf8_of,
)
from .state import EXACT, LAX, STRICT, State


def build_any(_schema: Schema, _config: Config, _ctx: Context) -> Node:
    def validate(value: Any, st: State) -> Any:
        # in a union, better than a conversion and worse than an exact match
        if st.exactness > STRICT:
            st.exactness = STRICT
        return value

    return Node(validate, 'any')


def build_none(_schema: Schema, _config: Config, _ctx: Context) -> Node:

    def validate(value: Any, _st: State) -> None:
        if value is None:
            return
        raise fail('none_required', value)

    return Node(validate, 'none')


def build_bool(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    mode = ctx.mode

    def validate(value: Any, st: State) -> bool:
        if value is True or value is False:
            return value
        if mode in ('strings', 'key'):
            if not isinstance(value, str):
                raise fail('bool_type', value)
            st.lower_to(STRICT if mode == 'strings' else LAX)
            return text_as_bool(value, value)
        if own_strict if st.strict is None else st.strict:
            raise fail('bool_type', value)
        st.lower_to(LAX)
        return as_bool(value)

    return Node(validate, 'bool')


def build_int(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    read = _int_reader(ctx.mode, own_strict)
    check = _int_check(schema)
    if check is None:
        return Node(read, 'int')

    def validate(value: Any, st: State) -> int:
        number = value if type(value) is int else read(value, st)
        check(number, value)
        return number

    return Node(validate, 'constrained-int')


def _int_reader(mode: str, own_strict: bool) -> Validate:
    def read_python(value: Any, st: State) -> int:
        if type(value) is int:
            return value
        strict = own_strict if st.strict is None else st.strict
        if isinstance(value, int):
            if isinstance(value, bool):
                if strict:
                    raise fail('int_type', value)
                st.lower_to(LAX)
            else:
                st.lower_to(STRICT)
            return int(value)
        if strict:
            raise fail('int_type', value)
        st.lower_to(LAX)
        return as_int(value)

    def read_json(value: Any, st: State) -> int:
        if type(value) is int:
            return value
        if own_strict if st.strict is None else st.strict:
            raise fail('int_type', value)
        st.lower_to(LAX)
        if type(value) is str:
            return text_as_int(value, value)
        if type(value) is float:
            return float_as_int(value, value)
        if type(value) is bool:
            return int(value)
        raise fail('int_type', value)

    def read_text(value: Any, st: State) -> int:
        if not isinstance(value, str):
            raise fail('int_type', value)
        st.lower_to(STRICT if mode == 'strings' else LAX)
        return text_as_int(value, value)

    return {'python': read_python, 'json': read_json}.get(mode, read_text)


def _int_check(schema: Schema) -> Any:
    multiple_of, le, lt, ge, gt = _limits(schema)
    if multiple_of is None and le is None and lt is None and ge is None and gt is None:
        return None

    def check(number: int, value: Any) -> None:
        if not isinstance(number, int):
            # the value of a member of an enumeration
            raise fail('int_parsing_size', number)
        if multiple_of is not None and number % multiple_of != 0:
            raise fail('multiple_of', value, {'multiple_of': multiple_of})
        if le is not None and number > le:
            raise fail('less_than_equal', value, {'le': le})
        if lt is not None and number >= lt:
            raise fail('less_than', value, {'lt': lt})
        if ge is not None and number < ge:
            raise fail('greater_than_equal', value, {'ge': ge})
        if gt is not None and number <= gt:
            raise fail('greater_than', value, {'gt': gt})

    return check


def _limits(schema: Schema) -> tuple[Any, Any, Any, Any, Any]:
    get = schema.get
    return get('multiple_of'), get('le'), get('lt'), get('ge'), get('gt')


def build_float(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    read = _float_reader(ctx.mode, own_strict)
    finite_only = not pick(schema, config, 'allow_inf_nan', True)
    limits = _limits(schema)
    constrained = any(limit is not None for limit in limits)
    multiple_of, le, lt, ge, gt = (None if limit is None else float(limit) for limit in limits)
    if not constrained and not finite_only:
        return Node(read, 'float')

    def validate(value: Any, st: State) -> float:
        number = read(value, st)
        if finite_only and not math.isfinite(number):
            raise fail('finite_number', value)
        if multiple_of is not None:
            rest = abs(math.fmod(number, multiple_of)) if math.isfinite(number) else math.nan
            slack = abs(number) / 1e9
            if rest > slack and abs(rest - multiple_of) > slack:
                raise fail('multiple_of', value, {'multiple_of': multiple_of})
        if le is not None and not number <= le:
            raise fail('less_than_equal', value, {'le': le})
        if lt is not None and not number < lt:
            raise fail('less_than', value, {'lt': lt})
        if ge is not None and not number >= ge:
            raise fail('greater_than_equal', value, {'ge': ge})
        if gt is not None and not number > gt:
            raise fail('greater_than', value, {'gt': gt})
        return number

    return Node(validate, 'constrained-float' if constrained else 'float')


def _float_reader(mode: str, own_strict: bool) -> Validate:
    def read_python(value: Any, st: State) -> float:
        if type(value) is float:
            return value
        strict = own_strict if st.strict is None else st.strict
        if not strict:
            text = text_of(value, 'float_parsing')
            if text is not None:
                st.lower_to(LAX)
                return text_as_float(text, value)
        number = real_of(value)
        if number is None or (strict and isinstance(value, bool)):
            raise fail('float_type', value)
        st.lower_to(LAX if isinstance(value, bool) else STRICT)
        return number

    def read_json(value: Any, st: State) -> float:
        if type(value) is float:
            return value
        if type(value) is int:
            st.lower_to(STRICT)
            return _float_of_int(value)
        if own_strict if st.strict is None else st.strict:
            raise fail('float_type', value)
        st.lower_to(LAX)
        if type(value) is str:
            return text_as_float(value, value)
        if type(value) is bool:
            return float(value)
        raise fail('float_type', value)

    def read_text(value: Any, st: State) -> float:
        if not isinstance(value, str):
            raise fail('float_type', value)
        st.lower_to(STRICT if mode == 'strings' else LAX)
        return text_as_float(value, value)

    return {'python': read_python, 'json': read_json}.get(mode, read_text)


def _float_of_int(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def build_str(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    coerce_numbers = bool(pick(schema, config, 'coerce_numbers_to_str', False))
    read = str_reader(ctx.mode, own_strict, coerce_numbers)
    finish = _str_finisher(schema, config)
    if finish is None:
        return Node(read, 'str')

    def validate(value: Any, st: State) -> str:
        return finish(value if type(value) is str else read(value, st), value)

    if ctx.mode != 'python':

        def validate_exact(value: Any, st: State) -> str:
            return finish(read(value, st), value)

        return Node(validate_exact, 'constrained-str')
    return Node(validate, 'constrained-str')


def str_reader(mode: str, own_strict: bool, coerce_numbers: bool) -> Validate:
    def read_python(value: Any, st: State) -> str:
        if type(value) is str:
            return value
        if isinstance(value, str):
            st.lower_to(STRICT)
            return utf8_of(value)
        if own_strict if st.strict is None else st.strict:
            raise fail('string_type', value)
        st.lower_to(LAX)
        if isinstance(value, bytes | bytearray):
            try:
                return value.decode()
            except UnicodeDecodeError:
                raise fail('string_unicode', value) from None
        if coerce_numbers and type(value) is not bool and _is_number(value):
            return str(value)
        inner = enum_value(value)
        if inner is not None:
            return str(inner)
        raise fail('string_type', value)

    def read_json(value: Any, st: State) -> str:
        if type(value) is str:
            if st.exactness > STRICT:
                st.exactness = STRICT
            return value
        strict = own_strict if st.strict is None else st.strict
        if coerce_numbers and not strict and type(value) in (int, float):
            from .rust_text import float_text

            st.lower_to(LAX)
            return float_text(value) if type(value) is float else str(value)
        raise fail('string_type', value)

    def read_text(value: Any, st: State) -> str:
        if isinstance(value, str):
            if mode == 'strings':
                st.lower_to(STRICT)
            return value
        raise fail('string_type', value)

    return {'python': read_python, 'json': read_json}.get(mode, read_text)


def _is_number(value: Any) -> bool:
    if isinstance(value, int | float):
        return True
    from decimal import Decimal

    return isinstance(value, Decimal)


def _str_finisher(schema: Schema, config: Config) -> Any:
    pattern = schema.get('pattern')
    engine = pick(schema, config, 'regex_engine', 'rust-regex')
    matches = None if pattern is None else _matcher(pattern, engine)
    shown = pattern if pattern is None or isinstance(pattern, str) else pattern.pattern
    minimum = _of(schema, config, 'min_length', 'str_min_length')
    maximum = _of(schema, config, 'max_length', 'str_max_length')
    strip = bool(_of(schema, config, 'strip_whitespace', 'str_strip_whitespace'))
    lower = bool(_of(schema, config, 'to_lower', 'str_to_lower'))
    upper = bool(_of(schema, config, 'to_upper', 'str_to_upper'))
    ascii_only = bool(schema.get('ascii_only', False))
    plain = not (strip or lower or upper or ascii_only)
    if matches is None and minimum is None and maximum is None and plain:
        return None

    def finish(text: str, value: Any) -> str:
        if not text.isascii():
            utf8_of(text)
        if strip:
            text = text.strip()
        if ascii_only and not text.isascii():
            raise fail('string_not_ascii', value)
        if minimum is not None and len(text) < minimum:
            raise fail('string_too_short', value, {'min_length': minimum})
        if maximum is not None and len(text) > maximum:
            raise fail('string_too_long', value, {'max_length': maximum})
        if matches is not None and not matches(text):
            raise fail('string_pattern_mismatch', value, {'pattern': shown})
        if lower:
            return text.lower()
        if upper:
            return text.upper()
        return text

    return finish


def _of(schema: Schema, config: Config, key: str, config_key: str) -> Any:
    value = schema.get(key)
    return from_config(config, config_key) if value is None else value


def _matcher(pattern: Any, engine: str) -> Any:
    if not isinstance(pattern, str):
        return pattern.search
    if engine == 'python-re':
        return re.compile(pattern).search
    from .rust_regex import compile_rust_regex

    return compile_rust_regex(pattern).search


def build_bytes(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    encoding = from_config(config, 'val_json_bytes', 'utf8')
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    mode = ctx.mode

    def read(value: Any, st: State) -> bytes:
        if mode != 'python':
            if not isinstance(value, str):
                raise fail('bytes_type', value)
            st.lower_to(STRICT)
            return decode_bytes(value, encoding)
        if type(value) is bytes:
            return value
        if isinstance(value, bytes):
            st.lower_to(STRICT)
            return value
        if own_strict if st.strict is None else st.strict:
            raise fail('bytes_type', value)
        st.lower_to(LAX)
        if isinstance(value, str):
            return decode_bytes(value, encoding)
        if isinstance(value, bytearray):
            return bytes(value)
        raise fail('bytes_type', value)

    if minimum is None and maximum is None:
        return Node(read, 'bytes')

    def validate(value: Any, st: State) -> bytes:
        data = read(value, st)
        if minimum is not None and len(data) < minimum:
            raise fail('bytes_too_short', value, {'min_length': minimum})
        if maximum is not None and len(data) > maximum:
            raise fail('bytes_too_long', value, {'max_length': maximum})
        return data

    return Node(validate, 'constrained-bytes')


def decode_bytes(text: str, encoding: str) -> bytes:
    """A text as bytes, the way `val_json_bytes` says."""
    if encoding == 'utf8':
        return utf8_of(text).encode()
    from .bytes_text import decode_text

    error, data = decode_text(text, encoding)
    if error is not None:
        raise fail('bytes_invalid_encoding', text, {'encoding': encoding, 'encoding_error': error})
    return data


def require_exact(read: Validate, value: Any, st: State) -> Any:
    """The value if it matches exactly; raises `ValError` otherwise."""
    outer = st.exactness
    st.exactness = EXACT
    try:
        result = read(value, st)
        if st.exactness != EXACT:
            raise ValError([])
        return result
    finally:
        st.exactness = outer
