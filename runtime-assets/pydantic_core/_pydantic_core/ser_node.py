"""What a core schema is compiled to for serialisation, and what a serialisation carries along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .exceptions import (
    PydanticSerializationError,
    PydanticSerializationUnexpectedValue,
)

#: No checks; used everywhere except in the choices of unions.
NO_CHECK = 0
#: Subclasses are not allowed.
STRICT_CHECK = 1
#: Subclasses are allowed.
LAX_CHECK = 2


class JsonProblemError(Exception):
    """Why something cannot become JSON; `known` if the text stands for itself."""

    def __init__(self, text: str, known: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.known = known


class SerConfig:
    """How times, bytes and numbers that are no numbers are shown."""

    __slots__ = ('bytes_mode', 'duration', 'inf_nan', 'temporal')

    def __init__(self, temporal: str, duration: str, bytes_mode: str, inf_nan: str) -> None:
        #: 'iso8601', 'seconds' or 'milliseconds'
        self.temporal = temporal
        #: the same for a timedelta, which has an option of its own
        self.duration = duration
        self.bytes_mode = bytes_mode
        self.inf_nan = inf_nan

    def mode_of(self, kind: str) -> str:
        return self.duration if kind == 'timedelta' else self.temporal


class SerState:
    """Arguments of one serialisation, and where it stands."""

    __slots__ = (
        'by_alias',
        'check',
        'config',
        'context',
        'exclude',
        'exclude_computed_fields',
        'exclude_defaults',
        'exclude_none',
        'exclude_unset',
        'fallback',
        'field_name',
        'guard',
        'include',
        'is_json',
        'mode',
        'model',
        'polymorphic',
        'round_trip',
        'serialize_as_any',
        'serialize_unknown',
        'warnings',
        'warnings_mode',
    )

    def __init__(
        self,
        config: SerConfig,
        mode: str = 'python',
        include: Any = None,
        exclude: Any = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        exclude_computed_fields: bool = False,
        round_trip: bool = False,
        warnings_mode: str = 'warn',
        fallback: Any = None,
        serialize_as_any: bool = False,
        polymorphic: bool | None = None,
        serialize_unknown: bool = False,
        context: Any = None,
    ) -> None:
        self.config = config
        self.mode = mode
        self.is_json = mode == 'json'
        self.include = include
        self.exclude = exclude
        self.by_alias = by_alias
        self.exclude_unset = exclude_unset
        self.exclude_defaults = exclude_defaults
        self.exclude_none = exclude_none
        self.exclude_computed_fields = exclude_computed_fields
        self.round_trip = round_trip
        self.warnings_mode = warnings_mode
        self.fallback = fallback
        self.serialize_as_any = serialize_as_any
        self.polymorphic = polymorphic
        self.serialize_unknown = serialize_unknown
        self.context = context
        self.warnings: list[PydanticSerializationUnexpectedValue] = []
        self.guard: set[tuple[int, int]] = set()
        self.check = NO_CHECK
        self.model: Any = None
        self.field_name: str | None = None

    def warn(self, expected: str, value: Any) -> None:
        """A value is not of the expected type: an error in a union, else a warning."""
        if value is None:
            return
        if self.check:
            raise PydanticSerializationUnexpectedValue(None, self.field_name, expected, value)
        if self.warnings_mode != 'none':
            self.warnings.append(
                PydanticSerializationUnexpectedValue(None, self.field_name, expected, value)
            )

    def register(self, warning: PydanticSerializationUnexpectedValue) -> None:
        if self.warnings_mode != 'none':
            self.warnings.append(warning)

    def finish(self) -> None:
        """Shows the warnings, or raises them."""
        if not self.warnings or self.warnings_mode == 'none':
            return
        listed = '\n  '.join(warning.as_warning() for warning in self.warnings)
        message = f'Pydantic serializer warnings:\n  {listed}'
        if self.warnings_mode == 'error':
            raise PydanticSerializationError(message)
        import warnings

        warnings.warn(message, UserWarning, stacklevel=3)

    def twin(self) -> SerState:
        """For a handler that a function calls, maybe later."""
        other = object.__new__(SerState)
        for name in SerState.__slots__:
            setattr(other, name, getattr(self, name))
        other.warnings = list(self.warnings)
        other.guard = set(self.guard)
        return other


Serialise = Callable[[Any, SerState], Any]
Text = Callable[[Any, SerState], str]


class Ser:
    """One compiled serialiser: to Python objects, to JSON text, and to the key of an object."""

    __slots__ = ('default', 'js', 'key', 'kind', 'name', 'py', 'retries')

    def __init__(
        self,
        name: str,
        py: Serialise,
        js: Text,
        key: Text,
        *,
        retries: bool = False,
        kind: str = '',
        default: Callable[[], Any] | None = None,
    ) -> None:
        self.name = name
        self.py = py
        self.js = js
        self.key = key
        #: a union tries it again with subclasses allowed
        self.retries = retries
        #: 'any', 'fields', 'field-function' or ''
        self.kind = kind
        #: the default of a field, for `exclude_defaults`
        self.default = default


NO_VALUE: Any = object()
