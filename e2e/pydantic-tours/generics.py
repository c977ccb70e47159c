"""Generic models, TypedDict, NamedTuple, dataclasses."""
import dataclasses
from typing import Annotated, Generic, NamedTuple, Optional, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator
from pydantic.dataclasses import dataclass
from typing_extensions import NotRequired, Required, TypedDict

T = TypeVar('T')
K = TypeVar('K', bound=int)


class Box(BaseModel, Generic[T]):
    value: T
    note: str = ''


class Pair(BaseModel, Generic[T, K]):
    left: Box[T]
    right: dict[str, K]


print(Box[int](value='1'), Box[list[str]](value=['a']), Box[int].__name__, Pair[str, int].__name__)
print(repr(Pair[str, int].model_validate({'left': {'value': 'x'}, 'right': {'k': '3'}})))
print(Box(value=object).value is object, issubclass(Box[int], Box), isinstance(Box[int](value=1), Box))
for model, given in ((Box[int], {'value': 'x'}), (Pair[str, int], {'left': {'value': 1}, 'right': {'k': 'q'}})):
    try:
        model.model_validate(given)
    except ValidationError as error:
        print(error)


class Film(TypedDict, total=False):
    title: Required[str]
    year: Annotated[int, Field(ge=1888)]
    stars: list[str]


class Strict(TypedDict):
    __pydantic_config__ = ConfigDict(extra='forbid')
    a: int
    b: NotRequired[str]


film = TypeAdapter(Film)
print(film.validate_python({'title': 't', 'year': '1999', 'unknown': 1}), film.dump_json({'title': 'x', 'stars': ['s']}))
for adapter, given in ((film, {'year': 1500}), (TypeAdapter(Strict), {'a': 'x', 'c': 1})):
    try:
        adapter.validate_python(given)
    except ValidationError as error:
        print(error)


class Point(NamedTuple):
    x: int
    y: float = 0.5


point = TypeAdapter(Point)
print(point.validate_python(['1']), point.validate_python({'x': 2, 'y': '3'}), point.validate_json('[4, 5]'))
try:
    point.validate_python((1, 2, 3))
except ValidationError as error:
    print(error)


@dataclass(config=ConfigDict(validate_assignment=True), order=True)
class Item:
    name: str
    price: float = Field(gt=0)
    tags: list[str] = dataclasses.field(default_factory=list)
    scale: dataclasses.InitVar[int] = 1

    def __post_init__(self, scale):
        self.price = self.price * scale

    @field_validator('name')
    @classmethod
    def upper(cls, value: str) -> str:
        return value.upper()


item = Item('a', '2.5', scale='2')
print(item, dataclasses.asdict(item), item < Item('b', 1))
try:
    item.price = -1
except ValidationError as error:
    print(error)
try:
    Item(name=1, price=0, tags='x', more=1)
except ValidationError as error:
    print(error)


@dataclasses.dataclass(frozen=True)
class Plain:
    n: int
    inner: Optional['Plain'] = None


print(TypeAdapter(Plain).validate_python({'n': '1', 'inner': {'n': 2}}), TypeAdapter(Plain).dump_json(Plain(1, Plain(2))))
print(TypeAdapter(list[Item]).dump_python([item]), TypeAdapter(Item).validate_json('{"name": "z", "price": 1}'))
