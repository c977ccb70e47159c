"""Compiles the serialiser of a core schema."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .exceptions import SchemaError
from .ser_infer import infer_js, infer_key, infer_py
from .ser_node import Ser, SerConfig, SerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Config, Schema

_MODULES = {
    'ser_scalars': 'none int bool float decimal fraction str bytes datetime date time timedelta'
    ' uuid url multi-host-url complex enum literal missing-sentinel ellipsis format to-string',
    'ser_containers': 'list deque set frozenset tuple dict frozendict ordered-dict counter'
    ' generator named-tuple',
    'ser_wrappers': 'nullable default json json-or-python union tagged-union definitions'
    ' definition-ref chain custom-error call lax-or-strict arguments arguments-v3 is-instance'
    ' is-subclass callable function-before function-after function-plain function-wrap',
    'ser_fields': 'model-fields typed-dict dataclass-args model dataclass',
}
_MODULE_OF = {kind: module for module, kinds in _MODULES.items() for kind in kinds.split()}
_builders: dict[str, Callable[[Schema, Config, SerContext], Ser]] = {}

#: Types of `serialization` that change the serialiser of the schema instead of replacing it.
_MODIFIERS = ('include-exclude-sequence', 'include-exclude-dict', 'base64', None)


class SerContext:
    """The definitions around a schema, and whether finished classes are asked."""

    __slots__ = ('prebuilt', 'slots')

    def __init__(self, prebuilt: bool) -> None:
        self.prebuilt = prebuilt
        self.slots: dict[str, SerSlot] = {}

    def slot(self, ref: str) -> SerSlot:
        slot = self.slots.get(ref)
        if slot is None:
            slot = self.slots[ref] = SerSlot()
        return slot


class SerSlot:
    """A definition: its serialiser comes later than the first reference to it."""

    __slots__ = ('ser',)

    def __init__(self) -> None:
        self.ser: Ser | None = None


def _any_js(value: Any, st: SerState) -> str:
    return infer_js(value, st)


ANY = Ser('any', infer_py, _any_js, infer_key, kind='any')


_DURATION = {'iso8601': 'iso8601', 'float': 'seconds'}


def ser_config(config: Config) -> SerConfig:
    get = (config or {}).get
    temporal = duration = get('ser_json_temporal')
    if temporal is None:
        duration = get('ser_json_timedelta') or 'iso8601'
        if duration not in _DURATION:
            _bad_mode('TimedeltaMode', duration, tuple(_DURATION))
        temporal, duration = 'iso8601', _DURATION[duration]
    elif temporal not in _TEMPORAL:
        _bad_mode('TemporalMode', temporal, _TEMPORAL)
    bytes_mode = get('ser_json_bytes') or 'utf8'
    if bytes_mode not in _BYTES:
        _bad_mode('BytesMode', bytes_mode, _BYTES)
    inf_nan = get('ser_json_inf_nan') or 'null'
    if inf_nan not in _INF_NAN:
        _bad_mode('InfNanMode', inf_nan, _INF_NAN)
    return SerConfig(str(temporal), str(duration), bytes_mode, inf_nan)


_TEMPORAL = ('iso8601', 'seconds', 'milliseconds')
_BYTES = ('utf8', 'base64', 'hex')
_INF_NAN = ('null', 'constants', 'strings')


def _bad_mode(name: str, value: Any, expected: tuple[str, ...]) -> None:
    raise SchemaError(
        f'Invalid {name} serialization mode: `{value}`, expected {" or ".join(expected)}'
    )


def config_from_args(timedelta: str, temporal: str, bytes_mode: str, inf_nan: str) -> SerConfig:
    given: dict[str, Any] = {'ser_json_bytes': bytes_mode, 'ser_json_inf_nan': inf_nan}
    if temporal == 'iso8601':
        given['ser_json_timedelta'] = timedelta
    else:
        given['ser_json_temporal'] = temporal
    return ser_config(given)


def build_ser(schema: Any, config: Config, ctx: SerContext) -> Ser:
    """Compiles a serialiser. Raises `SchemaError`."""
    if not isinstance(schema, dict):
        raise SchemaError(f"'{type(schema).__name__}' object cannot be cast as 'dict'")
    kind: Any = schema.get('type')
    if ctx.prebuilt and kind in ('model', 'dataclass') and 'serialization' not in schema:
        found = _prebuilt(schema)
        if found is not None:
            return found
    return build_ser_here(schema, config, ctx)


def build_ser_here(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    """As `build_ser`, without asking the class of the schema itself."""
    kind: Any = schema.get('type')
    serialization = schema.get('serialization')
    if serialization is not None:
        how = serialization.get('type')
        if how in ('function-plain', 'function-wrap'):
            from .ser_functions import build_plain, build_wrap

            build = build_plain if how == 'function-plain' else build_wrap
            return _run(build, how, schema, config, ctx)
        if how not in _MODIFIERS:
            return _run(_find(how), how, serialization, config, ctx)
    if kind == 'any':
        return ANY
    return _run(_find(kind), kind, schema, config, ctx)


def _run(
    build: Callable[[Schema, Config, SerContext], Ser],
    kind: Any,
    schema: Schema,
    config: Config,
    ctx: SerContext,
) -> Ser:
    try:
        return build(schema, config, ctx)
    except SchemaError as error:
        raise SchemaError(f'Error building `{kind}` serializer:\n  SchemaError: {error}') from None
    except KeyError as error:
        raise SchemaError(f'Error building `{kind}` serializer:\n  KeyError: {error}') from error


def _find(kind: Any) -> Callable[[Schema, Config, SerContext], Ser]:
    builder = _builders.get(kind)
    if builder is not None:
        return builder
    if kind == 'any':
        return lambda _schema, _config, _ctx: ANY
    module = _MODULE_OF.get(kind) if isinstance(kind, str) else None
    if module is None:
        raise SchemaError(f'Unknown serialization schema type: `{kind}`')
    namespace = import_module(f'.{module}', __package__)
    builder = getattr(namespace, f'ser_{kind.replace("-", "_")}')
    _builders[kind] = builder
    return builder


def _prebuilt(schema: Schema) -> Ser | None:
    """The serialiser that a finished class holds already."""
    cls: Any = schema.get('cls')
    if not isinstance(cls, type) or schema.get('generic_origin') is not None:
        return None
    own = cls.__dict__
    if own.get('__pydantic_complete__') is not True:
        return None
    return getattr(own.get('__pydantic_serializer__'), 'ser', None)


def invalid_key(name: str) -> Callable[[Any, SerState], str]:
    """For what can be no key of a JSON object."""

    def key(_value: Any, _st: SerState) -> str:
        raise TypeError(f'`{name}` not valid as object key')

    return key
