"""Validators of `decimal fraction complex`."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import Any

from .build import Config, Context, Schema, is_strict, pick
from .line_errors import ValError, fail
from .node import Node
from .state import LAX, STRICT, State

_LIMITS = (
    ('le', 'less_than_equal', '__le__'),
    ('lt', 'less_than', '__lt__'),
    ('ge', 'greater_than_equal', '__ge__'),
    ('gt', 'greater_than', '__gt__'),
)


def _new_decimal(source: Any, value: Any) -> Decimal:
    try:
        return Decimal(source)
    except DecimalException:
        raise fail('decimal_parsing', value) from None
    except TypeError:
        raise fail('decimal_type', value) from None


def read_decimal(value: Any, strict: bool, st: State) -> Decimal:
    """A Decimal of a Python object."""
    if type(value) is Decimal:
        return value
    if not strict:
        if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
            st.lower_to(LAX)
            return _new_decimal(value, value)
        if isinstance(value, float):
            st.lower_to(LAX)
            return _new_decimal(str(value), value)
        if type(value) is tuple and len(value) == 3:
            try:
                number = Decimal(value)
            except (DecimalException, TypeError, ValueError):
                pass
            else:
                st.lower_to(LAX)
                return number
    if isinstance(value, Decimal):
        st.lower_to(STRICT)
        return Decimal(value)
    if strict:
        raise fail('is_instance_of', value, {'class': 'Decimal'})
    raise fail('decimal_type', value)


def _read_json_decimal(value: Any, strict: bool, st: State) -> Decimal:
    kind = type(value)
    if kind is float:
        from .rust_text import float_text

        st.lower_to(STRICT)
        return _new_decimal(float_text(value), value)
    if kind is str or kind is int:
        st.lower_to(STRICT)
        return _new_decimal(value, value)
    if kind is list and not strict and len(value) == 3:
        st.lower_to(LAX)
        try:
            return _new_decimal(value, value)
        except ValueError as error:
            raise fail('decimal_type', value) from error
    raise fail('decimal_type', value)


def _read_text_decimal(value: Any, _strict: bool, st: State) -> Decimal:
    if not isinstance(value, str):
        raise fail('decimal_type', value)
    st.lower_to(STRICT)
    return _new_decimal(value, value)


def build_decimal(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    allow_inf_nan = bool(pick(schema, config, 'allow_inf_nan', False))
    places = schema.get('decimal_places')
    max_digits = schema.get('max_digits')
    check_digits = places is not None or max_digits is not None
    if allow_inf_nan and check_digits:
        raise ValueError('allow_inf_nan=True cannot be used with max_digits or decimal_places')
    multiple_of = _limit(schema, 'multiple_of')
    limits = [
        (key, kind, compare, _limit(schema, key))
        for key, kind, compare in _LIMITS
        if schema.get(key) is not None
    ]
    read = {'python': read_decimal, 'json': _read_json_decimal}.get(ctx.mode, _read_text_decimal)

    is_key = ctx.mode == 'key'

    def validate(value: Any, st: State) -> Decimal:
        number = read(value, own_strict if st.strict is None else st.strict, st)
        if is_key:
            st.lower_to(LAX)
        if not allow_inf_nan or check_digits:
            if not number.is_finite():
                raise fail('finite_number', value)
            if check_digits:
                _check_digits(number, value, max_digits, places)
        if multiple_of is not None and not _divides(multiple_of, number):
            raise fail('multiple_of', value, {'multiple_of': multiple_of})
        for key, kind, compare, limit in limits:
            if number.is_nan() or not getattr(number, compare)(limit):
                raise fail(kind, value, {key: limit})
        return number

    return Node(validate, 'decimal')


def _divides(multiple_of: Decimal, number: Decimal) -> bool:
    try:
        return (number / multiple_of) % 1 == 0
    except DecimalException:
        return False  # too large to tell


def _limit(schema: Schema, key: str) -> Decimal | None:
    value = schema.get(key)
    if value is None:
        return None
    try:
        return read_decimal(value, False, State('python'))
    except ValError:
        raise ValueError(f"'{key}' must be coercible to a Decimal instance") from None


def _digits_of(number: Decimal) -> tuple[int, int]:
    _, digits, exponent = number.as_tuple()
    count = len(digits)
    if not isinstance(exponent, int):
        return 0, count
    if exponent >= 0:
        return 0, count + exponent
    return -exponent, max(count, -exponent)


def _check_digits(number: Decimal, value: Any, max_digits: int | None, places: int | None) -> None:
    decimals, digits = _digits_of(number)
    try:
        plain_decimals, plain_digits = _digits_of(number.normalize())
    except DecimalException:
        plain_decimals, plain_digits = decimals, digits
    if max_digits is not None and digits > max_digits and plain_digits > max_digits:
        raise fail('decimal_max_digits', value, {'max_digits': max_digits})
    if places is None:
        return
    if decimals > places and plain_decimals > places:
        raise fail('decimal_max_places', value, {'decimal_places': places})
    if max_digits is not None:
        most = max(0, max_digits - places)
        if max(0, digits - decimals) > most and max(0, plain_digits - plain_decimals) > most:
            raise fail('decimal_whole_digits', value, {'whole_digits': most})


def build_fraction(schema: Schema, config: Config, ctx: Context) -> Node:
    from fractions import Fraction

    own_strict = is_strict(schema, config)
    mode = ctx.mode

    def new(source: Any, value: Any) -> Fraction:
        try:
            return Fraction(source)
        except (ValueError, ZeroDivisionError, OverflowError):
            raise fail('fraction_parsing', value) from None
        except TypeError:
            raise fail('fraction_type', value) from None

    def read(value: Any, strict: bool, st: State) -> Fraction:
        kind = type(value)
        if mode == 'json':
            if kind is float or kind is str or kind is int:
                st.lower_to(STRICT)
                return new(str(value) if kind is float else value, value)
            raise fail('fraction_type', value)
        if mode != 'python':
            if isinstance(value, str):
                st.lower_to(LAX if mode == 'key' else STRICT)
                return new(value, value)
            raise fail('fraction_type', value)
        if kind is Fraction:
            return value
        if isinstance(value, Fraction):
            st.lower_to(STRICT)
            return Fraction(value)
        if strict:
            raise fail('is_instance_of', value, {'class': 'Fraction'})
        if not isinstance(value, str | int | float | Decimal):
            raise fail('fraction_type', value)
        st.lower_to(LAX)
        return new(value, value)

    def limit(key: str) -> Fraction | None:
        given = schema.get(key)
        return None if given is None else Fraction(given)

    multiple_of = limit('multiple_of')
    limits = [
        (key, kind, compare, limit(key))
        for key, kind, compare in _LIMITS
        if schema.get(key) is not None
    ]

    def validate(value: Any, st: State) -> Fraction:
        number = read(value, own_strict if st.strict is None else st.strict, st)
        if multiple_of is not None and (number / multiple_of) % 1 != 0:
            raise fail('multiple_of', value, {'multiple_of': multiple_of})
        for key, kind, compare, bound in limits:
            if not getattr(number, compare)(bound):
                raise fail(kind, value, {key: bound})
        return number

    return Node(validate, 'fraction')


def build_complex(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    mode = ctx.mode

    def validate(value: Any, st: State) -> complex:
        if mode != 'python':
            return read_plain(value, st)
        if isinstance(value, complex):
            st.lower_to(STRICT)
            return value
        # the argument `strict` of a run is not looked at
        if own_strict:
            raise fail('is_instance_of', value, {'class': 'complex'})
        st.lower_to(LAX)
        if isinstance(value, bytes | bytearray):
            raise fail('complex_type', value)
        try:
            return complex(value)
        except Exception:
            raise fail('complex_type', value) from None

    def read_plain(value: Any, st: State) -> complex:
        if isinstance(value, str):
            st.lower_to(STRICT)
            try:
                return complex(value)
            except ValueError:
                raise fail('complex_str_parsing', value) from None
        if mode == 'json' and type(value) in (int, float):
            if own_strict:
                raise fail('complex_str_parsing', value)
            if type(value) is int and not -(2**63) <= value < 2**63:
                raise fail('complex_type', value)
            st.lower_to(LAX)
            return complex(value, 0.0)
        raise fail('complex_type', value)

    return Node(validate, 'complex')
