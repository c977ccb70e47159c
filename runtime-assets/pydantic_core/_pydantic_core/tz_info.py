"""`TzInfo`: a time zone with a fixed offset."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from .release import IS_2_27


class TzInfo(dt.tzinfo):
    """A fixed offset from UTC, in seconds."""

    __module__ = 'pydantic_core._pydantic_core'

    _seconds: int

    def __new__(cls, seconds: float = 0.0) -> Self:
        whole = int(seconds)
        if abs(whole) >= 86_400:
            raise ValueError(
                'TzInfo offset must be strictly between -86400 and 86400 (24 hours) seconds,'
                f' got {whole}'
            )
        self = super().__new__(cls)
        self._seconds = whole
        return self

    def utcoffset(self, _dt: dt.datetime | None, /) -> dt.timedelta:
        return dt.timedelta(seconds=self._seconds)

    def tzname(self, _dt: dt.datetime | None, /) -> str:
        return str(self)

    def dst(self, _dt: dt.datetime | None, /) -> None:
        return None

    def fromutc(self, when: dt.datetime, /) -> dt.datetime:
        return when + dt.timedelta(seconds=self._seconds)

    def __str__(self) -> str:
        seconds = self._seconds
        if seconds == 0:
            return 'UTC'
        sign = '+' if seconds > 0 else '-'
        minutes, rest = divmod(abs(seconds), 60)
        text = f'{sign}{minutes // 60:02}:{minutes % 60:02}'
        return f'{text}:{rest:02}' if rest else text

    def __repr__(self) -> str:
        return f'TzInfo({self if IS_2_27 else self._seconds})'

    def _offset_of(self, other: object) -> int | None:
        if not isinstance(other, dt.tzinfo):
            return None
        offset = other.utcoffset(None)
        return None if offset is None else round(offset.total_seconds())

    def __eq__(self, other: object) -> bool:
        offset = self._offset_of(other)
        return NotImplemented if offset is None else self._seconds == offset

    def __lt__(self, other: object) -> bool:
        offset = self._offset_of(other)
        return NotImplemented if offset is None else self._seconds < offset

    def __gt__(self, other: object) -> bool:
        offset = self._offset_of(other)
        return NotImplemented if offset is None else self._seconds > offset

    def __le__(self, other: object) -> bool:
        offset = self._offset_of(other)
        return NotImplemented if offset is None else self._seconds <= offset

    def __ge__(self, other: object) -> bool:
        offset = self._offset_of(other)
        return NotImplemented if offset is None else self._seconds >= offset

    def __hash__(self) -> int:
        return hash(self._seconds)

    def __deepcopy__(self, _memo: dict[Any, Any]) -> TzInfo:
        return TzInfo(self._seconds)

    def __reduce__(self) -> tuple[Any, ...]:
        return (TzInfo, (self._seconds,))
