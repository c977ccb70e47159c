"""Validators of `dataclass-args dataclass`."""

from __future__ import annotations

from typing import Any

from .build import Config, Context, Schema, build, from_config, is_strict
from .exceptions import SchemaError
from .fields import READERS, Field, Lookups, all_items_of, extra_behaviour
from .functions import EXPECTED, convert_error, no_assignment
from .line_errors import LineError, OmitError, ValError, fail, fail_at, loc_item
from .lookup import ABSENT, push_path
from .models import force, revalidation
from .node import NO_DEFAULT, Node
from .state import STRICT, State
from .undefined import ArgsKwargs


class _DataclassField(Field):
    __slots__ = ('init', 'init_only', 'kw_only')

    def __init__(self, node: Node, info: dict[str, Any]) -> None:
        super().__init__(
            info['name'], node, info.get('validation_alias'), bool(info.get('frozen', False)), True
        )
        self.kw_only = bool(info.get('kw_only', True))
        self.init = bool(info.get('init', True))
        self.init_only = bool(info.get('init_only', False))


def build_dataclass_args(schema: Schema, config: Config, ctx: Context) -> Node:
    own_extra = extra_behaviour(schema, config)
    strings = ctx.mode == 'strings'
    extras_schema = schema.get('extras_schema')
    if extras_schema is not None and own_extra != 'allow':
        raise SchemaError('extras_schema can only be used if extra_behavior=allow')
    extras = None if extras_schema is None else build(extras_schema, config, ctx)
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    class_name: str = schema['dataclass_name']
    fields: list[_DataclassField] = []
    for info in schema['fields']:
        try:
            node = build(info['schema'], config, ctx)
        except SchemaError as error:
            raise SchemaError(f"Field '{info['name']}':\n  SchemaError: {error}") from None
        if node.omits:
            raise SchemaError(
                f'Field `{info["name"]}`: omit_on_error cannot be used with arguments'
            )
        fields.append(_DataclassField(node, info))
    positional = sum(1 for field in fields if not field.kw_only)
    collects = bool(schema.get('collect_init_only', False))
    lookups = Lookups(list(fields), config)
    python = ctx.mode == 'python'
    read = READERS[ctx.mode]

    def arguments_of(value: Any) -> tuple[Any, Any]:
        if isinstance(value, dict):
            return None, value
        if python and isinstance(value, ArgsKwargs):
            return value.args, value.kwargs
        if ctx.mode == 'strings':
            raise fail('arguments_type', value)
        raise fail('dataclass_type', value, {'class_name': class_name})

    def validate(value: Any, st: State) -> tuple[Any, Any]:
        st.allow_partial = False
        args, kwargs = arguments_of(value)
        output: dict[str, Any] = {}
        init_only: list[Any] | None = [] if collects else None
        errors: list[LineError] = []
        used: set[Any] = set()
        extra = own_extra if st.extra is None else st.extra
        by_alias, table = lookups.of(st)
        outer_data, outer_name, outer_error = st.data, st.field_name, st.has_field_error
        st.data = output
        st.has_field_error = False
        count = 0

        def put(field: _DataclassField, result: Any) -> None:
            if not field.init_only:
                output[field.name] = result
            elif init_only is not None:
                init_only.append(result)

        def take_default(field: _DataclassField) -> bool:
            if field.default is None:
                return False
            found = field.default(field.name, st)
            if found is NO_DEFAULT:
                return False
            put(field, found)
            return True

        try:
            for index, (plain_field, paths) in enumerate(table):
                field: Any = plain_field
                if not field.init:
                    try:
                        if take_default(field):
                            count += 1
                    except ValError as error:
                        errors.extend(error.errors)
                    except OmitError:
                        pass
                    continue
                has_positional = args is not None and not field.kw_only and index < len(args)
                item = ABSENT
                path = paths[0]
                if kwargs is not None:
                    for path in paths:
                        item = read(kwargs, path)
                        if item is not ABSENT:
                            used.add(path[0])
                            break
                st.field_name = field.name
                if has_positional and item is not ABSENT:
                    errors.append(fail_at('multiple_argument_values', item, field.name))
                elif has_positional or item is not ABSENT:
                    try:
                        given = args[index] if args is not None and has_positional else item
                        put(field, field.fn(given, st))
                        count += 1
                    except ValError as error:
                        st.has_field_error = True
                        where = (index,) if has_positional else path if loc_by_alias else field.own
                        for line in error.errors:
                            push_path(line, where)
                            errors.append(line)
                else:
                    try:
                        if not take_default(field):
                            line = LineError('missing', value)
                            push_path(line, field.missing_path(by_alias, loc_by_alias))
                            errors.append(line)
                    except ValError as error:
                        st.has_field_error = True
                        errors.extend(error.errors)
                    except OmitError:
                        pass
            if args is not None and len(args) > positional:
                errors.extend(
                    fail_at('unexpected_positional_argument', args[index], index)
                    for index in range(positional, len(args))
                )
            if kwargs is not None and len(kwargs) != len(used):
                _extra_kwargs(kwargs, used, extra, extras, st, errors, output, strings)
        finally:
            st.data = outer_data
            st.has_field_error = outer_error
            st.field_name = outer_name
        st.add_fields_set(count)
        if errors:
            raise ValError(errors)
        return output, None if init_only is None else tuple(init_only)

    def assign(obj: Any, name: str, value: Any, st: State) -> tuple[Any, Any]:
        extra = own_extra if st.extra is None else st.extra
        field = next((field for field in fields if field.name == name), None)
        if field is None:
            if extra == 'allow':
                obj[name] = value
                return obj, None
            line = fail_at('no_such_attribute', value, name, {'attribute': name})
            raise ValError([line])
        if field.frozen:
            raise ValError([fail_at('frozen_field', value, name)])
        data = dict(obj)
        data.pop(name, None)
        outer_data, outer_name = st.data, st.field_name
        st.data = data
        st.field_name = name
        try:
            obj[name] = field.fn(value, st)
        except ValError as error:
            for line in error.errors:
                line.loc.append(name)
            raise
        finally:
            st.data = outer_data
            st.field_name = outer_name
        return obj, None

    return Node(validate, f'dataclass-args[{class_name}]', assign=assign)


def _extra_kwargs(
    kwargs: dict[Any, Any],
    used: set[Any],
    extra: str,
    extras: Node | None,
    st: State,
    errors: list[LineError],
    output: dict[str, Any],
    strings: bool,
) -> None:
    for key, value in all_items_of(kwargs, strings):
        if not isinstance(key, str):
            errors.append(fail_at('invalid_key', key, loc_item(key)))
        elif key in used or extra == 'ignore':
            continue
        elif extra == 'forbid':
            errors.append(fail_at('unexpected_keyword_argument', value, key))
        elif extras is None:
            output[key] = value
        else:
            try:
                output[key] = extras.fn(value, st)
            except ValError as error:
                for line in error.errors:
                    line.loc.append(key)
                    errors.append(line)


def build_dataclass(schema: Schema, _config: Config, ctx: Context) -> Node:
    config: Config = schema.get('config')
    own_strict = is_strict(schema, config)
    cls: Any = schema['cls']
    origin: Any = schema.get('generic_origin')
    name: str = schema.get('cls_name') or cls.__name__
    inner = build(schema['schema'], config, ctx)
    field_names: list[str] = schema['fields']
    post_init = bool(schema.get('post_init', False))
    revalidate = revalidation(schema, config)
    frozen = bool(schema.get('frozen', False))
    slots = bool(schema.get('slots', False))
    python = ctx.mode == 'python'
    fn = inner.fn
    new = cls.__new__

    def fill(instance: Any, output: Any, value: Any) -> Any:
        data, init_only = output
        if slots:
            for key, item in data.items():
                force(instance, key, item)
        else:
            force(instance, '__dict__', data)
        if post_init:
            try:
                instance.__post_init__(*(init_only or ()))
            except EXPECTED as error:
                raise convert_error(error, value) from None
        return instance

    def as_dict(instance: Any) -> dict[str, Any]:
        return {field: getattr(instance, field) for field in field_names}

    def validate(value: Any, st: State) -> Any:
        if st.self_instance is not None:
            instance = st.self_instance
            st.self_instance = None
            return fill(instance, fn(value, st), value)
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
                output = fn(as_dict(value), st)
                return fill(new(cls), output, value)
        strict = own_strict if st.strict is None else st.strict
        if strict and st.input_type == 'python':
            raise fail('dataclass_exact_type', value, {'class_name': name})
        output = fn(value, st)
        st.lower_to(STRICT)
        return fill(new(cls), output, value)

    def assign(obj: Any, field: str, value: Any, st: State) -> Any:
        if frozen:
            raise ValError([LineError('frozen_instance', value)])
        data = as_dict(obj)
        data[field] = value
        new_data, _ = (inner.assign or no_assignment)(data, field, value, st)
        if slots:
            force(obj, field, new_data[field])
        else:
            force(obj, '__dict__', new_data)
        return obj

    return Node(validate, name, assign=assign)
