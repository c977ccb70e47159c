"""Validators of `arguments call`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, from_config, pick
from .exceptions import SchemaError
from .fields import Field, extra_behaviour, lookup_modes
from .line_errors import LineError, ValError, fail, fail_at, loc_item
from .lookup import ABSENT, in_dict, in_json, push_path
from .node import NO_DEFAULT, Node
from .undefined import ArgsKwargs

if TYPE_CHECKING:
    from .state import State


class _Parameter(Field):
    __slots__ = ('keyword', 'positional')

    def __init__(self, node: Node, info: dict[str, Any], mode: str) -> None:
        super().__init__(info['name'], node, info.get('alias'), False, True)
        self.positional = mode in ('positional_only', 'positional_or_keyword')
        self.keyword = mode in ('keyword_only', 'positional_or_keyword')


def _parameters(schema: Schema, config: Config, ctx: Context) -> list[_Parameter]:
    found: list[_Parameter] = []
    had_default = had_keyword_only = False
    for info in schema['arguments_schema']:
        name = info['name']
        mode = info.get('mode', 'positional_or_keyword')
        had_keyword_only = had_keyword_only or mode == 'keyword_only'
        try:
            node = build(info['schema'], config, ctx)
        except SchemaError as error:
            raise SchemaError(f"Parameter '{name}':\n  SchemaError: {error}") from None
        if node.omits:
            raise SchemaError(f"Parameter '{name}': omit_on_error cannot be used with arguments")
        if had_default and not node.has_default and not had_keyword_only:
            raise SchemaError(f"Non-default argument '{name}' follows default argument")
        had_default = had_default or node.has_default
        found.append(_Parameter(node, info, mode))
    return found


def build_arguments(schema: Schema, config: Config, ctx: Context) -> Node:
    parameters = _parameters(schema, config, ctx)
    positional_count = max(
        (index + 1 for index, parameter in enumerate(parameters) if parameter.positional),
        default=0,
    )
    kwargs_mode = schema.get('var_kwargs_mode', 'uniform')
    if kwargs_mode not in ('uniform', 'unpacked-typed-dict'):
        raise SchemaError(
            f'Invalid var_kwargs mode: `{kwargs_mode}`, expected `uniform` or `unpacked-typed-dict`'
        )
    unpacked = kwargs_mode == 'unpacked-typed-dict'
    var_kwargs_schema = schema.get('var_kwargs_schema')
    # the remaining keyword arguments are a Python dict, whatever the input was
    kwargs_ctx = ctx.reading('python') if unpacked else ctx
    var_kwargs = None if var_kwargs_schema is None else build(var_kwargs_schema, config, kwargs_ctx)
    if unpacked and var_kwargs is None:
        raise SchemaError(
            '`var_kwargs_schema` must be specified when `var_kwargs_mode` is'
            " `'unpacked-typed-dict'`"
        )
    var_args_schema = schema.get('var_args_schema')
    var_args = None if var_args_schema is None else build(var_args_schema, config, ctx)
    loc_by_alias = bool(from_config(config, 'loc_by_alias', True))
    extra = extra_behaviour(schema, config, 'forbid')
    own_by_alias = pick(schema, config, 'validate_by_alias')
    own_by_name = pick(schema, config, 'validate_by_name')
    if own_by_name is None:
        own_by_name = pick(schema, config, 'populate_by_name')
    python = ctx.mode == 'python'
    read = in_dict if python else in_json

    def arguments_of(value: Any) -> tuple[Any, Any]:
        if isinstance(value, dict) and ctx.mode != 'strings':
            return None, value
        if python:
            if isinstance(value, ArgsKwargs):
                return value.args, value.kwargs
            if isinstance(value, tuple | list):
                return tuple(value), None
        elif type(value) is list:
            return value, None
        raise fail('arguments_type', value)

    def validate(value: Any, st: State) -> tuple[Any, Any]:
        st.allow_partial = False
        args, kwargs = arguments_of(value)
        by_alias, by_name = lookup_modes(st, own_by_alias, own_by_name)
        out_args: list[Any] = []
        out_kwargs: dict[str, Any] = {}
        errors: list[LineError] = []
        used: set[Any] = set()
        outer_name = st.field_name

        def run(parameter: _Parameter, item: Any) -> Any:
            st.field_name = parameter.name
            try:
                return parameter.fn(item, st)
            finally:
                st.field_name = outer_name

        for index, parameter in enumerate(parameters):
            has_position = args is not None and parameter.positional and index < len(args)
            item = ABSENT
            paths = parameter.paths(by_alias, by_name) if parameter.keyword else []
            path = parameter.own
            if kwargs is not None:
                for path in paths:
                    item = read(kwargs, path)
                    if item is not ABSENT:
                        used.add(path[0])
                        break
            if has_position and item is not ABSENT:
                errors.append(fail_at('multiple_argument_values', item, parameter.name))
            elif args is not None and has_position:
                try:
                    out_args.append(run(parameter, args[index]))
                except ValError as error:
                    for line in error.errors:
                        line.loc.append(index)
                        errors.append(line)
            elif item is not ABSENT:
                try:
                    out_kwargs[parameter.name] = run(parameter, item)
                except ValError as error:
                    for line in error.errors:
                        push_path(line, path if loc_by_alias else parameter.own)
                        errors.append(line)
            else:
                default = parameter.default
                st.field_name = parameter.name
                try:
                    found = NO_DEFAULT if default is None else default(parameter.name, st)
                finally:
                    st.field_name = outer_name
                if found is not NO_DEFAULT:
                    if parameter.keyword:
                        out_kwargs[parameter.name] = found
                    else:
                        out_args.append(found)
                elif parameter.keyword:
                    kind = (
                        'missing_argument'
                        if parameter.positional
                        else 'missing_keyword_only_argument'
                    )
                    line = LineError(kind, value)
                    push_path(line, parameter.missing_path(by_alias, loc_by_alias))
                    errors.append(line)
                else:
                    errors.append(fail_at('missing_positional_only_argument', value, index))
        if args is not None:
            for index in range(positional_count, len(args)):
                if var_args is None:
                    errors.append(fail_at('unexpected_positional_argument', args[index], index))
                    continue
                try:
                    out_args.append(var_args.fn(args[index], st))
                except ValError as error:
                    for line in error.errors:
                        line.loc.append(index)
                        errors.append(line)
        remaining: dict[str, Any] = {}
        if kwargs is not None and len(kwargs) > len(used):
            for key, item in kwargs.items():
                if not isinstance(key, str):
                    errors.append(fail_at('invalid_key', key, loc_item(key)))
                elif key in used:
                    continue
                elif unpacked:
                    remaining[key] = item
                elif var_kwargs is None:
                    if extra == 'forbid':
                        errors.append(fail_at('unexpected_keyword_argument', item, key))
                else:
                    try:
                        out_kwargs[key] = var_kwargs.fn(item, st)
                    except ValError as error:
                        for line in error.errors:
                            line.loc.append(key)
                            errors.append(line)
        if unpacked and var_kwargs is not None:
            try:
                out_kwargs.update(var_kwargs.fn(remaining, st))
            except ValError as error:
                errors.extend(error.errors)
        if errors:
            raise ValError(errors)
        return tuple(out_args), out_kwargs

    return Node(validate, 'arguments')


def build_call(schema: Schema, config: Config, ctx: Context) -> Node:
    arguments = build(schema['arguments_schema'], config, ctx)
    function: Any = schema['function']
    return_schema = schema.get('return_schema')
    returned = (
        None if return_schema is None else build(return_schema, config, ctx.reading('python'))
    )
    name = schema.get('function_name')
    if name is None:
        name = getattr(function, '__name__', None) or getattr(
            getattr(function, 'func', None), '__name__', '<unknown>'
        )
    fn = arguments.fn

    def validate(value: Any, st: State) -> Any:
        found = fn(value, st)
        if isinstance(found, tuple) and len(found) == 2:
            result = function(*found[0], **found[1])
        elif isinstance(found, dict):
            result = function(**found)
        else:
            raise TypeError(
                'Arguments validator should return a tuple of (args, kwargs) or a dict of kwargs'
            )
        if returned is None:
            return result
        try:
            return returned.fn(result, st)
        except ValError as error:
            for line in error.errors:
                line.loc.append('return')
            raise

    return Node(validate, f'call[{name}]')
