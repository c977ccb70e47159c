"""Validator of `model`."""

from __future__ import annotations

from typing import Any

from .build import Config, Context, Schema, build, pick
from .exceptions import SchemaError
from .functions import EXPECTED, convert_error, no_assignment
from .line_errors import LineError, ValError, fail_at
from .node import Node
from .state import STRICT, State
from .undefined import PydanticUndefined

force = object.__setattr__


def revalidation(schema: Schema, config: Config) -> str:
    found = pick(schema, config, 'revalidate_instances', 'never')
    if found not in ('always', 'never', 'subclass-instances'):
        raise SchemaError(f'Invalid revalidate_instances value: {found}')
    return found


def build_model(schema: Schema, _config: Config, ctx: Context) -> Node:
    config: Config = schema.get('config')
    cls: Any = schema['cls']
    origin: Any = schema.get('generic_origin')
    inner = build(schema['schema'], config, ctx)
    revalidate = revalidation(schema, config)
    post_init: str | None = schema.get('post_init')
    frozen = bool(schema.get('frozen', False))
    custom_init = bool(schema.get('custom_init', False))
    root_model = bool(schema.get('root_model', False))
    python = ctx.mode == 'python'
    fn = inner.fn
    new = cls.__new__

    def after_init(instance: Any, value: Any, st: State) -> Any:
        if post_init is not None:
            try:
                getattr(instance, post_init)(st.context)
            except EXPECTED as error:
                raise convert_error(error, value) from None
        return instance

    def root_of(value: Any, st: State) -> Any:
        outer_name = st.field_name
        st.field_name = 'root'
        try:
            return fn(value, st)
        finally:
            st.field_name = outer_name

    def initialise(instance: Any, value: Any, st: State) -> Any:
        st.self_instance = None
        if root_model:
            output = root_of(value, st)
            fields_set = set() if value is PydanticUndefined else {'root'}
            force(instance, '__pydantic_fields_set__', fields_set)
            force(instance, 'root', output)
        else:
            data, extra, fields_set = fn(value, st)
            force(instance, '__dict__', data)
            force(instance, '__pydantic_extra__', extra)
            force(instance, '__pydantic_private__', None)
            force(instance, '__pydantic_fields_set__', fields_set)
        return after_init(instance, value, st) if post_init is not None else instance

    def construct(value: Any, existing: set[str] | None, st: State) -> Any:
        if custom_init and isinstance(value, dict):
            try:
                return cls(**value)
            except EXPECTED as error:
                raise convert_error(error, value) from None
        if root_model:
            output = root_of(value, st)
            instance = new(cls)
            fields_set = set() if value is PydanticUndefined else {'root'}
            force(instance, '__pydantic_fields_set__', fields_set)
            force(instance, 'root', output)
        else:
            data, extra, fields_set = fn(value, st)
            instance = new(cls)
            force(instance, '__dict__', data)
            force(instance, '__pydantic_extra__', extra)
            force(instance, '__pydantic_private__', None)
            force(instance, '__pydantic_fields_set__', fields_set if existing is None else existing)
        return after_init(instance, value, st) if post_init is not None else instance

    def validate(value: Any, st: State) -> Any:
        if st.self_instance is not None:
            return initialise(st.self_instance, value, st)
        if python:
            found = isinstance(value, cls)
            forced = False
            if not found and origin is not None:
                found = forced = isinstance(value, origin)
            if found:
                if not (
                    forced
                    or revalidate == 'always'
                    or (revalidate == 'subclass-instances' and type(value) is not cls)
                ):
                    return value
                fields_set = value.__pydantic_fields_set__
                if root_model:
                    return construct(value.root, fields_set, st)
                data = value.__dict__
                extra = value.__pydantic_extra__
                return construct(data if extra is None else {**data, **extra}, fields_set, st)
        if st.exactness > STRICT:
            st.exactness = STRICT
        return construct(value, None, st)

    def assign(model: Any, name: str, value: Any, st: State) -> Any:
        if frozen:
            raise ValError([LineError('frozen_instance', value)])
        if root_model:
            if name != 'root':
                line = fail_at('no_such_attribute', value, name, {'attribute': name})
                raise ValError([line])
            force(model, 'root', root_of(value, st))
            return model
        data = dict(model.__dict__)
        extra = model.__pydantic_extra__
        if isinstance(extra, dict):
            data.update(extra)
        data[name] = value
        new_data, new_extra, fields_set = (inner.assign or no_assignment)(data, name, value, st)
        known = getattr(model, '__pydantic_fields_set__', None)
        if known is not None:
            known.update(fields_set)
        force(model, '__dict__', new_data)
        force(model, '__pydantic_extra__', new_extra)
        return model

    return Node(validate, cls.__name__, assign=assign)
