"""Validators around others: defaults, alternatives by mode, custom errors, JSON, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, pick
from .catalogue import CATALOGUE
from .exceptions import SchemaError
from .line_errors import LineError, OmitError, UseDefaultError, ValError, fail
from .node import NO_DEFAULT, Node
from .reading import utf8_of
from .state import DEPTH_LIMIT, LAX, State
from .undefined import PydanticUndefined

if TYPE_CHECKING:
    from collections.abc import Callable


def build_default(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx)
    fn = inner.fn
    on_error: str = schema.get('on_error', 'raise')
    has_value = 'default' in schema
    factory: Any = schema.get('default_factory')
    if has_value and factory is not None:
        raise SchemaError("'default' and 'default_factory' cannot be used together")
    has_default = has_value or factory is not None
    if on_error == 'default' and not has_default:
        raise SchemaError("'on_error = default' requires a `default` or `default_factory`")
    value_of = _default_source(schema)
    takes_data = bool(schema.get('default_factory_takes_data')) and factory is not None
    revalidate = None
    if pick(schema, config, 'validate_default', False):
        revalidate = fn if ctx.mode == 'python' else _Later(schema['schema'], config, ctx)

    def default(loc: int | str | None, st: State) -> Any:
        if value_of is None:
            return NO_DEFAULT
        if takes_data and st.has_field_error:
            line = LineError('default_factory_not_called', PydanticUndefined)
            if loc is not None:
                line.loc.append(loc)
            raise ValError([line])
        value = value_of(st)
        if revalidate is None:
            return value
        try:
            return _handled(value, revalidate, on_error, default_again, st)
        except ValError as error:
            if loc is not None:
                for line in error.errors:
                    line.loc.append(loc)
            raise

    def default_again(st: State) -> Any:
        return default(None, st)

    def validate(value: Any, st: State) -> Any:
        if value is PydanticUndefined:
            return default(None, st)
        try:
            return fn(value, st)
        except UseDefaultError:
            found = default(None, st)
            if found is NO_DEFAULT:
                raise
            return found
        except (ValError, OmitError):
            if on_error == 'raise':
                raise
            if on_error == 'omit':
                raise OmitError from None
            return default(None, st)

    return Node(
        validate,
        f'default[{inner.name}]',
        default=default,
        assign=inner.assign,
        has_default=has_default,
        omits=on_error == 'omit',
    )


def _handled(
    value: Any,
    fn: Callable[[Any, State], Any],
    on_error: str,
    default_again: Callable[[State], Any],
    st: State,
) -> Any:
    """A default that is validated like any other value."""
    if value is PydanticUndefined:
        return default_again(st)
    try:
        return fn(value, st)
    except UseDefaultError:
        return default_again(st)
    except (ValError, OmitError):
        if on_error == 'omit':
            raise OmitError from None
        if on_error == 'default':
            return default_again(st)
        raise


class _Later:
    """A validator for Python objects inside of one for JSON, compiled when it is needed."""

    __slots__ = ('_args', '_fn')

    def __init__(self, schema: Schema, config: Config, ctx: Context) -> None:
        self._args = (schema, config, ctx.reading('python'))
        self._fn: Callable[[Any, State], Any] | None = None

    def __call__(self, value: Any, st: State) -> Any:
        if self._fn is None:
            self._fn = build(*self._args).fn
        return self._fn(value, st)


def _default_source(schema: Schema) -> Callable[[State], Any] | None:
    factory: Any = schema.get('default_factory')
    if factory is not None:
        if schema.get('default_factory_takes_data'):
            return lambda st: factory({} if st.data is None else st.data)
        return lambda _st: factory()
    if 'default' not in schema:
        return None
    value = schema['default']
    try:
        hash(value)
    except Exception:
        return lambda _st: _deep_copy(value)
    return lambda _st: value


def _deep_copy(value: Any) -> Any:
    kind = type(value)
    if (kind is list or kind is dict) and not value:
        return kind()
    from copy import deepcopy

    return deepcopy(value)


def build_nullable(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx)
    fn = inner.fn

    def validate(value: Any, st: State) -> Any:
        if value is None:
            return None
        return fn(value, st)

    return Node(validate, f'nullable[{inner.name}]')


def build_chain(schema: Schema, config: Config, ctx: Context) -> Node:
    steps: list[Any] = []
    for step in schema['steps']:
        # a chain in a chain is one chain
        steps.extend(step['steps'] if step.get('type') == 'chain' else [step])
    if not steps:
        raise SchemaError('One or more steps are required for a chain validator')
    python = ctx.reading('python')
    nodes = [build(step, config, python if index else ctx) for index, step in enumerate(steps)]
    if len(nodes) == 1:
        return nodes[0]
    first, *rest = [node.fn for node in nodes]

    def validate(value: Any, st: State) -> Any:
        value = first(value, st)
        for step in rest:
            value = step(value, st)
        return value

    return Node(validate, f'chain[{",".join(node.name for node in nodes)}]')


def build_lax_or_strict(schema: Schema, config: Config, ctx: Context) -> Node:
    from .build import is_strict

    own_strict = is_strict(schema, config)
    lax = build(schema['lax_schema'], config, ctx)
    strict = build(schema['strict_schema'], config, ctx)
    lax_fn, strict_fn = lax.fn, strict.fn

    def validate(value: Any, st: State) -> Any:
        if own_strict if st.strict is None else st.strict:
            return strict_fn(value, st)
        if st.exactness > LAX:
            # in a union an exact match is to be found, whatever the mode
            try:
                return strict_fn(value, st)
            except (ValError, OmitError, UseDefaultError):
                st.lower_to(LAX)
        return lax_fn(value, st)

    return Node(validate, f'lax-or-strict[lax={lax.name},strict={strict.name}]')


def build_json_or_python(schema: Schema, config: Config, ctx: Context) -> Node:
    if ctx.mode == 'python':
        python = build(schema['python_schema'], config, ctx)
        python_fn = python.fn
        json_fn = _LaterIn(schema['json_schema'], config, ctx)

        def validate(value: Any, st: State) -> Any:
            if st.input_type == 'python':
                return python_fn(value, st)
            return json_fn(value, st)

        name = _lazy_name(schema['json_schema'], config, ctx)
        return Node(validate, f'json-or-python[json={name},python={python.name}]')
    json = build(schema['json_schema'], config, ctx)
    name = _lazy_name(schema['python_schema'], config, ctx)
    return Node(json.fn, f'json-or-python[json={json.name},python={name}]')


def _lazy_name(schema: Schema, config: Config, ctx: Context) -> str:
    return build(schema, config, ctx).name


class _LaterIn(_Later):
    """As `_Later`, in the mode of its surroundings."""

    __slots__ = ()

    def __init__(self, schema: Schema, config: Config, ctx: Context) -> None:
        super().__init__(schema, config, ctx)
        self._args = (schema, config, ctx)


def custom_error_of(schema: Schema) -> Callable[[Any], ValError] | None:
    """The error that replaces all others, if the schema names one."""
    kind: str | None = schema.get('custom_error_type')
    if kind is None:
        return None
    context: dict[str, Any] | None = schema.get('custom_error_context')
    template: str | None = schema.get('custom_error_message')
    if template is None:
        if kind not in CATALOGUE:
            raise SchemaError(
                f"custom_error_message should be provided if 'custom_error_type' matches a known"
                f' error type, got {kind!r}'
            )
        return lambda value: ValError([LineError(kind, value, context)])
    return lambda value: ValError([LineError(kind, value, context, template)])


def build_custom_error(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx)
    replaced = custom_error_of(schema)
    if replaced is None:
        raise KeyError('custom_error_type')
    fn = inner.fn

    def validate(value: Any, st: State) -> Any:
        try:
            return fn(value, st)
        except Exception:
            # whatever it is, also an error of the user's own function
            raise replaced(value) from None

    return Node(validate, f'custom-error[{inner.name}]')


def build_json(schema: Schema, config: Config, ctx: Context) -> Node:
    inner_schema = schema.get('schema')
    inner = None if inner_schema is None else build(inner_schema, config, ctx.reading('json'))
    if inner is not None and inner.name == 'any':
        inner = None

    def validate(value: Any, st: State) -> Any:
        from .json_parse import JsonError, parse_json

        if not isinstance(value, str | bytes | bytearray):
            raise fail('json_type', value)
        if isinstance(value, str):
            utf8_of(value)
        try:
            data = parse_json(value, st.allow_partial)
        except JsonError as error:
            raise fail('json_invalid', value, {'error': str(error)}) from None
        st.lower_to(LAX)
        if inner is None:
            return data
        outer_type = st.input_type
        st.input_type = 'json'
        try:
            return inner.fn(data, st)
        finally:
            st.input_type = outer_type

    return Node(validate, f'json[{"any" if inner is None else inner.name}]')


def build_definitions(schema: Schema, config: Config, ctx: Context) -> Node:
    definitions: list[Schema] = schema['definitions']
    for definition in definitions:
        ctx.definitions[definition['ref']] = (definition, config)
    for definition in definitions:
        ctx.slot(definition['ref'])
    return build(schema['schema'], config, ctx)


def build_definition_ref(schema: Schema, config: Config, ctx: Context) -> Node:
    ref: str = schema['schema_ref']
    slot = ctx.slot(ref)
    python = ctx.mode == 'python'
    key = id(slot)

    def target() -> Node:
        if slot.node is None:
            raise SchemaError(f'Definitions error: definition `{ref}` was never filled')
        return slot.node

    def validate(value: Any, st: State) -> Any:
        fn = target().fn
        st.allow_partial = False
        if not python:
            return fn(value, st)
        mark = (id(value), key)
        guard = st.guard
        if guard is None:
            guard = st.guard = set()
        if mark in guard or st.depth > DEPTH_LIMIT:
            raise fail('recursion_loop', value)
        guard.add(mark)
        st.depth += 1
        try:
            return fn(value, st)
        except RecursionError:
            raise fail('recursion_loop', value) from None
        finally:
            guard.discard(mark)
            st.depth -= 1

    def default(loc: int | str | None, st: State) -> Any:
        found = target().default
        return NO_DEFAULT if found is None else found(loc, st)

    def assign(obj: Any, field: str, value: Any, st: State) -> Any:
        from .functions import no_assignment

        return (target().assign or no_assignment)(obj, field, value, st)

    name = '...' if slot.node is None else slot.node.name
    node = _RefNode(validate, name, default=default, assign=assign)
    node.slot = slot
    return node


class _RefNode(Node):
    """A reference: its name is that of its definition as soon as that is there."""

    __slots__ = ('slot',)

    slot: Any
