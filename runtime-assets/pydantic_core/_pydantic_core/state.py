"""What a validation carries along from validator to validator."""

from __future__ import annotations

from typing import Any

LAX = 0
STRICT = 1
EXACT = 2

#: As deep as the original goes before it calls an input cyclic.
DEPTH_LIMIT = 255


class State:
    """Arguments of one validation, and what unions need to compare their choices."""

    __slots__ = (
        'allow_partial',
        'by_alias',
        'by_name',
        'context',
        'data',
        'depth',
        'exactness',
        'extra',
        'field_name',
        'fields_set_count',
        'from_attributes',
        'guard',
        'has_field_error',
        'input_type',
        'self_instance',
        'strict',
    )

    def __init__(
        self,
        input_type: str,
        strict: bool | None = None,
        extra: str | None = None,
        from_attributes: bool | None = None,
        context: Any = None,
        self_instance: Any = None,
        by_alias: bool | None = None,
        by_name: bool | None = None,
        allow_partial: Any = False,
    ) -> None:
        self.input_type = input_type
        self.strict = strict
        self.extra = extra
        self.from_attributes = from_attributes
        self.context = context
        self.self_instance = self_instance
        self.by_alias = by_alias
        self.by_name = by_name
        #: False, 'on' or 'trailing-strings'
        self.allow_partial = allow_partial
        self.data: dict[str, Any] | None = None
        self.field_name: str | None = None
        self.has_field_error = False
        #: outside of a union nobody asks, so it stays at its floor
        self.exactness = LAX
        self.fields_set_count: int | None = None
        self.guard: set[tuple[int, int]] | None = None
        self.depth = 0

    def lower_to(self, exactness: int) -> None:
        if self.exactness > exactness:
            self.exactness = exactness

    def add_fields_set(self, count: int) -> None:
        self.fields_set_count = (self.fields_set_count or 0) + count
