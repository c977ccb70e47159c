"""Validations per second of five shapes, as JSON: what programs ask of pydantic most."""

import json
import time
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, field_validator


class Flat(BaseModel):
    id: int = Field(gt=0)
    name: str = Field(min_length=1, max_length=50)
    mail: str
    age: int | None = None
    height: float = 1.0
    active: bool = True


class Line(BaseModel):
    sku: str
    count: int = Field(ge=1)
    price: float


class Order(BaseModel):
    number: int
    customer: Flat
    lines: list[Line]


class Event(BaseModel):
    at: datetime
    amount: Decimal
    tags: set[str]


class Cat(BaseModel):
    kind: Literal['cat']
    lives: int


class Dog(BaseModel):
    kind: Literal['dog']
    barks: bool


class Checked(BaseModel):
    name: str
    age: int

    @field_validator('name')
    @classmethod
    def title(cls, value: str) -> str:
        return value.title()


FLAT = {'id': 1, 'name': 'Ada', 'mail': 'ada@example.com', 'age': '36', 'height': 1.7}
ORDER = {
    'number': 7,
    'customer': FLAT,
    'lines': [{'sku': f's{n}', 'count': n + 1, 'price': n / 2} for n in range(20)],
}
EVENTS = json.dumps(
    [{'at': '2024-02-29T12:00:00Z', 'amount': '12.50', 'tags': ['a', 'b']} for _ in range(20)]
)
PETS = [{'kind': 'cat', 'lives': 9}, {'kind': 'dog', 'barks': True}] * 10
events = TypeAdapter(list[Event])
pets = TypeAdapter(list[Annotated[Cat | Dog, Field(discriminator='kind')]])

SHAPES = {
    'flat model': lambda: Flat.model_validate(FLAT),
    'order with 20 lines': lambda: Order.model_validate(ORDER),
    '20 events of JSON': lambda: events.validate_json(EVENTS),
    '20 tagged unions': lambda: pets.validate_python(PETS),
    'model with a validator': lambda: Checked(name='ada', age=36),
}


def rate(work: Any) -> float:
    work()
    best = 0.0
    for _ in range(5):
        count, started = 0, time.perf_counter()
        while time.perf_counter() - started < 0.2:
            for _ in range(10):
                work()
            count += 10
        best = max(best, count / (time.perf_counter() - started))
    return best


print(json.dumps({name: rate(work) for name, work in SHAPES.items()}))
