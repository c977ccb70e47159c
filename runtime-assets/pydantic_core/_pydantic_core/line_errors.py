"""What goes wrong inside a validator, before anything of it is shown: line errors and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


class LineError:
    """One error: its type, its input, its context and its location (innermost first)."""

    __slots__ = ('ctx', 'input', 'loc', 'template', 'type')

    def __init__(
        self, kind: str, value: Any, ctx: dict[str, Any] | None = None, template: str | None = None
    ) -> None:
        self.type = kind
        self.input = value
        self.ctx = ctx
        self.template = template
        self.loc: list[int | str] = []

    def copy(self) -> LineError:
        twin = LineError(self.type, self.input, self.ctx, self.template)
        twin.loc = list(self.loc)
        return twin


class ValError(Exception):
    """Validation failed with these line errors."""

    def __init__(self, errors: list[LineError]) -> None:
        self.errors = errors


class OmitError(Exception):
    """The value is to be left out (`on_error='omit'`, or `PydanticOmit` in a function)."""


class UseDefaultError(Exception):
    """The default is to be taken (`PydanticUseDefault` in a function)."""


def fail(kind: str, value: Any, ctx: dict[str, Any] | None = None) -> ValError:
    """A failure with one error."""
    return ValError([LineError(kind, value, ctx)])


def fail_at(kind: str, value: Any, loc: int | str, ctx: dict[str, Any] | None = None) -> LineError:
    error = LineError(kind, value, ctx)
    error.loc.append(loc)
    return error


def loc_item(key: Any) -> int | str:
    """A key in a location: strings and integers of 64 bits as they are, else the repr."""
    if isinstance(key, str):
        return str(key)
    if isinstance(key, int) and -(2**63) <= key < 2**63:
        return int(key)
    return safe_repr(key)


def outer(errors: Iterable[LineError], loc: int | str, into: list[LineError]) -> None:
    for error in errors:
        error.loc.append(loc)
        into.append(error)


def safe_repr(value: Any) -> str:
    try:
        return repr(value)
    except Exception:
        try:
            return f'<unprintable {type(value).__qualname__} object>'
        except Exception:
            return '<unprintable object>'


def exception_text(error: BaseException) -> str:
    """`ValueError: message`, as the original renders the error of somebody else's code."""
    name = type(error).__name__
    try:
        text = str(error)
    except Exception:
        return f'{name}: <exception str() failed>'
    return f'{name}: {text}' if text else name
