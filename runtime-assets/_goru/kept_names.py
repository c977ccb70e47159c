"""Puts a session's names back as they were, after somebody else's code has worked with them."""

from __future__ import annotations

from collections import deque

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Undo = Callable[[], None]

#: Of the values that may change in place. A larger one is taken for what no check changes.
ITEMS_MAX = 10_000
_kind_of: Any = type


class KeptNames:
    """What the names of `namespace` hold, and what is in the containers and objects they name."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._names = dict(namespace)
        self._undo = [
            undo for value in list(namespace.values()) if (undo := _keep(value)) is not None
        ]

    def restore(self) -> None:
        for undo in self._undo:
            try:
                undo()
            except Exception:
                pass  # An object that refuses to be what it was stays what it is.
        self._namespace.clear()
        self._namespace.update(self._names)


def _keep(value: Any) -> Undo | None:
    kind = _kind_of(value)
    if kind in (list, bytearray, deque, dict, set):
        return _keep_items(value, kind) if len(value) <= ITEMS_MAX else None
    if kind.__module__ == '__main__' and type(getattr(value, '__dict__', None)) is dict:
        return _keep_items(value.__dict__, dict)
    return None


def _keep_items(items: Any, kind: Any) -> Undo | None:
    from copy import deepcopy

    same = kind(items)
    try:
        saved = deepcopy(items)
    except Exception:
        saved = same  # Open files and the like: the items themselves, at least.

    def undo() -> None:
        # Only what has changed: to others that hold an item it stays the one they know.
        if _is_same(items, same, saved):
            return
        items.clear()
        if kind in (dict, set):
            items.update(saved)
        else:
            items.extend(saved)

    return undo


def _is_same(items: Any, same: Any, saved: Any) -> bool:
    try:
        return bool(items == same) and bool(items == saved)
    except Exception:
        return False
