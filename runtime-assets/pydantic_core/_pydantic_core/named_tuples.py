"""Validator of `named-tuple`."""

from __future__ import annotations

from typing import Any

from .build import Config, Context, Schema, build, from_config
from .exceptions import SchemaError
from .fields import Field, Lookups, all_items_of
from .functions import EXPECTED, convert_error
from .line_errors import LineError, ValError, fail, fail_at, loc_item
from .lookup import ABSENT, in_dict, in_json, in_mapping, push_path
from .mappings import mapping_in
from .node import NO_DEFAULT, Node
from .sequences import iterable_of, length_of, stepped, too_long
from .state import STRICT, State


def build_named_tuple(schema: Schema, config: Config, ctx: Context) -> Node:
    cls: Any = schema['cls']
    name: str = schema.get('cls_name') or cls.__name__
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    fields: list[Field] = []
    for info in schema['fields']:
        try:
            node = build(info['schema'], config, ctx)
        except SchemaError as error:
            raise SchemaError(f"Field '{info['name']}':\n  SchemaError: {error}") from None
        if node.omits:
            raise SchemaError(
                f"Field '{info['name']}': 'on_error = omit' cannot be set for named tuple fields"
            )
        fields.append(Field(info['name'], node, info.get('validation_alias'), False, True))
    lookups = Lookups(fields, config)
    python = ctx.mode == 'python'
    strings = ctx.mode == 'strings'

    def of_items(items: Any, value: Any, by_name: bool, st: State) -> list[Any]:
        parts = stepped(items, value)
        output: list[Any] = []
        errors: list[LineError] = []
        outer_name = st.field_name
        try:
            for index, field in enumerate(fields):
                loc: int | str = field.name if by_name else index
                found = next(parts, None)
                if found is None:
                    default = None if field.default is None else field.default(loc, st)
                    if field.default is None or default is NO_DEFAULT:
                        errors.append(fail_at('missing', value, loc))
                    else:
                        output.append(default)
                    continue
                st.field_name = field.name
                try:
                    output.append(field.fn(found[1], st))
                except ValError as error:
                    for line in error.errors:
                        line.loc.append(loc)
                        errors.append(line)
                finally:
                    st.field_name = outer_name
        finally:
            st.field_name = outer_name
        try:
            more = next(parts, None) is not None
        except ValError:
            more = True  # the original asks no further than that there is something
        if more:
            raise too_long('NamedTuple', value, len(fields), length_of(items))
        if errors:
            raise ValError(errors)
        return output

    def of_mapping(mapping: Any, value: Any, st: State) -> list[Any]:
        read = in_json if not python else in_dict if isinstance(mapping, dict) else in_mapping
        by_alias, table = lookups.of(st)
        output: list[Any] = []
        errors: list[LineError] = []
        used: set[Any] = set()
        outer_name = st.field_name
        for field, paths in table:
            item = ABSENT
            path = paths[0]
            for path in paths:
                item = read(mapping, path)
                if item is not ABSENT:
                    break
            try:
                if item is ABSENT:
                    default = None if field.default is None else field.default(field.name, st)
                    if field.default is None or default is NO_DEFAULT:
                        line = LineError('missing', value)
                        push_path(line, field.missing_path(by_alias, loc_by_alias))
                        errors.append(line)
                    else:
                        output.append(default)
                    continue
            except ValError as error:
                errors.extend(error.errors)
                continue
            used.add(path[0])
            st.field_name = field.name
            try:
                output.append(field.fn(item, st))
            except ValError as error:
                for line in error.errors:
                    push_path(line, path if loc_by_alias else field.own)
                    errors.append(line)
            finally:
                st.field_name = outer_name
        for key, item in all_items_of(mapping, strings):
            if not isinstance(key, str):
                errors.append(fail_at('invalid_key', key, loc_item(key)))
            elif key not in used:
                errors.append(fail_at('extra_forbidden', item, key))
        if errors:
            raise ValError(errors)
        return output

    def make(items: list[Any], value: Any) -> Any:
        try:
            return cls(*items)
        except EXPECTED as error:
            raise convert_error(error, value) from None

    def validate(value: Any, st: State) -> Any:
        st.allow_partial = False
        if python and isinstance(value, cls):
            return make(of_items(value, value, True, st), value)
        items: Any = None
        if python:
            try:
                items = iterable_of(value, tuple, 'tuple_type', False, st)
            except ValError:
                items = None
        elif type(value) is list:
            items = value
        if items is not None:
            output = of_items(items, value, False, st)
            st.lower_to(STRICT)
            return make(output, value)
        try:
            mapping = mapping_in(value, False)
        except ValError:
            raise fail('named_tuple_type', value, {'class_name': name}) from None
        output = of_mapping(mapping, value, st)
        st.lower_to(STRICT)
        return make(output, value)

    return Node(validate, name)
