"""Serialisers of lists, sets, tuples, dicts, generators and named tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from .exceptions import PydanticSerializationUnexpectedValue, SchemaError
from .json_text import quote
from .ser_build import ANY, SerContext, build_ser, invalid_key
from .ser_filter import OMIT, by_index, filtered, own_indices
from .ser_infer import infer_js, infer_key, infer_py
from .ser_node import STRICT_CHECK, Ser, SerState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .build import Config, Schema


def pick_py(ser: Ser, st: SerState) -> Any:
    """The serialiser of an inner value; `serialize_as_any` asks the value instead."""
    return infer_py if st.serialize_as_any else ser.py


def pick_js(ser: Ser, st: SerState) -> Any:
    return infer_js if st.serialize_as_any else ser.js


def pick_key(ser: Ser, st: SerState) -> Any:
    return infer_key if st.serialize_as_any else ser.key


def _item_of(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    inner = schema.get('items_schema')
    return ANY if inner is None else build_ser(inner, config, ctx)


def _sequence(schema: Schema, config: Config, ctx: SerContext, cls: type, label: str) -> Ser:
    item = _item_of(schema, config, ctx)
    own_include, own_exclude = own_indices(schema)
    plain = own_include is None and own_exclude is None
    name = f'{label}[{item.name}]'

    def run(value: Any, how: Any, st: SerState) -> list[Any]:
        include, exclude = st.include, st.exclude
        if plain and include is None and exclude is None:
            return [how(entry, st) for entry in value]
        length = len(value)
        include_at, exclude_at = by_index(include, length), by_index(exclude, length)
        output: list[Any] = []
        try:
            for index, entry in enumerate(value):
                found = filtered(index, include_at, exclude_at, own_include, own_exclude)
                if found is OMIT:
                    continue
                st.include, st.exclude = found
                output.append(how(entry, st))
        finally:
            st.include, st.exclude = include, exclude
        return output

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_py(value, st)
        items = run(value, pick_py(item, st), st)
        if cls is list or st.is_json:
            return items
        from collections import deque

        return deque(items, value.maxlen)

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_js(value, st)
        return f'[{",".join(run(value, pick_js(item, st), st))}]'

    return Ser(name, py, js, invalid_key(label), retries=item.retries)


def ser_list(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return _sequence(schema, config, ctx, list, 'list')


def ser_deque(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    from collections import deque

    return _sequence(schema, config, ctx, deque, 'deque')


def _set(schema: Schema, config: Config, ctx: SerContext, cls: type, label: str) -> Ser:
    item = _item_of(schema, config, ctx)
    name = f'{label}[{item.name}]'

    def run(value: Any, how: Any, st: SerState) -> list[Any]:
        include, exclude = st.include, st.exclude
        st.include = st.exclude = None
        try:
            return [how(entry, st) for entry in value]
        finally:
            st.include, st.exclude = include, exclude

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_py(value, st)
        items = run(value, pick_py(item, st), st)
        return items if st.is_json else cls(items)

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_js(value, st)
        return f'[{",".join(run(value, pick_js(item, st), st))}]'

    return Ser(name, py, js, invalid_key(label))


def ser_set(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return _set(schema, config, ctx, set, 'set')


def ser_frozenset(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return _set(schema, config, ctx, frozenset, 'frozenset')


def ser_tuple(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return _tuple(schema, config, ctx, None)


def _tuple(schema: Schema, config: Config, ctx: SerContext, own: str | None) -> Ser:
    sers = [build_ser(inner, config, ctx) for inner in schema['items_schema']]
    variadic: int | None = schema.get('variadic_item_index')
    own_include, own_exclude = own_indices(schema)
    names = [ser.name for ser in sers]
    if variadic is not None:
        names.insert(variadic + 1, '...')
    name = f'tuple[{", ".join(names)}]' if own is None else own

    def spread(count: int, st: SerState) -> list[Ser]:
        """A serialiser for each item, with warnings about their number."""
        if variadic is not None:
            repeated = max(0, count + 1 - len(sers))
            found = sers[:variadic] + [sers[variadic]] * repeated + sers[variadic + 1 :]
            return found[:count]
        if own is None and count != len(sers) and st.check == STRICT_CHECK:
            raise PydanticSerializationUnexpectedValue(
                f'Expected {len(sers)} items, but got {count}'
            )
        if own is None and count > len(sers):
            return sers + [ANY] * (count - len(sers))
        return sers

    def run(value: Any, pick: Any, st: SerState) -> list[Any]:
        count = len(value)
        if own is not None and st.check and count != len(sers):
            st.warn(own, value)
        include, exclude = st.include, st.exclude
        include_at, exclude_at = by_index(include, count), by_index(exclude, count)
        output: list[Any] = []
        try:
            for index, (entry, ser) in enumerate(zip(value, spread(count, st), strict=False)):
                found = filtered(index, include_at, exclude_at, own_include, own_exclude)
                if found is OMIT:
                    continue
                st.include, st.exclude = found
                output.append(pick(ser, st)(entry, st))
        finally:
            st.include, st.exclude = include, exclude
        if variadic is None and count != len(sers):
            amount = 'too few' if count < len(sers) else 'extra'
            text = f'Unexpected {amount} items present in {"" if own is None else "named "}tuple'
            st.register(PydanticSerializationUnexpectedValue(text))
        return output

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, tuple):
            st.warn(name, value)
            return infer_py(value, st)
        items = run(value, pick_py, st)
        return items if st.is_json else tuple(items)

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, tuple):
            st.warn(name, value)
            return infer_js(value, st)
        return f'[{",".join(run(value, pick_js, st))}]'

    def key(value: Any, st: SerState) -> str:
        if not isinstance(value, tuple):
            st.warn(name, value)
            return infer_key(value, st)
        include, exclude = st.include, st.exclude
        st.include = st.exclude = None
        try:
            return ','.join(run(value, pick_key, st))
        finally:
            st.include, st.exclude = include, exclude

    return Ser(name, py, js, key, retries=True)


def _mapping(
    schema: Schema, config: Config, ctx: SerContext, cls: type, label: str, make: Any
) -> Ser:
    key_schema, value_schema = schema.get('keys_schema'), schema.get('values_schema')
    key_ser = ANY if key_schema is None else build_ser(key_schema, config, ctx)
    value_ser = ANY if value_schema is None else build_ser(value_schema, config, ctx)
    own_include, own_exclude = own_indices(schema)
    name = f'{label}[{key_ser.name}, {value_ser.name}]'

    def pairs(value: Any, st: SerState) -> Iterator[tuple[Any, Any]]:
        include, exclude = st.include, st.exclude
        for raw_key, entry in list(value.items()):
            found = filtered(raw_key, include, exclude, own_include, own_exclude)
            if found is OMIT:
                continue
            st.include, st.exclude = found
            yield raw_key, entry

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_py(value, st)
        include, exclude = st.include, st.exclude
        to_key = pick_key(key_ser, st) if st.is_json else pick_py(key_ser, st)
        to_value = pick_py(value_ser, st)
        output: dict[Any, Any] = {}
        try:
            for raw_key, entry in pairs(value, st):
                inner = st.include, st.exclude
                st.include = st.exclude = None
                new_key = to_key(raw_key, st)
                st.include, st.exclude = inner
                output[new_key] = to_value(entry, st)
        finally:
            st.include, st.exclude = include, exclude
        return output if make is None or st.is_json else make(output)

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, cls):
            st.warn(name, value)
            return infer_js(value, st)
        include, exclude = st.include, st.exclude
        to_key, to_value = pick_key(key_ser, st), pick_js(value_ser, st)
        try:
            return (
                '{'
                + ','.join(
                    [
                        f'{quote(to_key(raw_key, st))}:{to_value(entry, st)}'
                        for raw_key, entry in pairs(value, st)
                    ]
                )
                + '}'
            )
        finally:
            st.include, st.exclude = include, exclude

    return Ser(name, py, js, invalid_key(label))


def ser_dict(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return _mapping(schema, config, ctx, dict, 'dict', None)


def ser_frozendict(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    import builtins

    kind: Any = getattr(builtins, 'frozendict', None)
    if kind is None:
        raise SchemaError('The `frozendict` type is only available in Python 3.15 and above')
    return _mapping(schema, config, ctx, kind, 'frozendict', kind)


def ser_ordered_dict(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    from collections import OrderedDict

    return _mapping(schema, config, ctx, OrderedDict, 'ordered-dict', OrderedDict)


def ser_counter(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    from collections import Counter

    return _mapping(schema, config, ctx, Counter, 'counter', Counter)


class SerializationIterator:
    """A generator in Python mode: serialises each item when it is asked for."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ('_how', '_items', '_own', '_spec', '_warnings', 'index', 'state')

    def __init__(
        self, items: Iterable[Any], how: Any, st: SerState, own_include: Any, own_exclude: Any
    ) -> None:
        self._items = iter(items)
        self._how = how
        self.state = st.twin()
        #: what was found before counts for each item
        self._warnings = list(st.warnings)
        self._own = (own_include, own_exclude)
        self._spec = (st.include, st.exclude)
        self.index = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        for entry in self._items:
            index = self.index
            self.index += 1
            include, exclude = self._spec
            found = filtered(index, by_index(include, None), by_index(exclude, None), *self._own)
            if found is OMIT:
                continue
            st = self.state
            st.include, st.exclude = found
            value = self._how(entry, st)
            st.finish()
            st.warnings = list(self._warnings)
            return value
        raise StopIteration

    def __repr__(self) -> str:
        return f'SerializationIterator(index={self.index}, iterator={self._items!r})'


def ser_generator(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    item = _item_of(schema, config, ctx)
    own_include, own_exclude = own_indices(schema)
    name = 'generator'

    def is_iterator(value: Any) -> bool:
        return hasattr(type(value), '__next__')

    def run(value: Any, how: Any, st: SerState) -> list[Any]:
        include, exclude = st.include, st.exclude
        output: list[Any] = []
        try:
            for index, entry in enumerate(value):
                # only with an item: a filter that cannot be used is no error before
                include_at, exclude_at = by_index(include, None), by_index(exclude, None)
                found = filtered(index, include_at, exclude_at, own_include, own_exclude)
                if found is OMIT:
                    continue
                st.include, st.exclude = found
                output.append(how(entry, st))
        finally:
            st.include, st.exclude = include, exclude
        return output

    def py(value: Any, st: SerState) -> Any:
        if not is_iterator(value):
            st.warn(name, value)
            return infer_py(value, st)
        if st.is_json:
            return run(value, pick_py(item, st), st)
        return SerializationIterator(value, pick_py(item, st), st, own_include, own_exclude)

    def js(value: Any, st: SerState) -> str:
        if not is_iterator(value):
            st.warn(name, value)
            return infer_js(value, st)
        return f'[{",".join(run(value, pick_js(item, st), st))}]'

    return Ser(name, py, js, invalid_key('generator'))


def ser_named_tuple(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    """As a tuple with a serialiser for each field."""
    items = [field['schema'] for field in schema['fields']]
    name: str = schema['cls'].__name__
    return _tuple({'items_schema': items}, config, ctx, name)
