"""httpx, as it is, over a scripted page."""

from __future__ import annotations

import sys
import unittest

from support import real_packages
from support.page import Page
from support.session import Session

session = Session()
page = Page(session)
LOADED_AT_START = '_goru.httpx_transport' in sys.modules


def setUpModule() -> None:
    real_packages.use('trixie')


def raised(call: str) -> tuple[str, str]:
    """Class and text of what `call` raises."""
    value = session.value(f"""
        import httpx
        try:
            {call}
            raise AssertionError('nothing was raised')
        except Exception as error:
            x = type(error).__name__, str(error)
        x
        """)
    return eval(str(value))


class Client(unittest.TestCase):
    def test_a_request_and_its_response(self) -> None:
        self.assertFalse(LOADED_AT_START)
        page.answer(
            content='{"ü": 1}'.encode(),
            headers=[('Content-Type', 'application/json'), ('X-A', '1'), ('x-a', '2')],
            reason='Fine',
        )
        source = """
            import httpx
            r = httpx.get('https://user:pw@example.com:8443/ü#d', params={'a': [1, 2]},
                          headers={'X-Mine': '1'}, timeout=httpx.Timeout(3, read=8))
            (r.status_code, r.reason_phrase, r.json(), r.text, r.headers['content-type'],
             r.headers.get_list('x-a'), r.is_success, str(r.url), r.history, r.http_version)
            """
        self.assertEqual(
            session.value(source),
            "(200, 'Fine', {'ü': 1}, '{\"ü\": 1}', 'application/json', ['1', '2'], True, "
            "'https://user:pw@example.com:8443/%C3%BC?a=1&a=2#d', [], 'HTTP/1.1')",
        )
        self.assertEqual(
            page.params,
            {
                'method': 'GET',
                'url': 'https://example.com:8443/%C3%BC?a=1&a=2',
                'headers': [
                    ['Accept', '*/*'], ['X-Mine', '1'], ['Authorization', 'Basic dXNlcjpwdw=='],
                ],
                'timeoutMs': 8000,
                'hasBody': False,
                'line': 2,
            },
        )  # fmt: skip

    def test_bodies_of_every_kind(self) -> None:
        form = 'application/x-www-form-urlencoded'
        cases = {
            "data={'a': 'ü', 'b': [1, 2]}": (b'a=%C3%BC&b=1&b=2', form),
            "json={'a': 'x'}": (b'{"a":"x"}', 'application/json'),
            "content='text'": (b'text', None),
            "content=b'bytes'": (b'bytes', None),
            "content=io.BytesIO(b'file')": (b'file', None),
            "content=iter([b'one', b'two'])": (b'onetwo', None),
        }
        for body, (payload, content_type) in cases.items():
            with self.subTest(body):
                page.answer(201)
                source = f"""
                    import httpx, io
                    httpx.post('https://example.com/', {body}).status_code
                    """
                self.assertEqual(session.value(source), '201')
                self.assertEqual(page.payload, payload)
                self.assertEqual(page.headers.get('content-type'), content_type)

    def test_files_are_sent_as_a_form(self) -> None:
        page.answer()
        session.value("""
            import httpx
            httpx.post('https://example.com/', data={'a': '1'},
                       files={'f': ('name.txt', b'contents', 'text/plain')}).status_code
            """)
        boundary = page.headers['content-type'].partition('boundary=')[2].encode()
        self.assertEqual(page.payload.count(b'--' + boundary), 3)
        self.assertIn(b'name="f"; filename="name.txt"\r\nContent-Type: text/plain', page.payload)

    def test_every_method(self) -> None:
        page.answer(content=b'', headers=[('Content-Length', '123')])
        source = """
            import httpx
            methods = ('get', 'post', 'put', 'patch', 'delete', 'head', 'options')
            with httpx.Client(base_url='https://example.com') as client:
                x = [getattr(client, m)('/').status_code for m in methods]
            x, httpx.head('https://example.com/').headers['content-length']
            """
        self.assertEqual(session.value(source), "([200, 200, 200, 200, 200, 200, 200], '123')")
        self.assertEqual(
            [params['method'] for params, _ in page.sent],
            ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'HEAD'],
        )

    def test_what_was_compressed_is_decoded_once(self) -> None:
        page.answer(content=b'{"a": 1}', headers=[('Content-Encoding', 'gzip')])
        source = """
            import httpx
            r = httpx.get('https://example.com/')
            r.json(), r.headers.get('content-encoding'), r.headers['content-length']
            """
        self.assertEqual(session.value(source), "({'a': 1}, None, '8')")

    def test_a_stream_is_read_in_pieces(self) -> None:
        page.answer(content=b'one\ntwo\nthree')
        source = """
            import httpx
            x = []
            for read in (lambda r: list(r.iter_bytes(5)), lambda r: list(r.iter_lines()),
                         lambda r: list(r.iter_raw()), lambda r: r.read()):
                with httpx.stream('GET', 'https://example.com/') as r:
                    x.append(read(r))
            x, r.num_bytes_downloaded, r.elapsed.total_seconds() < 60
            """
        self.assertEqual(
            session.value(source),
            "([[b'one\\nt', b'wo\\nth', b'ree'], ['one', 'two', 'three'], [b'one\\ntwo\\nthree'],"
            " b'one\\ntwo\\nthree'], 13, True)",
        )

    def test_redirects_have_been_followed_by_the_browser(self) -> None:
        page.answer(url='https://example.com/final')
        source = "import httpx\nr = httpx.get('https://example.com/')\nstr(r.url), r.history"
        self.assertEqual(session.value(source), "('https://example.com/final', [])")

    def test_times_out_as_the_library_does(self) -> None:
        page.answer()
        for timeout, sent in {'': 5000, ', timeout=None': None, ', timeout=0.5': 500}.items():
            session.value(f"import httpx\nhttpx.get('https://example.com/'{timeout}).status_code")
            self.assertEqual(page.sent.pop()[0]['timeoutMs'], sent)

    def test_failures_have_the_classes_of_httpx_and_our_texts(self) -> None:
        cases = {
            ('permission', 'host not allowed: example.com'): 'ConnectError',
            ('permission', 'http not enabled'): 'ConnectError',
            ('network', 'request failed: offline'): 'ConnectError',
            ('timeout', 'request failed: timeout after 30s'): 'ReadTimeout',
        }
        for (code, message), kind in cases.items():
            with self.subTest(message):
                page.refuse(code, message)
                source = f"""
                    import httpx
                    try:
                        httpx.post('https://example.com/')
                    except httpx.{kind} as error:
                        assert isinstance(error, httpx.TransportError)
                        x = str(error), str(error.request.url), str(error.__cause__)
                    x
                    """
                self.assertEqual(
                    session.value(source), repr((message, 'https://example.com/', message))
                )
                self.assertEqual(len(page.sent), 1)

    def test_limits_are_errors_of_ours(self) -> None:
        page.refuse('limit', 'response body exceeds max size')
        self.assertEqual(
            raised("httpx.get('https://example.com/')"),
            ('LimitError', 'response body exceeds max size'),
        )

    def test_raise_for_status(self) -> None:
        page.answer(404)
        kind, text = raised("httpx.get('https://example.com/').raise_for_status()")
        self.assertEqual(kind, 'HTTPStatusError')
        self.assertIn('404 Not Found', text)

    def test_what_only_the_browser_decides(self) -> None:
        page.answer()
        url = "'https://example.com/'"
        quiet = f"""
            import httpx
            limits = httpx.Limits(max_connections=2)
            with httpx.Client(verify=False, http2=False, limits=limits, trust_env=False,
                              transport=httpx.HTTPTransport(retries=3)) as client:
                x = client.get({url}).status_code
            x, httpx.get({url}, verify='/no/such.pem').status_code
            """
        self.assertEqual(session.value(quiet), '(200, 200)')
        page.answer()
        refused = {
            f"httpx.get({url}, proxy='http://proxy:3128')": (
                'ProxyError',
                'No proxies: the browser',
            ),
            f"httpx.Client(cert='a.pem').get({url})": (
                'ConnectError',
                'No client certificates: the br',
            ),
            "httpx.get('ftp://example.com/')": ('UnsupportedProtocol', 'scheme must be http or ht'),
            "httpx.get('example.com')": ('UnsupportedProtocol', 'scheme must be http or https'),
        }
        for call, (kind, reason) in refused.items():
            with self.subTest(call):
                raised_kind, text = raised(call)
                self.assertEqual(raised_kind, kind)
                self.assertIn(reason, text)
        self.assertEqual(page.sent, [])

    def test_headers_and_cookies_of_the_program_are_kept_though_the_browser_forbids_them(
        self,
    ) -> None:
        page.answer()
        session.value("""
            import httpx
            client = httpx.Client(cookies={'a': 'b'}, headers={'User-Agent': 'mine'})
            client.get('https://example.com/', headers={'Host': 'evil'}).status_code
            """)
        self.assertEqual(set(page.headers), {'accept', 'cookie', 'user-agent', 'host'})


class AsyncClient(unittest.TestCase):
    def test_requests_run_side_by_side(self) -> None:
        page.answer_later(0.4)
        source = """
            import asyncio, httpx, time
            start = time.monotonic()
            async with httpx.AsyncClient() as client:
                urls = [f'https://example.com/{i}' for i in range(4)]
                responses = await asyncio.gather(*map(client.get, urls))
            [r.status_code for r in responses], 0.4 <= time.monotonic() - start < 1.2
            """
        self.assertEqual(session.value(source), '([200, 200, 200, 200], True)')
        self.assertEqual(len(page.sent), 4)

    def test_bodies_and_streams(self) -> None:
        page.answer(content=b'one\ntwo')
        source = """
            import httpx
            async def parts():
                yield b'a'
                yield b'b'
            async with httpx.AsyncClient(auth=('u', 'p')) as client:
                async with client.stream('POST', 'https://example.com/', content=parts()) as r:
                    x = [part async for part in r.aiter_bytes(4)]
                async with client.stream('PUT', 'https://example.com/', json=[1]) as r:
                    x += [line async for line in r.aiter_lines()]
            x, str(r.url)
            """
        self.assertEqual(
            session.value(source), "([b'one\\n', b'two', 'one', 'two'], 'https://example.com/')"
        )
        self.assertEqual([payload for _, payload in page.sent], [b'ab', b'[1]'])
        self.assertEqual([params['line'] for params, _ in page.sent], [6, 8])

    def test_failures_have_the_classes_of_httpx_and_our_texts(self) -> None:
        cases = {
            ('permission', 'host not allowed: example.com'): 'ConnectError',
            ('network', 'request failed: offline'): 'ConnectError',
            ('timeout', 'request failed: timeout after 5s'): 'ReadTimeout',
        }
        for (code, message), kind in cases.items():
            with self.subTest(message):
                page.refuse(code, message)
                source = f"""
                    import httpx
                    async with httpx.AsyncClient() as client:
                        try:
                            await client.get('https://example.com/')
                        except httpx.{kind} as error:
                            x = str(error)
                    x
                    """
                self.assertEqual(session.value(source), repr(message))

    def test_cancelling_ends_the_request(self) -> None:
        page.answer_later(60)
        source = """
            import asyncio, httpx
            async with httpx.AsyncClient(timeout=None) as client:
                try:
                    async with asyncio.timeout(0.2):
                        await client.get('https://example.com/')
                except TimeoutError:
                    x = 'cancelled'
            x
            """
        self.assertEqual(session.value(source), "'cancelled'")
        self.assertEqual(len(session.host.sent_of('cancel')), 1)


if __name__ == '__main__':
    unittest.main()
