"""Aliases and alias generators."""
from typing import Annotated

from pydantic import AliasChoices, AliasGenerator, AliasPath, BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel, to_pascal, to_snake


class User(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    user_id: int = Field(alias='userId')
    first: str = Field(validation_alias=AliasPath('names', 0))
    last: str = Field(validation_alias=AliasChoices('lastName', 'surname', AliasPath('names', 1)))
    mail: Annotated[str, Field(serialization_alias='e-mail')] = ''


print(repr(User.model_validate({'userId': '7', 'names': ['Ada', 'Lovelace']})))
user = User(user_id=1, first='a', last='b')
print(user.model_dump(), user.model_dump(by_alias=True))
for given in ({'names': []}, {'userId': 'x', 'names': ['a', 2]}, {'userId': 1, 'names': 'no list', 'surname': 's'}):
    try:
        User.model_validate(given)
    except ValidationError as error:
        print(error)


class Camel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra='forbid')

    some_long_name: int
    x_y: int = 0


print(Camel(someLongName=1), Camel(some_long_name='2', xY=3).model_dump_json(by_alias=True))
try:
    Camel(some_long_name='q', xy=3, other=None)
except ValidationError as error:
    print(error.errors(include_url=False))


class Both(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=to_pascal, serialization_alias=lambda name: name.upper())
    )

    deep_value: int


print(Both(DeepValue=5).model_dump(by_alias=True), to_snake('HTTPServerName'), to_camel('a_b_c'))


class Loose(BaseModel):
    model_config = ConfigDict(extra='allow')
    __pydantic_extra__: dict[str, int]

    a: int = Field(1, alias='A')


loose = Loose(A=2, b='3')
print(repr(loose), loose.model_extra, loose.model_dump(by_alias=True))
try:
    Loose(b='x')
except ValidationError as error:
    print(error)
