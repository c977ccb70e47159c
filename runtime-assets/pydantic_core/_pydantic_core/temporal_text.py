"""Dates, times, datetimes and durations as texts and numbers of JSON."""

from __future__ import annotations

import datetime as dt


def _offset_text(offset: dt.timedelta | None) -> str:
    if offset is None:
        return ''
    seconds = round(offset.total_seconds())
    if seconds == 0:
        return 'Z'
    sign = '+' if seconds > 0 else '-'
    minutes = abs(seconds) // 60
    return f'{sign}{minutes // 60:02}:{minutes % 60:02}'


def time_to_text(time: dt.time) -> str:
    text = f'{time.hour:02}:{time.minute:02}:{time.second:02}'
    if time.microsecond:
        text += f'.{time.microsecond:06}'
    return text + _offset_text(time.utcoffset())


def date_to_text(date: dt.date) -> str:
    return f'{date.year:04}-{date.month:02}-{date.day:02}'


def datetime_to_text(when: dt.datetime) -> str:
    text = (
        f'{when.year:04}-{when.month:02}-{when.day:02}'
        f'T{when.hour:02}:{when.minute:02}:{when.second:02}'
    )
    if when.microsecond:
        text += f'.{when.microsecond:06}'
    return text + _offset_text(when.utcoffset())


def duration_to_text(delta: dt.timedelta) -> str:
    """ISO 8601, with years of 365 days."""
    negative = delta < dt.timedelta(0)
    size = -delta if negative else delta
    text = '-P' if negative else 'P'
    years, days = divmod(size.days, 365)
    if years:
        text += f'{years}Y'
    if days:
        text += f'{days}D'
    if size.seconds or size.microseconds:
        hours, rest = divmod(size.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        text += 'T'
        if hours:
            text += f'{hours}H'
        if minutes:
            text += f'{minutes}M'
        if seconds or size.microseconds:
            text += str(seconds)
            if size.microseconds:
                text += f'.{size.microseconds:06}'.rstrip('0')
            text += 'S'
    if not size:
        text += 'T0S'
    return text


_EPOCH = dt.datetime(1970, 1, 1)


def datetime_to_seconds(when: dt.datetime) -> float:
    offset = when.utcoffset()
    plain = when.replace(tzinfo=None)
    delta = plain - _EPOCH
    if offset is not None:
        delta -= offset
    return delta.total_seconds()


def date_to_seconds(date: dt.date) -> float:
    return float((date.toordinal() - _EPOCH.toordinal()) * 86_400)


def time_to_seconds(time: dt.time) -> float:
    return time.hour * 3600.0 + time.minute * 60.0 + time.second + time.microsecond / 1_000_000


def duration_to_seconds(delta: dt.timedelta) -> float:
    return delta.total_seconds()
