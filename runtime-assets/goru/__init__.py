"""What a program may do beyond plain Python, as far as the page allows it.

kv            a small store for JSON values that survives a reload
fs            files in the mounts that the page granted
http          requests to the hosts that the page granted
call          call a function of the page
install_pkg   install a package
display       show a rich value in the page

All of these are builtins too: no import is needed. What the page did not allow raises a
PermissionError (see goru.GoruError). Each blocking function has a twin to `await`.
"""

from __future__ import annotations

import sys
from _frozen_importlib import _exec, _find_spec  # pyright: ignore

from goru import _host

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any
else:
    ModuleType = type(sys)

__all__ = [
    'GoruError',  # noqa: F822 (`__getattr__` finds it)  # pyright: ignore
    'async_call',
    'async_install_pkg',
    'call',
    'display',
    'fs',
    'http',
    'install_pkg',
    'kv',
]


class _Capability(ModuleType):
    """A module that is loaded when it is first touched: kv, fs and http cost nothing before."""

    def __getattribute__(self, name: str) -> Any:
        _load(self)
        return getattr(self, name)

    def __contains__(self, item: object) -> bool:
        _load(self)
        return item in self

    def __len__(self) -> int:
        _load(self)
        return len(self)


def _load(module: _Capability) -> None:
    name = object.__getattribute__(module, '__name__')
    object.__setattr__(module, '__class__', ModuleType)
    sys.modules[name] = module  # Where `_exec` wants it; a program may have cleared the place.
    _exec(_find_spec(name, __path__), module)  # noqa: F821


def _capability(name: str) -> Any:
    module = _Capability(name)
    sys.modules[name] = module
    return module


kv = _capability('goru.kv')
fs = _capability('goru.fs')
http = _capability('goru.http')


def call(name: str, /, **kwargs: Any) -> Any:
    """Call the function that the page registered as `name`, and return its result.

    Arguments and result are JSON. On their way through the page numbers are JavaScript numbers:
    integers above 2**53 lose digits there, send them as text.

    >>> call('get_user', id=7)
    {'id': 7, 'name': 'Ada'}
    """
    return _host.invoke(name, kwargs)


async def async_call(name: str, /, **kwargs: Any) -> Any:
    """Like `call`, without blocking other tasks; cancelling the task cancels the call."""
    return await _host.invoke_async(name, kwargs)


def install_pkg(name: str | list[str], version: str | None = None) -> dict[str, Any]:
    """Install a package, or a list of requirements, with what they need.

    >>> install_pkg('attrs')
    >>> install_pkg(['requests>=2.32', 'pydantic'])

    The result has 'success', 'output' (what was done, as text) and 'installed'.
    """
    from goru import _packages

    return _packages.install(name, version)


async def async_install_pkg(name: str | list[str], version: str | None = None) -> dict[str, Any]:
    """Like `install_pkg`, without blocking other tasks."""
    from goru import _packages

    return await _packages.install_async(name, version)


def display(*objects: Any, raw: bool = False) -> None:
    """Show rich values in the page: tables, images, whatever has a `_repr_html_` or the like.

    A list of dicts, a list of rows of one length and the text of a CSV file are tables.

    With `raw=True` each object is a dict from MIME type to data already.
    """
    from goru._mime_bundle import mime_bundle

    for value in objects:
        _host.show(mime_bundle(value, raw))


def __getattr__(name: str) -> Any:
    """The classes; most programs never name one."""
    for module_name in ('goru.errors', 'goru._http_messages'):
        __import__(module_name)
        module: Any = sys.modules[module_name]
        if name in module.__all__:
            return getattr(module, name)
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}', name=name)
