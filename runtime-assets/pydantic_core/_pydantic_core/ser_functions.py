"""Serialisers that call a function of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .exceptions import (
    PydanticOmit,
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
)
from .functions import function_name
from .line_errors import exception_text
from .ser_build import ANY, SerContext, build_ser
from .ser_filter import OMIT, by_index, filtered
from .ser_infer import infer_js, infer_key, infer_py
from .ser_node import Ser, SerState
from .ser_scalars import when_used

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Config, Schema

_MODULE = 'pydantic_core._pydantic_core'


class SerializationInfo:
    """The `info` of a serialiser function."""

    __module__ = _MODULE

    def __init__(self, st: SerState, for_field: bool) -> None:
        if for_field and st.field_name is None:
            raise RuntimeError(
                'Model field context expected for field serialization info but no model field'
                ' was found'
            )
        self.include = st.include
        self.exclude = st.exclude
        self.context = st.context
        self.mode = st.mode
        self.by_alias = st.by_alias
        self.exclude_unset = st.exclude_unset
        self.exclude_defaults = st.exclude_defaults
        self.exclude_none = st.exclude_none
        self.exclude_computed_fields = st.exclude_computed_fields
        self.round_trip = st.round_trip
        self.serialize_as_any = st.serialize_as_any
        self.polymorphic_serialization = st.polymorphic
        if for_field:
            self.field_name = st.field_name

    def mode_is_json(self) -> bool:
        return self.mode == 'json'

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"No attribute named '{name}'")

    def __repr__(self) -> str:
        return (
            f'SerializationInfo(include={self.include!r}, exclude={self.exclude!r},'
            f" context={self.context!r}, mode='{self.mode}', by_alias={bool(self.by_alias)},"
            f' exclude_unset={self.exclude_unset}, exclude_defaults={self.exclude_defaults},'
            f' exclude_none={self.exclude_none},'
            f' exclude_computed_fields={self.exclude_computed_fields},'
            f' round_trip={self.round_trip}, serialize_as_any={self.serialize_as_any},'
            f' polymorphic_serialization={self.polymorphic_serialization})'
        )


class SerializationCallable:
    """The handler of a wrap serialiser."""

    __module__ = _MODULE
    __slots__ = ('_ser', '_state')

    def __init__(self, ser: Ser, st: SerState) -> None:
        self._ser = ser
        self._state = st.twin()

    def __call__(self, value: Any, index_key: Any = None) -> Any:
        st = self._state
        include, exclude, warnings = st.include, st.exclude, st.warnings
        st.warnings = list(warnings)
        try:
            if index_key is not None:
                is_index = isinstance(index_key, int) and index_key >= 0
                found = filtered(
                    index_key,
                    by_index(include, None) if is_index else include,
                    by_index(exclude, None) if is_index else exclude,
                )
                if found is OMIT:
                    raise PydanticOmit
                st.include, st.exclude = found
            result = self._ser.py(value, st)
            st.finish()
            return result
        finally:
            st.include, st.exclude, st.warnings = include, exclude, warnings

    def __repr__(self) -> str:
        return f'SerializationCallable(serializer={self._ser.name})'


def _on_error(error: Exception, name: str, st: SerState) -> None:
    """Returns if the value is to be inferred after a warning."""
    if isinstance(error, PydanticSerializationUnexpectedValue):
        if st.check:
            raise error
        st.register(error)
        return
    if isinstance(error, PydanticSerializationError):
        raise PydanticSerializationError(str(error)) from None
    if isinstance(error, RecursionError):
        raise PydanticSerializationError(
            f'Error calling function `{name}`: RecursionError'
        ) from None
    raise PydanticSerializationError(
        f'Error calling function `{name}`: {exception_text(error)}'
    ) from error


def _without(schema: Schema) -> Schema:
    """The schema as if it had no serialiser of its own."""
    return {k: v for k, v in schema.items() if k not in ('serialization', 'ref')}


def _caller(
    serialization: Schema, label: str, handler_of: Callable[[SerState], Any] | None
) -> Callable[[Any, SerState], Any]:
    function: Any = serialization['function']
    for_field = bool(serialization.get('is_field_serializer', False))
    with_info = bool(serialization.get('info_arg', False))

    def call(value: Any, st: SerState) -> Any:
        args: list[Any] = [value]
        if for_field:
            if st.model is None:
                raise RuntimeError(
                    f'Function {label} serializer expected to be run inside the context of a'
                    ' model field but no model was found'
                )
            args.insert(0, st.model)
        if handler_of is not None:
            args.append(handler_of(st))
        if with_info:
            args.append(SerializationInfo(st, for_field))
        return function(*args)

    return call


def _function_ser(
    name: str,
    shown: str,
    call: Callable[[Any, SerState], Any],
    uses: Callable[[Any, SerState], bool],
    returned: Ser,
    otherwise: Ser,
    for_field: bool,
) -> Ser:
    def run(value: Any, st: SerState, how: str, infer: Any) -> Any:
        if uses(value, st):
            try:
                result = call(value, st)
            except Exception as error:
                _on_error(error, shown, st)
                return infer(value, st)
        elif st.serialize_as_any:
            return infer(value, st)
        else:
            return getattr(otherwise, how)(value, st)
        include, exclude = st.include, st.exclude
        st.include = st.exclude = None
        try:
            if st.serialize_as_any:
                return infer(result, st)
            return getattr(returned, how)(result, st)
        finally:
            st.include, st.exclude = include, exclude

    return Ser(
        name,
        lambda value, st: run(value, st, 'py', infer_py),
        lambda value, st: run(value, st, 'js', infer_js),
        lambda value, st: run(value, st, 'key', infer_key),
        retries=otherwise.retries or returned.retries,
        kind='field-function' if for_field else '',
        default=otherwise.default,
    )


def _returned(serialization: Schema, config: Config, ctx: SerContext) -> Ser:
    schema = serialization.get('return_schema')
    return ANY if schema is None else build_ser(schema, config, ctx)


def build_plain(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    serialization: Schema = schema['serialization']
    shown = function_name(serialization['function'])
    returned = _returned(serialization, config, ctx)
    uses = when_used(serialization, 'always')
    always = (serialization.get('when_used') or 'always') == 'always'
    otherwise = ANY if always else build_ser(_without(schema), config, ctx)
    call = _caller(serialization, 'plain', None)
    for_field = bool(serialization.get('is_field_serializer', False))
    name = f'plain_function[{shown}]'
    return _function_ser(name, shown, call, uses, returned, otherwise, for_field)


def build_wrap(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    serialization: Schema = schema['serialization']
    shown = function_name(serialization['function'])
    inner_schema = serialization.get('schema')
    inner = build_ser(_without(schema) if inner_schema is None else inner_schema, config, ctx)
    returned = _returned(serialization, config, ctx)
    uses = when_used(serialization, 'always')
    call = _caller(serialization, 'wrap', lambda st: SerializationCallable(inner, st))
    for_field = bool(serialization.get('is_field_serializer', False))
    name = f'wrap_function[{shown}, {inner.name}]'
    return _function_ser(name, shown, call, uses, returned, inner, for_field)
