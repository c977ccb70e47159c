"""The errors of the page's capabilities.

Each class is a RuntimeError (what the first goru raised for everything) and the builtin that a
Python programmer expects.
"""

from __future__ import annotations

import errno

from _goru.frames import HEADER_BYTES

TYPE_CHECKING = False  # Importing `typing` costs too much for a program's first error.
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    'ArgumentError',
    'BusyError',
    'CallTimeoutError',
    'DiskFullError',
    'GoruError',
    'GoruFileNotFoundError',
    'GoruPermissionError',
    'HostFunctionError',
    'LimitError',
    'NetworkError',
    'NotJsonError',
    'StorageError',
    'UnknownFunctionError',
    'UnsupportedError',
]


class GoruError(RuntimeError):
    """Base of everything that the page's side raises. `str()` of it is exactly its text.

    Some subclasses are OSErrors as well, whose own constructor and `__str__` would want an errno
    first and print a tuple; hence one constructor for all, `__str__` and `__reduce__`.
    """

    #: What an OSError among the subclasses has as its `errno`.
    ERRNO: int | None = None

    def __init__(self, text: str = '') -> None:
        super().__init__(text)
        if isinstance(self, OSError):
            self.errno = self.ERRNO
            self.strerror = text
            self.filename = None

    def __str__(self) -> str:
        return ''.join(self.args)

    def __reduce__(self) -> tuple[Any, ...]:
        state = dict(self.__dict__)
        if isinstance(self, OSError):
            state['filename'] = self.filename  # Not in `__dict__`.
        return type(self), self.args, state


class GoruPermissionError(GoruError, PermissionError):
    """The page did not allow this."""

    ERRNO = errno.EACCES


class GoruFileNotFoundError(GoruError, FileNotFoundError):
    """No such file or directory in the mounts."""

    ERRNO = errno.ENOENT


class LimitError(GoruError, ValueError):
    """A limit of the session is exceeded."""


class ArgumentError(GoruError, ValueError):
    """An argument that cannot be right."""


class NetworkError(GoruError, ConnectionError):
    """A request failed on its way."""


class CallTimeoutError(GoruError, TimeoutError):
    """A call took longer than it may."""

    ERRNO = errno.ETIMEDOUT


class UnknownFunctionError(GoruError, LookupError):
    """The page registered no function of this name."""


class HostFunctionError(GoruError):
    """A function of the page threw. `name` is the JavaScript error's name."""

    name: str = 'Error'


class NotJsonError(GoruError, TypeError):
    """A function of the page returned what JSON cannot say."""


class DiskFullError(GoruError, OSError):
    """The browser gives no more storage. What was stored before is intact."""

    ERRNO = errno.ENOSPC


class StorageError(GoruError, OSError):
    """The browser's storage failed."""

    ERRNO = errno.EIO


class BusyError(GoruError, OSError):
    """Something else holds the file open."""

    ERRNO = errno.EBUSY


class UnsupportedError(GoruError, NotImplementedError):
    """This browser or this interpreter cannot do it."""


#: Codes of the contract (`src/contract/goru-error.ts`); any other code is a plain GoruError.
CLASS_BY_CODE: dict[str, type[GoruError]] = {
    'permission': GoruPermissionError,
    'not-found': GoruFileNotFoundError,
    'limit': LimitError,
    'invalid-argument': ArgumentError,
    'network': NetworkError,
    'timeout': CallTimeoutError,
    'unknown-function': UnknownFunctionError,
    'host-function': HostFunctionError,
    'not-json': NotJsonError,
    'disk-full': DiskFullError,
    'storage': StorageError,
    'busy': BusyError,
    'unsupported': UnsupportedError,
}

for _name in __all__:
    globals()[_name].__module__ = 'goru'  # Where programs find them, and what tracebacks say.


def error_from(data: dict[str, Any]) -> GoruError:
    """The exception for the error of a reply frame."""
    error = CLASS_BY_CODE.get(data['code'], GoruError)(data['message'])
    if isinstance(error, HostFunctionError):
        error.name = data.get('name', 'Error')
    for note in data.get('notes', ()):
        error.add_note(note)
    return error


#: What a service says of a payload, or of a name, that is beyond its limit.
_PAYLOAD_LIMITS = {
    'fs/write': 'content too large',
    'fs/append': 'content too large',
    'http/request': 'request body exceeds max size',
    'kv/set': 'value too large',
}
_NAME_LIMITS = {'fs': 'path too long', 'kv': 'key too large'}


def too_large(frame: bytes) -> LimitError:
    """For a call that is refused on its way, the error that its service would have raised.

    Our frames name type, id and method first, whatever else is in them.
    """
    start = frame[HEADER_BYTES : HEADER_BYTES + 100]
    method = start.partition(b'"method":"')[2].partition(b'"')[0].decode('ascii', 'replace')
    json_length = int.from_bytes(frame[:4], 'little')
    if json_length < len(frame) // 2:
        text = _PAYLOAD_LIMITS.get(method)
    else:
        text = _NAME_LIMITS.get(method.partition('/')[0])
    said = f'too much for one host call: {len(frame):_} bytes'
    error = LimitError(text or said)
    if text is not None:
        error.add_note(said)
    return error
