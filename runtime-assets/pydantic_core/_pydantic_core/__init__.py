"""`pydantic_core._pydantic_core` in pure Python: the core of pydantic 2 without Rust."""

from . import _schema_gather
from ._version import __version__
from .exceptions import (
    PydanticCustomError,
    PydanticKnownError,
    PydanticOmit,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
    PydanticUseDefault,
    SchemaError,
)
from .json_parse import from_json
from .schema_serializer import SchemaSerializer
from .schema_validator import SchemaValidator
from .to_json import to_json, to_jsonable_python
from .tz_info import TzInfo
from .undefined import ArgsKwargs, PydanticUndefined, PydanticUndefinedType, Some
from .url import MultiHostUrl, Url
from .validation_error import ValidationError, list_all_errors

__all__ = [
    'ArgsKwargs',
    'MultiHostUrl',
    'PydanticCustomError',
    'PydanticKnownError',
    'PydanticOmit',
    'PydanticSerializationError',
    'PydanticSerializationUnexpectedValue',
    'PydanticUndefined',
    'PydanticUndefinedType',
    'PydanticUseDefault',
    'SchemaError',
    'SchemaSerializer',
    'SchemaValidator',
    'Some',
    'TzInfo',
    'Url',
    'ValidationError',
    '__version__',
    '_recursion_limit',
    '_schema_gather',
    'build_info',
    'build_profile',
    'from_json',
    'list_all_errors',
    'to_json',
    'to_jsonable_python',
    'validate_core_schema',
]

build_profile = 'pure-python'
build_info = 'profile=pure-python'
_recursion_limit = 255


def validate_core_schema(schema: object, *, strict: bool | None = None) -> object:
    """Of older versions, for `PYDANTIC_VALIDATE_CORE_SCHEMAS`."""
    from .self_schema import validate_schema

    return validate_schema(schema, strict)
