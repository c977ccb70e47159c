"""Serialisers of models, dataclasses and typed dicts, and of their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Schema, from_config
from .exceptions import PydanticSerializationUnexpectedValue, SchemaError
from .fields import extra_behaviour
from .json_text import quote
from .missing import missing_sentinel
from .ser_build import ANY, SerContext, build_ser, invalid_key
from .ser_containers import pick_js, pick_py
from .ser_filter import OMIT, filtered
from .ser_infer import infer_js, infer_key, infer_py, own_serializer, with_own_serializer
from .ser_node import LAX_CHECK, STRICT_CHECK, Ser, SerState

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = Any


class _Field:
    """One field: its key, its serialiser (None if it is always left out)."""

    __slots__ = ('alias', 'by_alias', 'exclude_if', 'name', 'required', 'ser')

    def __init__(
        self,
        name: str,
        alias: str | None,
        ser: Ser | None,
        required: bool,
        by_alias: bool | None,
        exclude_if: Any,
    ) -> None:
        self.name = name
        self.alias = name if alias is None else alias
        self.ser = ser
        self.required = required
        self.by_alias = by_alias
        self.exclude_if = exclude_if


class _Computed:
    __slots__ = ('alias', 'by_alias', 'exclude_if', 'name', 'ser')

    def __init__(self, info: Schema, config: Config, ctx: SerContext) -> None:
        self.name: str = info['property_name']
        try:
            self.ser = build_ser(info['return_schema'], config, ctx)
        except SchemaError as error:
            raise SchemaError(f'Computed field `{self.name}`:\n  SchemaError: {error}') from None
        self.alias: str = info.get('alias') or self.name
        self.by_alias = from_config(config, 'serialize_by_alias')
        self.exclude_if: Any = info.get('serialization_exclude_if')


class Fields:
    """Serialises the fields of something, in the order of its own dict."""

    __slots__ = ('_computed', '_extra', '_fields', '_mode', '_required', 'missing')

    def __init__(
        self,
        fields: dict[str, _Field],
        mode: str,
        extra: Ser | None,
        computed: list[_Computed],
    ) -> None:
        self._fields = fields
        #: 'dict', 'model-extra' or 'typed-dict-allow'
        self._mode = mode
        self._extra = extra
        self._computed = computed
        self._required = sum(1 for field in fields.values() if field.required)
        self.missing = missing_sentinel()

    def split(self, value: Any) -> tuple[Any, Any] | None:
        """The dict of the fields and the one of what else there is; None if it has none."""
        if self._mode == 'model-extra':
            if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], dict):
                return value
            return None
        return (value, None) if isinstance(value, dict) else None

    def run(self, main: Pairs, extra: Any, model: Any, json: bool, st: SerState) -> list[Any]:
        """Keys and values (texts, if it is for JSON)."""
        output: list[Any] = []
        pick = pick_js if json else pick_py
        include, exclude, outer_name = st.include, st.exclude, st.field_name
        unfiltered = include is None and exclude is None
        as_any = st.serialize_as_any
        exclude_none, exclude_defaults = st.exclude_none, st.exclude_defaults
        missing = self.missing
        fields = self._fields
        used = 0
        try:
            for key, value in main:
                field = fields.get(key)
                if field is None:
                    if not isinstance(key, str):
                        raise TypeError(
                            f"'{type(key).__name__}' object is not an instance of 'str'"
                        )
                    if self._mode == 'typed-dict-allow':
                        self._put_extra(key, value, pick, include, exclude, output, st)
                    elif st.check == STRICT_CHECK:
                        raise PydanticSerializationUnexpectedValue(
                            f'Unexpected field `{key}`', key, type(model).__name__, None
                        )
                    continue
                if field.required:
                    used += 1
                ser = field.ser
                if ser is None:
                    continue
                st.field_name = key
                if not unfiltered:
                    found = filtered(key, include, exclude)
                    if found is OMIT:
                        continue
                    st.include, st.exclude = found
                if value is missing or (exclude_none and value is None):
                    continue
                if field.exclude_if is not None and _excludes(field.exclude_if, value):
                    continue
                if exclude_defaults and ser.default is not None and value == ser.default():
                    continue
                by_alias = st.by_alias if st.by_alias is not None else field.by_alias
                shown = field.alias if by_alias else key
                if as_any and ser.kind != 'field-function':
                    result = (infer_js if json else infer_py)(value, st)
                else:
                    result = ser.js(value, st) if json else ser.py(value, st)
                output.append((shown, result))
            if st.check and used < self._required:
                st.field_name = outer_name
                raise PydanticSerializationUnexpectedValue(
                    f'Expected {self._required} fields but got {used}',
                    outer_name,
                    type(model).__name__,
                    model,
                )
            if extra:
                for key, value in extra.items():
                    st.field_name = outer_name
                    self._put_extra(key, value, pick, include, exclude, output, st)
            if self._computed and not (st.round_trip or st.exclude_computed_fields):
                self._put_computed(model, pick, include, exclude, output, st)
        finally:
            st.include, st.exclude, st.field_name = include, exclude, outer_name
        return output

    def _put_extra(
        self,
        key: str,
        value: Any,
        pick: Any,
        include: Any,
        exclude: Any,
        output: list[Any],
        st: SerState,
    ) -> None:
        found = filtered(key, include, exclude)
        if found is OMIT or value is self.missing or (st.exclude_none and value is None):
            return
        st.include, st.exclude = found
        ser = ANY if self._extra is None else self._extra
        output.append((key, pick(ser, st)(value, st)))

    def _put_computed(
        self,
        model: Any,
        pick: Any,
        include: Any,
        exclude: Any,
        output: list[Any],
        st: SerState,
    ) -> None:
        for computed in self._computed:
            found = filtered(computed.name, include, exclude)
            if found is OMIT:
                continue
            value = getattr(model, computed.name)
            if value is self.missing or (st.exclude_none and value is None):
                continue
            if computed.exclude_if is not None and _excludes(computed.exclude_if, value):
                continue
            st.field_name = computed.name
            st.include, st.exclude = found
            by_alias = st.by_alias if st.by_alias is not None else computed.by_alias
            ser = computed.ser
            key = computed.alias if by_alias else computed.name
            if ser.kind == 'field-function':
                result = ser.js(value, st) if pick is pick_js else ser.py(value, st)
            else:
                result = pick(ser, st)(value, st)
            output.append((key, result))


def _excludes(function: Any, value: Any) -> bool:
    return bool(function(value))


def _joined(entries: list[Any]) -> str:
    return '{' + ','.join([f'{quote(key)}:{text}' for key, text in entries]) + '}'


def _fields_ser(fields: Fields) -> Ser:
    name = 'general-fields'

    def py(value: Any, st: SerState) -> Any:
        found = fields.split(value)
        if found is None:
            st.warn(name, value)
            return infer_py(value, st)
        return dict(fields.run(list(found[0].items()), found[1], _model(st), False, st))

    def js(value: Any, st: SerState) -> str:
        found = fields.split(value)
        if found is None:
            st.warn(name, value)
            return infer_js(value, st)
        return _joined(fields.run(list(found[0].items()), found[1], _model(st), True, st))

    ser = _FieldsSer(name, py, js, invalid_key('fields'), kind='fields')
    ser.fields = fields
    return ser


class _FieldsSer(Ser):
    __slots__ = ('fields',)

    fields: Fields


def _model(st: SerState) -> Any:
    if st.model is None:
        raise PydanticSerializationUnexpectedValue('No model found for fields serialization')
    return st.model


def _computed(schema: Schema, config: Config, ctx: SerContext) -> list[_Computed]:
    return [_Computed(info, config, ctx) for info in schema.get('computed_fields') or ()]


def _field(
    name: str,
    info: Schema,
    config: Config,
    ctx: SerContext,
    required: bool,
    by_alias: bool | None,
    where: str,
) -> _Field:
    if info.get('serialization_exclude'):
        return _Field(name, None, None, required, by_alias, None)
    try:
        ser = build_ser(info['schema'], config, ctx)
    except SchemaError as error:
        raise SchemaError(f'Field `{where}`:\n  SchemaError: {error}') from None
    alias = info.get('serialization_alias')
    return _Field(name, alias, ser, required, by_alias, info.get('serialization_exclude_if'))


def ser_model_fields(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    extra_allowed = extra_behaviour(schema, config) == 'allow'
    extras_schema = schema.get('extras_schema')
    if extras_schema is not None and not extra_allowed:
        raise SchemaError('extras_schema can only be used if extra_behavior=allow')
    extra = None if extras_schema is None else build_ser(extras_schema, config, ctx)
    by_alias = from_config(config, 'serialize_by_alias')
    fields = {
        name: _field(name, info, config, ctx, True, by_alias, name)
        for name, info in schema['fields'].items()
    }
    mode = 'model-extra' if extra_allowed else 'dict'
    return _fields_ser(Fields(fields, mode, extra, _computed(schema, config, ctx)))


def ser_dataclass_args(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    allowed = extra_behaviour(schema, config) == 'allow'
    by_alias = from_config(config, 'serialize_by_alias')
    fields = {
        info['name']: _field(info['name'], info, config, ctx, True, by_alias, str(index))
        for index, info in enumerate(schema['fields'])
        if not info.get('init_only')
    }
    mode = 'typed-dict-allow' if allowed else 'dict'
    return _fields_ser(Fields(fields, mode, None, _computed(schema, config, ctx)))


def ser_typed_dict(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    # the original hands the config from outside on to the fields
    own: Config = schema.get('config')
    total = schema.get('total')
    if total is None:
        total = from_config(own, 'typed_dict_total', True)
    allowed = extra_behaviour(schema, own) == 'allow'
    extras_schema = schema.get('extras_schema')
    extra = build_ser(extras_schema, config, ctx) if extras_schema is not None and allowed else None
    by_alias = from_config(own, 'serialize_by_alias')
    fields: dict[str, _Field] = {}
    for name, info in schema['fields'].items():
        required = info.get('required')
        required = bool(total if required is None else required)
        fields[name] = _field(name, info, config, ctx, required, by_alias, name)
    mode = 'typed-dict-allow' if allowed else 'dict'
    inner = Fields(fields, mode, extra, _computed(schema, config, ctx))
    name = 'general-fields'  # in warnings

    def run(value: Any, json: bool, st: SerState) -> list[Any]:
        outer = st.model
        st.model = value
        try:
            return inner.run(list(value.items()), None, value, json, st)
        finally:
            st.model = outer

    def py(value: Any, st: SerState) -> Any:
        if not isinstance(value, dict):
            st.warn(name, value)
            return infer_py(value, st)
        return dict(run(value, False, st))

    def js(value: Any, st: SerState) -> str:
        if not isinstance(value, dict):
            st.warn(name, value)
            return infer_js(value, st)
        return _joined(run(value, True, st))

    return Ser('typed-dict', py, js, invalid_key('fields'))


def _accepts(value: Any, cls: Any, st: SerState, attribute: str | None) -> bool:
    if st.check == STRICT_CHECK:
        return type(value) is cls
    if st.check == LAX_CHECK or attribute is None:
        return isinstance(value, cls)
    return hasattr(value, attribute)


def _polymorphic(ser: Ser, cls: Any, enabled: bool) -> Ser:
    """Instances of derived classes are serialised by their own class, if that is asked for."""

    def other(value: Any, st: SerState) -> Any:
        if st.check == STRICT_CHECK or not (enabled if st.polymorphic is None else st.polymorphic):
            return None
        if type(value) is cls or not isinstance(value, cls):
            return None
        if not hasattr(type(value), '__pydantic_serializer__'):
            return None
        found = own_serializer(value)
        return None if found.ser is ser_out else found

    def py(value: Any, st: SerState) -> Any:
        found = other(value, st)
        if found is None:
            return ser.py(value, st)
        return with_own_serializer(value, st, 'py', found)

    def js(value: Any, st: SerState) -> str:
        found = other(value, st)
        if found is None:
            return ser.js(value, st)
        return with_own_serializer(value, st, 'js', found)

    ser_out = Ser(ser.name, py, js, ser.key, retries=ser.retries)
    return ser_out


def ser_model(schema: Schema, _config: Config, ctx: SerContext) -> Ser:
    config: Config = schema.get('config')
    cls: Any = schema['cls']
    inner = build_ser(schema['schema'], config, ctx)
    has_extra = extra_behaviour(schema, config) == 'allow'
    root_model = bool(schema.get('root_model', False))
    name: str = cls.__name__
    enabled = bool(from_config(config, 'polymorphic_serialization', False))

    def parts(value: Any, st: SerState) -> Any:
        data = value.__dict__
        if st.exclude_unset:
            fields_set = value.__pydantic_fields_set__
            data = {key: item for key, item in data.items() if key in fields_set}
        return (data, value.__pydantic_extra__) if has_extra else data

    def run(value: Any, how: str, st: SerState) -> Any:
        outer_model, outer_name = st.model, st.field_name
        st.model = value
        try:
            if root_model:
                st.field_name = 'root'
                if st.serialize_as_any and inner.kind != 'field-function':
                    return (infer_py if how == 'py' else infer_js)(value.root, st)
                return getattr(inner, how)(value.root, st)
            return getattr(inner, how)(parts(value, st), st)
        finally:
            st.model, st.field_name = outer_model, outer_name

    attribute = None if root_model else '__dict__'

    def py(value: Any, st: SerState) -> Any:
        if not _accepts(value, cls, st, attribute):
            st.warn(name, value)
            return infer_py(value, st)
        return run(value, 'py', st)

    def js(value: Any, st: SerState) -> str:
        if not _accepts(value, cls, st, attribute):
            st.warn(name, value)
            return infer_js(value, st)
        return run(value, 'js', st)

    def key(value: Any, st: SerState) -> str:
        if not _accepts(value, cls, st, '__dict__'):
            st.warn(name, value)
            return infer_key(value, st)
        hash(value)
        return str(value)

    return _polymorphic(Ser(name, py, js, key, retries=True), cls, enabled)


def ser_dataclass(schema: Schema, _config: Config, ctx: SerContext) -> Ser:
    config: Config = schema.get('config')
    cls: Any = schema['cls']
    inner = build_ser(schema['schema'], config, ctx)
    names: list[str] = schema['fields']
    name: str = cls.__name__
    enabled = bool(from_config(config, 'polymorphic_serialization', False))

    def values(value: Any) -> Iterable[tuple[str, Any]]:
        return [(field, getattr(value, field)) for field in names]

    def run(value: Any, how: str, st: SerState) -> Any:
        outer = st.model
        st.model = value
        try:
            if isinstance(inner, _FieldsSer):
                entries = inner.fields.run(values(value), None, value, how == 'js', st)
                return dict(entries) if how == 'py' else _joined(entries)
            return getattr(inner, how)(dict(values(value)), st)
        finally:
            st.model = outer

    def py(value: Any, st: SerState) -> Any:
        if not _accepts(value, cls, st, '__dataclass_fields__'):
            st.warn(name, value)
            return infer_py(value, st)
        return run(value, 'py', st)

    def js(value: Any, st: SerState) -> str:
        if not _accepts(value, cls, st, '__dataclass_fields__'):
            st.warn(name, value)
            return infer_js(value, st)
        return run(value, 'js', st)

    def key(value: Any, st: SerState) -> str:
        if not _accepts(value, cls, st, '__dataclass_fields__'):
            st.warn(name, value)
            return infer_key(value, st)
        hash(value)
        return str(value)

    return _polymorphic(Ser(name, py, js, key, retries=True), cls, enabled)
