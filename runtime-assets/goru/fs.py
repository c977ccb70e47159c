"""fs: files in the mounts that the page granted.

>>> fs.write_json('/out/result.json', {'ok': True})
>>> fs.read_json('/out/result.json')
{'ok': True}
>>> [entry['name'] for entry in fs.listdir('/out')]
['result.json']

Writing is atomic: after a crash there is the old or the new content. Python's own open(), os and
pathlib work inside the mounts too. Each function has a twin to `await`: async_read_text …
"""

from __future__ import annotations

from goru import _host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from os import PathLike
    from typing import Any

    Path = str | PathLike[str]
    Entry = dict[str, Any]
    Step = tuple[str, list[str], list[str]]

__all__ = [
    'append_text',
    'async_append_text',
    'async_copy',
    'async_exists',
    'async_listdir',
    'async_mkdir',
    'async_read_bytes',
    'async_read_json',
    'async_read_text',
    'async_remove',
    'async_rename',
    'async_stat',
    'async_walk',
    'async_write_bytes',
    'async_write_json',
    'async_write_text',
    'copy',
    'exists',
    'listdir',
    'mkdir',
    'read_bytes',
    'read_json',
    'read_text',
    'remove',
    'rename',
    'stat',
    'walk',
    'write_bytes',
    'write_json',
    'write_text',
]


def read_text(path: Path) -> str:
    """The file's content as text (UTF-8)."""
    return read_bytes(path).decode()


async def async_read_text(path: Path) -> str:
    """Like `read_text`, without blocking other tasks."""
    return (await async_read_bytes(path)).decode()


def read_bytes(path: Path) -> bytes:
    """The file's content."""
    return _host.call('fs/read', _at(path))[1]


async def async_read_bytes(path: Path) -> bytes:
    """Like `read_bytes`, without blocking other tasks."""
    return (await _host.call_async('fs/read', _at(path)))[1]


def read_json(path: Path) -> Any:
    """The file's content, which must be JSON."""
    return _parsed(read_bytes(path))


async def async_read_json(path: Path) -> Any:
    """Like `read_json`, without blocking other tasks."""
    return _parsed(await async_read_bytes(path))


def write_text(path: Path, content: str) -> None:
    """Write a file of text (UTF-8), replacing what was there."""
    write_bytes(path, _encoded(content))


async def async_write_text(path: Path, content: str) -> None:
    """Like `write_text`, without blocking other tasks."""
    await async_write_bytes(path, _encoded(content))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, replacing what was there."""
    _host.call('fs/write', _at(path), _bytes(content))


async def async_write_bytes(path: Path, content: bytes) -> None:
    """Like `write_bytes`, without blocking other tasks."""
    await _host.call_async('fs/write', _at(path), _bytes(content))


def write_json(path: Path, data: Any, *, indent: int | str | None = None) -> None:
    """Write a file of JSON, replacing what was there."""
    write_bytes(path, _json_bytes(data, indent))


async def async_write_json(path: Path, data: Any, *, indent: int | str | None = None) -> None:
    """Like `write_json`, without blocking other tasks."""
    await async_write_bytes(path, _json_bytes(data, indent))


def append_text(path: Path, content: str) -> None:
    """Add text (UTF-8) to the end of a file, which is created if need be."""
    _host.call('fs/append', _at(path), _encoded(content))


async def async_append_text(path: Path, content: str) -> None:
    """Like `append_text`, without blocking other tasks."""
    await _host.call_async('fs/append', _at(path), _encoded(content))


def listdir(path: Path) -> list[Entry]:
    """The directory's entries as {'name', 'is_dir', 'size'}, sorted by name."""
    return _host.call('fs/listdir', _at(path))[0]


async def async_listdir(path: Path) -> list[Entry]:
    """Like `listdir`, without blocking other tasks."""
    return (await _host.call_async('fs/listdir', _at(path)))[0]


def exists(path: Path) -> bool:
    """Whether there is a file or directory that the program may see."""
    return _host.call('fs/exists', _at(path))[0]


async def async_exists(path: Path) -> bool:
    """Like `exists`, without blocking other tasks."""
    return (await _host.call_async('fs/exists', _at(path)))[0]


def stat(path: Path) -> Entry:
    """{'name', 'size', 'is_dir', 'mod_time'}; `mod_time` in whole seconds since 1970."""
    return _host.call('fs/stat', _at(path))[0]


async def async_stat(path: Path) -> Entry:
    """Like `stat`, without blocking other tasks."""
    return (await _host.call_async('fs/stat', _at(path)))[0]


def mkdir(path: Path) -> None:
    """Make a directory and its parents; fine when it is already there."""
    _host.call('fs/mkdir', _at(path))


async def async_mkdir(path: Path) -> None:
    """Like `mkdir`, without blocking other tasks."""
    await _host.call_async('fs/mkdir', _at(path))


def remove(path: Path) -> None:
    """Remove a file or an empty directory."""
    _host.call('fs/remove', _at(path))


async def async_remove(path: Path) -> None:
    """Like `remove`, without blocking other tasks."""
    await _host.call_async('fs/remove', _at(path))


def rename(source: Path, target: Path) -> None:
    """Rename or move a file or directory."""
    _host.call('fs/rename', _from_to(source, target))


async def async_rename(source: Path, target: Path) -> None:
    """Like `rename`, without blocking other tasks."""
    await _host.call_async('fs/rename', _from_to(source, target))


def copy(source: Path, target: Path) -> None:
    """Copy a file."""
    _host.call('fs/copy', _from_to(source, target))


async def async_copy(source: Path, target: Path) -> None:
    """Like `copy`, without blocking other tasks."""
    await _host.call_async('fs/copy', _from_to(source, target))


def walk(path: Path) -> Iterator[Step]:
    """(directory, names of directories, names of files) for `path` and all below, like os.walk."""
    step = _step(_text(path), listdir(path))
    yield step
    for name in step[1]:
        yield from walk(_join(step[0], name))


async def async_walk(path: Path) -> AsyncIterator[Step]:
    """Like `walk`, for `async for`."""
    step = _step(_text(path), await async_listdir(path))
    yield step
    for name in step[1]:
        async for below in async_walk(_join(step[0], name)):
            yield below


def _text(path: Path) -> str:
    if isinstance(path, str):
        return path
    from os import fspath

    text = fspath(path)
    if not isinstance(text, str):
        raise TypeError(f'path must be a str, not {type(text).__name__}')
    return text


def _at(path: Path) -> dict[str, Any]:
    text = _text(path)
    return {'path': text, **_base(text)}


def _from_to(source: Path, target: Path) -> dict[str, Any]:
    texts = {'source': _text(source), 'target': _text(target)}
    return {**texts, **_base(*texts.values())}


def _base(*paths: str) -> dict[str, str]:
    """What relative paths are relative to; the host knows no working directory."""
    if all(path.startswith('/') for path in paths):
        return {}
    from posix import getcwd

    return {'cwd': getcwd()}


def _join(directory: str, name: str) -> str:
    return f'{directory.rstrip("/")}/{name}'


def _step(directory: str, entries: list[Entry]) -> Step:
    directories = [entry['name'] for entry in entries if entry['is_dir']]
    files = [entry['name'] for entry in entries if not entry['is_dir']]
    return directory, directories, files


def _encoded(content: str) -> bytes:
    if not isinstance(content, str):
        raise TypeError(f'content must be a str, not {type(content).__name__}')
    return content.encode()


def _bytes(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return bytes(memoryview(content))  # `bytes(10)` would be ten zeros.
    except TypeError:
        raise TypeError(f'content must be bytes, not {type(content).__name__}') from None


def _parsed(content: bytes) -> Any:
    import json

    return json.loads(content)


def _json_bytes(data: Any, indent: int | str | None) -> bytes:
    import json

    return json.dumps(data, indent=indent).encode()
