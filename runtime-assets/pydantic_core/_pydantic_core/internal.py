"""What a validation hands to functions of the program: handlers, iterators and information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from .line_errors import LineError, OmitError, UseDefaultError, ValError
from .state import State
from .validation_error import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .node import Assign, Validate

_MODULE = 'pydantic_core._pydantic_core'


def as_exception(
    error: Exception, title: str, input_type: str, hide_input: bool, config_cause: bool = False
) -> Exception:
    """What the outside sees of a failure."""
    from .exceptions import SchemaError

    if isinstance(error, ValError):
        shown = ValidationError(title, error.errors, input_type, hide_input)
        if config_cause:
            _add_cause(shown, error.errors)
        return shown
    if isinstance(error, OmitError):
        return SchemaError('Uncaught Omit error, please check your usage of `default` validators.')
    if isinstance(error, UseDefaultError):
        return SchemaError(
            'Uncaught `PydanticUseDefault` exception: the error was raised in a field validator'
            ' and no default value is available for that field.'
        )
    return error


def _add_cause(shown: ValidationError, lines: list[LineError]) -> None:
    causes: list[Exception] = []
    for line in lines:
        error = (line.ctx or {}).get('error')
        if line.type in ('value_error', 'assertion_error') and isinstance(error, Exception):
            loc = '.'.join(str(item) for item in reversed(line.loc)) or 'root'
            error.add_note(f'\nPydantic: cause of loc: {loc}')
            causes.append(error)
    if causes:
        shown.__cause__ = ExceptionGroup('Pydantic User Code Exceptions', causes)


def copy_state(st: State) -> State:
    """For a validation that goes on after, or beside, the one that it came from."""
    twin = State(
        st.input_type,
        st.strict,
        st.extra,
        st.from_attributes,
        st.context,
        st.self_instance,
    )
    twin.data = st.data
    twin.field_name = st.field_name
    twin.exactness = st.exactness
    twin.fields_set_count = st.fields_set_count
    twin.guard = None if st.guard is None else set(st.guard)
    twin.depth = st.depth
    return twin


class ValidatorCallable:
    """The handler of a wrap validator."""

    __module__ = _MODULE
    __slots__ = ('_cause', '_fn', '_hide_input', '_name', 'state')

    def __init__(self, fn: Validate, name: str, st: State, hide_input: bool, cause: bool) -> None:
        self._fn = fn
        self._name = name
        self._hide_input = hide_input
        self._cause = cause
        self.state = copy_state(st)

    def __call__(self, input_value: Any, outer_location: str | int | None = None) -> Any:
        before = self.state.exactness
        try:
            return self._fn(input_value, self.state)
        except (ValError, OmitError, UseDefaultError) as error:
            # what failed says nothing about what the function makes of it
            self.state.exactness = before
            if outer_location is not None and isinstance(error, ValError):
                for line in error.errors:
                    line.loc.append(outer_location)
            title = 'ValidatorCallable'
            raise as_exception(error, title, 'python', self._hide_input, self._cause) from None

    def __repr__(self) -> str:
        return f'ValidatorCallable({self._name})'


class AssignmentValidatorCallable:
    """The handler of a wrap validator around an assignment."""

    __module__ = _MODULE
    __slots__ = ('_assign', '_field', '_hide_input', '_value', 'state')

    def __init__(self, assign: Assign, field: str, value: Any, st: State, hide_input: bool) -> None:
        self._assign = assign
        self._field = field
        self._value = value
        self._hide_input = hide_input
        self.state = copy_state(st)

    def __call__(self, input_value: Any, outer_location: str | int | None = None) -> Any:
        try:
            return self._assign(input_value, self._field, self._value, self.state)
        except (ValError, OmitError, UseDefaultError) as error:
            if outer_location is not None and isinstance(error, ValError):
                for line in error.errors:
                    line.loc.append(outer_location)
            title = 'AssignmentValidatorCallable'
            raise as_exception(error, title, 'python', self._hide_input) from None


class ValidatorIterator:
    """The value of a `generator`: validates each item when it is asked for."""

    __module__ = _MODULE
    __slots__ = ('_fn', '_hide_input', '_items', '_max', '_min', '_source', '_state', 'index')

    def __init__(
        self,
        items: Iterator[Any],
        source: Any,
        fn: Validate | None,
        st: State,
        minimum: int | None,
        maximum: int | None,
        hide_input: bool,
    ) -> None:
        self._items = items
        self._source = source
        self._fn = fn
        self._state = copy_state(st)
        self._min = minimum
        self._max = maximum
        self._hide_input = hide_input
        self.index = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Any:
        from .sequences import too_long, too_short

        try:
            item = next(self._items)
        except StopIteration:
            if self._min is not None and self.index < self._min:
                raise self._shown(
                    too_short('Generator', self._source, self._min, self.index)
                ) from None
            raise
        index = self.index
        self.index += 1
        if self._max is not None and index >= self._max:
            raise self._shown(too_long('Generator', self._source, self._max, None))
        if self._fn is None:
            return item
        try:
            return self._fn(item, self._state)
        except (ValError, OmitError, UseDefaultError) as error:
            if isinstance(error, ValError):
                for line in error.errors:
                    line.loc.append(index)
            raise self._shown(error) from None

    def _shown(self, error: Exception) -> Exception:
        return as_exception(error, 'ValidatorIterator', 'python', self._hide_input)

    def __repr__(self) -> str:
        return f'ValidatorIterator(index={self.index}, schema=None)'


class ValidationInfo:
    """The `info` of a validator function."""

    __module__ = _MODULE
    __slots__ = ('_data', 'config', 'context', 'field_name', 'mode')

    def __init__(self, st: State, config: Any, field_name: str | None) -> None:
        self.config = config
        self.context = st.context
        self.field_name = field_name
        self.mode = st.input_type
        self._data = st.data

    @property
    def data(self) -> dict[str, Any]:
        if self._data is None:
            raise AttributeError("No attribute named 'data'")
        return self._data

    def __repr__(self) -> str:
        return (
            f'ValidationInfo(config={self.config!r}, context={self.context!r},'
            f' data={self._data!r}, field_name={self.field_name!r})'
        )
