"""urllib.request and http.client over a scripted page."""

from __future__ import annotations

import sys
import unittest
from typing import Any

from support.fake_host import HostError
from support.session import Session

session = Session()
LOADED_AT_START = '_goru.http_transport' in sys.modules
seen: list[tuple[dict[str, Any], bytes]] = []


def answer(
    status: int = 200,
    content: bytes = b'hello',
    headers: list[list[str]] | None = None,
    url: str | None = None,
    reason: str = '',
) -> None:
    """Lets the page answer every request like this."""

    def handler(params: Any, payload: bytes) -> Any:
        seen.append((params, bytes(payload)))
        value = {
            'status': status,
            'reason': reason,
            'headers': headers or [['content-type', 'text/plain; charset=utf-8']],
            'url': url or params['url'],
        }
        return value, content

    seen.clear()
    session.host.handlers['http/request'] = handler


def refuse(code: str, message: str) -> None:
    def handler(params: Any, payload: bytes) -> Any:
        raise HostError(code, message)

    session.host.handlers['http/request'] = handler


class UrllibRequest(unittest.TestCase):
    def test_urlopen_reads_what_the_page_got(self) -> None:
        answer(
            headers=[['Content-Type', 'text/plain'], ['X-A', 'b'], ['Content-Encoding', 'gzip']],
            url='https://example.com/final',
        )
        source = """
            from urllib.request import urlopen
            with urlopen('https://example.com/a?b=c#d') as r:
                x = (r.status, r.reason, r.read(), r.headers['x-a'], r.geturl(), r.url,
                     r.headers['content-encoding'], r.headers['content-length'],
                     r.headers.get_content_type())
            x
            """
        self.assertEqual(
            session.value(source),
            "(200, 'OK', b'hello', 'b', 'https://example.com/final', 'https://example.com/final',"
            " None, '5', 'text/plain')",
        )
        params, payload = seen[0]
        # Nothing that the library adds by itself is left, and the program's line is known.
        self.assertEqual(
            params,
            {
                'method': 'GET',
                'url': 'https://example.com/a?b=c',
                'headers': [],
                'timeoutMs': None,
                'hasBody': False,
                'line': 2,
            },
        )
        self.assertEqual(payload, b'')

    def test_data_headers_method_and_timeout_go_along(self) -> None:
        answer(201)
        source = """
            from urllib.request import Request, urlopen
            r = Request('http://localhost:8000/x', data=b'{}', method='PUT',
                        headers={'Content-Type': 'application/json', 'Authorization': 'Bearer t'})
            urlopen(r, timeout=2.5).status
            """
        self.assertEqual(session.value(source), '201')
        params, payload = seen[0]
        self.assertEqual(
            (params['method'], params['url'], params['timeoutMs'], params['hasBody'], payload),
            ('PUT', 'http://localhost:8000/x', 2500, True, b'{}'),
        )
        self.assertEqual(
            sorted(params['headers']),
            [['Authorization', 'Bearer t'], ['Content-Type', 'application/json']],
        )

    def test_forbidden_headers_of_the_program_reach_the_host_which_says_so(self) -> None:
        answer()
        source = """
            from urllib.request import Request, urlopen
            urlopen(Request('https://example.com/', headers={
                'User-Agent': 'mine', 'Accept-Encoding': 'x-own', 'Cookie': 'a=b', 'Host': 'evil'}))
            """
        self.assertEqual(session.run(source)['status'], 'ok')
        names = {name.lower() for name, _ in seen[0][0]['headers']}
        self.assertEqual(names, {'user-agent', 'accept-encoding', 'cookie', 'host'})

    def test_a_form_is_posted(self) -> None:
        answer()
        session.run("""
            from urllib.request import urlopen
            from urllib.parse import urlencode
            urlopen('https://example.com/', urlencode({'a': 'ü'}).encode())
            """)
        params, payload = seen[0]
        self.assertEqual((params['method'], payload), ('POST', b'a=%C3%BC'))
        self.assertEqual(params['headers'], [['Content-Type', 'application/x-www-form-urlencoded']])

    def test_statuses_of_400_and_above_are_http_errors_with_a_body(self) -> None:
        answer(404, b'gone')
        source = """
            from urllib.request import urlopen
            from urllib.error import HTTPError
            try:
                urlopen('https://example.com/')
            except HTTPError as e:
                x = e.code, e.reason, e.read()
            x
            """
        self.assertEqual(session.value(source), "(404, 'Not Found', b'gone')")

    def test_failures_are_url_errors_that_carry_ours(self) -> None:
        source = """
            from urllib.request import urlopen
            from urllib.error import URLError
            try:
                urlopen('https://example.com/')
            except URLError as e:
                x = str(e.reason), isinstance(e.reason, {0})
            x
            """
        cases = {
            ('permission', 'host not allowed: example.com'): 'PermissionError',
            ('network', 'request failed: offline'): 'ConnectionError',
            ('timeout', 'request failed: timeout after 30s'): 'TimeoutError',
        }
        for (code, message), kind in cases.items():
            with self.subTest(code):
                refuse(code, message)
                self.assertEqual(session.value(source.format(kind)), f"('{message}', True)")

    def test_a_limit_is_an_error_and_never_a_shorter_body(self) -> None:
        refuse('limit', 'response body exceeds max size')
        result = session.run('import urllib.request as r\nr.urlopen("https://example.com/")')
        self.assertEqual(result['errorType'], 'goru.LimitError')

    def test_urlretrieve_writes_the_file(self) -> None:
        answer(content=b'x' * 20_000)
        source = """
            import os, tempfile, urllib.request
            path = os.path.join(tempfile.mkdtemp(), 'f')
            urllib.request.urlretrieve('https://example.com/f', path)
            os.path.getsize(path)
            """
        self.assertEqual(session.value(source), '20000')


class HttpClient(unittest.TestCase):
    def test_one_connection_serves_several_requests(self) -> None:
        answer(content=b'[1]')
        source = """
            import http.client
            c = http.client.HTTPSConnection('example.com', 8443, timeout=3)
            x = []
            for path in ('/a', '/b'):
                c.request('GET', path)
                r = c.getresponse()
                x.append((r.status, r.read(), r.getheader('Content-Type')))
            c.close()
            x[0] == x[1], x[0]
            """
        self.assertEqual(
            session.value(source), "(True, (200, b'[1]', 'text/plain; charset=utf-8'))"
        )
        self.assertEqual(
            [params['url'] for params, _ in seen],
            ['https://example.com:8443/a', 'https://example.com:8443/b'],
        )

    def test_bodies_of_every_kind(self) -> None:
        bodies = {
            '"text"': b'text',
            'b"x" * 100_000': b'x' * 100_000,
            'io.BytesIO(b"file" * 5000)': b'file' * 5000,
            'iter([b"one", b"two"])': b'onetwo',
        }
        for body, sent in bodies.items():
            with self.subTest(body):
                answer()
                session.run(f"""
                    import http.client, io
                    c = http.client.HTTPConnection('127.0.0.1', 8000)
                    c.request('POST', '/', body={body})
                    c.getresponse().read()
                    """)
                params, payload = seen[0]
                self.assertEqual((params['headers'], payload), ([], sent))

    def test_head_204_and_latin_headers(self) -> None:
        source = """
            import http.client
            c = http.client.HTTPConnection('[::1]:8000')
            c.request('{0}', '/')
            r = c.getresponse()
            r.status, r.read(), r.getheader('Content-Length')
            """
        answer(content=b'', headers=[['Content-Length', '123']])
        self.assertEqual(session.value(source.format('HEAD')), "(200, b'', '123')")
        answer(204, b'', headers=[])
        self.assertEqual(session.value(source.format('DELETE')), "(204, b'', None)")
        self.assertEqual(seen[0][0]['url'], 'http://[::1]:8000/')

    def test_importing_them_costs_nothing_before(self) -> None:
        self.assertFalse(LOADED_AT_START)


class Asking(unittest.TestCase):
    def test_the_line_of_the_run_is_told(self) -> None:
        answer()
        session.run('x = 1\n\nhttp.get("https://example.com")\n')
        session.run('async def f():\n    await http.async_get("https://example.com")\nawait f()')
        session.run('def later():\n    http.get("https://example.com")')
        session.run('x = 1\n\n\nlater()')
        self.assertEqual([params['line'] for params, _ in seen], [3, 2, 4])

    def test_it_is_the_line_that_calls_whoever_awaits(self) -> None:
        answer()
        source = """
            import asyncio
            url = "https://example.com"
            await asyncio.gather(
                http.async_get(url),
                http.async_post(url, body="x"),
            )
            waiting = [
                http.async_request("GET", url) for _ in range(2)]
            await asyncio.gather(*waiting)
            task = asyncio.create_task(http.async_head(url))

            await task
            """
        self.assertEqual(session.run(source)['status'], 'ok')
        self.assertEqual([params['line'] for params, _ in seen], [4, 5, 8, 8, 10])

    def test_the_twins_are_still_coroutine_functions(self) -> None:
        source = """
            import asyncio, inspect
            twins = [getattr(http, name) for name in dir(http) if name.startswith("async_")]
            waiting = http.async_get("https://example.com")
            x = (len(twins), all(map(inspect.iscoroutinefunction, twins)),
                 inspect.iscoroutinefunction(http.get), asyncio.iscoroutine(waiting), waiting)
            waiting.close()
            x[:4], "coroutine object async_get" in repr(x[4])
            """
        self.assertEqual(session.value(source), '((7, True, False, True), True)')
        answer()
        session.run('http.async_put("https://example.com")')
        self.assertIn("coroutine 'async_put' was never awaited", session.stderr)
        self.assertEqual(seen, [])


if __name__ == '__main__':
    unittest.main()
