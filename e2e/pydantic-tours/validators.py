"""Validators: before, after, wrap, plain, of fields and models."""
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WrapValidator,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticUseDefault


def even(value: int) -> int:
    if value % 2:
        raise ValueError(f'{value} is odd')
    return value


def logged(value: Any, handler, info: ValidationInfo) -> int:
    try:
        return handler(value)
    except ValidationError as error:
        print('wrap saw', error.errors()[0]['type'], info.mode, info.field_name)
        return -1


def default_if_none(value: Any) -> Any:
    if value is None:
        raise PydanticUseDefault
    return value


class Numbers(BaseModel):
    even: Annotated[int, AfterValidator(even)]
    split: Annotated[list[int], BeforeValidator(lambda v: v.split(',') if isinstance(v, str) else v)]
    wrapped: Annotated[int, WrapValidator(logged)] = 0
    plain: Annotated[int, PlainValidator(lambda v: f'plain {v!r}')] = 0
    fallback: Annotated[int, BeforeValidator(default_if_none)] = 42


print(Numbers(even='4', split='1,2,3', wrapped='x', plain=[1], fallback=None))
try:
    Numbers(even=3, split='1,b', wrapped=None)
except ValidationError as error:
    print(error)
    print(error.errors()[0]['ctx'])


class Account(BaseModel):
    user: str
    password: str
    again: str
    level: int = 0

    @field_validator('user', 'password', mode='after')
    @classmethod
    def no_spaces(cls, value: str, info: ValidationInfo) -> str:
        if ' ' in value:
            raise PydanticCustomError('no_spaces', '{name} has a space at {at}', {'name': info.field_name, 'at': value.index(' ')})
        return value

    @field_validator('level', mode='before')
    @classmethod
    def words(cls, value: Any) -> Any:
        return {'low': 1, 'high': 9}.get(value, value)

    @field_validator('again')
    @classmethod
    def same(cls, value: str, info: ValidationInfo) -> str:
        assert value == info.data.get('password'), 'passwords differ'
        return value

    @model_validator(mode='before')
    @classmethod
    def from_text(cls, data: Any) -> Any:
        if isinstance(data, str):
            user, password = data.split(':')
            return {'user': user, 'password': password, 'again': password}
        return data

    @model_validator(mode='after')
    def not_root(self):
        if self.user == 'root':
            raise ValueError('root may not log in')
        return self


print(repr(Account.model_validate('ada:secret')))
print(repr(Account(user='a', password='b', again='b', level='high')))
for given in ('root:x', 'a b:x', {'user': 'a', 'password': 'b', 'again': 'c', 'level': 'middle'}):
    try:
        Account.model_validate(given)
    except ValidationError as error:
        print(error)
        print(error.errors(include_context=False, include_input=False))


class Wrapped(BaseModel):
    x: int

    @model_validator(mode='wrap')
    @classmethod
    def counted(cls, data, handler):
        print('before', data)
        made = handler(data)
        print('after', made.x)
        return made


Wrapped.model_validate({'x': '5'})
print(Account.model_validate({'user': 'a', 'password': 'b', 'again': 'b'}, context={'k': 1}))
