"""Serialisers, computed fields, exclusion."""
import warnings
from datetime import datetime, timezone
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializationInfo,
    SerializeAsAny,
    WrapSerializer,
    computed_field,
    field_serializer,
    model_serializer,
)


class Square(BaseModel):
    side: float
    colour: str = Field('red', exclude=True)

    @computed_field
    @property
    def area(self) -> float:
        return self.side**2

    @computed_field(alias='size', repr=False)
    @cached_property
    def label(self) -> str:
        return f'{self.side:g}'


square = Square(side='3')
print(repr(square), square.model_dump(), square.model_dump(by_alias=True), square.model_dump_json())
print(square.model_dump(exclude={'area'}), square.model_dump(round_trip=True))


class Event(BaseModel):
    model_config = ConfigDict(ser_json_timedelta='float', ser_json_bytes='base64')

    when: datetime
    tags: set[str] = set()
    raw: bytes = b''
    price: Annotated[float, PlainSerializer(lambda v: f'{v:.2f} EUR', return_type=str, when_used='json')] = 0
    name: Annotated[str, WrapSerializer(lambda v, handler, info: f'<{handler(v)}|{info.mode}>')] = ''

    @field_serializer('when', when_used='unless-none')
    def short(self, value: datetime, info: SerializationInfo) -> str:
        return value.strftime('%d.%m.%Y') + (f' {info.context}' if info.context else '')

    @field_serializer('tags')
    def sorted_tags(self, value: set[str]) -> list[str]:
        return sorted(value)


event = Event(when=datetime(2024, 2, 29, 12, tzinfo=timezone.utc), tags={'b', 'a'}, raw=b'\xff\x00', price=9.5, name='n')
print(event.model_dump())
print(event.model_dump_json(context='now'))


class Pair(BaseModel):
    a: int
    b: int

    @model_serializer(mode='wrap')
    def summed(self, handler) -> dict[str, Any]:
        return {**handler(self), 'sum': self.a + self.b}


class Text(BaseModel):
    words: list[str]

    @model_serializer
    def joined(self) -> str:
        return ' '.join(self.words)


print(Pair(a=1, b=2).model_dump(), Text(words=['x', 'y']).model_dump_json())


class Base(BaseModel):
    x: int = 1


class Derived(Base):
    secret: int = 2


class Holder(BaseModel):
    plain: Base
    duck: SerializeAsAny[Base]


holder = Holder(plain=Derived(), duck=Derived())
print(holder.model_dump(), holder.model_dump_json(exclude={"plain": {"x"}}))
holder.plain = 'wrong'
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(holder.model_dump_json())
print(len(caught), caught[0].category.__name__, str(caught[0].message).splitlines()[0])
try:
    holder.model_dump(warnings='error')
except Exception as error:
    print(type(error).__name__)
print(Holder.model_construct(plain=None, duck=Base()).model_dump(exclude_none=True, warnings=False))
