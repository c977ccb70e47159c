"""The names that schemas and inputs of the comparison may use."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import fractions
import math
import uuid
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Color(enum.Enum):
    RED = 'red'
    GREEN = 'green'
    ONE = 1


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


class Word(enum.StrEnum):
    YES = 'yes'
    NO = 'no'


class Ratio(float, enum.Enum):
    HALF = 0.5
    WHOLE = 1.0


class MyStr(str):
    __slots__ = ()


class MyInt(int):
    pass


class MyFloat(float):
    pass


class MyBytes(bytes):
    pass


class MyList(list[Any]):
    pass


class MyDict(dict[Any, Any]):
    pass


class MyDate(datetime.date):
    pass


class MyDecimal(decimal.Decimal):
    pass


class MyMapping(Mapping[Any, Any]):
    def __init__(self, data: dict[Any, Any]) -> None:
        self.data = data

    def __getitem__(self, key: Any) -> Any:
        return self.data[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f'MyMapping({self.data!r})'


class Thing:
    """An object with attributes."""

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    def __repr__(self) -> str:
        return f'Thing({", ".join(f"{k}={v!r}" for k, v in sorted(self.__dict__.items()))})'


class Base:
    def __repr__(self) -> str:
        return f'{type(self).__name__}()'


class Derived(Base):
    pass


class ModelBase:
    """What pydantic-core needs of a model."""

    __slots__ = (
        '__dict__',
        '__pydantic_extra__',
        '__pydantic_fields_set__',
        '__pydantic_private__',
    )

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, '__dict__', values)
        object.__setattr__(self, '__pydantic_extra__', None)
        object.__setattr__(self, '__pydantic_private__', None)
        object.__setattr__(self, '__pydantic_fields_set__', set(values))

    def __repr__(self) -> str:
        return f'{type(self).__name__}({self.__dict__!r})'

    @property
    def double(self) -> Any:
        return self.__dict__.get('a', 0)


class ModelA(ModelBase):
    __slots__ = ()


class ModelB(ModelBase):
    __slots__ = ()


class ModelA2(ModelA):
    __slots__ = ()


class RootModel:
    __slots__ = ('__dict__', '__pydantic_fields_set__', 'root')

    def __repr__(self) -> str:
        return f'RootModel({self.root!r})'


@dataclasses.dataclass
class DataA:
    a: Any
    b: Any = 'b'


@dataclasses.dataclass
class DataB:
    x: Any
    y: Any = None


class Pair(NamedTuple):
    left: Any
    right: Any = 0


def twice(value: Any) -> Any:
    return value * 2


def same(value: Any) -> Any:
    return value


def raise_value_error(value: Any) -> Any:
    raise ValueError(f'no {type(value).__name__}')


def require_truth(value: Any) -> Any:
    assert value, 'not true'
    return value


def as_text(value: Any) -> str:
    return str(value)


def wrap_same(value: Any, handler: Any) -> Any:
    return handler(value)


def wrap_forgiving(value: Any, handler: Any) -> Any:
    try:
        return handler(value)
    except ValueError:
        return 'forgiven'


def wrap_pair(value: Any, handler: Any) -> Any:
    return [value, handler(value)]


def with_info(value: Any, info: Any) -> Any:
    return [value, info.mode, info.field_name, info.context]


def return_sum(*args: Any, **kwargs: Any) -> Any:
    return [list(args), sorted(kwargs)]


def ser_twice(value: Any) -> Any:
    return [value, value]


def ser_info(value: Any, info: Any) -> Any:
    return [value, info.mode, info.by_alias, info.exclude_none]


def ser_wrap(value: Any, handler: Any) -> Any:
    return [handler(value)]


def ser_fail(value: Any) -> Any:
    raise TypeError(f'cannot show {type(value).__name__}')


def kind_tag(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get('kind')
    return getattr(value, 'kind', None)


def is_zero(value: Any) -> bool:
    return value == 0


def letters(count: int) -> Iterator[str]:
    yield from 'abcdefghij'[:count]


def failing(count: int) -> Iterator[int]:
    yield from range(count)
    raise RuntimeError('broken')


def names() -> dict[str, Any]:
    found = {key: value for key, value in globals().items() if not key.startswith('_')}
    found['nan'] = math.nan
    found['inf'] = math.inf
    found['Decimal'] = decimal.Decimal
    found['Fraction'] = fractions.Fraction
    found['UUID'] = uuid.UUID
    found['dt'] = datetime
    found['deque'] = collections.deque
    found['OrderedDict'] = collections.OrderedDict
    found['Counter'] = collections.Counter
    return found
