"""A program as basedpyright sees it, with the stub in place of the package. Never run."""

from typing import Any, assert_type

import goru
from goru import async_call, call, display, fs, http, install_pkg, kv

assert_type(kv.set('a', [1]), str)
assert_type(kv.keys(), list[str])
assert_type('a' in kv, bool)
assert_type(len(kv), int)
assert_type(fs.read_text('/data/a'), str)
assert_type(fs.read_bytes('/data/a'), bytes)
assert_type(install_pkg(['requests>=2.32'])['success'], Any)
call('f', name='Ada')
display(1, 'a')

response = http.get('https://example.com', params={'a': 1}, timeout=2)
assert_type(response.status_code, int)
assert_type(response.headers['Content-Type'], str)
assert_type(response.text, str)
assert_type(response.ok, bool)

try:
    http.post('https://example.com', json={})
except goru.GoruPermissionError as error:
    assert_type(error.errno, int | None)
except goru.HostFunctionError as error:
    assert_type(error.name, str)
except goru.GoruError as error:
    assert_type(error, goru.GoruError)


async def main() -> None:
    assert_type(await kv.async_keys(), list[str])
    assert_type(await fs.async_read_text('/data/a'), str)
    await async_call('f', a=1)
    async for directory, folders, files in fs.async_walk('/data'):
        assert_type((directory, folders, files), tuple[str, list[str], list[str]])
    assert_type(await http.async_get('https://example.com'), goru.Response)
