"""kv: a small store for JSON values that survives a reload.

>>> kv.set('score', {'ada': 3})
'ok'
>>> kv.get('score')
{'ada': 3}
>>> 'score' in kv, len(kv)
(True, 1)

A value comes back as json.loads(json.dumps(value)) would return it. Keys are texts.
Each function has a twin to `await`: async_get, async_set …
"""

from __future__ import annotations

import sys

from _goru.frames import from_json, to_json
from goru import _host

TYPE_CHECKING = False  # Importing `typing` costs too much for a program's first call.
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any
else:
    ModuleType = type(sys)

__all__ = [
    'async_clear',
    'async_contains',
    'async_delete',
    'async_get',
    'async_items',
    'async_keys',
    'async_length',
    'async_set',
    'clear',
    'delete',
    'get',
    'items',
    'keys',
    'set',
]


def get(key: str, default: Any = None) -> Any:
    """The value stored under `key`, or `default`."""
    return _value_or(default, _host.call('kv/get', _checked(key)))


async def async_get(key: str, default: Any = None) -> Any:
    """Like `get`, without blocking other tasks."""
    return _value_or(default, await _host.call_async('kv/get', _checked(key)))


def set(key: str, value: Any) -> str:  # noqa: A001
    """Store a JSON value under `key`. It is durable when this returns 'ok'."""
    return _stored(_host.call('kv/set', _checked(key), _encoded(value)))


async def async_set(key: str, value: Any) -> str:
    """Like `set`, without blocking other tasks."""
    return _stored(await _host.call_async('kv/set', _checked(key), _encoded(value)))


def delete(key: str) -> str:
    """Remove `key`; 'ok' also when it is not there."""
    _host.call('kv/delete', _checked(key))
    return 'ok'


async def async_delete(key: str) -> str:
    """Like `delete`, without blocking other tasks."""
    await _host.call_async('kv/delete', _checked(key))
    return 'ok'


def keys() -> list[str]:
    """All keys, sorted."""
    return sorted(_host.call('kv/keys', {})[0])


async def async_keys() -> list[str]:
    """Like `keys`, without blocking other tasks."""
    return sorted((await _host.call_async('kv/keys', {}))[0])


def items() -> list[tuple[str, Any]]:
    """All keys with their values, sorted by key."""
    return _pairs(_host.call('kv/items', {}))


async def async_items() -> list[tuple[str, Any]]:
    """Like `items`, without blocking other tasks."""
    return _pairs(await _host.call_async('kv/items', {}))


def clear() -> str:
    """Remove everything."""
    _host.call('kv/clear', {})
    return 'ok'


async def async_clear() -> str:
    """Like `clear`, without blocking other tasks."""
    await _host.call_async('kv/clear', {})
    return 'ok'


async def async_contains(key: str) -> bool:
    """Like `key in kv`, without blocking other tasks."""
    return (await _host.call_async('kv/contains', _checked(key)))[0]


async def async_length() -> int:
    """Like `len(kv)`, without blocking other tasks."""
    return (await _host.call_async('kv/length', {}))[0]


class _KeyValueModule(ModuleType):
    """Gives the module the operators of a mapping."""

    def __contains__(self, key: str) -> bool:
        return _host.call('kv/contains', _checked(key))[0]

    def __len__(self) -> int:
        return _host.call('kv/length', {})[0]


sys.modules[__name__].__class__ = _KeyValueModule


def _checked(key: str) -> dict[str, Any]:
    if not isinstance(key, str):
        raise TypeError(f'key must be a str, not {type(key).__name__}')
    return {'key': key}


def _encoded(value: Any) -> bytes:
    return to_json(value).encode('utf-8', 'backslashreplace')


def _stored(answer: tuple[str | None, bytes]) -> str:
    problem, _ = answer
    if problem is not None:
        import warnings

        from goru._words import translated

        problem = translated('entries of kv are gone with the page') or problem
        # Two levels up is the program's own line, which is told once.
        warnings.warn(problem, RuntimeWarning, stacklevel=3)
    return 'ok'


def _value_or(default: Any, answer: tuple[bool, bytes]) -> Any:
    found, text = answer
    return from_json(text.decode()) if found else default


def _pairs(answer: tuple[list[str], bytes]) -> list[tuple[str, Any]]:
    names, texts = answer  # The payload is one JSON array: the values in the order of the names.
    return sorted(zip(names, from_json(texts.decode()), strict=True), key=lambda pair: pair[0])
