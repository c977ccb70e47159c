"""Nested models."""
from datetime import date
from typing import Optional

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class Address(BaseModel):
    street: str
    city: str = 'Paris'
    zip_code: str = Field(pattern=r'^\d{5}$')


class Person(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True, validate_assignment=True)

    name: str = Field(min_length=1, max_length=20)
    born: date
    addresses: list[Address] = []
    friends: dict[str, 'Person'] = {}
    boss: Optional['Person'] = None


ada = Person.model_validate(
    {
        'name': '  Ada ',
        'born': '1815-12-10',
        'addresses': [{'street': 'Rue 1', 'zip_code': '75001'}, Address(street='B', zip_code='10000')],
        'friends': {'charles': {'name': 'Charles', 'born': date(1791, 12, 26)}},
    }
)
print(repr(ada))
print(ada.model_dump())
print(ada.model_dump_json(indent=1, exclude={'friends': {'charles': {'born'}}, 'boss': True}))
print(ada.model_dump(exclude_unset=True, include={'addresses': {0: {'city', 'street'}}, 'name': True}))
print(sorted(ada.model_fields_set), ada.addresses[0].model_fields_set == {'street', 'zip_code'})
copy = ada.model_copy(update={'name': 'Grace'}, deep=True)
print(copy == ada, copy.addresses == ada.addresses, copy.addresses[0] is ada.addresses[0])
try:
    ada.name = ''
except ValidationError as error:
    print(error)
ada.born = '1815-12-11'
print(ada.born)
try:
    Person.model_validate_json(
        '{"name": "x", "born": "10/12/1815", "addresses": [{"street": 5, "zip_code": "7500"}, 7], "friends": {"a": {}}}'
    )
except ValidationError as error:
    print(error.error_count(), error.title)
    for line in error.errors(include_url=False):
        print(line)
try:
    Person(**{'name': 'x' * 30, 'born': 1, 'boss': {'name': 1}})
except ValidationError as error:
    print(error.json(include_url=False, indent=2))
