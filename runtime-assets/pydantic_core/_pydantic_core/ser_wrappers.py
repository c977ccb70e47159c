"""Serialisers around others: defaults, alternatives, unions, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .exceptions import PydanticSerializationUnexpectedValue, SchemaError
from .line_errors import exception_text, safe_repr
from .lookup import ABSENT, in_attributes, in_dict, paths_of
from .release import IS_2_27
from .rust_text import truncated
from .ser_build import ANY, SerContext, build_ser
from .ser_containers import pick_js, pick_key, pick_py
from .ser_infer import enter, infer_js, infer_key, infer_py
from .ser_node import LAX_CHECK, NO_CHECK, STRICT_CHECK, JsonProblemError, Ser, SerState

if TYPE_CHECKING:
    from collections.abc import Callable

    from .build import Config, Schema


def _inner(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    inner = schema.get('schema')
    return ANY if inner is None else build_ser(inner, config, ctx)


ser_function_before = ser_function_after = ser_function_wrap = ser_custom_error = _inner


def _any(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    return ANY


ser_function_plain = ser_is_instance = ser_is_subclass = ser_callable = _any


def ser_arguments(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    raise SchemaError('`arguments` validators require a custom serializer')


def ser_arguments_v3(_schema: Schema, _config: Config, _ctx: SerContext) -> Ser:
    raise SchemaError('`arguments-v3` validators require a custom serializer')


def ser_chain(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return build_ser(schema['steps'][-1], config, ctx)


def ser_lax_or_strict(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    return build_ser(schema['strict_schema'], config, ctx)


def ser_call(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    returned = schema.get('return_schema')
    return ANY if returned is None else build_ser(returned, config, ctx)


def ser_default(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    inner = build_ser(schema['schema'], config, ctx)
    default: Callable[[], Any] | None = None
    if 'default' in schema:
        value = schema['default']

        def stored() -> Any:
            return value

        default = stored
    elif schema.get('default_factory') is not None:
        factory: Any = schema['default_factory']
        takes_data = bool(schema.get('default_factory_takes_data'))

        def made() -> Any:
            return factory({}) if takes_data else factory()

        default = made
    return Ser(
        'default',
        inner.py,
        inner.js,
        inner.key,
        retries=inner.retries,
        kind=inner.kind,
        default=default,
    )


def ser_nullable(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    inner = build_ser(schema['schema'], config, ctx)

    def py(value: Any, st: SerState) -> Any:
        return None if value is None else pick_py(inner, st)(value, st)

    def js(value: Any, st: SerState) -> str:
        return 'null' if value is None else pick_js(inner, st)(value, st)

    def key(value: Any, st: SerState) -> str:
        return 'None' if value is None else pick_key(inner, st)(value, st)

    return Ser('nullable', py, js, key, retries=inner.retries)


def ser_json(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    inner = _inner(schema, config, ctx)

    def text_of(value: Any, st: SerState) -> str:
        try:
            return pick_js(inner, st)(value, st)
        except JsonProblemError as problem:
            from .to_json import as_error

            raise as_error(problem) from None

    def py(value: Any, st: SerState) -> Any:
        return text_of(value, st) if st.round_trip else pick_py(inner, st)(value, st)

    def js(value: Any, st: SerState) -> str:
        if not st.round_trip:
            return pick_js(inner, st)(value, st)
        from .json_text import quote

        return quote(text_of(value, st))

    def key(value: Any, st: SerState) -> str:
        return text_of(value, st) if st.round_trip else pick_key(inner, st)(value, st)

    return Ser('json', py, js, key)


def ser_json_or_python(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    json = build_ser(schema['json_schema'], config, ctx)
    python = build_ser(schema['python_schema'], config, ctx)
    name = f'json-or-python[json={json.name}, python={python.name}]'

    def py(value: Any, st: SerState) -> Any:
        return pick_py(python, st)(value, st)

    return Ser(
        name,
        py,
        lambda value, st: pick_js(json, st)(value, st),
        lambda value, st: pick_key(json, st)(value, st),
        retries=python.retries,
    )


def ser_definitions(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    for definition in schema['definitions']:
        ctx.slot(definition['ref']).ser = build_ser(definition, config, ctx)
    return build_ser(schema['schema'], config, ctx)


def ser_definition_ref(schema: Schema, _config: Config, ctx: SerContext) -> Ser:
    ref: str = schema['schema_ref']
    slot = ctx.slot(ref)
    mark = id(slot)

    def target() -> Ser:
        if slot.ser is None:
            raise SchemaError(f'Definitions error: definition `{ref}` was never filled')
        return slot.ser

    def py(value: Any, st: SerState) -> Any:
        entry = enter(value, mark, st)
        try:
            return pick_py(target(), st)(value, st)
        finally:
            st.guard.discard(entry)

    def js(value: Any, st: SerState) -> str:
        entry = enter(value, mark, st)
        try:
            return pick_js(target(), st)(value, st)
        finally:
            st.guard.discard(entry)

    def key(value: Any, st: SerState) -> str:
        return pick_key(target(), st)(value, st)

    return Ser('definition-ref', py, js, key, retries=slot.ser is None or slot.ser.retries)


class _Choices:
    """Tries the choices of a union from left to right."""

    __slots__ = ('retries', 'sers')

    def __init__(self, sers: list[Ser]) -> None:
        self.sers = sers
        self.retries = any(ser.retries for ser in sers)

    def find(self, value: Any, how: Any, st: SerState) -> tuple[bool, Any]:
        """Whether a choice fits, and what it gave."""
        outer = st.check
        nested = outer != NO_CHECK
        errors: list[Exception] = []
        st.check = outer if nested else STRICT_CHECK
        try:
            for ser in self.sers:
                try:
                    return True, how(ser, st)(value, st)
                except Exception as error:
                    errors.append(error)
            if nested:
                raise PydanticSerializationUnexpectedValue(
                    '\n'.join(_shown_error(error) for error in errors)
                )
            if self.retries:
                st.check = LAX_CHECK
                for ser in self.sers:
                    try:
                        return True, how(ser, st)(value, st)
                    except Exception:
                        continue
        finally:
            st.check = outer
        for error in errors:
            _register(error, st)
        return False, None


def _register(error: Exception, st: SerState) -> None:
    if isinstance(error, PydanticSerializationUnexpectedValue):
        if IS_2_27:
            text = f'PydanticSerializationUnexpectedValue: {error.as_warning()}'
            error = PydanticSerializationUnexpectedValue(text)
        st.register(error)
    else:
        st.register(PydanticSerializationUnexpectedValue(_shown_error(error)))


def _shown_error(error: Exception) -> str:
    return exception_text(error)


def _union_ser(
    name: str, find: Callable[[Any, Any, SerState], tuple[bool, Any]], retries: bool
) -> Ser:
    def py(value: Any, st: SerState) -> Any:
        found, result = find(value, pick_py, st)
        return result if found else infer_py(value, st)

    def js(value: Any, st: SerState) -> str:
        mode, is_json = st.mode, st.is_json
        found, result = find(value, pick_py, st)
        del mode, is_json
        if not found:
            return infer_js(value, st)
        include, exclude = st.include, st.exclude
        st.include = st.exclude = None
        try:
            return infer_js(result, st)
        finally:
            st.include, st.exclude = include, exclude

    def key(value: Any, st: SerState) -> str:
        found, result = find(value, pick_key, st)
        return result if found else infer_key(value, st)

    return Ser(name, py, js, key, retries=retries)


def ser_union(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    sers = [
        build_ser(choice[0] if isinstance(choice, tuple) else choice, config, ctx)
        for choice in schema['choices']
    ]
    if not sers:
        raise SchemaError('One or more union choices required')
    if len(sers) == 1:
        return sers[0]
    choices = _Choices(sers)
    name = f'Union[{", ".join(ser.name for ser in sers)}]'

    def find(value: Any, how: Any, st: SerState) -> tuple[bool, Any]:
        return choices.find(value, how, st)

    return _union_ser(name, find, choices.retries)


def ser_tagged_union(schema: Schema, config: Config, ctx: SerContext) -> Ser:
    discriminator: Any = schema['discriminator']
    tags: list[Any] = list(schema['choices'])
    sers = [build_ser(inner, config, ctx) for inner in schema['choices'].values()]
    if not sers:
        raise SchemaError('One or more union choices required')
    if len(sers) == 1 and not IS_2_27:
        return sers[0]
    choices = _Choices(sers)
    positions = {tag: index for index, tag in enumerate(tags)}
    paths = None if callable(discriminator) else paths_of(discriminator)
    name = f'TaggedUnion[{", ".join(ser.name for ser in sers)}]'

    def tag_of(value: Any) -> Any:
        try:
            if paths is None:
                return discriminator(value)
            read = in_dict if isinstance(value, dict) else in_attributes
            for path in paths:
                tag = read(value, path)
                if tag is not ABSENT:
                    return tag
        except Exception:
            return ABSENT
        return ABSENT

    def find(value: Any, how: Any, st: SerState) -> tuple[bool, Any]:
        tag = tag_of(value)
        try:
            index = None if tag is None or tag is ABSENT else positions.get(tag)
        except TypeError:
            index = None
        outer = st.check
        top = outer == NO_CHECK
        if index is None:
            if top and IS_2_27:
                if tag is ABSENT:
                    text = (
                        'Failed to get discriminator value for tagged union serialization'
                        f' with value `{truncated(safe_repr(value))}`'
                        ' - defaulting to left to right union serialization.'
                    )
                    st.register(PydanticSerializationUnexpectedValue(text))
            elif top:
                st.register(
                    PydanticSerializationUnexpectedValue(
                        'Defaulting to left to right union serialization - failed to get'
                        ' discriminator value for tagged union serialization',
                        None,
                        None,
                        value,
                    )
                )
            return choices.find(value, how, st)
        ser = sers[index]
        try:
            st.check = STRICT_CHECK if top else outer
            return True, how(ser, st)(value, st)
        except Exception as error:
            failure = error
        finally:
            st.check = outer
        if not top:
            raise failure
        if choices.retries:
            try:
                st.check = LAX_CHECK
                return True, how(ser, st)(value, st)
            except Exception:
                pass
            finally:
                st.check = outer
        _register(failure, st)
        return False, None

    return _union_ser(name, find, choices.retries)
