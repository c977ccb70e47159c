"""The exceptions that programs raise and catch, except `ValidationError` (validation_error.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .catalogue import CATALOGUE
from .line_errors import safe_repr
from .release import IS_2_27
from .rust_text import number_text, truncated

if TYPE_CHECKING:
    from .line_errors import LineError

_MODULE = 'pydantic_core._pydantic_core'


class SchemaError(Exception):
    """The core schema itself is wrong."""

    __module__ = _MODULE

    def __init__(self, message: str = '', errors: list[Any] | None = None) -> None:
        super().__init__(message)
        self._errors = errors or []

    def error_count(self) -> int:
        return len(self._errors)

    def errors(self) -> list[Any]:
        return self._errors


class PydanticOmit(Exception):  # noqa: N818
    """Leave the field out."""

    __module__ = _MODULE

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return 'PydanticOmit()'

    __repr__ = __str__


class PydanticUseDefault(Exception):  # noqa: N818
    """Take the default instead of the value."""

    __module__ = _MODULE

    def __init__(self) -> None:
        super().__init__()

    def __str__(self) -> str:
        return 'PydanticUseDefault()'

    __repr__ = __str__


class PydanticCustomError(ValueError):
    """An error of a program's own type."""

    __module__ = _MODULE

    def __init__(
        self,
        error_type: str,
        message_template: str,
        context: dict[str, Any] | None = None,
        /,
    ) -> None:
        for name, value in (('error_type', error_type), ('message_template', message_template)):
            if not isinstance(value, str):
                kind = type(value).__name__
                raise TypeError(f"argument '{name}': '{kind}' object is not an instance of 'str'")
        super().__init__(error_type, message_template, context)
        self._type = error_type
        self._message_template = message_template
        self._context = context

    @property
    def type(self) -> str:
        return self._type

    @property
    def message_template(self) -> str:
        return self._message_template

    @property
    def context(self) -> dict[str, Any] | None:
        return self._context

    def message(self) -> str:
        return format_template(self._message_template, self._context)

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f'{self.message()} [type={self._type}, context={_shown_context(self._context)}]'


class PydanticKnownError(ValueError):
    """An error of a built-in type."""

    __module__ = _MODULE

    def __init__(self, error_type: str, context: dict[str, Any] | None = None, /) -> None:
        super().__init__(error_type, context)
        self._type = error_type
        self._context = check_context(error_type, context)

    @property
    def type(self) -> str:
        return self._type

    @property
    def message_template(self) -> str:
        return CATALOGUE[self._type][0]

    @property
    def context(self) -> dict[str, Any] | None:
        return self._context

    def message(self) -> str:
        return render(self._type, self._context, 'python')

    def __str__(self) -> str:
        return self.message()

    def __repr__(self) -> str:
        return f'{self.message()} [type={self._type}, context={_shown_context(self._context)}]'


class PydanticSerializationError(ValueError):
    """Something could not be serialised."""

    __module__ = _MODULE

    def __init__(self, message: str, /) -> None:
        super().__init__(message)

    def __str__(self) -> str:
        return self.args[0]

    def __repr__(self) -> str:
        return f'PydanticSerializationError({self.args[0]})'


class PydanticSerializationUnexpectedValue(ValueError):  # noqa: N818
    """A value is not of the type that its serialiser expects; usually becomes a warning."""

    __module__ = _MODULE

    def __init__(
        self,
        message: str | None = None,
        field_name: str | None = None,
        field_type: str | None = None,
        input_value: Any = None,
        /,
    ) -> None:
        super().__init__(message)
        self._parts = (message, field_name, field_type, input_value)

    def __str__(self) -> str:
        message, field_name, field_type, value = self._parts
        text = message or ''
        if field_type is not None:
            text += ': ' if text else ''
            text += f'Expected `{field_type}`'
            if value is not None:
                text += ' - serialized value may not be as expected'
        if value is not None:
            shown = truncated(safe_repr(value))
            name = f"field_name='{field_name}', " if field_name is not None else ''
            text += f' [{name}input_value={shown}, input_type={type(value).__name__}]'
        return text or 'Unexpected Value'

    def __repr__(self) -> str:
        return f'PydanticSerializationUnexpectedValue({self})'

    def as_warning(self) -> str:
        """How it is listed in a warning."""
        message, _, field_type, value = self._parts
        if not IS_2_27:
            return repr(self)
        if field_type is None:
            return message or ''
        return (
            f'Expected `{field_type}` but got `{type(value).__name__}` with value'
            f' `{truncated(safe_repr(value))}` - serialized value may not be as expected'
        )


def format_template(template: str, context: dict[str, Any] | None) -> str:
    if context:
        for key, value in context.items():
            template = template.replace(f'{{{key}}}', str(value))
    return template


def message_of(error: LineError, input_type: str) -> str:
    if error.template is not None:
        return format_template(error.template, error.ctx)
    return render(error.type, error.ctx, input_type)


_PLURAL_OF = ('min_length', 'max_length', 'max_digits', 'decimal_places', 'whole_digits')


def render(kind: str, ctx: dict[str, Any] | None, input_type: str) -> str:
    """The message of a built-in error type."""
    python, json, fields = CATALOGUE[kind]
    template = python if json is None or input_type == 'python' else json
    if fields is None or ctx is None:
        return template
    for key in fields:
        value = ctx.get(key)
        if key == 'actual_length' and value is None:
            text = 'more'
        elif key == 'error' and isinstance(value, BaseException):
            text = str(value)
        else:
            text = number_text(value)
        template = template.replace(f'{{{key}}}', text)
    if '{expected_plural}' in template:
        count = next((ctx[key] for key in _PLURAL_OF if key in ctx), None)
        template = template.replace('{expected_plural}', '' if count == 1 else 's')
    return template


_INTEGERS = frozenset(
    (
        'min_length',
        'max_length',
        'tz_expected',
        'tz_actual',
        'max_digits',
        'decimal_places',
        'whole_digits',
        'expected_version',
        'actual_length',
    )
)
_NUMBERS = frozenset(('gt', 'ge', 'lt', 'le', 'multiple_of'))


def check_context(kind: str, context: dict[str, Any] | None) -> dict[str, Any] | None:
    """The context of a built-in error that a program makes: complete, and of the right types."""
    if kind not in CATALOGUE:
        raise KeyError(f"Invalid error type: '{kind}'")
    fields = CATALOGUE[kind][2]
    if fields is None:
        return context
    given = {} if context is None else context
    for key in fields:
        if key not in given:
            if key == 'actual_length' and kind == 'too_long':
                continue
            if key == 'error' and kind in ('value_error', 'assertion_error'):
                continue
            raise TypeError(f"{kind}: '{key}' required in context")
        value = given[key]
        expected = _expected_type(kind, key, value)
        if expected is not None:
            raise TypeError(f"{kind}: '{key}' context value must be a {expected}")
    return context


def _expected_type(kind: str, key: str, value: Any) -> str | None:
    if key in _NUMBERS:
        return None if isinstance(value, int | float | str) else 'Number'
    if key in _INTEGERS:
        if value is None and key == 'actual_length':
            return None
        if isinstance(value, int):
            return None
        return 'i32' if key.startswith('tz_') else 'usize'
    if key == 'error' and kind in ('value_error', 'assertion_error'):
        return None
    return None if isinstance(value, str) else 'String'


def _shown_context(context: dict[str, Any] | None) -> str:
    return 'None' if context is None else safe_repr(context)
