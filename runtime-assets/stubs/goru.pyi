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

# Made by `node runtime-assets/tests/run-tests.mjs --update-stub` from the package; do not edit.

from collections.abc import AsyncIterator, Iterator, Mapping
from os import PathLike
from typing import Any

type Path = str | PathLike[str]
type Entry = dict[str, Any]
type Step = tuple[str, list[str], list[str]]
type Headers = Mapping[str, str]
type Body = str | bytes


class GoruError(RuntimeError):
    """Base of everything that the page's side raises. `str()` of it is exactly its text.

    Some subclasses are OSErrors as well, whose own constructor and `__str__` would want an errno
    first and print a tuple; hence one constructor for all, `__str__` and `__reduce__`.
    """

    def __init__(self, text: str = ...) -> None: ...


class ArgumentError(GoruError, ValueError):
    """An argument that cannot be right."""


class BusyError(GoruError, OSError):
    """Something else holds the file open."""


class CallTimeoutError(GoruError, TimeoutError):
    """A call took longer than it may."""


class DiskFullError(GoruError, OSError):
    """The browser gives no more storage. What was stored before is intact."""


class GoruFileNotFoundError(GoruError, FileNotFoundError):
    """No such file or directory in the mounts."""


class GoruPermissionError(GoruError, PermissionError):
    """The page did not allow this."""


class HostFunctionError(GoruError):
    """A function of the page threw. `name` is the JavaScript error's name."""

    name: str


class LimitError(GoruError, ValueError):
    """A limit of the session is exceeded."""


class NetworkError(GoruError, ConnectionError):
    """A request failed on its way."""


class NotJsonError(GoruError, TypeError):
    """A function of the page returned what JSON cannot say."""


class StorageError(GoruError, OSError):
    """The browser's storage failed."""


class UnknownFunctionError(GoruError, LookupError):
    """The page registered no function of this name."""


class UnsupportedError(GoruError, NotImplementedError):
    """This browser or this interpreter cannot do it."""


class ResponseHeaders(dict[str, str]):
    """Response headers: the names are kept as they came, and found in any case."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None: ...
    def __setitem__(self, name: str, value: str) -> None: ...

    def __getitem__(self, name: str) -> str: ...

    def __contains__(self, name: object) -> bool: ...

    def __delitem__(self, name: str) -> None: ...

    def get(self, name: str, default: Any = None) -> Any: ...


class Response:
    """The answer to a request.

    status_code, reason, headers (found in any case), url (after redirects), content (bytes),
    text, ok, json(), raise_for_status().
    """

    status_code: int
    reason: str
    headers: ResponseHeaders
    url: str
    content: bytes

    def __repr__(self) -> str: ...

    def __bool__(self) -> bool: ...

    @property
    def ok(self) -> bool:
        """Whether the status is below 400."""

    @property
    def text(self) -> str:
        """The content as text, in the encoding that the response names (else UTF-8)."""

    def json(self) -> Any:
        """The content, which must be JSON."""

    def raise_for_status(self) -> None:
        """Raise a NetworkError when the status is 400 or above."""

    def _charset(self) -> str: ...


class _KeyValueStore:
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

    def get(self, key: str, default: Any = None) -> Any:
        """The value stored under `key`, or `default`."""

    async def async_get(self, key: str, default: Any = None) -> Any:
        """Like `get`, without blocking other tasks."""

    def set(self, key: str, value: Any) -> str:
        """Store a JSON value under `key`. It is durable when this returns 'ok'."""

    async def async_set(self, key: str, value: Any) -> str:
        """Like `set`, without blocking other tasks."""

    def delete(self, key: str) -> str:
        """Remove `key`; 'ok' also when it is not there."""

    async def async_delete(self, key: str) -> str:
        """Like `delete`, without blocking other tasks."""

    def keys(self) -> list[str]:
        """All keys, sorted."""

    async def async_keys(self) -> list[str]:
        """Like `keys`, without blocking other tasks."""

    def items(self) -> list[tuple[str, Any]]:
        """All keys with their values, sorted by key."""

    async def async_items(self) -> list[tuple[str, Any]]:
        """Like `items`, without blocking other tasks."""

    def clear(self) -> str:
        """Remove everything."""

    async def async_clear(self) -> str:
        """Like `clear`, without blocking other tasks."""

    async def async_contains(self, key: str) -> bool:
        """Like `key in kv`, without blocking other tasks."""

    async def async_length(self) -> int:
        """Like `len(kv)`, without blocking other tasks."""

    def __contains__(self, key: str) -> bool: ...

    def __len__(self) -> int: ...


kv: _KeyValueStore


class _FileSystem:
    """fs: files in the mounts that the page granted.

    >>> fs.write_json('/out/result.json', {'ok': True})
    >>> fs.read_json('/out/result.json')
    {'ok': True}
    >>> [entry['name'] for entry in fs.listdir('/out')]
    ['result.json']

    Writing is atomic: after a crash there is the old or the new content. Python's own open(), os and
    pathlib work inside the mounts too. Each function has a twin to `await`: async_read_text …
    """

    def read_text(self, path: Path) -> str:
        """The file's content as text (UTF-8)."""

    async def async_read_text(self, path: Path) -> str:
        """Like `read_text`, without blocking other tasks."""

    def read_bytes(self, path: Path) -> bytes:
        """The file's content."""

    async def async_read_bytes(self, path: Path) -> bytes:
        """Like `read_bytes`, without blocking other tasks."""

    def read_json(self, path: Path) -> Any:
        """The file's content, which must be JSON."""

    async def async_read_json(self, path: Path) -> Any:
        """Like `read_json`, without blocking other tasks."""

    def write_text(self, path: Path, content: str) -> None:
        """Write a file of text (UTF-8), replacing what was there."""

    async def async_write_text(self, path: Path, content: str) -> None:
        """Like `write_text`, without blocking other tasks."""

    def write_bytes(self, path: Path, content: bytes) -> None:
        """Write a file, replacing what was there."""

    async def async_write_bytes(self, path: Path, content: bytes) -> None:
        """Like `write_bytes`, without blocking other tasks."""

    def write_json(self, path: Path, data: Any, *, indent: int | str | None = None) -> None:
        """Write a file of JSON, replacing what was there."""

    async def async_write_json(
        self, path: Path, data: Any, *, indent: int | str | None = None
    ) -> None:
        """Like `write_json`, without blocking other tasks."""

    def append_text(self, path: Path, content: str) -> None:
        """Add text (UTF-8) to the end of a file, which is created if need be."""

    async def async_append_text(self, path: Path, content: str) -> None:
        """Like `append_text`, without blocking other tasks."""

    def listdir(self, path: Path) -> list[Entry]:
        """The directory's entries as {'name', 'is_dir', 'size'}, sorted by name."""

    async def async_listdir(self, path: Path) -> list[Entry]:
        """Like `listdir`, without blocking other tasks."""

    def exists(self, path: Path) -> bool:
        """Whether there is a file or directory that the program may see."""

    async def async_exists(self, path: Path) -> bool:
        """Like `exists`, without blocking other tasks."""

    def stat(self, path: Path) -> Entry:
        """{'name', 'size', 'is_dir', 'mod_time'}; `mod_time` in whole seconds since 1970."""

    async def async_stat(self, path: Path) -> Entry:
        """Like `stat`, without blocking other tasks."""

    def mkdir(self, path: Path) -> None:
        """Make a directory and its parents; fine when it is already there."""

    async def async_mkdir(self, path: Path) -> None:
        """Like `mkdir`, without blocking other tasks."""

    def remove(self, path: Path) -> None:
        """Remove a file or an empty directory."""

    async def async_remove(self, path: Path) -> None:
        """Like `remove`, without blocking other tasks."""

    def rename(self, source: Path, target: Path) -> None:
        """Rename or move a file or directory."""

    async def async_rename(self, source: Path, target: Path) -> None:
        """Like `rename`, without blocking other tasks."""

    def copy(self, source: Path, target: Path) -> None:
        """Copy a file."""

    async def async_copy(self, source: Path, target: Path) -> None:
        """Like `copy`, without blocking other tasks."""

    def walk(self, path: Path) -> Iterator[Step]:
        """(directory, names of directories, names of files) for `path` and all below, like os.walk."""

    def async_walk(self, path: Path) -> AsyncIterator[Step]:
        """Like `walk`, for `async for`."""


fs: _FileSystem


class _Http:
    """http: requests to the hosts that the page granted.

    >>> response = http.get('https://api.example.com/users', params={'id': 7})
    >>> response.status_code, response.json()
    (200, {'id': 7, 'name': 'Ada'})

    No cookies and no credentials of the browser are ever sent. Each function has a twin to `await`:
    async_get, async_post …
    """

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Send a request and wait for its response, whatever its status is."""

    async def async_request(
        self,
        method: str,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `request`, without blocking other tasks; cancelling the task ends the request."""

    def get(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Fetch a resource."""

    async def async_get(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `get`, without blocking other tasks."""

    def head(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Fetch the headers of a resource only."""

    async def async_head(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `head`, without blocking other tasks."""

    def delete(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Delete a resource."""

    async def async_delete(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `delete`, without blocking other tasks."""

    def post(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Send data to a resource."""

    async def async_post(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `post`, without blocking other tasks."""

    def put(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Replace a resource."""

    async def async_put(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `put`, without blocking other tasks."""

    def patch(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Change a resource."""

    async def async_patch(
        self,
        url: str,
        *,
        headers: Headers | None = None,
        body: Body | None = None,
        json: Any = None,
        params: Mapping[str, Any] | None = None,
        timeout: float | None = None,
    ) -> Response:
        """Like `patch`, without blocking other tasks."""


http: _Http


def call(name: str, /, **kwargs: Any) -> Any:
    """Call the function that the page registered as `name`, and return its result.

    Arguments and result are JSON. On their way through the page numbers are JavaScript numbers:
    integers above 2**53 lose digits there, send them as text.

    >>> call('get_user', id=7)
    {'id': 7, 'name': 'Ada'}
    """


async def async_call(name: str, /, **kwargs: Any) -> Any:
    """Like `call`, without blocking other tasks; cancelling the task cancels the call."""


def install_pkg(name: str | list[str], version: str | None = None) -> dict[str, Any]:
    """Install a package, or a list of requirements, with what they need.

    >>> install_pkg('attrs')
    >>> install_pkg(['requests>=2.32', 'pydantic'])

    The result has 'success', 'output' (what was done, as text) and 'installed'.
    """


async def async_install_pkg(name: str | list[str], version: str | None = None) -> dict[str, Any]:
    """Like `install_pkg`, without blocking other tasks."""


def display(*objects: Any, raw: bool = False) -> None:
    """Show rich values in the page: tables, images, whatever has a `_repr_html_` or the like.

    A list of dicts, a list of rows of one length and the text of a CSV file are tables.

    With `raw=True` each object is a dict from MIME type to data already.
    """


__all__ = [
    'GoruError',
    'async_call',
    'async_install_pkg',
    'call',
    'display',
    'fs',
    'http',
    'install_pkg',
    'kv',
]
