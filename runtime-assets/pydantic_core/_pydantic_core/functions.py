"""Validators of `function-before function-after function-wrap function-plain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, from_config
from .exceptions import PydanticOmit, PydanticUseDefault
from .internal import AssignmentValidatorCallable, ValidationInfo, ValidatorCallable
from .line_errors import OmitError, UseDefaultError, ValError, safe_repr
from .node import Assign, Node
from .validation_error import ValidationError, line_of_exception

if TYPE_CHECKING:
    from collections.abc import Callable

    from .state import State

#: What a function may raise to say something about its value.
EXPECTED = (ValueError, AssertionError, PydanticOmit, PydanticUseDefault)


def convert_error(error: BaseException, value: Any) -> Exception:
    """The failure that stands for what a function raised (one of `EXPECTED`)."""
    if isinstance(error, ValidationError):
        return ValError(error.line_errors())
    if isinstance(error, PydanticOmit):
        return OmitError()
    if isinstance(error, PydanticUseDefault):
        return UseDefaultError()
    return ValError([line_of_exception(error, value)])


def function_name(function: Any) -> str:
    name = getattr(function, '__name__', None)
    return name if isinstance(name, str) else safe_repr(function)


def _call_of(schema: Schema, config: Config) -> tuple[Callable[..., Any], str]:
    """The function with the same arguments whether or not it wants the information."""
    described: dict[str, Any] = schema['function']
    function: Any = described['function']
    own_field: str | None = described.get('field_name')
    name = function_name(function)
    if described['type'] == 'no-info':

        def call(st: State, *args: Any) -> Any:
            return function(*args)

        return call, name

    def call_with_info(st: State, *args: Any) -> Any:
        field = own_field if st.field_name is None else st.field_name
        return function(*args, ValidationInfo(st, config, field))

    return call_with_info, name


def build_function_before(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx.reading('python'))
    call, name = _call_of(schema, config)
    fn = inner.fn

    def validate(value: Any, st: State) -> Any:
        try:
            value = call(st, value)
        except EXPECTED as error:
            raise convert_error(error, value) from None
        return fn(value, st)

    def assign(obj: Any, field: str, value: Any, st: State) -> Any:
        try:
            obj = call(st, obj)
        except EXPECTED as error:
            raise convert_error(error, obj) from None
        return _assign_of(inner)(obj, field, value, st)

    return Node(validate, f'function-before[{name}(), {inner.name}]', assign=assign)


def _assign_of(node: Node) -> Assign:
    if node.assign is None:
        return no_assignment
    return node.assign


def no_assignment(_obj: Any, _field: str, _value: Any, _st: State) -> Any:
    raise TypeError('validate_assignment is not supported for this validator')


def build_function_after(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx)
    call, name = _call_of(schema, config)
    fn = inner.fn

    def validate(value: Any, st: State) -> Any:
        result = fn(value, st)
        try:
            return call(st, result)
        except EXPECTED as error:
            raise convert_error(error, value) from None

    def assign(obj: Any, field: str, value: Any, st: State) -> Any:
        result = _assign_of(inner)(obj, field, value, st)
        try:
            return call(st, result)
        except EXPECTED as error:
            raise convert_error(error, obj) from None

    return Node(validate, f'function-after[{name}(), {inner.name}]', assign=assign)


def build_function_plain(schema: Schema, config: Config, _ctx: Context) -> Node:
    call, name = _call_of(schema, config)

    def validate(value: Any, st: State) -> Any:
        try:
            return call(st, value)
        except EXPECTED as error:
            raise convert_error(error, value) from None

    return Node(validate, f'function-plain[{name}()]')


def build_function_wrap(schema: Schema, config: Config, ctx: Context) -> Node:
    inner = build(schema['schema'], config, ctx.reading('python'))
    call, name = _call_of(schema, config)
    hide_input = bool(from_config(config, 'hide_input_in_errors', False))
    cause = bool(from_config(config, 'validation_error_cause', False))
    fn = inner.fn
    inner_name = inner.name

    def validate(value: Any, st: State) -> Any:
        handler = ValidatorCallable(fn, inner_name, st, hide_input, cause)
        try:
            return call(st, value, handler)
        except EXPECTED as error:
            raise convert_error(error, value) from None
        finally:
            st.exactness = handler.state.exactness
            st.fields_set_count = handler.state.fields_set_count

    def assign(obj: Any, field: str, value: Any, st: State) -> Any:
        handler = AssignmentValidatorCallable(_assign_of(inner), field, value, st, hide_input)
        try:
            return call(st, obj, handler)
        except EXPECTED as error:
            raise convert_error(error, obj) from None

    return Node(validate, f'function-wrap[{name}()]', assign=assign)
