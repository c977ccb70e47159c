"""Validators of `dict frozendict ordered-dict counter`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, is_strict
from .exceptions import SchemaError
from .line_errors import (
    LineError,
    OmitError,
    ValError,
    exception_text,
    fail,
    loc_item,
)
from .node import Node
from .sequences import too_long, too_short
from .state import LAX, STRICT, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def pairs_of(mapping: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    """The items of any mapping; what is wrong with it becomes an error."""
    try:
        items: list[Any] = list(mapping.items())
    except Exception as error:
        raise fail('mapping_type', value, {'error': exception_text(error)}) from None
    for item in items:
        if not isinstance(item, tuple) or len(item) != 2:
            wrong = 'Mapping items must be tuples of (key, value) pairs'
            raise fail('mapping_type', value, {'error': wrong})
        yield item


def mapping_in(value: Any, strict: bool) -> Any:
    """The mapping that a Python object is; raises `ValError`."""
    if isinstance(value, dict) or (not strict and isinstance(value, Mapping)):
        return value
    raise fail('dict_type', value)


def _build_mapping(
    schema: Schema,
    config: Config,
    ctx: Context,
    name: str,
    field_type: str,
    find: Callable[[Any, bool, State], Any],
    make: Callable[[dict[Any, Any]], Any] | None,
) -> Node:
    own_strict = is_strict(schema, config)
    key_ctx = ctx.reading('key') if ctx.mode == 'json' else ctx
    any_schema = {'type': 'any'}
    key = build(schema.get('keys_schema', any_schema), config, key_ctx)
    entry = build(schema.get('values_schema', any_schema), config, ctx)
    key_fn, value_fn = key.fn, entry.fn
    strings = ctx.mode == 'strings'
    minimum = schema.get('min_length')
    maximum = schema.get('max_length')
    fail_fast = bool(schema.get('fail_fast', False))

    def validate(value: Any, st: State) -> Any:
        strict = own_strict if st.strict is None else st.strict
        mapping = find(value, strict, st)
        pairs = mapping.items() if type(mapping) is dict else pairs_of(mapping, value)
        output: dict[Any, Any] = {}
        errors: list[LineError] = []
        allowed = st.allow_partial
        if allowed:
            st.allow_partial = False
            pairs = list(pairs)
        last_index = len(pairs) - 1 if allowed else -1  # pyright: ignore[reportArgumentType]
        for index, (raw_key, raw_value) in enumerate(pairs):
            if strings:
                _check_strings(raw_key, raw_value)
            bad_key = False
            last = allowed and index == last_index
            if allowed:
                st.allow_partial = False
            try:
                new_key = key_fn(raw_key, st)
            except ValError as error:
                loc = loc_item(raw_key)
                for line in error.errors:
                    line.loc.append('[key]')
                    line.loc.append(loc)
                    errors.append(line)
                bad_key = True
                new_key = None
            except OmitError:
                continue
            if fail_fast and errors:
                break
            if last:
                st.allow_partial = allowed
            try:
                new_value = value_fn(raw_value, st)
            except ValError as error:
                if not last:
                    loc = loc_item(raw_key)
                    for line in error.errors:
                        line.loc.append(loc)
                        errors.append(line)
                    if fail_fast:
                        continue
                continue
            except OmitError:
                continue
            if not bad_key:
                output[new_key] = new_value
        if errors:
            raise ValError(errors)
        if minimum is not None and len(output) < minimum:
            raise too_short(field_type, value, minimum, len(output))
        if maximum is not None and len(output) > maximum:
            raise too_long(field_type, value, maximum, len(output))
        return output if make is None else make(output)

    return Node(validate, f'{name}[{key.name},{entry.name}]')


def _check_strings(key: Any, value: Any) -> None:
    if not isinstance(key, str):
        raise fail('string_type', key)
    if not isinstance(value, str | dict):
        raise fail('string_type', value)


def _finder(ctx: Context, kind: Any, error: str) -> Callable[[Any, bool, State], Any]:
    def find_python(value: Any, strict: bool, st: State) -> Any:
        if isinstance(value, kind):
            return value
        if not strict and isinstance(value, Mapping):
            if kind is not dict:
                st.lower_to(LAX)
            return value
        raise fail(error, value)

    def find_plain(value: Any, _strict: bool, st: State) -> Any:
        if not isinstance(value, dict):
            raise fail(error, value)
        if kind is not dict:
            st.lower_to(STRICT)
        return value

    return find_python if ctx.mode == 'python' else find_plain


def build_dict(schema: Schema, config: Config, ctx: Context) -> Node:
    find = _finder(ctx, dict, 'dict_type')
    return _build_mapping(schema, config, ctx, 'dict', 'Dictionary', find, None)


def build_frozendict(schema: Schema, config: Config, ctx: Context) -> Node:
    import builtins

    kind: Any = getattr(builtins, 'frozendict', None)
    if kind is None:
        raise SchemaError('The `frozendict` type is only available in Python 3.15 and above')
    find = _finder(ctx, kind, 'frozen_dict_type')
    return _build_mapping(schema, config, ctx, 'frozendict', 'Frozendict', find, kind)


def build_ordered_dict(schema: Schema, config: Config, ctx: Context) -> Node:
    from collections import OrderedDict

    find = _finder(ctx, OrderedDict, 'ordered_dict_type')
    return _build_mapping(schema, config, ctx, 'ordered-dict', 'OrderedDict', find, OrderedDict)


def build_counter(schema: Schema, config: Config, ctx: Context) -> Node:
    from collections import Counter

    find = _finder(ctx, Counter, 'counter_type')
    return _build_mapping(schema, config, ctx, 'counter', 'Counter', find, Counter)
