"""Every function with a twin to `await`: both send the same call, and return the same."""

from __future__ import annotations

import unittest
from typing import Any

import goru
from support.session import Session

session = Session()

URL = 'https://example.com/'
ENTRY = {'name': 'a', 'is_dir': False, 'size': 2}

#: Arguments → method, parameters and payload of the call, and the value that a program gets.
FILES: dict[str, tuple[str, Any, bytes, str | None]] = {
    'copy("/out/a", "/out/b")':
        ('fs/copy', {'source': '/out/a', 'target': '/out/b'}, b'', None),
    'rename("/out/a", "/out/b")':
        ('fs/rename', {'source': '/out/a', 'target': '/out/b'}, b'', None),
    'exists("/out/a")': ('fs/exists', {'path': '/out/a'}, b'', 'True'),
    'listdir("/out")': ('fs/listdir', {'path': '/out'}, b'', repr([ENTRY])),
    'mkdir("/out/d/e")': ('fs/mkdir', {'path': '/out/d/e'}, b'', None),
    'remove("/out/a")': ('fs/remove', {'path': '/out/a'}, b'', None),
    'stat("/out/a")': ('fs/stat', {'path': '/out/a'}, b'', repr(ENTRY)),
    'read_bytes("/out/a")': ('fs/read', {'path': '/out/a'}, b'', "b'[1]'"),
    'read_text("/out/a")': ('fs/read', {'path': '/out/a'}, b'', "'[1]'"),
    'read_json("/out/a")': ('fs/read', {'path': '/out/a'}, b'', '[1]'),
    'write_bytes("/out/a", b"\\xff")': ('fs/write', {'path': '/out/a'}, b'\xff', None),
    'write_text("/out/a", "ü")': ('fs/write', {'path': '/out/a'}, 'ü'.encode(), None),
    'write_json("/out/a", {"a": 1}, indent=1)':
        ('fs/write', {'path': '/out/a'}, b'{\n "a": 1\n}', None),
    'append_text("/out/a", "ü")': ('fs/append', {'path': '/out/a'}, 'ü'.encode(), None),
    'walk("/out")': ('fs/listdir', {'path': '/out'}, b'', "[('/out', [], ['a'])]"),
}  # fmt: skip
ANSWERS = {
    'fs/exists': True,
    'fs/listdir': [ENTRY],
    'fs/stat': ENTRY,
    'fs/read': (None, b'[1]'),
    'http/request': (
        {'status': 200, 'reason': 'OK', 'headers': [], 'url': URL},
        b'answer',
    ),
    'packages/install': {
        'success': True,
        'output': '',
        'installed': [],
        'present': [],
        'unproven': [],
    },
}


def request(
    method: str, url: str = URL, *, has_body: bool = False, timeout_ms: float | None = None
) -> dict[str, Any]:
    return {
        'method': method,
        'url': url,
        'headers': [],
        'timeoutMs': timeout_ms,
        'hasBody': has_body,
        'line': 1,
    }


HTTP: dict[str, tuple[dict[str, Any], bytes]] = {
    f'get("{URL}", params={{"a": 1}})': (request('GET', f'{URL}?a=1'), b''),
    f'head("{URL}", timeout=2)': (request('HEAD', timeout_ms=2000), b''),
    f'delete("{URL}")': (request('DELETE'), b''),
    f'post("{URL}", body="ü")': (request('POST', has_body=True), 'ü'.encode()),
    f'put("{URL}", body=b"x")': (request('PUT', has_body=True), b'x'),
    f'patch("{URL}", body="")': (request('PATCH', has_body=True), b''),
    f'request("OPTIONS", "{URL}")': (request('OPTIONS'), b''),
}


class Twins(unittest.TestCase):
    def setUp(self) -> None:
        for method in ('copy', 'rename', 'mkdir', 'remove', 'write', 'append'):
            session.host.handlers[f'fs/{method}'] = lambda params, payload: None
        for method, answer in ANSWERS.items():
            session.host.handlers[method] = lambda params, payload, answer=answer: answer

    def check(
        self, source: str, method: str, params: Any, payload: bytes, value: str | None
    ) -> None:
        with self.subTest(source):
            before = len(session.host.sent)
            self.assertEqual(session.value(source), value)
            calls = [
                (frame['method'], frame['params'], bytes(content))
                for frame, content in zip(
                    session.host.sent[before:], session.host.payloads[before:], strict=True
                )
                if frame['type'] == 'call'
            ]
            self.assertEqual(calls, [(method, params, payload)])

    def test_those_of_fs(self) -> None:
        for call, expected in FILES.items():
            if call.startswith('walk'):
                self.check(f'list(fs.{call})', *expected)
                self.check(f'[step async for step in fs.async_{call}]', *expected)
            else:
                self.check(f'fs.{call}', *expected)
                self.check(f'await fs.async_{call}', *expected)

    def test_those_of_http(self) -> None:
        value = "(200, b'answer')"
        for call, (params, payload) in HTTP.items():
            for twin in (f'http.{call}', f'await http.async_{call}'):
                source = f'(r := {twin}).status_code, r.content'
                self.check(source, 'http/request', params, payload, value)

    def test_those_of_packages(self) -> None:
        value = "{'success': True, 'output': '', 'installed': []}"
        for arguments, requirements, version in (
            ('"attrs"', 'attrs', None),
            ('"attrs", "24.1"', 'attrs', '24.1'),
            ('["a", "b>=2"]', ['a', 'b>=2'], None),
        ):
            params = {'requirements': requirements, 'version': version, 'line': 1}
            for call in ('install_pkg', 'await async_install_pkg'):
                self.check(f'{call}({arguments})', 'packages/install', params, b'', value)

    def test_none_is_left_out(self) -> None:
        for module, table in ((goru.fs, FILES), (goru.http, HTTP)):
            called = {call.partition('(')[0] for call in table}
            self.assertEqual(set(module.__all__), called | {f'async_{name}' for name in called})
