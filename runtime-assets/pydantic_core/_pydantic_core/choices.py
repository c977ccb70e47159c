"""Validators of `literal enum missing-sentinel ellipsis`, and the lookup of tagged unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, build, is_strict
from .exceptions import SchemaError
from .line_errors import ValError, fail, safe_repr
from .node import Node
from .reading import utf8_of
from .scalars import build_float, build_int, build_str
from .state import LAX, State

if TYPE_CHECKING:
    from collections.abc import Callable


class Lookup:
    """Finds which expected value an input is; `1`, `True` and `1.0` are kept apart first."""

    __slots__ = ('_bools', '_hashable', '_ints', '_mode', '_primitives', '_strs', '_unhashable')

    def __init__(self, choices: list[tuple[Any, Any]], mode: str) -> None:
        self._mode = mode
        self._bools: dict[bool, Any] = {}
        self._ints: dict[int, Any] = {}
        self._strs: dict[str, Any] = {}
        self._hashable: dict[Any, Any] = {}
        self._unhashable: list[tuple[Any, Any]] = []
        #: the last resort: by equality
        self._primitives: dict[Any, Any] = {}
        for expected, result in choices:
            self._add(expected, (expected, result))

    def _add(self, expected: Any, pair: tuple[Any, Any]) -> None:
        kind = type(expected)
        if kind is bool:
            self._bools[expected] = pair
            self._primitives[expected] = pair
        if kind is int and -(2**63) <= expected < 2**63:
            self._ints[expected] = pair
            self._primitives[expected] = pair
        elif kind is str:
            self._strs[expected] = pair
            self._primitives[expected] = pair
        else:
            try:
                self._hashable[expected] = pair
            except TypeError:
                self._unhashable.append((expected, pair))

    def find(self, value: Any) -> Any:
        """The pair of expected value and result, or None."""
        kind = type(value)
        found = None
        if kind is str:
            found = self._strs.get(value)
            if found is None and self._strs:
                utf8_of(value)
            if found is None and self._bools and self._mode in ('strings', 'key'):
                from .reading import text_as_bool

                try:
                    found = self._bools.get(text_as_bool(value, value))
                except ValError:
                    found = None
        elif kind is bool:
            found = self._bools.get(value)
        elif kind is int and self._ints:
            found = self._of_i64(value)
        if found is not None:
            return found
        try:
            if self._hashable:
                found = self._hashable.get(value)
            if found is None and not self._unhashable and self._primitives:
                found = self._primitives.get(value)
        except TypeError:
            found = None
        if found is None and self._unhashable:
            for expected, pair in self._unhashable:
                if expected == value:
                    return pair
            try:
                found = self._primitives.get(value)
            except TypeError:
                return None
        return found

    def _of_i64(self, number: int) -> Any:
        if not -(2**63) <= number < 2**63:
            raise fail('int_parsing_size', number)
        return self._ints.get(number)

    def of_int(self, number: int) -> Any:
        return self._of_i64(number) if self._ints else None

    def of_str(self, text: str) -> Any:
        return self._strs.get(text)

    def of_float(self, number: float) -> Any:
        return self._hashable.get(number)


def expected_text(values: list[Any]) -> str:
    """`'a', 'b' or 'c'`."""
    shown = [safe_repr(value) for value in values]
    if len(shown) < 2:
        return shown[0] if shown else ''
    return f'{", ".join(shown[:-1])} or {shown[-1]}'


def build_literal(schema: Schema, _config: Config, ctx: Context) -> Node:
    expected: list[Any] = schema['expected']
    if not expected:
        raise SchemaError('`expected` should have length > 0')
    find = Lookup([(value, value) for value in expected], ctx.mode).find
    shown = expected_text(expected)

    def validate(value: Any, _st: State) -> Any:
        found = find(value)
        if found is None:
            raise fail('literal_error', value, {'expected': shown})
        return found[1]

    name = ','.join(safe_repr(value) for value in expected)
    return Node(validate, f'literal[{name}]')


def build_enum(schema: Schema, config: Config, ctx: Context) -> Node:
    cls: Any = schema['cls']
    members: list[Any] = schema['members']
    if not members:
        raise SchemaError('`members` should have length > 0')
    own_strict = is_strict(schema, config)
    sub_type: str | None = schema.get('sub_type')
    mode = ctx.mode
    lookup = Lookup([(member.value, member) for member in members], mode)
    shown = expected_text([member.value for member in members])
    class_text: str = schema.get('cls_repr') or cls.__qualname__
    find = _finder(sub_type, lookup, ctx)
    missing: Any = schema.get('missing')

    def validate(value: Any, st: State) -> Any:
        if type(value) is cls and mode == 'python':
            return value
        strict = own_strict if st.strict is None else st.strict
        if strict and st.input_type == 'python':
            raise fail('is_instance_of', value, {'class': class_text})
        st.lower_to(LAX)
        found = find(value, strict)
        if found is not None:
            return found[1]
        try:
            return cls(value)
        except Exception:
            if missing is None:
                raise fail('enum', value, {'expected': shown}) from None
        try:
            member = missing(value)
        except Exception:
            raise fail('enum', value, {'expected': shown}) from None
        if isinstance(member, cls):
            return member
        if member is None:
            raise fail('enum', value, {'expected': shown})
        raise TypeError(
            f'error in {cls.__name__}._missing_: returned {safe_repr(member)} instead of None or a'
            ' valid member'
        )

    return Node(validate, f'{"enum" if sub_type is None else f"{sub_type}-enum"}[{class_text}]')


def _finder(sub_type: str | None, lookup: Lookup, ctx: Context) -> Callable[[Any, bool], Any]:
    if sub_type is None:
        return _plain_finder(lookup, ctx)
    kinds: dict[str, tuple[Any, Callable[[Any], Any]]] = {
        'int': (build_int, lookup.of_int),
        'str': (build_str, lookup.of_str),
        'float': (build_float, lookup.of_float),
    }
    build_sub, look = kinds[sub_type]
    read: Callable[[Any, State], Any] = build_sub({'type': sub_type}, None, ctx).fn

    def find(value: Any, strict: bool) -> Any:
        try:
            found = read(value, State(ctx.mode, strict=strict))
        except ValError:
            return None
        if sub_type == 'int' and not isinstance(found, int):
            # the value of a member of another enumeration
            raise fail('int_parsing_size', found)
        return look(found)

    return find


def _plain_finder(lookup: Lookup, ctx: Context) -> Callable[[Any, bool], Any]:
    read_int: Callable[[Any, State], Any] = build_int({'type': 'int'}, None, ctx).fn
    read_str: Callable[[Any, State], Any] = build_str({'type': 'str'}, None, ctx).fn

    def find(value: Any, strict: bool) -> Any:
        found = lookup.find(value)
        if found is not None or strict or ctx.mode != 'python':
            return found
        try:
            if isinstance(value, str):
                return lookup.of_str(read_str(value, State('python')))
            number = read_int(value, State('python')) if isinstance(value, int | float) else None
        except ValError:
            return None
        return None if number is None else lookup.of_int(number)

    return find


def build_missing_sentinel(schema: Schema, config: Config, ctx: Context) -> Node:
    from .missing import missing_sentinel

    sentinel = missing_sentinel()
    inner = build(schema['schema'], config, ctx) if 'schema' in schema else None
    python = ctx.mode == 'python'

    def validate(value: Any, st: State) -> Any:
        if python and value is sentinel:
            return value
        if inner is None:
            raise fail('missing_sentinel_error', value)
        return inner.fn(value, st)

    return Node(validate, 'missing-sentinel' if inner is None else inner.name)


def build_ellipsis(_schema: Schema, _config: Config, ctx: Context) -> Node:
    python = ctx.mode == 'python'

    def validate(value: Any, _st: State) -> Any:
        if python and value is ...:
            return value
        raise fail('ellipsis_error', value)

    return Node(validate, 'ellipsis')
