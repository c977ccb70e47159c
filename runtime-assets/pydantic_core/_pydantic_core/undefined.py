"""`PydanticUndefined`, `Some` and `ArgsKwargs`: values without behaviour."""

from __future__ import annotations

from typing import Any, NoReturn, Self


class PydanticUndefinedType:
    """A type used as a sentinel for undefined values."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ()

    def __new__(cls) -> NoReturn:
        raise NotImplementedError('Creating instances of "UndefinedType" is not supported')

    def __repr__(self) -> str:
        return 'PydanticUndefined'

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: Any) -> Self:
        return self

    def __reduce__(self) -> str:
        return 'PydanticUndefined'


PydanticUndefined: Any = object.__new__(PydanticUndefinedType)


class Some:
    """A value that is present, even if it is `None`."""

    __module__ = 'pydantic_core._pydantic_core'
    __match_args__ = ('value',)
    __slots__ = ('_value',)

    def __init__(self, value: Any) -> None:
        self._value = value

    @property
    def value(self) -> Any:
        return self._value

    @classmethod
    def __class_getitem__(cls, _item: Any, /) -> type[Self]:
        return cls

    def __repr__(self) -> str:
        return f'Some({self._value!r})'


class ArgsKwargs:
    """Arguments and keyword arguments for a function call."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ('_args', '_kwargs')

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> None:
        if not isinstance(args, tuple):
            raise TypeError(
                f"argument 'args': '{type(args).__name__}' object cannot be cast as 'tuple'"
            )
        self._args = args
        self._kwargs = kwargs or None

    @property
    def args(self) -> tuple[Any, ...]:
        return self._args

    @property
    def kwargs(self) -> dict[str, Any] | None:
        return self._kwargs

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ArgsKwargs):
            return NotImplemented
        return self._args == other._args and self._kwargs == other._kwargs

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def __repr__(self) -> str:
        return (
            f'ArgsKwargs({self._args!r}, {self._kwargs or {}!r})'
            if self._kwargs
            else (f'ArgsKwargs({self._args!r})')
        )
