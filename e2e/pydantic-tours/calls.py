"""validate_call, custom types, RootModel, secrets, URLs, private attributes, error texts."""
import copy
import pickle
from typing import Annotated, Any, ClassVar

from pydantic import (
    AnyUrl,
    Base64Str,
    BaseModel,
    ByteSize,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    HttpUrl,
    ImportString,
    Json,
    OnErrorOmit,
    PostgresDsn,
    PrivateAttr,
    RootModel,
    SecretStr,
    TypeAdapter,
    ValidationError,
    create_model,
    validate_call,
)
from pydantic_core import PydanticCustomError, PydanticKnownError, core_schema


@validate_call(validate_return=True)
def area(width: Annotated[int, Field(gt=0)], height: float = 1, /, *more: int, unit: str = 'm', **rest: bool) -> float:
    return width * height + sum(more) if unit != 'bad' else 'none'


print(area('2', '3'), area(1, 2, '3', unit='km', flag='yes'))
for args, kwargs in (((0,), {}), ((), {'width': 1}), ((1, 2, 'x'), {'unit': 5, 'q': 'perhaps'}), ((1,), {'unit': 'bad'})):
    try:
        area(*args, **kwargs)
    except ValidationError as error:
        print(error)


class Celsius(float):
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler):
        return core_schema.no_info_after_validator_function(
            cls,
            core_schema.float_schema(ge=-273.15),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda v: f'{v:.1f}°C'),
        )

    def __repr__(self):
        return f'Celsius({float(self)})'


class Even:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler):
        def check(value: int) -> int:
            if value % 2:
                raise PydanticKnownError('multiple_of', {'multiple_of': 2})
            if value > 100:
                raise PydanticCustomError('too_even', 'at most {limit}, not {value}', {'limit': 100, 'value': value})
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))


class Weather(BaseModel):
    temperature: Celsius
    hours: Annotated[int, Even()] = 0
    _seen: int = PrivateAttr(default=3)
    unit: ClassVar[str] = 'C'

    def model_post_init(self, context: Any) -> None:
        self._seen += 1


weather = Weather(temperature='21.46', hours='4')
print(repr(weather), weather.model_dump_json(), weather._seen)
for given in ({'temperature': -300}, {'temperature': 1, 'hours': 3}, {'temperature': 1, 'hours': 102}):
    try:
        Weather(**given)
    except ValidationError as error:
        print(error)
print(pickle.loads(pickle.dumps(weather)) == weather, copy.deepcopy(weather)._seen)

Tags = RootModel[list[str]]
print(repr(Tags(['a'])), Tags.model_validate_json('["b"]').root, Tags(['c']).model_dump_json())


class Login(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    name: str
    password: SecretStr
    data: Json[list[int]] = []
    site: HttpUrl = 'https://example.com'
    size: ByteSize = 0
    code: Base64Str = 'aGk='
    only: list[OnErrorOmit[int]] = []


login = Login(name='a', password='pw', data='[1, "2"]', site='http://EXAMPLE.com:80/a b?q=é#f', size='1.5 KiB', code='aGVsbG8=', only=[1, 'x', '3'])
print(repr(login), login.site.host, login.site.path, login.password.get_secret_value(), login.size.human_readable())
print(login.model_dump_json(), login == login.model_copy())
try:
    login.name = 'b'
except ValidationError as error:
    print(error)
try:
    Login(name=1, password=2, data='[', site='ftp://x', size='lots', code='?')
except ValidationError as error:
    print(error)
for adapter, text in (
    (AnyUrl, 'mailto:ada@example.com'), (AnyUrl, 'https://münchen.de/ü'), (AnyUrl, 'no url'), (AnyUrl, 'http://[::1'),
    (PostgresDsn, 'postgres://user:pass@a,b:5432/db'), (HttpUrl, 'https://' + 'x' * 2100),
):
    try:
        url = TypeAdapter(adapter).validate_python(text)
        print(url, repr(url)[:60])
    except ValidationError as error:
        print(error.errors()[0]['type'], error.errors()[0]['msg'])
Made = create_model('Made', x=(int, ...), y=(str, 'd'), __base__=Weather)
print(Made(x='1', temperature=0).model_dump(), sorted(Made.model_fields))
try:
    Made(x=None)
    Made()
except ValidationError as error:
    print(error)
try:
    TypeAdapter(ImportString).validate_python('math.nothing')
except ValidationError as error:
    print(error)
print(TypeAdapter(ImportString).validate_python('math.sqrt')(16))


class Sample:
    def __init__(self):
        self.temperature = '3'
        self.hours = 2


print(Weather.model_validate(Sample(), from_attributes=True))
try:
    Weather.model_validate(Sample())
except ValidationError as error:
    print(str(error).replace(hex(id(error)), '0x0').split(' object at ')[0])
try:
    Weather.model_validate({'temperature': '5', 'hours': '2'}, strict=True)
except ValidationError as error:
    print(error)
print(Weather.model_validate_strings({'temperature': '5', 'hours': '2'}, strict=True))
