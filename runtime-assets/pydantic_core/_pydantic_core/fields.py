"""Validators of `model-fields typed-dict`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, from_config, is_strict, pick
from .exceptions import SchemaError
from .line_errors import LineError, OmitError, ValError, fail, fail_at, loc_item
from .lookup import (
    ABSENT,
    Attributes,
    Path,
    fields_source,
    in_dict,
    in_json,
    in_mapping,
    in_strings,
    paths_of,
    push_path,
)
from .node import NO_DEFAULT, Node
from .release import IS_2_27

if TYPE_CHECKING:
    from .state import State

BOTH_FALSE = '`validate_by_name` and `validate_by_alias` cannot both be set to `False`.'


class Field:
    """One field: where its value may stand, and what validates it."""

    __slots__ = ('aliases', 'default', 'fn', 'frozen', 'name', 'node', 'own', 'required')

    def __init__(self, name: str, node: Node, alias: Any, frozen: bool, required: bool) -> None:
        self.name = name
        self.node = node
        self.fn = node.fn
        self.default = node.default
        self.aliases = paths_of(alias)
        self.own: Path = (name,)
        self.frozen = frozen
        self.required = required

    def paths(self, by_alias: bool, by_name: bool) -> list[Path]:
        found = list(self.aliases) if by_alias else []
        if by_name or not self.aliases:
            found.append(self.own)
        return found

    def missing_path(self, by_alias: bool, loc_by_alias: bool) -> Path:
        if loc_by_alias and by_alias and self.aliases:
            return self.aliases[0]
        return self.own


def lookup_modes(st: State, own_alias: bool | None, own_name: bool | None) -> tuple[bool, bool]:
    """Whether aliases count, and whether names do. Raises `ValueError` if neither does."""
    by_alias = own_alias if st.by_alias is None else st.by_alias
    by_name = own_name if st.by_name is None else st.by_name
    by_alias = True if by_alias is None else by_alias
    by_name = False if by_name is None else by_name
    if not by_alias and not by_name:
        raise ValueError(BOTH_FALSE)
    return by_alias, by_name


class Lookups:
    """The paths of all fields for each way of looking them up, found once."""

    __slots__ = ('_by_alias', '_by_name', '_fields', '_tables')

    def __init__(self, fields: list[Field], config: Config) -> None:
        self._fields = fields
        self._by_alias = from_config(config, 'validate_by_alias')
        by_name = from_config(config, 'validate_by_name')
        # the name of this setting up to 2.32
        older = from_config(config, 'populate_by_name')
        self._by_name = older if by_name is None else by_name
        self._tables: dict[tuple[bool, bool], list[tuple[Field, list[Path]]]] = {}

    def of(self, st: State) -> tuple[bool, list[tuple[Field, list[Path]]]]:
        by_alias, by_name = key = lookup_modes(st, self._by_alias, self._by_name)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = [
                (field, field.paths(by_alias, by_name)) for field in self._fields
            ]
        return by_alias, table


READERS = {'python': in_dict, 'json': in_json, 'key': in_json, 'strings': in_strings}


def extra_behaviour(schema: Schema, config: Config, default: str = 'ignore') -> str:
    found = schema.get('extra_behavior')
    if found is None:
        found = from_config(config, 'extra_fields_behavior', default)
    if found not in ('allow', 'forbid', 'ignore'):
        raise SchemaError(f'Invalid extra_behavior: `{found}`')
    return found


def _extra_node(schema: Schema, config: Config, ctx: Context, key: str, extra: str) -> Node | None:
    inner = schema.get(key)
    if inner is None:
        return None
    if extra != 'allow':
        raise SchemaError(f'{key} can only be used if extra_behavior=allow')
    return build(inner, config, ctx)


def _named(error: SchemaError, name: str) -> SchemaError:
    return SchemaError(f'Field "{name}":\n  SchemaError: {error}')


def build_model_fields(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    own_from_attributes = bool(pick(schema, config, 'from_attributes', False))
    own_extra = extra_behaviour(schema, config)
    extras = _extra_node(schema, config, ctx, 'extras_schema', own_extra)
    extra_keys = _extra_node(schema, config, ctx, 'extras_keys_schema', own_extra)
    model_name: str = schema.get('model_name', 'Model')
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    fields: list[Field] = []
    for name, info in schema['fields'].items():
        try:
            node = build(info['schema'], config, ctx)
        except SchemaError as error:
            raise _named(error, name) from None
        frozen = bool(info.get('frozen', False))
        fields.append(Field(name, node, info.get('validation_alias'), frozen, True))
    lookups = Lookups(fields, config)
    python = ctx.mode == 'python'
    json = ctx.mode == 'json'
    known = _known_keys(fields)
    read_dict = READERS[ctx.mode]
    strings = ctx.mode == 'strings'

    def validate(value: Any, st: State) -> tuple[Any, Any, Any]:
        st.allow_partial = False
        extra = own_extra if st.extra is None else st.extra
        if type(value) is dict or (strings and isinstance(value, dict)):
            source: Any = value
            read = read_dict
        elif not python:
            raise fail('model_type', value, {'class_name': model_name})
        else:
            by_attributes = (
                own_from_attributes if st.from_attributes is None else st.from_attributes
            )
            strict = own_strict if st.strict is None else st.strict
            try:
                source, read = fields_source(value, strict, by_attributes)
            except ValError as error:
                for line in error.errors:
                    if line.type == 'dict_type':
                        line.type = 'model_type'
                        line.ctx = {'class_name': model_name}
                raise
        by_alias, table = lookups.of(st)
        data: dict[str, Any] = {}
        fields_set: set[str] = set()
        errors: list[LineError] | None = None
        used: set[Any] | None = None
        if extra != 'ignore' and type(source) is not Attributes:
            used = set()
        outer_data, outer_name, outer_error = st.data, st.field_name, st.has_field_error
        st.data = data
        st.has_field_error = False
        plain: Any = source if not strings and type(source) is dict else None
        extra_data: dict[str, Any] | None = None
        try:
            if json and used is not None:
                # in JSON the original meets unknown keys before it validates the fields
                errors = []
                extra_data = _extras(
                    source,
                    known,
                    extra,
                    extras,
                    extra_keys,
                    st,
                    errors,
                    fields_set,
                    strings,
                )
                used = None
            for field, paths in table:
                name = st.field_name = field.name
                item = ABSENT
                path = paths[0]
                if plain is not None and len(paths) == 1 and len(path) == 1:
                    item = plain.get(path[0], ABSENT)
                else:
                    try:
                        for path in paths:
                            item = read(source, path)
                            if item is not ABSENT:
                                break
                    except ValError as error:
                        if errors is None:
                            errors = []
                        for line in error.errors:
                            line.loc.append(name)
                            errors.append(line)
                        continue
                if item is not ABSENT:
                    if used is not None:
                        used.add(path[0])
                    try:
                        data[name] = field.fn(item, st)
                    except ValError as error:
                        st.has_field_error = True
                        if errors is None:
                            errors = []
                        where = path if loc_by_alias else field.own
                        for line in error.errors:
                            push_path(line, where)
                            errors.append(line)
                    except OmitError:
                        st.has_field_error = True
                    else:
                        fields_set.add(name)
                    continue
                default = field.default
                if default is not None:
                    try:
                        found = default(name, st)
                    except ValError as error:
                        st.has_field_error = True
                        if errors is None:
                            errors = []
                        errors.extend(error.errors)
                        continue
                    except OmitError:
                        continue
                    if found is not NO_DEFAULT:
                        data[name] = found
                        continue
                if errors is None:
                    errors = []
                line = LineError('missing', value)
                push_path(line, field.missing_path(by_alias, loc_by_alias))
                errors.append(line)
        finally:
            st.data = outer_data
            st.has_field_error = outer_error
            st.field_name = outer_name
        count = len(fields_set) if not json or extra_data is None else len(data)
        if used is not None:
            if errors is None:
                errors = []
            extra_data = _extras(
                source, used, extra, extras, extra_keys, st, errors, fields_set, strings
            )
        if errors:
            raise ValError(errors)
        if extra != 'allow':
            extra_data = None
        elif extra_data is None:
            extra_data = {}
        st.add_fields_set(count)
        return data, extra_data, fields_set

    def assign(obj: Any, name: str, value: Any, st: State) -> tuple[Any, Any, Any]:
        extra = own_extra if st.extra is None else st.extra
        data = dict(obj)
        data.pop(name, None)
        field = next((field for field in fields if field.name == name), None)
        outer_data, outer_name = st.data, st.field_name
        st.data = data
        try:
            if field is not None:
                if field.frozen:
                    raise ValError([fail_at('frozen_field', value, name)])
                st.field_name = name
                obj[name] = _at(name, field.node, value, st)
            elif extra != 'allow':
                line = fail_at('no_such_attribute', value, name, {'attribute': name})
                raise ValError([line])
            elif extras is not None:
                obj[name] = _at(name, extras, value, st)
            else:
                obj[name] = value
        finally:
            st.data = outer_data
            st.field_name = outer_name
        if extra != 'allow':
            return obj, None, {name}
        own = {field.name: obj.pop(field.name) for field in fields if field.name in obj}
        others = dict(obj)
        obj.clear()
        obj.update(own)
        return obj, others, {name}

    return Node(validate, 'model-fields', assign=assign)


def _at(name: str, node: Node, value: Any, st: State) -> Any:
    try:
        return node.fn(value, st)
    except ValError as error:
        for line in error.errors:
            line.loc.append(name)
        raise


def _known_keys(fields: list[Field]) -> set[Any]:
    """The keys of any field, by its name or an alias, whichever of them count."""
    known: set[Any] = {path[0] for field in fields for path in field.aliases}
    known.update(field.name for field in fields)
    return known


def items_of(source: Any) -> Any:
    if type(source) is dict or isinstance(source, dict):
        return list(dict.items(source))
    from .mappings import pairs_of

    return pairs_of(source, source)


def all_items_of(source: Any, strings: bool) -> list[tuple[Any, Any]]:
    """As `items_of`, but in the mode for strings everything has to be a string (or a dict)."""
    items = items_of(source)
    if strings:
        for key, value in items:
            if not isinstance(key, str):
                raise fail('string_type', key)
            if not isinstance(value, str | dict):
                raise fail('string_type', value)
    return items


def _extras(
    source: Any,
    used: set[Any],
    extra: str,
    node: Node | None,
    key_node: Node | None,
    st: State,
    errors: list[LineError],
    fields_set: set[str],
    strings: bool,
) -> dict[str, Any]:
    """The keys that belong to no field."""
    found: dict[str, Any] = {}
    for key, value in all_items_of(source, strings):
        if not isinstance(key, str):
            errors.append(fail_at('invalid_key', key, loc_item(key)))
            continue
        if key in used:
            continue
        if extra == 'forbid':
            errors.append(fail_at('extra_forbidden', value, loc_item(key)))
            continue
        if extra == 'ignore':
            continue
        new_key: Any = key
        try:
            if key_node is not None:
                new_key = key_node.fn(key, st)
            found[new_key] = value if node is None else node.fn(value, st)
        except ValError as error:
            for line in error.errors:
                line.loc.append(key)
                errors.append(line)
            continue
        fields_set.add(new_key)
    return found


def build_typed_dict(schema: Schema, _config: Config, ctx: Context) -> Node:
    config: Config = schema.get('config')
    own_strict = is_strict(schema, config)
    total = schema.get('total')
    if total is None:
        total = from_config(config, 'typed_dict_total', True)
    own_extra = extra_behaviour(schema, config)
    extras = _extra_node(schema, config, ctx, 'extras_schema', own_extra)
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    fields: list[Field] = []
    for name, info in schema['fields'].items():
        try:
            node = build(info['schema'], config, ctx)
        except SchemaError as error:
            raise _named(error, name) from None
        required = info.get('required')
        if required and node.has_default:
            raise SchemaError(f"Field '{name}': a required field cannot have a default value")
        if required is None:
            required = total
        if required and node.omits:
            raise SchemaError(
                f"Field '{name}': 'on_error = omit' cannot be set for required fields"
            )
        fields.append(Field(name, node, info.get('validation_alias'), False, bool(required)))
    lookups = Lookups(fields, config)
    python = ctx.mode == 'python'
    strings = ctx.mode == 'strings'
    read_dict = READERS[ctx.mode]

    def validate(value: Any, st: State) -> dict[str, Any]:
        extra = own_extra if st.extra is None else st.extra
        if type(value) is dict or (strings and isinstance(value, dict)):
            source: Any = value
            read = read_dict
        elif not python:
            raise fail('dict_type', value)
        else:
            from .mappings import mapping_in

            source = mapping_in(value, own_strict if st.strict is None else st.strict)
            read = in_dict if isinstance(source, dict) else in_mapping
        by_alias, table = lookups.of(st)
        allowed = st.allow_partial
        last_key: Any = ABSENT
        if allowed:
            last_key = next(reversed(list(source)), ABSENT)
        output: dict[str, Any] = {}
        errors: list[LineError] = []
        used: set[Any] | None = None if extra == 'ignore' else set()
        outer_data, outer_name, outer_error = st.data, st.field_name, st.has_field_error
        st.data = output
        st.has_field_error = False
        count = 0
        try:
            for field, paths in table:
                name = st.field_name = field.name
                item = ABSENT
                path = paths[0]
                try:
                    for path in paths:
                        item = read(source, path)
                        if item is not ABSENT:
                            break
                except ValError:
                    continue
                if item is not ABSENT:
                    if used is not None:
                        used.add(path[0])
                    last = allowed and path[0] == last_key
                    if allowed:
                        st.allow_partial = allowed if last else False
                    try:
                        output[name] = field.fn(item, st)
                        count += 1
                    except ValError as error:
                        st.has_field_error = True
                        if not last or field.required:
                            where = path if loc_by_alias else field.own
                            for line in error.errors:
                                push_path(line, where)
                                errors.append(line)
                    except OmitError:
                        st.has_field_error = True
                    continue
                if field.default is not None:
                    try:
                        found = field.default(name, st)
                    except ValError as error:
                        st.has_field_error = True
                        errors.extend(error.errors)
                        continue
                    except OmitError:
                        continue
                    if found is not NO_DEFAULT:
                        output[name] = found
                        continue
                if field.required:
                    line = LineError('missing', value)
                    push_path(line, field.missing_path(by_alias, loc_by_alias))
                    errors.append(line)
            st.add_fields_set(count)
        finally:
            st.data = outer_data
            st.has_field_error = outer_error
            st.field_name = outer_name
        if used is not None:
            _typed_dict_extras(
                source, used, extra, extras, st, errors, output, last_key, allowed, strings
            )
        if errors:
            raise ValError(errors)
        return output

    cls: Any = schema.get('cls')
    name = schema.get('cls_name') or (None if cls is None else cls.__name__)
    return Node(validate, 'typed-dict' if name is None or IS_2_27 else name)


def _typed_dict_extras(
    source: Any,
    used: set[Any],
    extra: str,
    node: Node | None,
    st: State,
    errors: list[LineError],
    output: dict[str, Any],
    last_key: Any,
    allowed: Any,
    strings: bool,
) -> None:
    for key, value in all_items_of(source, strings):
        if not isinstance(key, str):
            errors.append(fail_at('invalid_key', key, loc_item(key)))
            continue
        if key in used:
            continue
        if extra == 'forbid':
            errors.append(fail_at('extra_forbidden', value, loc_item(key)))
            continue
        if extra == 'ignore':
            continue
        if node is None:
            output[key] = value
            continue
        last = allowed and key == last_key
        if allowed:
            st.allow_partial = allowed if last else False
        try:
            output[key] = node.fn(value, st)
        except ValError as error:
            if not last:
                for line in error.errors:
                    line.loc.append(key)
                    errors.append(line)
