"""Validator of `arguments-v3`: arguments as a mapping from the names of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .arguments import build_arguments
from .build import Config, Context, Schema, build, from_config, pick
from .exceptions import SchemaError
from .fields import READERS, Field, all_items_of, extra_behaviour, lookup_modes
from .line_errors import LineError, ValError, fail, fail_at, loc_item
from .lookup import ABSENT, in_mapping, push_path
from .mappings import mapping_in
from .node import NO_DEFAULT, Node
from .sequences import iterable_of
from .undefined import ArgsKwargs

if TYPE_CHECKING:
    from .state import State

_ORDER = ('positional_only', 'positional_or_keyword', 'var_args', 'keyword_only', 'var_kwargs')
_MISSING = {
    'positional_only': 'missing_positional_only_argument',
    'positional_or_keyword': 'missing_argument',
    'keyword_only': 'missing_keyword_only_argument',
}
_UNPACKED = 'var_kwargs_unpacked_typed_dict'
_UNIFORM = 'var_kwargs_uniform'


class _Parameter(Field):
    __slots__ = ('mode',)

    def __init__(self, node: Node, info: dict[str, Any], mode: str) -> None:
        super().__init__(info['name'], node, info.get('alias'), False, True)
        self.mode = mode


def _parameters(schema: Schema, config: Config, ctx: Context) -> list[_Parameter]:
    found: list[_Parameter] = []
    place = 0
    had_default = False
    for info in schema['arguments_schema']:
        name = info['name']
        mode = info.get('mode', 'positional_or_keyword')
        kind = 'var_kwargs' if mode in (_UNIFORM, _UNPACKED) else mode
        if kind not in _ORDER:
            raise SchemaError(f'Invalid var_kwargs mode: `{mode}`')
        if any(parameter.name == name for parameter in found):
            raise SchemaError(f"Duplicate parameter '{name}'")
        at = _ORDER.index(kind)
        if at < place or (kind.startswith('var') and at == place and found):
            raise SchemaError(f"Parameter '{name}' cannot follow other parameter kinds")
        place = at
        inner_ctx = ctx.reading('python') if mode == _UNIFORM else ctx
        try:
            node = build(info['schema'], config, inner_ctx)
        except SchemaError as error:
            raise SchemaError(f"Parameter '{name}':\n  SchemaError: {error}") from None
        if node.omits:
            raise SchemaError(f"Parameter '{name}': omit_on_error cannot be used with arguments")
        if had_default and not node.has_default and at < _ORDER.index('keyword_only'):
            raise SchemaError(f"Required parameter '{name}' follows parameter with default")
        had_default = had_default or node.has_default
        found.append(_Parameter(node, info, mode))
    return found


def _as_arguments(schema: Schema) -> Schema:
    """The schema of type `arguments` that reads `ArgsKwargs` in the same way."""
    plain: Schema = {key: value for key, value in schema.items() if key != 'arguments_schema'}
    plain['arguments_schema'] = []
    for info in schema['arguments_schema']:
        mode = info.get('mode', 'positional_or_keyword')
        if mode == 'var_args':
            plain['var_args_schema'] = info['schema']
        elif mode in (_UNIFORM, _UNPACKED):
            plain['var_kwargs_schema'] = info['schema']
            plain['var_kwargs_mode'] = 'uniform' if mode == _UNIFORM else 'unpacked-typed-dict'
        else:
            plain['arguments_schema'].append(info)
    return plain


def build_arguments_v3(schema: Schema, config: Config, ctx: Context) -> Node:
    parameters = _parameters(schema, config, ctx)
    from_args = build_arguments(_as_arguments(schema), config, ctx).fn
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    own_extra = extra_behaviour(schema, config, 'forbid')
    strings = ctx.mode == 'strings'
    own_by_alias = pick(schema, config, 'validate_by_alias')
    own_by_name = pick(schema, config, 'validate_by_name')
    if own_by_name is None:
        own_by_name = pick(schema, config, 'populate_by_name')
    python = ctx.mode == 'python'

    def of_mapping(mapping: Any, value: Any, st: State) -> tuple[Any, Any]:
        by_alias, by_name = lookup_modes(st, own_by_alias, own_by_name)
        extra = own_extra if st.extra is None else st.extra
        read = in_mapping if python and not isinstance(mapping, dict) else READERS[ctx.mode]
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        errors: list[LineError] = []
        used: set[Any] = set()
        for parameter in parameters:
            item = ABSENT
            path = parameter.own
            for path in parameter.paths(by_alias, by_name):
                item = read(mapping, path)
                if item is not ABSENT:
                    break
            where = path if loc_by_alias else parameter.own
            if item is ABSENT:
                _absent(parameter, value, by_alias, loc_by_alias, args, kwargs, errors, st)
                continue
            used.add(path[0])
            try:
                _present(parameter, item, args, kwargs, python, st)
            except ValError as error:
                for line in error.errors:
                    push_path(line, where)
                    errors.append(line)
        if extra != 'ignore':
            for key, item in all_items_of(mapping, strings):
                if not isinstance(key, str):
                    errors.append(fail_at('invalid_key', key, loc_item(key)))
                elif key not in used and extra == 'forbid':
                    errors.append(fail_at('extra_forbidden', item, key))
        if errors:
            raise ValError(errors)
        return tuple(args), kwargs

    def validate(value: Any, st: State) -> tuple[Any, Any]:
        st.allow_partial = False
        try:
            mapping = mapping_in(value, False)
        except ValError:
            if python and isinstance(value, ArgsKwargs):
                return from_args(value, st)
            raise fail('arguments_type', value) from None
        return of_mapping(mapping, value, st)

    return Node(validate, 'arguments-v3')


def _present(
    parameter: _Parameter,
    item: Any,
    args: list[Any],
    kwargs: dict[str, Any],
    python: bool,
    st: State,
) -> None:
    mode = parameter.mode
    if mode in ('positional_only', 'positional_or_keyword'):
        args.append(parameter.fn(item, st))
    elif mode == 'keyword_only':
        kwargs[parameter.name] = parameter.fn(item, st)
    elif mode == _UNPACKED:
        kwargs.update(parameter.fn(item, st))
    elif mode == 'var_args':
        args.extend(_each(parameter, _tuple_in(item, python, st), st))
    else:
        if not isinstance(item, dict):
            raise fail('dict_type', item)
        kwargs.update(_uniform(parameter, item, st))


def _tuple_in(item: Any, python: bool, st: State) -> Any:
    try:
        if not python and type(item) is not list:
            raise fail('tuple_type', item)
        return list(iterable_of(item, tuple, 'tuple_type', False, st)) if python else item
    except ValError:
        raise fail('tuple_type', item) from None


def _each(parameter: _Parameter, items: list[Any], st: State) -> list[Any]:
    output: list[Any] = []
    errors: list[LineError] = []
    for index, item in enumerate(items):
        try:
            output.append(parameter.fn(item, st))
        except ValError as error:
            for line in error.errors:
                line.loc.append(index)
                errors.append(line)
    if errors:
        raise ValError(errors)
    return output


def _uniform(parameter: _Parameter, items: dict[Any, Any], st: State) -> dict[str, Any]:
    output: dict[str, Any] = {}
    errors: list[LineError] = []
    for key, item in items.items():
        if not isinstance(key, str):
            errors.append(fail_at('invalid_key', key, loc_item(key)))
            continue
        try:
            output[key] = parameter.fn(item, st)
        except ValError as error:
            for line in error.errors:
                line.loc.append(key)
                errors.append(line)
    if errors:
        raise ValError(errors)
    return output


def _absent(
    parameter: _Parameter,
    value: Any,
    by_alias: bool,
    loc_by_alias: bool,
    args: list[Any],
    kwargs: dict[str, Any],
    errors: list[LineError],
    st: State,
) -> None:
    mode = parameter.mode
    if mode == _UNPACKED:
        try:
            kwargs.update(parameter.fn({}, st))
        except ValError as error:
            for line in error.errors:
                line.loc.append(parameter.name)
                errors.append(line)
        return
    if mode not in _MISSING:
        return
    default = NO_DEFAULT
    if parameter.default is not None:
        default = parameter.default(parameter.name, st)
    if default is NO_DEFAULT:
        line = LineError(_MISSING[mode], value)
        push_path(line, parameter.missing_path(by_alias, loc_by_alias))
        errors.append(line)
    elif mode == 'keyword_only':
        kwargs[parameter.name] = default
    else:
        args.append(default)
