"""`SchemaValidator`: a compiled core schema, and the ways to run it."""

from __future__ import annotations

from typing import Any

from .build import Config, Context, Prebuilt, Schema, build, build_here, from_config
from .internal import as_exception
from .line_errors import OmitError, UseDefaultError, ValError
from .node import NO_DEFAULT, Node
from .reading import utf8_of
from .state import State
from .undefined import Some

_FAILURES = (ValError, OmitError, UseDefaultError)


def _partial(value: Any) -> Any:
    if value is False or value is None or value == 'off':
        return False
    if value is True or value == 'on':
        return 'on'
    if value == 'trailing-strings':
        return value
    raise ValueError(
        "Invalid partial mode, should be `'off'`, `'on'`, `'trailing-strings'` or a `bool`"
    )


class SchemaValidator:
    """Validates inputs against a core schema."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ('_cause', '_config', '_hide_input', '_nodes', '_prebuilt', '_schema', '_title')

    def __init__(self, schema: Schema, config: Config = None, _use_prebuilt: bool = True) -> None:
        self._schema = schema
        self._config = config
        self._prebuilt = Prebuilt(_use_prebuilt)
        self._nodes: dict[str, Node] = {}
        node = self._compiled('python')
        self._prebuilt.close()
        self._title = from_config(config, 'title', node.name)
        self._hide_input = bool(from_config(config, 'hide_input_in_errors', False))
        self._cause = bool(from_config(config, 'validation_error_cause', False))

    def _compiled(self, mode: str) -> Node:
        ctx = Context(mode, self._prebuilt)
        build_outermost = build_here if isinstance(self._schema, dict) else build
        node = self._nodes[mode] = build_outermost(self._schema, self._config, ctx)
        return node

    def _node_for(self, mode: str) -> Node:
        return self._nodes.get(mode) or self._compiled(mode)

    @property
    def title(self) -> str:
        return self._title

    def _fails(self, error: Exception, input_type: str) -> Exception:
        return as_exception(error, self._title, input_type, self._hide_input, self._cause)

    def validate_python(
        self,
        input: Any,  # noqa: A002
        *,
        strict: bool | None = None,
        extra: str | None = None,
        from_attributes: bool | None = None,
        context: Any = None,
        self_instance: Any = None,
        allow_partial: Any = False,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        st = State(
            'python',
            strict,
            extra,
            from_attributes,
            context,
            self_instance,
            by_alias,
            by_name,
            allow_partial and _partial(allow_partial),
        )
        try:
            return self._nodes['python'].fn(input, st)
        except _FAILURES as error:
            raise self._fails(error, 'python') from None

    def isinstance_python(
        self,
        input: Any,  # noqa: A002
        *,
        strict: bool | None = None,
        extra: str | None = None,
        from_attributes: bool | None = None,
        context: Any = None,
        self_instance: Any = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> bool:
        st = State(
            'python', strict, extra, from_attributes, context, self_instance, by_alias, by_name
        )
        try:
            self._nodes['python'].fn(input, st)
        except ValError:
            return False
        except (OmitError, UseDefaultError) as error:
            raise self._fails(error, 'python') from None
        return True

    def validate_json(
        self,
        input: Any,  # noqa: A002
        *,
        strict: bool | None = None,
        extra: str | None = None,
        context: Any = None,
        self_instance: Any = None,
        allow_partial: Any = False,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        from .json_parse import JsonError, parse_json

        mode = allow_partial and _partial(allow_partial)
        if not isinstance(input, str | bytes | bytearray):
            from .line_errors import fail

            raise self._fails(fail('json_type', input), 'json')
        if isinstance(input, str):
            try:
                input = utf8_of(input)  # noqa: A001
            except ValError as error:
                raise self._fails(error, 'json') from None
        try:
            data = parse_json(input, mode)
        except JsonError as error:
            from .line_errors import fail

            shown: Any = input
            raise self._fails(fail('json_invalid', shown, {'error': str(error)}), 'json') from None
        st = State('json', strict, extra, None, context, self_instance, by_alias, by_name, mode)
        try:
            return self._node_for('json').fn(data, st)
        except _FAILURES as error:
            raise self._fails(error, 'json') from None

    def validate_strings(
        self,
        input: Any,  # noqa: A002
        *,
        strict: bool | None = None,
        extra: str | None = None,
        context: Any = None,
        allow_partial: Any = False,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        mode = allow_partial and _partial(allow_partial)
        st = State('string', strict, extra, None, context, None, by_alias, by_name, mode)
        try:
            check_strings(input)
            return self._node_for('strings').fn(input, st)
        except _FAILURES as error:
            raise self._fails(error, 'string') from None

    def validate_assignment(
        self,
        obj: Any,
        field_name: str,
        field_value: Any,
        *,
        strict: bool | None = None,
        extra: str | None = None,
        from_attributes: bool | None = None,
        context: Any = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
    ) -> Any:
        st = State('python', strict, extra, from_attributes, context, None, by_alias, by_name)
        node = self._nodes['python']
        if node.assign is None:
            raise TypeError(f'validate_assignment is not supported for {node.name} validators')
        try:
            return node.assign(obj, field_name, field_value, st)
        except _FAILURES as error:
            raise self._fails(error, 'python') from None

    def get_default_value(self, *, strict: bool | None = None, context: Any = None) -> Some | None:
        st = State('python', strict, None, None, context)
        default = self._nodes['python'].default
        if default is None:
            return None
        try:
            value = default(None, st)
        except _FAILURES as error:
            raise self._fails(error, 'python') from None
        return None if value is NO_DEFAULT else Some(value)

    def __reduce__(self) -> tuple[Any, ...]:
        return (SchemaValidator, (self._schema, self._config))

    def __repr__(self) -> str:
        return f'SchemaValidator(title={self._title!r}, validator={self._nodes["python"].name})'


def check_strings(value: Any) -> None:
    """Strings and dicts are allowed; what is in the dicts is checked where it is read."""
    from .line_errors import fail

    if not isinstance(value, str | dict):
        raise fail('string_type', value)
