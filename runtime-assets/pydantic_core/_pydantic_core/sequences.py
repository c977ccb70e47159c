"""Validators of `list tuple set frozenset deque generator`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, from_config, is_strict
from .line_errors import (
    LineError,
    OmitError,
    ValError,
    exception_text,
    fail,
    fail_at,
    outer,
)
from .node import Node, Validate
from .state import LAX, STRICT, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def items_node(schema: Schema, config: Config, ctx: Context) -> Node | None:
    """The validator of the items; None for `any`, which changes nothing."""
    inner = schema.get('items_schema')
    if inner is None:
        return None
    node = build(inner, config, ctx)
    return None if node.name == 'any' else node


def _is_text_or_mapping(value: Any) -> bool:
    return isinstance(value, str | bytes | bytearray | dict | Mapping)


def iterable_of(value: Any, kind: type, error: str, strict: bool, st: State) -> Any:
    """What to iterate over, for a Python object; `kind` itself is an exact match."""
    if isinstance(value, kind):
        return value
    if not strict:
        if isinstance(value, list | tuple | set | frozenset):
            st.lower_to(LAX)
            return value
        if not _is_text_or_mapping(value):
            try:
                found = iter(value)
            except Exception:
                raise fail(error, value) from None
            st.lower_to(LAX)
            return _Sized(found)
    raise fail(error, value)


class _Sized:
    """An iterator whose length nobody knows."""

    __slots__ = ('items',)

    def __init__(self, items: Iterator[Any]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return self.items


def length_of(items: Any) -> int | None:
    return None if type(items) is _Sized else len(items)


def stepped(items: Iterable[Any], value: Any) -> Iterator[tuple[int, Any]]:
    """Enumerates; what goes wrong in an iterator of the program becomes an error at its index."""
    iterator = iter(items)
    index = 0
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            line = fail_at('iteration_error', value, index, {'error': exception_text(error)})
            raise ValError([line]) from None
        yield index, item
        index += 1


def with_last(
    pairs: Iterator[tuple[int, Any]],
) -> Iterator[tuple[int, Any, bool]]:
    """Marks the last one, whose errors partial validation forgives."""
    previous: tuple[int, Any] | None = None
    for pair in pairs:
        if previous is not None:
            yield (*previous, False)
        previous = pair
    if previous is not None:
        yield (*previous, True)


def too_long(field_type: str, value: Any, maximum: int, actual: int | None) -> ValError:
    ctx = {'field_type': field_type, 'max_length': maximum, 'actual_length': actual}
    return fail('too_long', value, ctx)


def too_short(field_type: str, value: Any, minimum: int, actual: int) -> ValError:
    ctx = {'field_type': field_type, 'min_length': minimum, 'actual_length': actual}
    return fail('too_short', value, ctx)


def collect(
    items: Any,
    value: Any,
    fn: Validate,
    st: State,
    field_type: str,
    maximum: int | None,
    fail_fast: bool,
) -> list[Any]:
    """Validates each item into a list."""
    if st.allow_partial:
        return _collect_partial(items, value, fn, st, field_type, maximum, fail_fast)
    kind = type(items)
    pairs = (
        enumerate(items)
        if kind is list or kind is tuple
        else stepped(list(items) if kind is not _Sized else items, value)
    )
    output: list[Any] = []
    errors: list[LineError] | None = None
    count = 0
    for index, item in pairs:
        try:
            result = fn(item, st)
        except ValError as error:
            count += 1
            if maximum is not None and count > maximum:
                raise too_long(field_type, value, maximum, length_of(items)) from None
            if errors is None:
                errors = []
            outer(error.errors, index, errors)
            if fail_fast:
                break
            continue
        except OmitError:
            continue
        if maximum is not None:
            count += 1
            if count > maximum:
                raise too_long(field_type, value, maximum, length_of(items))
        output.append(result)
    if errors is not None:
        raise ValError(errors)
    return output


def _collect_partial(
    items: Any,
    value: Any,
    fn: Validate,
    st: State,
    field_type: str,
    maximum: int | None,
    fail_fast: bool,
) -> list[Any]:
    allowed = st.allow_partial
    output: list[Any] = []
    errors: list[LineError] = []
    count = 0
    for index, item, last in with_last(stepped(items, value)):
        st.allow_partial = allowed if last else False
        try:
            result = fn(item, st)
        except ValError as error:
            count += 1
            if maximum is not None and count > maximum:
                raise too_long(field_type, value, maximum, length_of(items)) from None
            if not last:
                outer(error.errors, index, errors)
                if fail_fast:
                    break
            continue
        except OmitError:
            continue
        count += 1
        if maximum is not None and count > maximum:
            raise too_long(field_type, value, maximum, length_of(items))
        output.append(result)
    if errors:
        raise ValError(errors)
    return output


def build_list(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    item = items_node(schema, config, ctx)
    fn = None if item is None else item.fn
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    fail_fast = bool(schema.get('fail_fast', False))
    mode = ctx.mode

    def validate(value: Any, st: State) -> list[Any]:
        if type(value) is list:
            items = value
        elif mode != 'python':
            raise fail('list_type', value)
        else:
            strict = own_strict if st.strict is None else st.strict
            items = iterable_of(value, list, 'list_type', strict, st)
        if fn is None:
            if isinstance(items, list):
                _check_length('List', items, value, minimum, maximum)
                return items[:] if type(items) is list else list(items)
            output = _all_of(items, value, maximum, 'List')
        else:
            output = collect(items, value, fn, st, 'List', maximum, fail_fast)
        if minimum is not None and len(output) < minimum:
            raise too_short('List', value, minimum, len(output))
        return output

    return Node(validate, f'list[{"any" if item is None else item.name}]')


def _check_length(
    field_type: str, items: Any, value: Any, minimum: int | None, maximum: int | None
) -> None:
    if minimum is not None and len(items) < minimum:
        raise too_short(field_type, value, minimum, len(items))
    if maximum is not None and len(items) > maximum:
        raise too_long(field_type, value, maximum, len(items))


def _all_of(items: Any, value: Any, maximum: int | None, field_type: str) -> list[Any]:
    output: list[Any] = []
    for index, item in stepped(items, value):
        if maximum is not None and index >= maximum:
            raise too_long(field_type, value, maximum, length_of(items))
        output.append(item)
    return output


def build_tuple(schema: Schema, config: Config, ctx: Context) -> Node:
    own_strict = is_strict(schema, config)
    nodes = [build(inner, config, ctx) for inner in schema['items_schema']]
    variadic: int | None = schema.get('variadic_item_index')
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    fail_fast = bool(schema.get('fail_fast', False))
    mode = ctx.mode
    names = [node.name for node in nodes]
    if variadic is not None:
        names.insert(variadic + 1, '...')
    head = nodes if variadic is None else nodes[:variadic]
    middle = None if variadic is None else nodes[variadic]
    tail = [] if variadic is None else nodes[variadic + 1 :]

    def validate(value: Any, st: State) -> tuple[Any, ...]:
        st.allow_partial = False
        if mode == 'python':
            if type(value) is tuple:
                items = value
            else:
                strict = own_strict if st.strict is None else st.strict
                items = iterable_of(value, tuple, 'tuple_type', strict, st)
        elif type(value) is list:
            st.lower_to(STRICT)
            items = value
        else:
            raise fail('tuple_type', value)
        actual = length_of(items)
        parts: list[Any] = []
        broken: ValError | None = None
        try:
            parts.extend(item for _, item in stepped(items, value))
        except ValError as error:
            # what went wrong in the iterator of the program; the original counts one further
            broken = error
            broken.errors[0].loc = [len(parts) + 1]
        output: list[Any] = []
        errors: list[LineError] = []
        count = len(parts)

        def take(node: Node, index: int, position: int) -> bool:
            """Validates one; tells whether to go on."""
            if position >= count:
                if broken is not None:
                    raise broken
                default = None if node.default is None else node.default
                if default is not None:
                    from .node import NO_DEFAULT

                    found = default(None, st)
                    if found is not NO_DEFAULT:
                        output.append(found)
                        return True
                errors.append(fail_at('missing', value, index))
            else:
                try:
                    result = node.fn(parts[position], st)
                except ValError as error:
                    outer(error.errors, index, errors)
                except OmitError:
                    pass
                else:
                    output.append(result)
                    if maximum is not None and len(output) > maximum:
                        raise too_long('Tuple', value, maximum, actual)
            return not (fail_fast and errors)

        going = True
        for index, node in enumerate(head):
            going = take(node, index, index)
            if not going:
                break
        if going and middle is None:
            if count > len(head):
                raise too_long('Tuple', value, len(head), actual)
            if broken is not None:
                raise broken
        elif going and middle is not None:
            start = len(head)
            stop = max(start, count - len(tail))
            for index in range(start, stop):
                going = take(middle, index, index)
                if not going:
                    break
            if going:
                for offset, node in enumerate(tail):
                    # the index that is shown is one too small, if the middle has items
                    if not take(node, max(start, stop - 1) + offset, stop + offset):
                        break
        if broken is not None and going:
            raise broken
        if minimum is not None and len(output) < minimum:
            errors.append(too_short('Tuple', value, minimum, len(output)).errors[0])
        if errors:
            raise ValError(errors)
        return tuple(output)

    return Node(validate, f'tuple[{", ".join(names)}]')


def _build_set(
    schema: Schema, config: Config, ctx: Context, kind: type, error: str, field_type: str
) -> Node:
    own_strict = is_strict(schema, config)
    item = items_node(schema, config, ctx)
    fn = None if item is None else item.fn
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    fail_fast = bool(schema.get('fail_fast', False))
    mode = ctx.mode

    def validate(value: Any, st: State) -> Any:
        if mode == 'python':
            if isinstance(value, kind):
                items = value
            else:
                strict = own_strict if st.strict is None else st.strict
                items = iterable_of(value, kind, error, strict, st)
        elif type(value) is list:
            st.lower_to(STRICT)
            items = value
        else:
            raise fail(error, value)
        output: set[Any] = set()
        ordered: list[Any] = []
        errors: list[LineError] = []
        allowed = st.allow_partial
        steps = stepped(items, value)
        for index, entry, last in with_last(steps) if allowed else _never_last(steps):
            if allowed:
                st.allow_partial = allowed if last else False
            try:
                result = entry if fn is None else fn(entry, st)
                try:
                    output.add(result)
                    ordered.append(result)
                except TypeError:
                    raise fail('set_item_not_hashable', entry) from None
            except ValError as failure:
                if not last:
                    outer(failure.errors, index, errors)
            except OmitError:
                pass
            else:
                if maximum is not None and len(output) > maximum:
                    raise too_long(field_type, value, maximum, None)
            if fail_fast and errors:
                break
        if errors:
            raise ValError(errors)
        if minimum is not None and len(output) < minimum:
            raise too_short(field_type, value, minimum, len(output))
        # of the list: a copy of a set has another order
        return output if kind is set else frozenset(ordered)

    label = 'set' if kind is set else 'frozenset'
    return Node(validate, f'{label}[{"any" if item is None else item.name}]')


def _never_last(steps: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any, bool]]:
    for index, item in steps:
        yield index, item, False


def build_set(schema: Schema, config: Config, ctx: Context) -> Node:
    return _build_set(schema, config, ctx, set, 'set_type', 'Set')


def build_frozenset(schema: Schema, config: Config, ctx: Context) -> Node:
    return _build_set(schema, config, ctx, frozenset, 'frozen_set_type', 'Frozenset')


def build_deque(schema: Schema, config: Config, ctx: Context) -> Node:
    from collections import deque

    own_strict = is_strict(schema, config)
    item = items_node(schema, config, ctx)
    fn = None if item is None else item.fn
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    fail_fast = bool(schema.get('fail_fast', False))
    mode = ctx.mode

    def validate(value: Any, st: State) -> deque[Any]:
        if mode == 'python':
            strict = own_strict if st.strict is None else st.strict
            items = iterable_of(value, deque, 'deque_type', strict, st)
        elif type(value) is list:
            st.lower_to(STRICT)
            items = value
        else:
            raise fail('deque_type', value)
        if fn is None:
            output = _all_of(items, value, maximum, 'Deque')
        else:
            output = collect(items, value, fn, st, 'Deque', maximum, fail_fast)
        if minimum is not None and len(output) < minimum:
            raise too_short('Deque', value, minimum, len(output))
        return deque(output, value.maxlen if isinstance(value, deque) else None)

    return Node(validate, f'deque[{"any" if item is None else item.name}]')


def build_generator(schema: Schema, config: Config, ctx: Context) -> Node:
    item = items_node(schema, config, ctx)
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    hide_input = bool(from_config(config, 'hide_input_in_errors', False))
    mode = ctx.mode

    def validate(value: Any, st: State) -> Any:
        st.allow_partial = False
        if mode != 'python':
            items: Any
            if type(value) is str and mode == 'json':
                # errors show what is gone through
                value = items = list(value)
            elif isinstance(value, list) or (mode == 'json' and type(value) is dict):
                if type(value) is dict:
                    value = list(value)
                items = value
            else:
                raise fail('iterable_type', value)
        else:
            try:
                items = iter(value)
            except Exception:
                raise fail('iterable_type', value) from None
        from .internal import ValidatorIterator

        fn = None if item is None else item.fn
        return ValidatorIterator(iter(items), value, fn, st, minimum, maximum, hide_input)

    return Node(validate, f'generator[{"any" if item is None else item.name}]')
