"""The `MISSING` sentinel, which lives in the Python part of pydantic-core."""

from __future__ import annotations

import sys
from typing import Any

_ABSENT: Any = object()


def missing_sentinel() -> Any:
    """The sentinel, or something that no value is if there is none (older versions)."""
    module = sys.modules.get('pydantic_core')
    return getattr(module, 'MISSING', _ABSENT)
