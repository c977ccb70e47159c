"""Validators of `is-instance is-subclass callable uuid`."""

from __future__ import annotations

from typing import Any

from .build import Config, Context, Schema, is_strict
from .exceptions import SchemaError
from .line_errors import fail
from .node import Node
from .reading import utf8_of
from .state import LAX, STRICT, State


def build_is_instance(schema: Schema, _config: Config, ctx: Context) -> Node:
    cls: Any = schema['cls']
    try:
        isinstance(None, cls)
    except TypeError:
        raise SchemaError("'cls' must be valid as the first argument to 'isinstance'") from None
    shown = schema.get('cls_repr') or _class_text(cls)
    python = ctx.mode == 'python'

    def validate(value: Any, _st: State) -> Any:
        if not python:
            raise fail('needs_python_object', value, {'method_name': 'isinstance'})
        if not isinstance(value, cls):
            raise fail('is_instance_of', value, {'class': shown})
        return value

    return Node(validate, f'is-instance[{shown}]')


def build_is_subclass(schema: Schema, _config: Config, ctx: Context) -> Node:
    cls: Any = schema['cls']
    shown = schema.get('cls_repr') or cls.__name__
    python = ctx.mode == 'python'

    def validate(value: Any, _st: State) -> Any:
        if not python:
            raise fail('needs_python_object', value, {'method_name': 'issubclass'})
        if not isinstance(value, type) or not issubclass(value, cls):
            raise fail('is_subclass_of', value, {'class': shown})
        return value

    return Node(validate, f'is-subclass[{shown}]')


def _class_text(cls: Any) -> str:
    return cls.__qualname__ if isinstance(cls, type) else repr(cls)


def build_callable(_schema: Schema, _config: Config, ctx: Context) -> Node:
    python = ctx.mode == 'python'

    def validate(value: Any, st: State) -> Any:
        st.lower_to(LAX)
        if not python or not callable(value):
            raise fail('callable_type', value)
        return value

    return Node(validate, 'callable')


def build_uuid(schema: Schema, config: Config, ctx: Context) -> Node:
    from uuid import UUID

    own_strict = is_strict(schema, config)
    version: int | None = schema.get('version')
    mode = ctx.mode

    def check(uuid: Any, value: Any) -> Any:
        if version is not None and uuid.version != version:
            raise fail('uuid_version', value, {'expected_version': version})
        return uuid

    def validate(value: Any, st: State) -> Any:
        if mode == 'python':
            if isinstance(value, UUID):
                return check(value, value)
            strict = own_strict if st.strict is None else st.strict
            # a function may hand over what came from JSON
            if strict and st.input_type == 'python':
                raise fail('is_instance_of', value, {'class': 'UUID'})
        elif not isinstance(value, str):
            raise fail('uuid_type', value)
        st.lower_to(LAX if mode == 'python' else STRICT)
        if isinstance(value, str):
            return check(_of_text(value, value), value)
        if isinstance(value, bytes):
            return check(_of_bytes(value), value)
        raise fail('uuid_type', value)

    def _of_text(text: str, value: Any) -> UUID:
        from .uuid_text import parse_uuid

        error, number = parse_uuid(utf8_of(text))
        if error is not None:
            raise fail('uuid_parsing', value, {'error': error})
        return UUID(int=number)

    def _of_bytes(value: bytes) -> UUID:
        from .uuid_text import parse_uuid

        try:
            text = value.decode()
        except UnicodeDecodeError:
            text = None
        if text is not None:
            error, number = parse_uuid(text)
            if error is None:
                return UUID(int=number)
        if len(value) == 16:
            return UUID(bytes=value)
        error = f'invalid length: expected 16 bytes, found {len(value)}'
        raise fail('uuid_parsing', value, {'error': error})

    return Node(validate, 'uuid')
