"""What a core schema is compiled to: a closure, and what its surroundings may ask of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .state import State

#: Validates. Raises `ValError`, `OmitError` or `UseDefaultError`, or what a function raises.
Validate = Callable[[Any, State], Any]
#: The default of a field, or `NO_DEFAULT`; takes its location, if the outside has none.
Default = Callable[[int | str | None, State], Any]
#: Validates an assignment: object, field, value.
Assign = Callable[[Any, str, Any, State], Any]

NO_DEFAULT: Any = object()


class Node:
    """One compiled validator."""

    __slots__ = ('assign', 'default', 'fn', 'has_default', 'name', 'omits')

    def __init__(
        self,
        fn: Validate,
        name: str,
        *,
        default: Default | None = None,
        assign: Assign | None = None,
        has_default: bool = False,
        omits: bool = False,
    ) -> None:
        self.fn = fn
        self.name = name
        self.default = default
        self.assign = assign
        #: it is a `default` validator with a default
        self.has_default = has_default
        #: it is a `default` validator with `on_error='omit'`
        self.omits = omits
