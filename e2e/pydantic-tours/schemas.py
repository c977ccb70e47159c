"""JSON schema."""
import enum
import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal, Optional, Union

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, WithJsonSchema, computed_field
from pydantic.json_schema import SkipJsonSchema, models_json_schema


class Colour(str, enum.Enum):
    RED = 'red'
    BLUE = 'blue'


class Part(BaseModel):
    """A part of something."""

    name: str = Field(min_length=1, pattern='^[a-z]', examples=['bolt'], description='What it is called')
    price: Decimal = Field(gt=0, max_digits=6, decimal_places=2)
    parts: list['Part'] = []


class Cat(BaseModel):
    kind: Literal['cat']


class Dog(BaseModel):
    kind: Literal['dog'] = 'dog'


class Order(BaseModel):
    model_config = ConfigDict(title='An order', json_schema_extra={'examples': [{'id': 1}]})

    id: int = Field(gt=0, le=100, multiple_of=2, json_schema_extra={'x-unit': 'pieces'})
    part: Part
    colour: Colour = Colour.RED
    when: Optional[datetime] = Field(None, deprecated=True)
    pet: Annotated[Union[Cat, Dog], Field(discriminator='kind')]
    pairs: dict[str, tuple[int, float]] = Field(default_factory=dict, alias='Pairs')
    things: set[Union[int, str]] = set()
    secret: SkipJsonSchema[int] = 0
    raw: Annotated[object, WithJsonSchema({'type': 'string', 'format': 'raw'})] = None

    @computed_field
    @property
    def double(self) -> int:
        return self.id * 2


for mode in ('validation', 'serialization'):
    print(json.dumps(Order.model_json_schema(mode=mode), indent=1, sort_keys=True))
print(json.dumps(Order.model_json_schema(by_alias=False, ref_template='#/x/{model}')['properties']['pairs']))
print(TypeAdapter(list[Cat | Dog | None]).json_schema())
print(json.dumps(models_json_schema([(Cat, 'validation'), (Dog, 'serialization')], title='Pets')[1], sort_keys=True))
try:
    class Bad(BaseModel):
        f: complex | type

    Bad.model_json_schema()
except Exception as error:
    print(type(error).__name__, str(error).splitlines()[0])
