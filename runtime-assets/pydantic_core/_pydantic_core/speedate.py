"""Dates, times, datetimes and durations from texts and numbers, with the original's error texts."""

from __future__ import annotations

import datetime as dt
import math
import re

from .tz_info import TzInfo

_MS_WATERSHED = 20_000_000_000
_UNIX_1600 = -11_676_096_000
_UNIX_0000 = -62_167_219_200
_UNIX_9999 = 253_402_300_799
_EPOCH_ORDINAL = dt.date(1970, 1, 1).toordinal()
_I64 = 2**63
_U32 = 2**32

_INT = re.compile(r'[+-]?[0-9]+\Z')
_FLOAT = re.compile(r'[+-]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\Z')


class ParseError(Exception):
    """The text cannot be read; the argument says why."""


class YearZeroError(Exception):
    """The text is right, but Python has no year 0."""

    def __init__(self, offset: int | None = None) -> None:
        super().__init__()
        self.offset = offset


def parse_int(text: str) -> int | None:
    if _INT.match(text) is None:
        return None
    value = int(text)
    return value if -_I64 < value < _I64 else None


def parse_number(text: str) -> int | float | None:
    if '.' in text:
        return float(text) if _FLOAT.match(text) else None
    return parse_int(text)


def _digits(text: str, start: int, end: int, error: str) -> int:
    part = text[start:end]
    if len(part) == end - start and part.isascii() and part.isdigit():
        return int(part)
    raise ParseError(error)


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _date_parts(text: str) -> tuple[int, int, int]:
    if len(text.encode(errors='replace') if not text.isascii() else text) < 10:
        raise ParseError('input is too short')
    year = _digits(text, 0, 4, 'invalid character in year')
    if text[4:5] != '-':
        raise ParseError('invalid date separator, expected `-`')
    month = _digits(text, 5, 7, 'invalid character in month')
    if text[7:8] != '-':
        raise ParseError('invalid date separator, expected `-`')
    day = _digits(text, 8, 10, 'invalid character in day')
    if not 1 <= month <= 12:
        raise ParseError('month value is outside expected range of 1-12')
    limit = _DAYS[month - 1]
    if month == 2 and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        limit = 28
    if not 1 <= day <= limit:
        raise ParseError('day value is outside expected range')
    return year, month, day


def _date_of(parts: tuple[int, int, int]) -> dt.date:
    if parts[0] == 0:
        raise YearZeroError
    return dt.date(*parts)


def _watershed(timestamp: int, unit: str) -> tuple[int, int]:
    if unit == 'seconds':
        return timestamp, 0
    if unit == 'milliseconds' or (unit == 'infer' and abs(timestamp) > _MS_WATERSHED):
        seconds, rest = divmod(timestamp, 1000)
        return seconds, rest * 1000
    return timestamp, 0


def _date_from_seconds(seconds: int) -> tuple[dt.date, int]:
    if seconds < _UNIX_0000:
        raise ParseError('dates before 0000 are not supported as unix timestamps')
    if seconds > _UNIX_9999:
        raise ParseError('dates after 9999 are not supported as unix timestamps')
    days, rest = divmod(seconds, 86_400)
    ordinal = days + _EPOCH_ORDINAL
    if ordinal < 1:
        raise YearZeroError
    return dt.date.fromordinal(ordinal), rest


def parse_date(text: str, unit: str = 'infer') -> dt.date:
    """`YYYY-MM-DD`, or a timestamp that is a whole day."""
    try:
        parts = _date_parts(text)
        if len(text) > 10:
            raise ParseError('unexpected extra characters at the end of the input')
    except ParseError:
        number = parse_int(text)
        if number is None:
            raise
        seconds, micro = _watershed(number, unit)
        date, rest = _date_from_seconds(seconds)
        if rest != 0 or micro != 0:
            raise ParseError('Timestamp is not an exact date') from None
        return date
    return _date_of(parts)


def _time_parts(text: str, offset: int, truncate: bool) -> tuple[int, int, int, int, int]:
    """Hour, minute, second, microsecond and where the rest begins."""
    if len(text) - offset < 5 and (text.isascii() or len(text[offset:].encode()) < 5):
        raise ParseError('input is too short')
    hour = _digits(text, offset, offset + 2, 'invalid character in hour')
    if text[offset + 2] != ':':
        raise ParseError('invalid time separator, expected `:`')
    minute = _digits(text, offset + 3, offset + 5, 'invalid character in minute')
    if hour > 23:
        raise ParseError('hour value is outside expected range of 0-23')
    if minute > 59:
        raise ParseError('minute value is outside expected range of 0-59')
    position = offset + 5
    if text[position : position + 1] != ':':
        return hour, minute, 0, 0, position
    second = _digits(text, position + 1, position + 3, 'invalid character in second')
    if second > 59:
        raise ParseError('second value is outside expected range of 0-59')
    position += 3
    if text[position : position + 1] not in ('.', ','):
        return hour, minute, second, 0, position
    position += 1
    start = position
    while position < len(text) and '0' <= text[position] <= '9':
        position += 1
    fraction = text[start:position]
    if not fraction:
        raise ParseError('second fraction digits missing after `.`')
    if len(fraction) > 6:
        if not truncate:
            raise ParseError('second fraction value is more than 6 digits long')
        fraction = fraction[:6]
    return hour, minute, second, int(fraction.ljust(6, '0')), position


def _time_at(text: str, offset: int, truncate: bool) -> tuple[int, int, int, int, int | None]:
    hour, minute, second, micro, position = _time_parts(text, offset, truncate)
    if position >= len(text):
        return hour, minute, second, micro, None
    sign = text[position]
    if sign in 'zZ':
        tz = 0
        position += 1
    elif sign in '+-\u2212':
        position += 1
        tz_hour = _digits(text, position, position + 2, 'invalid timezone hour')
        position += 2
        if text[position : position + 1] == ':':
            position += 1
        tz_minute = _digits(text, position, position + 2, 'invalid timezone minute')
        position += 2
        if tz_minute > 59:
            raise ParseError('timezone minute value is outside expected range of 0-59')
        tz = tz_hour * 3600 + tz_minute * 60
        if sign != '+':
            tz = -tz
        if abs(tz) >= 86_400:
            raise ParseError('timezone offset must be less than 24 hours')
    else:
        raise ParseError('invalid timezone sign')
    if position < len(text):
        raise ParseError('unexpected extra characters at the end of the input')
    return hour, minute, second, micro, tz


def _tz_of(offset: int | None) -> TzInfo | None:
    return None if offset is None else TzInfo(offset)


def time_from_timestamp(second: int, micro: int, tz: int | None = 0) -> dt.time:
    second += micro // 1_000_000
    micro %= 1_000_000
    if second >= 86_400:
        raise ParseError('numeric times may not exceed 86,399 seconds')
    minutes, second = divmod(second, 60)
    hour, minute = divmod(minutes, 60)
    return dt.time(hour, minute, second, micro, _tz_of(tz))


def parse_time(text: str, truncate: bool = True) -> dt.time:
    hour, minute, second, micro, tz = _time_at(text, 0, truncate)
    return dt.time(hour, minute, second, micro, _tz_of(tz))


def time_from_int(seconds: int, micro: int = 0) -> dt.time:
    if seconds < 0:
        raise ParseError('time in seconds should be positive')
    return time_from_timestamp(min(seconds, _U32 - 1), micro)


def time_from_float(seconds: float) -> dt.time:
    if seconds != seconds:
        raise ParseError('NaN values not permitted')
    if math.isinf(seconds):
        return time_from_int(_U32 if seconds > 0 else -1)
    micro = _half_away(abs(math.modf(seconds)[0]) * 1_000_000)
    return time_from_int(math.floor(seconds), micro)


def _half_away(value: float) -> int:
    """Rust rounds halves away from zero."""
    return math.floor(value + 0.5)


def datetime_from_int(timestamp: int, micro: int = 0, unit: str = 'infer') -> dt.datetime:
    if timestamp <= -_I64:
        raise ParseError('dates before 0000 are not supported as unix timestamps')
    seconds, extra = _watershed(timestamp, unit)
    return _datetime_of(seconds, micro + extra)


def _datetime_of(seconds: int, micro: int) -> dt.datetime:
    seconds += micro // 1_000_000
    micro %= 1_000_000
    date, rest = _date_from_seconds(seconds)
    time = time_from_timestamp(rest, micro, 0)
    return dt.datetime.combine(date, time)


def datetime_from_float(timestamp: float, unit: str = 'infer') -> dt.datetime:
    if timestamp != timestamp:
        raise ParseError('NaN values not permitted')
    if math.isinf(timestamp):
        edge = 'after 9999' if timestamp > 0 else 'before 0000'
        raise ParseError(f'dates {edge} are not supported as unix timestamps')
    milli = unit == 'milliseconds' or (unit == 'infer' and abs(timestamp) > _MS_WATERSHED)
    normal = timestamp / 1000 if milli else timestamp
    seconds = math.floor(normal)
    return _datetime_of(seconds, _half_away((normal - seconds) * 1_000_000))


def datetime_from_float_object(timestamp: float, unit: str = 'infer') -> dt.datetime:
    """As for a text, but that the fraction of seconds counts without its sign."""
    milli = unit == 'milliseconds' or (unit == 'infer' and abs(timestamp) > _MS_WATERSHED)
    if milli or timestamp != timestamp or math.isinf(timestamp):
        return datetime_from_float(timestamp, unit)
    micro = _half_away(abs(math.modf(timestamp)[0]) * 1_000_000)
    whole = max(-_I64, min(math.floor(timestamp), _I64 - 1))
    return datetime_from_int(whole, micro, unit)


def parse_datetime(text: str, truncate: bool = True, unit: str = 'infer') -> dt.datetime:
    try:
        parts = _date_parts(text)
        if text[10:11] not in ('T', 't', ' ', '_'):
            raise ParseError('invalid datetime separator, expected `T`, `t`, `_` or space')
        hour, minute, second, micro, tz = _time_at(text, 11, truncate)
    except ParseError:
        number = parse_number(text)
        if number is None:
            raise
        if isinstance(number, int):
            return datetime_from_int(number, 0, unit)
        if not truncate:
            milli = abs(number) > _MS_WATERSHED
            digits = len(text.partition('.')[2])
            if milli and digits > 3:
                raise ParseError('millisecond fraction value is more than 3 digits long') from None
            if not milli and digits > 6:
                raise ParseError('second fraction value is more than 6 digits long') from None
        return datetime_from_float(number, unit)
    if parts[0] == 0:
        raise YearZeroError(tz)
    return dt.datetime(*parts, hour, minute, second, micro, _tz_of(tz))


def duration(positive: bool, days: int, seconds: int, micro: int) -> dt.timedelta:
    seconds += micro // 1_000_000
    micro %= 1_000_000
    days += seconds // 86_400
    seconds %= 86_400
    if days > 999_999_999:
        raise ParseError('durations may not exceed 999,999,999 days')
    value = dt.timedelta(days, seconds, micro)
    return value if positive else -value


def duration_from_int(total: int) -> dt.timedelta:
    days, seconds = divmod(abs(total), 86_400)
    return duration(total >= 0, days, seconds, 0)


def duration_from_float(total: float) -> dt.timedelta:
    if total != total:
        raise ParseError('NaN values not permitted')
    size = abs(total)
    if math.isinf(size):
        raise ParseError('durations may not exceed 999,999,999 days')
    whole = math.floor(size)
    micro = _half_away((size - whole) * 1_000_000)
    days = min(whole // 86_400, _U32 - 1)
    return duration(total >= 0, days, whole % 86_400, micro)


def parse_duration(text: str, truncate: bool = True) -> dt.timedelta:
    if not text:
        raise ParseError('input is too short')
    offset = 1 if text[0] in '+-' else 0
    if text[offset : offset + 1] == 'P':
        days, seconds, micro = _iso_duration(text, offset + 1)
    elif 'd' in text.lower() or len(text.encode()) < 5:
        days, seconds, micro = _days_and_time(text, offset, truncate)
    else:
        days, seconds, micro = _clock(text, offset, truncate)
    return duration(text[0] != '-', days, seconds, micro)


def _clock(text: str, offset: int, truncate: bool) -> tuple[int, int, int]:
    """`H+:MM[:SS[.f]]` as days, seconds and microseconds; there may be many hours."""
    if len(text) - offset < 5 and (text.isascii() or len(text[offset:].encode()) < 5):
        raise ParseError('input is too short')
    digits, colon, rest = text[offset:].partition(':')
    if not colon:
        raise ParseError('invalid character in hour')
    if len(digits) > 10:
        raise ParseError('durations may not exceed 999,999,999 hours')
    if digits and not (digits.isascii() and digits.isdigit()):
        raise ParseError('invalid character in hour')
    hours = int(digits or '0')
    if hours >= _U32:
        raise ParseError('durations may not exceed 999,999,999 hours')
    most = len('00:00.000000')
    if len(rest) > most:
        if not truncate:
            raise ParseError('second fraction value is more than 6 digits long')
        rest = rest[:most]
    _, minute, second, micro, position = _time_parts('00:' + rest, 0, truncate)
    if position < len(rest) + 3:
        raise ParseError('unexpected extra characters at the end of the input')
    return hours // 24, hours % 24 * 3600 + minute * 60 + second, micro


_TIME_UNITS = {'H': 3600, 'M': 60, 'S': 1}
_DATE_UNITS = {'Y': 365, 'M': 30, 'W': 7, 'D': 1}


def _iso_duration(text: str, offset: int) -> tuple[int, int, int]:
    got_t = had_fraction = False
    days = seconds = micro = 0
    position = offset
    while position < len(text):
        if text[position] == 'T':
            if got_t:
                raise ParseError('`t` character repeated in duration')
            got_t = True
            position += 1
            continue
        value, fraction, position = _number_and_fraction(text, position)
        if had_fraction:
            raise ParseError('quantity fraction invalid in duration')
        had_fraction = fraction is not None
        unit = text[position : position + 1]
        if got_t:
            factor = _TIME_UNITS.get(unit)
            if factor is None:
                raise ParseError('quantity invalid in time part of duration')
            seconds = _u32(seconds + _u32(factor * value))
            if fraction is not None:
                extra = fraction * factor
                seconds += int(extra)
                micro += _half_away((extra - int(extra)) * 1_000_000)
        else:
            factor = _DATE_UNITS.get(unit)
            if factor is None:
                raise ParseError('quantity invalid in date part of duration')
            days = _u32(days + _u32(factor * value))
            if fraction is not None:
                extra = fraction * factor
                days += int(extra)
                rest = (extra - int(extra)) * 86_400
                seconds += int(rest)
                micro += _half_away((rest - int(rest)) * 1_000_000)
        position += 1
    if position < 3:
        raise ParseError('input is too short')
    return days, seconds, micro


def _u32(value: int) -> int:
    if value >= _U32:
        raise ParseError('a numeric value in the duration is too large')
    return value


def _number(text: str, position: int) -> tuple[int, int]:
    start = position
    while position < len(text) and '0' <= text[position] <= '9':
        position += 1
    if position == start:
        raise ParseError('invalid digit in duration')
    return _u32(int(text[start:position])), position


def _number_and_fraction(text: str, position: int) -> tuple[int, float | None, int]:
    value, position = _number(text, position)
    if text[position : position + 1] not in ('.', ','):
        return value, None, position
    position += 1
    start = position
    while position < len(text) and '0' <= text[position] <= '9':
        position += 1
    digits = text[start:position]
    fraction = 0.0
    scale = 1.0
    for digit in digits:
        scale /= 10.0
        fraction += int(digit) * scale
    return value, fraction, position


def _days_and_time(text: str, offset: int, truncate: bool) -> tuple[int, int, int]:
    if offset >= len(text):
        raise ParseError('input is too short')
    days, position = _number(text, offset)
    wrong = '"day" identifier in duration not correctly formatted'
    if text[position : position + 1] == ' ':
        position += 1
    elif text[position : position + 1] not in ('d', 'D'):
        raise ParseError(wrong)
    if text[position : position + 1] not in ('d', 'D'):
        raise ParseError(wrong)
    position += 1
    if text[position : position + 1] in ('a', 'A') and position < len(text):
        if text[position + 1 : position + 2].lower() != 'y':
            raise ParseError(wrong)
        position += 3 if text[position + 2 : position + 3].lower() == 's' else 2
    if text[position : position + 1] == ',':
        position += 1
    if text[position : position + 1] == ' ':
        position += 1
    if position >= len(text):
        return days, 0, 0
    more, seconds, micro = _clock(text, position, truncate)
    if more:
        raise ParseError('durations may not exceed 999,999,999 hours')
    return days + more, seconds, micro
