"""Dates, times, durations, decimals, constrained types."""
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Annotated

from annotated_types import Ge, Gt, Interval, Len, MultipleOf
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FutureDate,
    NaiveDatetime,
    PastDatetime,
    PositiveInt,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    condecimal,
    conint,
    conlist,
    constr,
)

CASES = [
    (datetime, ['2024-02-29T12:00:00Z', '2024-02-29 12:00', '2024-02-30T00:00', 1700000000, '1700000000.5', 1e12, date(2024, 1, 1), '2024-01-01T00:00:00.1234567+05:30', 'now', None, '2024-1-1', '2024-01-01T25:00']),
    (date, ['2024-02-29', 1709164800, 1, datetime(2024, 1, 1), datetime(2024, 1, 1, 5), '2024-02-29T00:00', '2024-13-01', 'x', True]),
    (time, ['12:30', '12:30:15.25', '12:30Z', '25:00', 3600, '12', 1e6, time(1, 2)]),
    (timedelta, ['P1DT2H', '1 day, 02:00:00', '-P1D', 90, '12:30', 'PT1.5S', 'x', timedelta(1), 1.25, '99999999999']),
    (AwareDatetime, ['2024-01-01T00:00Z', '2024-01-01T00:00']),
    (NaiveDatetime, ['2024-01-01T00:00Z', '2024-01-01T00:00']),
    (PastDatetime, ['2001-01-01T00:00', '2999-01-01T00:00']),
    (FutureDate, ['2001-01-01', '2999-01-01']),
    (condecimal(max_digits=4, decimal_places=2), ['12.34', '123.45', '1.234', '12345', '-0.01']),
    (Annotated[Decimal, Field(gt=0, le=10, multiple_of=Decimal('0.5'))], ['2.5', '0', '10.5', '0.3']),
    (conint(ge=1, lt=10, multiple_of=3), [3, 10, 4, 0]),
    (PositiveInt, [1, 0, -1]),
    (Annotated[float, Field(allow_inf_nan=False), Interval(gt=0, lt=1)], [0.5, 'inf', 1]),
    (constr(min_length=2, max_length=4, pattern='^[a-z]+$', strip_whitespace=True, to_lower=True), [' ABC ', 'a', 'abcde', 'a1']),
    (Annotated[str, StringConstraints(to_upper=True)], ['abc']),
    (conlist(int, min_length=1, max_length=2), [[1], [], [1, 2, 3]]),
    (Annotated[list[Annotated[int, Ge(0), MultipleOf(2)]], Len(1, 2)], [[2], [3], [-2, 4, 6]]),
    (Annotated[date, Gt(date(2020, 1, 1))], ['2020-01-01', '2020-01-02']),
    (Annotated[timedelta, Field(lt=timedelta(hours=1))], [3599, 3600]),
]
for type_, inputs in CASES:
    adapter = TypeAdapter(type_)
    for given in inputs:
        try:
            value = adapter.validate_python(given)
            print(repr(given), '->', value, adapter.dump_json(value).decode())
        except ValidationError as error:
            for line in error.errors(include_url=False):
                print(repr(given), '->', line['type'], '|', line['msg'], '|', line.get('ctx'))


class Log(BaseModel):
    model_config = ConfigDict(ser_json_timedelta='float')

    at: datetime
    took: timedelta
    on: date
    hour: time
    money: Decimal = Decimal('1.50')


log = Log(at='2024-01-01T00:00:00+02:00', took='PT90M', on='2024-01-01', hour='23:59:59.5', money='2.500')
print(repr(log))
print(log.at.utcoffset(), str(log.at), log.at.astimezone(timezone.utc))
print(log.model_dump_json())
print(log.model_dump(mode='json'))
try:
    Log.model_validate_json('{"at": 1e20, "took": "P", "on": 20000.5, "hour": "24:00", "money": "1,5"}')
except ValidationError as error:
    print(error)
