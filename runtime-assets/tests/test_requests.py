"""urllib3 and requests, as they are, over a scripted page."""

from __future__ import annotations

import sys
import unittest
from typing import ClassVar

from support import real_packages
from support.page import Page
from support.session import Session

session = Session()
page = Page(session)
LOADED_AT_START = '_goru.urllib3_transport' in sys.modules


class RealPackages(unittest.TestCase):
    release: ClassVar[str]

    @classmethod
    def setUpClass(cls) -> None:
        real_packages.use(cls.release)

    def raised(self, call: str) -> str | None:
        """Class and text of what `call` raises, and the classes of which it is also one."""
        return session.value(f"""
            import requests, urllib3
            try:
                {call}
                raise AssertionError('nothing was raised')
            except Exception as error:
                x = type(error).__name__, str(error)
            x
            """)


class Urllib3Of1(RealPackages):
    release = 'bookworm'
    version = '1.26'

    def test_it_is_the_version_that_is_meant(self) -> None:
        self.assertFalse(LOADED_AT_START)
        version = str(session.value('import urllib3\nurllib3.__version__'))
        self.assertIn(self.version, version)

    def test_a_request_and_its_response(self) -> None:
        headers = [('X-A', '1'), ('x-a', '2'), ('Content-Encoding', 'gzip'), ('ETag', 'e')]
        page.answer(headers=headers)
        source = """
            import urllib3
            http = urllib3.PoolManager()
            r = http.request('GET', 'https://example.com:8443/a?b=c#d', headers={'X-Mine': 'ü'})
            (r.status, r.reason, r.data, r.headers['x-a'], r.headers.getlist('X-A'),
             r.headers.get('content-encoding'))
            """
        self.assertEqual(
            session.value(source),
            "(200, 'OK', b'hello', '1, 2', ['1', '2'], None)",
        )
        self.assertEqual(page.params['url'], 'https://example.com:8443/a?b=c')
        self.assertEqual(page.params['headers'], [['X-Mine', 'ü']])
        self.assertEqual(page.params['line'], 3)

    def test_what_was_compressed_is_decoded_once(self) -> None:
        # The page's `fetch` has decoded the body and left the header.
        page.answer(content=b'{"a": 1}', headers=[('Content-Encoding', 'gzip')])
        for read in ('r.data', 'b"".join(r.stream(3))', 'r.read(decode_content=True)'):
            with self.subTest(read):
                preload = read == 'r.data'
                source = f"""
                    import urllib3
                    http = urllib3.PoolManager()
                    r = http.request('GET', 'https://example.com/', preload_content={preload})
                    {read}
                    """
                self.assertEqual(session.value(source), repr(b'{"a": 1}'))

    def test_a_body_is_read_in_pieces(self) -> None:
        page.answer(content=b'one\ntwo\nthree')
        source = """
            import io, urllib3
            http = urllib3.PoolManager()
            r = http.request('GET', 'https://example.com/', preload_content=False)
            x = [r.read(2), r.tell(), list(r.stream(4))]
            r.release_conn()
            r = http.request('GET', 'https://example.com/', preload_content=False)
            r.auto_close = False
            x + [list(io.TextIOWrapper(r))]
            """
        self.assertEqual(
            session.value(source),
            "[b'on', 2, [b'e\\ntw', b'o\\nth', b'ree'], ['one\\n', 'two\\n', 'three']]",
        )

    def test_a_connection_is_used_again(self) -> None:
        page.answer()
        source = """
            import urllib3
            pool = urllib3.HTTPSConnectionPool('example.com', maxsize=1)
            x = [pool.request('GET', f'/{i}').status for i in range(3)]
            x, pool.num_connections, pool.num_requests
            """
        self.assertEqual(session.value(source), '([200, 200, 200], 1, 3)')
        urls = [params['url'] for params, _ in page.sent]
        self.assertEqual(urls, [f'https://example.com/{i}' for i in range(3)])

    def test_redirects_have_been_followed_by_the_browser(self) -> None:
        page.answer(url='https://example.com/final')
        source = """
            import requests, urllib3
            r = requests.get('https://example.com/')
            u = urllib3.PoolManager().request('GET', 'https://example.com/')
            r.url, r.history, u.geturl()
            """
        self.assertEqual(
            session.value(source), "('https://example.com/final', [], 'https://example.com/final')"
        )

    def test_retries_are_the_librarys(self) -> None:
        page.answer_in_turn(0, 503, 200)
        source = """
            import urllib3
            retries = urllib3.Retry(3, status_forcelist=[503], backoff_factor=0)
            r = urllib3.PoolManager(retries=retries).request('GET', 'https://example.com/')
            r.status, len(r.retries.history)
            """
        self.assertEqual(session.value(source), '(200, 2)')
        self.assertEqual(len(page.sent), 3)

    def test_a_host_that_is_not_allowed_is_asked_for_once(self) -> None:
        page.refuse('permission', 'host not allowed: example.com')
        kind, text = eval(
            str(self.raised("urllib3.PoolManager().request('GET', 'https://example.com/')"))
        )
        self.assertEqual(kind, 'MaxRetryError')
        self.assertIn('host not allowed: example.com', text)
        self.assertEqual(len(page.sent), 1)

    def test_the_time_for_reading_is_what_the_page_waits(self) -> None:
        page.answer()
        for timeout, sent in {
            '2.5': 2500,
            'urllib3.Timeout(connect=1, read=7)': 7000,
            'urllib3.Timeout(connect=1)': None,
            'None': None,
        }.items():
            with self.subTest(timeout):
                session.value(f"""
                    import urllib3
                    http = urllib3.PoolManager(timeout={timeout})
                    http.request('GET', 'https://example.com/').status
                    """)
                self.assertEqual(page.sent.pop()[0]['timeoutMs'], sent)

    def test_a_timeout_is_a_read_timeout_that_says_how_long(self) -> None:
        page.refuse('timeout', 'request failed: timeout after 2s')
        get = "urllib3.PoolManager().request('GET', 'https://example.com/', timeout=2, retries={})"
        self.assertEqual(
            self.raised(get.format('False')),
            "('ReadTimeoutError', \"HTTPSConnectionPool(host='example.com', port=443): "
            'request failed: timeout after 2s")',
        )
        kind, text = eval(str(self.raised(get.format('1'))))
        self.assertEqual(kind, 'MaxRetryError')
        self.assertIn('timeout after 2s', text)

    def test_proxies_are_refused(self) -> None:
        page.answer()
        for url in ('http://example.com/', 'https://example.com/'):
            for call in (
                f"urllib3.ProxyManager('http://proxy:3128').request('GET', {url!r}, retries=0)",
                f"requests.get({url!r}, proxies={{'all': 'http://proxy:3128'}})",
            ):
                with self.subTest(call):
                    kind, text = eval(str(self.raised(call)))
                    self.assertIn(kind, ('MaxRetryError', 'ProxyError'))
                    self.assertIn('No proxies: the browser chooses its own', text)
        self.assertEqual(page.sent, [])

    def test_what_only_the_browser_verifies_is_not_asked_about(self) -> None:
        page.answer()
        source = """
            import requests, urllib3, warnings
            warnings.simplefilter('error')
            url = 'https://example.com/'
            x = [requests.get(url, verify=verify).status_code
                 for verify in (True, False, '/no/such.pem')]
            http = urllib3.PoolManager(cert_reqs='CERT_NONE', ca_certs='/no/such.pem',
                                       assert_hostname=False)
            x + [http.request('GET', url).status, http.request('GET', url).status]
            """
        self.assertEqual(session.value(source), '[200, 200, 200, 200, 200]')
        self.assertEqual(session.stderr, '')

    def test_what_would_make_a_program_less_safe_than_it_thinks_is_explained(self) -> None:
        page.answer()
        url = "'https://example.com/'"
        for call, reason in {
            f"requests.get({url}, cert=('a.pem', 'b.pem'))": 'No client certificates',
            f"requests.get({url}, cert='a.pem')": 'No client certificates',
            f"urllib3.PoolManager(cert_file='a.pem').request('GET', {url})": 'No client cert',
            f"urllib3.PoolManager(assert_fingerprint='aa').request('GET', {url})": 'No fingerpr',
        }.items():
            with self.subTest(call):
                kind, text = eval(str(self.raised(call)))
                self.assertIn(kind, ('SSLError', 'MaxRetryError'))
                self.assertIn(reason, text)
        self.assertEqual(page.sent, [])


class Urllib3Of2(Urllib3Of1):
    release = 'trixie'
    version = '2.'


class RequestsWithUrllib3Of1(RealPackages):
    release = 'bookworm'

    def test_a_request_and_its_response(self) -> None:
        page.answer(
            content='{"ü": 1}'.encode(),
            headers=[('Content-Type', 'application/json')],
            reason='Fine',
        )
        source = """
            import requests
            r = requests.get('https://example.com/ü', params={'a': [1, 2], 'b': 'ö'},
                             headers={'X-Mine': '1'}, timeout=(3, 8))
            (r.status_code, r.reason, r.json(), r.text, r.headers['content-type'], r.ok, r.url,
             r.history, r.request.method)
            """
        url = 'https://example.com/%C3%BC?a=1&a=2&b=%C3%B6'
        self.assertEqual(
            session.value(source),
            "(200, 'Fine', {'ü': 1}, '{\"ü\": 1}', 'application/json', True, "
            f"{url!r}, [], 'GET')",
        )
        self.assertEqual(
            page.params,
            {
                'method': 'GET',
                'url': url,
                'headers': [['Accept', '*/*'], ['X-Mine', '1']],
                'timeoutMs': 8000,
                'hasBody': False,
                'line': 2,
            },
        )

    def test_bodies_of_every_kind(self) -> None:
        cases = {
            "data={'a': 'ü', 'b': [1, 2]}": (
                b'a=%C3%BC&b=1&b=2',
                'application/x-www-form-urlencoded',
            ),
            "json={'a': 'x'}": (b'{"a": "x"}', 'application/json'),
            "data='text'": (b'text', None),
            "data=b'bytes'": (b'bytes', None),
            "data=io.BytesIO(b'file')": (b'file', None),
            "data=iter([b'one', b'two'])": (b'onetwo', None),
        }
        for body, (payload, content_type) in cases.items():
            with self.subTest(body):
                page.answer(201)
                source = f"""
                    import io, requests
                    requests.post('https://example.com/', {body}).status_code
                    """
                self.assertEqual(session.value(source), '201')
                self.assertEqual(page.payload, payload)
                self.assertEqual(page.headers.get('content-type'), content_type)
                self.assertEqual(page.params['method'], 'POST')

    def test_files_are_sent_as_a_form(self) -> None:
        page.answer()
        session.value("""
            import requests
            requests.post('https://example.com/', data={'a': '1'},
                          files={'f': ('name.txt', b'contents', 'text/plain')}).status_code
            """)
        content_type = page.headers['content-type']
        self.assertRegex(content_type, '^multipart/form-data; boundary=')
        boundary = content_type.partition('boundary=')[2].encode()
        self.assertEqual(page.payload.count(b'--' + boundary), 3)
        self.assertIn(b'name="f"; filename="name.txt"\r\nContent-Type: text/plain', page.payload)
        self.assertIn(b'\r\n\r\ncontents\r\n', page.payload)

    def test_every_method(self) -> None:
        page.answer(content=b'', headers=[('Content-Length', '123')])
        source = """
            import requests
            methods = ('get', 'post', 'put', 'patch', 'delete', 'head', 'options')
            x = [getattr(requests, m)('https://example.com/').status_code for m in methods]
            x, requests.head('https://example.com/').headers['content-length']
            """
        self.assertEqual(session.value(source), "([200, 200, 200, 200, 200, 200, 200], '123')")
        self.assertEqual(
            [params['method'] for params, _ in page.sent],
            ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'HEAD'],
        )

    def test_a_stream_is_read_in_pieces(self) -> None:
        page.answer(content=b'one\ntwo\nthree', headers=[('Content-Encoding', 'br')])
        source = """
            import requests
            url = 'https://example.com/'
            with requests.get(url, stream=True) as r:
                x = [list(r.iter_content(5))]
            with requests.get(url, stream=True) as r:
                x.append(list(r.iter_lines()))
            with requests.get(url, stream=True) as r:
                x.append(r.raw.read(3))
            x
            """
        self.assertEqual(
            session.value(source),
            "[[b'one\\nt', b'wo\\nth', b'ree'], [b'one', b'two', b'three'], b'one']",
        )

    def test_a_session_keeps_headers_authorisation_and_hooks(self) -> None:
        page.answer()
        source = """
            import requests
            with requests.Session() as s:
                s.headers['X-Mine'] = '1'
                s.auth = 'ada', 'secret'
                s.hooks['response'].append(lambda r, **_: setattr(r, 'seen', True))
                s.params['q'] = 2
                r = s.get('https://example.com/')
            r.seen, r.elapsed.total_seconds() < 60
            """
        self.assertEqual(session.value(source), '(True, True)')
        self.assertEqual(page.params['url'], 'https://example.com/?q=2')
        self.assertEqual(page.headers['x-mine'], '1')
        self.assertEqual(page.headers['authorization'], 'Basic YWRhOnNlY3JldA==')

    def test_cookies_of_the_program_reach_the_host_which_says_no(self) -> None:
        page.answer()
        session.value("""
            import requests
            s = requests.Session()
            s.cookies.set('a', 'b')
            s.get('https://example.com/').status_code
            """)
        self.assertEqual(page.headers['cookie'], 'a=b')
        page.refuse('invalid-argument', 'header not allowed: Cookie')
        self.assertEqual(
            self.raised("requests.get('https://example.com/', cookies={'a': 'b'})"),
            "('ArgumentError', 'header not allowed: Cookie')",
        )

    def test_headers_of_the_program_are_kept_though_the_browser_forbids_them(self) -> None:
        page.answer()
        session.value("""
            import requests
            requests.get('https://example.com/', headers={
                'User-Agent': 'mine', 'Accept-Encoding': 'x-own', 'Host': 'evil'}).status_code
            """)
        self.assertEqual(set(page.headers), {'accept', 'user-agent', 'accept-encoding', 'host'})

    def test_raise_for_status(self) -> None:
        page.answer(404, b'gone')
        self.assertEqual(
            self.raised("requests.get('https://example.com/').raise_for_status()"),
            "('HTTPError', '404 Client Error: Not Found for url: https://example.com/')",
        )

    def test_failures_have_the_classes_of_requests_and_our_texts(self) -> None:
        cases = {
            ('permission', 'host not allowed: example.com'): 'ConnectionError',
            ('permission', 'http not enabled'): 'ConnectionError',
            ('network', 'request failed: offline'): 'ConnectionError',
            ('timeout', 'request failed: timeout after 30s'): 'ReadTimeout',
        }
        for (code, message), kind in cases.items():
            with self.subTest(message):
                page.refuse(code, message)
                source = f"""
                    import requests
                    try:
                        requests.post('https://example.com/', timeout=3)
                    except requests.exceptions.{kind} as error:
                        assert isinstance(error, requests.RequestException)
                        assert error.request.url == 'https://example.com/'
                        x = {message!r} in str(error)
                    x
                    """
                self.assertEqual(session.value(source), 'True')
                self.assertEqual(len(page.sent), 1)

    def test_a_failure_leaves_nothing_behind_that_complains(self) -> None:
        page.refuse('network', 'request failed: offline')
        session.value("""
            import gc, requests
            try:
                requests.get('https://example.com/')
            except requests.ConnectionError:
                pass
            gc.collect() >= 0
            """)
        self.assertEqual(session.stderr, '')

    def test_limits_are_errors_of_ours(self) -> None:
        page.refuse('limit', 'response body exceeds max size')
        self.assertEqual(
            self.raised("requests.get('https://example.com/')"),
            "('LimitError', 'response body exceeds max size')",
        )

    def test_adapters_of_the_program_retry(self) -> None:
        page.answer_in_turn(503, 503, 200)
        source = """
            import requests
            from requests.adapters import HTTPAdapter
            from urllib3.util import Retry
            s = requests.Session()
            s.mount('https://', HTTPAdapter(max_retries=Retry(5, status_forcelist=[503])))
            s.get('https://example.com/').status_code
            """
        self.assertEqual(session.value(source), '200')
        self.assertEqual(len(page.sent), 3)


class RequestsWithUrllib3Of2(RequestsWithUrllib3Of1):
    release = 'trixie'


if __name__ == '__main__':
    unittest.main()
