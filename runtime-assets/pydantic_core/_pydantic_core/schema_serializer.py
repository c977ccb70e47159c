"""`SchemaSerializer`: the compiled serialiser of a core schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .exceptions import SchemaError
from .ser_build import SerContext, build_ser_here, ser_config
from .ser_infer import infer_js, infer_py
from .ser_node import SerState
from .to_json import finish_json, json_of

if TYPE_CHECKING:
    from .build import Config, Schema


def warnings_mode(value: Any) -> str:
    if value is True or value is False:
        return 'warn' if value else 'none'
    message = "Invalid warnings parameter, should be `'none'`, `'warn'`, `'error'` or a `bool`"
    if not isinstance(value, str):
        raise TypeError(message)
    if value not in ('none', 'warn', 'error'):
        raise ValueError(message)
    return value


class SchemaSerializer:
    """Serialises values by a core schema."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ('_config', '_schema', 'config', 'ser')

    def __init__(self, schema: Schema, config: Config = None, _use_prebuilt: bool = True) -> None:
        if not isinstance(schema, dict):
            raise SchemaError(f"'{type(schema).__name__}' object cannot be cast as 'dict'")
        self._schema = schema
        self._config = config
        self.config = ser_config(config)
        self.ser = build_ser_here(schema, config, SerContext(_use_prebuilt))

    def to_python(
        self,
        value: Any,
        *,
        mode: str | None = None,
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        exclude_computed_fields: bool = False,
        round_trip: bool = False,
        warnings: Any = True,
        fallback: Any = None,
        serialize_as_any: bool = False,
        polymorphic_serialization: bool | None = None,
        context: Any = None,
    ) -> Any:
        st = SerState(
            self.config,
            'python' if mode is None else mode,
            include,
            exclude,
            by_alias,
            exclude_unset,
            exclude_defaults,
            exclude_none,
            exclude_computed_fields,
            round_trip,
            warnings_mode(warnings),
            fallback,
            serialize_as_any,
            polymorphic_serialization,
            False,
            context,
        )
        result = (infer_py if serialize_as_any else self.ser.py)(value, st)
        if st.warnings:
            st.finish()
        return result

    def to_json(
        self,
        value: Any,
        *,
        indent: int | None = None,
        ensure_ascii: bool | None = False,
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        exclude_computed_fields: bool = False,
        round_trip: bool = False,
        warnings: Any = True,
        fallback: Any = None,
        serialize_as_any: bool = False,
        polymorphic_serialization: bool | None = None,
        context: Any = None,
    ) -> bytes:
        st = SerState(
            self.config,
            'json',
            include,
            exclude,
            by_alias,
            exclude_unset,
            exclude_defaults,
            exclude_none,
            exclude_computed_fields,
            round_trip,
            warnings_mode(warnings),
            fallback,
            serialize_as_any,
            polymorphic_serialization,
            False,
            context,
        )
        text = json_of(infer_js if serialize_as_any else self.ser.js, value, st)
        data = finish_json(text, indent, bool(ensure_ascii))
        if st.warnings:
            st.finish()
        return data

    def __reduce__(self) -> tuple[Any, ...]:
        return (SchemaSerializer, (self._schema, self._config))

    def __repr__(self) -> str:
        return f'SchemaSerializer(serializer={self.ser.name}, definitions=[])'
