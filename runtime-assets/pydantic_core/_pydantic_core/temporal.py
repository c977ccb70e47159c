"""Validators of `date time datetime timedelta`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from . import speedate
from .build import Config, Context, Schema, from_config, is_strict, pick
from .exceptions import SchemaError
from .line_errors import LineError, ValError, exception_text, fail
from .node import Node
from .reading import i64_of, real_of, utf8_of
from .speedate import ParseError, YearZeroError
from .state import LAX, STRICT, State

if TYPE_CHECKING:
    from collections.abc import Callable

_LIMITS = (
    ('le', 'less_than_equal'),
    ('lt', 'less_than'),
    ('ge', 'greater_than_equal'),
    ('gt', 'greater_than'),
)


def _precision(schema: Schema, config: Config) -> bool:
    """Whether digits beyond microseconds are cut off."""
    value = pick(schema, config, 'microseconds_precision', 'truncate')
    if value not in ('truncate', 'error'):
        raise SchemaError('Invalid `microseconds_precision`, must be one of "truncate" or "error"')
    return value == 'truncate'


def _parsed(kind: str, value: Any, parse: Callable[..., Any], *args: Any) -> Any:
    if isinstance(value, str):
        utf8_of(value)
    try:
        return parse(*args)
    except ParseError as error:
        raise fail(kind, value, {'error': str(error)}) from None
    except YearZeroError as year:
        line = LineError(kind, value, {'error': 'year 0 is out of range'})
        raise _NoSuchYearError([line], year.offset) from None


class _NoSuchYearError(ValError):
    """The text is right, so that reading it in another way is no help."""

    def __init__(self, errors: list[LineError], offset: int | None) -> None:
        super().__init__(errors)
        #: of its time zone, in seconds
        self.offset = offset


def _text_in(value: Any) -> str | None:
    if isinstance(value, str):
        return utf8_of(value)
    if isinstance(value, bytes):
        return value.decode('latin-1')
    return None


def _read_date(value: Any, mode: str, strict: bool, unit: str, st: State) -> dt.date:
    kind = type(value)
    if mode != 'python':
        if isinstance(value, str):
            st.lower_to(LAX if mode == 'key' else STRICT)
            return _parsed('date_parsing', value, speedate.parse_date, value, unit)
        raise fail('date_type', value)
    if kind is dt.date:
        return value
    if isinstance(value, dt.datetime):
        raise fail('date_type', value)
    if isinstance(value, dt.date):
        st.lower_to(STRICT)
        return value
    text = None if strict else _text_in(value)
    if text is None:
        raise fail('date_type', value)
    st.lower_to(LAX)
    return _parsed('date_parsing', value, speedate.parse_date, text, unit)


def _read_datetime(
    value: Any, mode: str, strict: bool, truncate: bool, unit: str, st: State
) -> dt.datetime:
    kind = type(value)
    parse = speedate.parse_datetime
    if mode == 'python':
        if kind is dt.datetime:
            return value
        if isinstance(value, dt.datetime):
            st.lower_to(STRICT)
            return value
        if strict:
            raise fail('datetime_type', value)
        text = _text_in(value)
        if text is None and kind is bool:
            raise fail('datetime_type', value)
        st.lower_to(LAX)
        if text is None:
            return _datetime_of_object(value, unit)
        return _parsed('datetime_parsing', value, parse, text, truncate, unit)
    if isinstance(value, str):
        st.lower_to(LAX if mode == 'key' else STRICT)
        return _parsed('datetime_parsing', value, parse, value, truncate, unit)
    if mode == 'json' and not strict and (kind is int or kind is float):
        st.lower_to(LAX)
        if kind is int and i64_of(value) is None:
            raise fail('datetime_type', value)
        return _datetime_of_object(value, unit)
    raise fail('datetime_type', value)


def _datetime_of_object(value: Any, unit: str) -> dt.datetime:
    number = i64_of(value)
    if number is not None:
        return _parsed('datetime_parsing', value, speedate.datetime_from_int, number, 0, unit)
    real = real_of(value)
    if real is not None:
        return _parsed('datetime_parsing', value, speedate.datetime_from_float_object, real, unit)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    raise fail('datetime_type', value)


def build_date(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    unit = from_config(config, 'val_temporal_unit', 'infer')
    mode = ctx.mode
    limits = _limits(
        schema, 'date', lambda given, st: _read_date(given, 'python', False, 'infer', st)
    )
    now = _now_check(schema)

    def read(value: Any, st: State) -> dt.date:
        if type(value) is dt.date:
            return value
        strict = own_strict if st.strict is None else st.strict
        try:
            return _read_date(value, mode, strict, unit, st)
        except _NoSuchYearError:
            raise
        except ValError as error:
            if strict:
                raise
            st.lower_to(LAX)
            found = _date_of_datetime(value, mode, unit)
            if found is None:
                raise error from None
            return found

    if not limits and now is None:
        return Node(read, 'date')

    def validate(value: Any, st: State) -> dt.date:
        try:
            date = read(value, st)
        except _NoSuchYearError:
            for key, kind, limit in limits:
                if key in ('ge', 'gt'):
                    raise fail(kind, value, {key: limit.isoformat()}) from None
            if now is not None and not now[0]:
                raise fail('date_future', value) from None
            raise
        plain = dt.date(date.year, date.month, date.day)
        for key, kind, limit in limits:
            if not _holds(key, plain, limit):
                raise fail(kind, value, {key: limit.isoformat()})
        if now is not None:
            past, offset = now
            today = dt.datetime.now(dt.timezone(offset())).date()
            if not (plain < today if past else plain > today):
                raise fail('date_past' if past else 'date_future', value)
        return date

    return Node(validate, 'date')


def _holds(key: str, value: Any, limit: Any) -> bool:
    if key == 'le':
        return value <= limit
    if key == 'lt':
        return value < limit
    return value >= limit if key == 'ge' else value > limit


def _limits[T](
    schema: Schema, name: str, read: Callable[[Any, State], T]
) -> list[tuple[str, str, T]]:
    """Key, kind of error and limit of each that the schema has; `name` is their type."""
    found: list[tuple[str, str, T]] = []
    for key, kind in _LIMITS:
        given = schema.get(key)
        if given is None:
            continue
        try:
            found.append((key, kind, read(given, State('python'))))
        except ValError:
            raise ValueError(f"'{key}' must be coercible to a {name} instance") from None
    return found


def _now_check(schema: Schema) -> tuple[bool, Callable[[], dt.timedelta]] | None:
    op = schema.get('now_op')
    if op is None:
        return None
    if op not in ('past', 'future'):
        raise SchemaError(f'Invalid now_op "{op}"')
    fixed = schema.get('now_utc_offset')

    def offset() -> dt.timedelta:
        if fixed is not None:
            return dt.timedelta(seconds=fixed)
        import time

        return dt.timedelta(seconds=time.localtime().tm_gmtoff)

    return op == 'past', offset


def _date_of_datetime(value: Any, mode: str, unit: str) -> dt.date | None:
    """In lax mode a datetime (or its text) at midnight is a date."""
    try:
        when = _read_datetime(value, mode, False, True, unit, State('python'))
    except ValError as error:
        parsing = [line for line in error.errors if line.type == 'datetime_parsing']
        if not parsing:
            return None
        for line in parsing:
            line.type = 'date_from_datetime_parsing'
        raise
    if when.hour or when.minute or when.second or when.microsecond:
        raise fail('date_from_datetime_inexact', value)
    return dt.date(when.year, when.month, when.day)


def build_datetime(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    truncate = _precision(schema, config)
    unit = from_config(config, 'val_temporal_unit', 'infer')
    mode = ctx.mode
    limits = _limits(
        schema,
        'datetime',
        lambda given, st: _read_datetime(given, 'python', False, True, 'infer', st),
    )
    now = _now_check(schema)
    tz_check = _tz_check(schema)

    def read(value: Any, st: State) -> dt.datetime:
        if type(value) is dt.datetime:
            return value
        strict = own_strict if st.strict is None else st.strict
        try:
            return _read_datetime(value, mode, strict, truncate, unit, st)
        except _NoSuchYearError:
            raise
        except ValError as error:
            if strict:
                raise
            st.lower_to(LAX)
            found = _datetime_of_date(value, mode)
            if found is None:
                raise error from None
            return found

    if not limits and now is None and tz_check is None:
        return Node(read, 'datetime')

    def validate(value: Any, st: State) -> dt.datetime:
        try:
            when = read(value, st)
        except _NoSuchYearError as error:
            for key, kind, limit in limits:
                if key in ('ge', 'gt'):
                    raise fail(kind, value, {key: datetime_text(limit)}) from None
            if now is not None and not now[0]:
                raise fail('datetime_future', value) from None
            if tz_check is not None:
                tz_check(error.offset, value)
            raise
        try:
            offset = when.utcoffset()
        except Exception as error:
            raise fail('datetime_object_invalid', value, {'error': exception_text(error)}) from None
        for key, kind, limit in limits:
            if not _holds(key, _moment(when, limit), _moment(limit, when)):
                raise fail(kind, value, {key: datetime_text(limit)})
        if now is not None:
            past, now_offset = now
            current = dt.datetime.now(dt.timezone(now_offset()))
            mine, theirs = _moment(when, current), _moment(current, when)
            if not (mine < theirs if past else mine > theirs):
                raise fail('datetime_past' if past else 'datetime_future', value)
        if tz_check is not None:
            tz_check(None if offset is None else round(offset.total_seconds()), value)
        return when

    return Node(validate, 'datetime')


def _moment(when: dt.datetime, other: dt.datetime) -> dt.datetime:
    """For a comparison: both in UTC if both know their zone, else both as they stand."""
    offset = when.utcoffset()
    naive = dt.datetime(
        when.year, when.month, when.day, when.hour, when.minute, when.second, when.microsecond
    )
    if offset is None or other.utcoffset() is None:
        return naive
    try:
        return naive - offset
    except OverflowError:
        return naive


def datetime_text(when: dt.datetime) -> str:
    return when.isoformat().replace('+00:00', 'Z')


def _datetime_of_date(value: Any, mode: str) -> dt.datetime | None:
    """In lax mode the text of a date is its midnight."""
    try:
        date = _read_date(value, mode, False, 'infer', State('python'))
    except ValError as error:
        parsing = [line for line in error.errors if line.type == 'date_parsing']
        if not parsing:
            return None
        for line in parsing:
            line.type = 'datetime_from_date_parsing'
        raise
    return dt.datetime(date.year, date.month, date.day)


def _tz_check(schema: Schema) -> Callable[[int | None, Any], None] | None:
    constraint = schema.get('tz_constraint')
    if constraint is None:
        return None
    if isinstance(constraint, str) and constraint not in ('aware', 'naive'):
        raise SchemaError(f'Invalid tz_constraint "{constraint}"')

    def check(actual: int | None, value: Any) -> None:
        if constraint == 'naive':
            if actual is not None:
                raise fail('timezone_naive', value)
        elif actual is None:
            raise fail('timezone_aware', value)
        elif constraint != 'aware' and constraint != actual:
            ctx = {'tz_expected': constraint, 'tz_actual': actual}
            raise fail('timezone_offset', value, ctx)

    return check


def _read_time(value: Any, mode: str, strict: bool, truncate: bool, st: State) -> dt.time:
    kind = type(value)
    if mode == 'python':
        if kind is dt.time:
            return value
        if isinstance(value, dt.time):
            st.lower_to(STRICT)
            return value
        if strict or kind is bool:
            raise fail('time_type', value)
        text = _text_in(value)
        if text is not None:
            st.lower_to(LAX)
            return _parsed('time_parsing', value, speedate.parse_time, text, truncate)
        st.lower_to(LAX)
        return _time_of_object(value)
    if isinstance(value, str):
        st.lower_to(LAX if mode == 'key' else STRICT)
        return _parsed('time_parsing', value, speedate.parse_time, value, truncate)
    if mode == 'json' and not strict and (kind is int or kind is float):
        st.lower_to(LAX)
        if kind is int and i64_of(value) is None:
            raise fail(
                'time_parsing', value, {'error': 'numeric times may not exceed 86,399 seconds'}
            )
        return _time_of_object(value)
    raise fail('time_type', value)


def _time_of_object(value: Any) -> dt.time:
    number = i64_of(value)
    if number is not None:
        return _parsed('time_parsing', value, speedate.time_from_int, number)
    real = real_of(value)
    if real is not None:
        return _parsed('time_parsing', value, speedate.time_from_float, real)
    raise fail('time_type', value)


def build_time(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    truncate = _precision(schema, config)
    mode = ctx.mode
    tz_check = _tz_check(schema)
    limits = _limits(schema, 'time', lambda given, st: _read_time(given, 'python', False, True, st))

    def read(value: Any, st: State) -> dt.time:
        strict = own_strict if st.strict is None else st.strict
        return _read_time(value, mode, strict, truncate, st)

    if not limits and tz_check is None:
        return Node(read, 'time')

    def validate(value: Any, st: State) -> dt.time:
        time = read(value, st)
        for key, kind, limit in limits:
            if not _holds(key, _seconds_of(time, limit), _seconds_of(limit, time)):
                raise fail(kind, value, {key: time_text(limit)})
        if tz_check is not None:
            offset = time.utcoffset()
            tz_check(None if offset is None else round(offset.total_seconds()), value)
        return time

    return Node(validate, 'time')


def time_text(time: dt.time) -> str:
    return time.isoformat().replace('+00:00', 'Z')


def _seconds_of(time: dt.time, other: dt.time) -> float:
    offset = time.utcoffset()
    total = (time.hour * 3600 + time.minute * 60 + time.second) + time.microsecond / 1e6
    if offset is not None and other.utcoffset() is not None:
        total -= offset.total_seconds()
    return total


def _read_timedelta(value: Any, mode: str, strict: bool, truncate: bool, st: State) -> dt.timedelta:
    kind = type(value)
    if mode == 'python':
        if kind is dt.timedelta:
            return value
        if isinstance(value, dt.timedelta):
            st.lower_to(STRICT)
            return value
        if strict:
            raise fail('time_delta_type', value)
        text = _text_in(value)
        st.lower_to(LAX)
        if text is not None:
            return _parsed('time_delta_parsing', value, speedate.parse_duration, text, truncate)
        return _timedelta_of_object(value)
    if isinstance(value, str):
        st.lower_to(LAX if mode == 'key' else STRICT)
        return _parsed('time_delta_parsing', value, speedate.parse_duration, value, truncate)
    if mode == 'json' and not strict and (kind is int or kind is float):
        st.lower_to(LAX)
        if kind is int and i64_of(value) is None:
            raise fail('time_delta_type', value)
        return _timedelta_of_object(value)
    raise fail('time_delta_type', value)


def _timedelta_of_object(value: Any) -> dt.timedelta:
    number = i64_of(value)
    if number is not None:
        return _parsed('time_delta_parsing', value, speedate.duration_from_int, number)
    real = real_of(value)
    if real is not None:
        return _parsed('time_delta_parsing', value, speedate.duration_from_float, real)
    raise fail('time_delta_type', value)


def build_timedelta(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    truncate = _precision(schema, config)
    mode = ctx.mode
    multiple_of: dt.timedelta | None = schema.get('multiple_of')
    limits = _limits(
        schema,
        'timedelta',
        lambda given, st: _read_timedelta(given, 'python', False, True, st),
    )

    def read(value: Any, st: State) -> dt.timedelta:
        strict = own_strict if st.strict is None else st.strict
        return _read_timedelta(value, mode, strict, truncate, st)

    if not limits and multiple_of is None:
        return Node(read, 'timedelta')

    def validate(value: Any, st: State) -> dt.timedelta:
        delta = read(value, st)
        for key, kind, limit in limits:
            if not _holds(key, delta, limit):
                raise fail(kind, delta, {key: duration_words(limit)})
        if multiple_of is not None and delta % multiple_of:
            raise fail('multiple_of', delta, {'multiple_of': duration_words(multiple_of)})
        return delta

    return Node(validate, 'timedelta')


def duration_words(delta: dt.timedelta) -> str:
    """`1 day, 2 hours and 3 seconds`, as limits are shown."""
    sign = '-' if delta < dt.timedelta(0) else ''
    size = abs(delta)
    hours, rest = divmod(size.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    amounts = (
        (size.days, 'day'),
        (hours, 'hour'),
        (minutes, 'minute'),
        (seconds, 'second'),
        (size.microseconds, 'microsecond'),
    )
    parts = [
        f'{sign}{count} {unit}' + ('' if count == 1 else 's') for count, unit in amounts if count
    ]
    if not parts:
        return '0 seconds'
    if len(parts) == 1:
        return parts[0]
    return f'{", ".join(parts[:-1])} and {parts[-1]}'
