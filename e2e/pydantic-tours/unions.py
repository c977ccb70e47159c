"""Unions: smart, left to right, tagged."""
from typing import Annotated, Literal, Union

from pydantic import BaseModel, Discriminator, Field, Tag, TypeAdapter, ValidationError


class Cat(BaseModel):
    kind: Literal['cat']
    lives: int = 9


class Dog(BaseModel):
    kind: Literal['dog']
    barks: float


class Lizard(BaseModel):
    kind: Literal['reptile', 'lizard']
    scales: bool


class Owner(BaseModel):
    pet: Annotated[Union[Cat, Dog, Lizard], Field(discriminator='kind')]
    ids: list[Union[int, str, float]] = []
    either: Annotated[Union[int, str], Field(union_mode='left_to_right')] = 0


print(repr(Owner(pet={'kind': 'dog', 'barks': '3.5'}, ids=['1', 2, 3.5, '4.5', True], either='7')))
print(repr(Owner.model_validate_json('{"pet": {"kind": "lizard", "scales": "yes"}, "either": "x"}')))
for given in ({'kind': 'fish'}, {}, 5, {'kind': 'dog', 'barks': 'x'}, {'kind': 'cat', 'lives': None}):
    try:
        Owner(pet=given)
    except ValidationError as error:
        print(error)

smart = TypeAdapter(Union[int, str, bool, list[int], dict[str, int], None])
for given in (1, '1', True, 1.0, ['1', 2], {'a': '1'}, None):
    print(repr(smart.validate_python(given)))
for given in (1.5, ['x'], {'a': 'b'}, object):
    try:
        smart.validate_python(given)
    except ValidationError as error:
        print([(line['type'], line['loc']) for line in error.errors()])


def shape(value):
    if isinstance(value, dict):
        return 'one' if 'a' in value else 'many'
    return 'number' if isinstance(value, int) else None


class One(BaseModel):
    a: int


class Many(BaseModel):
    items: list[One]


tagged = TypeAdapter(
    Annotated[
        Union[Annotated[One, Tag('one')], Annotated[Many, Tag('many')], Annotated[int, Tag('number')]],
        Discriminator(shape),
    ]
)
print(tagged.validate_python({'a': 1}), tagged.validate_python({'items': [{'a': '2'}]}), tagged.validate_python(3))
for given in ('x', {'items': [{'b': 1}]}):
    try:
        tagged.validate_python(given)
    except ValidationError as error:
        print(error)
print(tagged.dump_json(Many(items=[One(a=1)])))


class Narrow(BaseModel):
    x: int
    y: int = 0


class Wide(BaseModel):
    x: int
    y: int = 0
    z: int = 0


best = TypeAdapter(Union[Narrow, Wide])
print(repr(best.validate_python({'x': 1})), repr(best.validate_python({'x': 1, 'y': 2, 'z': 3})))
