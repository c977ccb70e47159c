"""`validate_core_schema`: the schema of schemas, out of the annotations of `core_schema`."""

from __future__ import annotations

import collections.abc
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, Union, get_args, get_origin

from .exceptions import SchemaError
from .schema_validator import SchemaValidator
from .validation_error import ValidationError

if TYPE_CHECKING:
    from .build import Schema

_ROOT = 'root-schema'
_PLAIN = ('bool', 'bytes', 'date', 'datetime', 'float', 'int', 'str', 'time', 'timedelta')
_CONTAINERS = {list: 'list', set: 'set'}


class _AnySchema:
    """Stands for `CoreSchema` in annotations: as a union it would melt into others."""


def validate_schema(schema: Any, strict: bool | None) -> Any:
    """The schema, its values converted; `SchemaError` with all that is wrong with it."""
    try:
        return _validator().validate_python(schema, strict=strict)
    except ValidationError as error:
        _, _, lines = str(error).partition('\n')
        errors = error.errors(include_url=False, include_context=False)
        raise SchemaError(f'Invalid Schema:\n{lines}', errors) from None


@cache
def _validator() -> SchemaValidator:
    module = import_module('pydantic_core.core_schema')
    root = {**_tagged(get_args(module.CoreSchema), module.SerSchema), 'ref': _ROOT}
    outer = {'type': 'definition-ref', 'schema_ref': _ROOT}
    return SchemaValidator({'type': 'definitions', 'schema': outer, 'definitions': [root]})


def _tagged(kinds: tuple[Any, ...], serialisers: Any) -> Schema:
    choices: dict[Any, Schema] = {}
    for kind in kinds:
        made = _typed_dict(kind, serialisers)
        choices.update(dict.fromkeys(made['fields']['type']['schema']['expected'], made))
    return {'type': 'tagged-union', 'discriminator': 'type', 'choices': choices}


def _typed_dict(kind: Any, serialisers: Any) -> Schema:
    extensions = import_module('typing_extensions')
    hints = extensions.get_type_hints(kind, localns={'CoreSchema': _AnySchema}, include_extras=True)
    fields: dict[str, Schema] = {}
    for name, hint in hints.items():
        is_required = get_origin(hint) is extensions.Required
        inner = get_args(hint)[0] if is_required else hint
        fields[name] = {
            'type': 'typed-dict-field',
            'schema': _schema_of(inner, serialisers),
            'required': is_required,
        }
    return {'type': 'typed-dict', 'fields': fields, 'extra_behavior': 'forbid'}


def _schema_of(hint: Any, serialisers: Any) -> Schema:
    if hint is _AnySchema:
        return {'type': 'definition-ref', 'schema_ref': _ROOT}
    if hint is None or hint is type(None):
        return {'type': 'none'}
    origin, args = get_origin(hint), get_args(hint)
    if origin is None:
        return _plain(hint, serialisers)
    if origin is Literal:
        return {'type': 'literal', 'expected': list(args)}
    if hint == serialisers:
        return _tagged(args, serialisers)
    if origin is Union:
        return {'type': 'union', 'choices': [_schema_of(arg, serialisers) for arg in args]}
    if origin is collections.abc.Callable:
        return {'type': 'callable'}
    if origin is dict:
        keys, values = (_schema_of(arg, serialisers) for arg in args)
        return {'type': 'dict', 'keys_schema': keys, 'values_schema': values}
    if origin is tuple:
        return {'type': 'tuple', 'items_schema': [_schema_of(arg, serialisers) for arg in args]}
    if origin in (list, set):
        return {'type': _CONTAINERS[origin], 'items_schema': _schema_of(args[0], serialisers)}
    # Classes and patterns.
    return {'type': 'any'}


def _plain(hint: Any, serialisers: Any) -> Schema:
    if hasattr(hint, '__required_keys__'):
        return _typed_dict(hint, serialisers)
    if isinstance(hint, type):
        if hint.__name__ in _PLAIN:
            return {'type': hint.__name__}
        if issubclass(hint, Protocol):
            return {'type': 'callable'}
    if getattr(hint, '__origin__', None) is collections.abc.Callable:
        return {'type': 'callable'}
    return {'type': 'any'}
