from __future__ import annotations

import json
import unittest
from typing import Any

from support.fake_host import MAX_FRAME_BYTES, HostError
from support.session import Session

session = Session()
store: dict[str, bytes] = {}
KV = {
    'kv/get': lambda p, _: (p['key'] in store, store.get(p['key'], b'')),
    'kv/set': lambda p, text: store.__setitem__(p['key'], text),
    'kv/delete': lambda p, _: store.pop(p['key'], None) and None,
    'kv/keys': lambda p, _: list(store),
    'kv/items': lambda p, _: (list(store), b'[' + b','.join(store.values()) + b']'),
    'kv/clear': lambda p, _: store.clear(),
    'kv/contains': lambda p, _: p['key'] in store,
    'kv/length': lambda p, _: len(store),
}


def refuse(message: str, code: str = 'permission') -> Any:
    def handler(params: Any, payload: bytes) -> Any:
        raise HostError(code, message)

    return handler


class Names(unittest.TestCase):
    def test_they_are_there_without_importing_anything(self) -> None:
        names = [
            'kv',
            'fs',
            'http',
            'call',
            'async_call',
            'install_pkg',
            'async_install_pkg',
            'display',
        ]
        for name in names:
            with self.subTest(name):
                self.assertEqual(
                    session.value(f'from goru import {name} as x\nx is {name}'), 'True'
                )
                self.assertGreater(len(eval(session.value(f'{name}.__doc__') or '')), 40)
        self.assertEqual(session.value('import goru.kv\ngoru.kv is kv'), 'True')
        self.assertEqual(
            session.value('sorted(goru.__all__)[:3]'),
            "['GoruError', 'async_call', 'async_install_pkg']",
        )
        self.assertEqual(
            session.run('goru.nope')['message'], "module 'goru' has no attribute 'nope'"
        )

    def test_help_is_useful(self) -> None:
        session.run('help(kv.set)')
        self.assertIn('Store a JSON value', session.stdout)
        for name in ('kv', 'fs', 'http', 'call', 'install_pkg'):
            session.run(f'help({name})')
            self.assertIn('async', session.stdout + 'async' * (name in ('call', 'install_pkg')))


class Off(unittest.TestCase):
    """A capability that is off asks the host all the same, which refuses."""

    def test_using_it_raises_the_hosts_refusal(self) -> None:
        cases = {
            'kv/get': ('kv.get("a")', 'kv not enabled'),
            'kv/contains': ('"a" in kv', 'kv not enabled'),
            'kv/length': ('len(kv)', 'kv not enabled'),
            'http/request': ('http.get("https://example.com")', 'http not enabled'),
            'fs/read': ('fs.read_text("/data/a")', 'permission denied: path not in any mount'),
            'packages/install': ('install_pkg("a")', 'package installation disabled'),
        }
        for method, (source, message) in cases.items():
            with self.subTest(source):
                session.host.handlers[method] = refuse(message)
                result = session.run(source)
                self.assertEqual(result['errorType'], 'goru.GoruPermissionError')
                self.assertEqual(result['message'], message)
                self.assertEqual(session.host.sent_of('call')[-1]['method'], method)
                for kind in ('RuntimeError', 'PermissionError'):
                    caught = f'try:\n    {source}\nexcept {kind} as e:\n    x = str(e)\nx'
                    self.assertEqual(session.value(caught), repr(message))


class Imported(unittest.TestCase):
    def test_modules_see_the_names_as_well(self) -> None:
        session.host.handlers['kv/get'] = lambda p, _: (True, b'"stored"')
        session.host.handlers['call/invoke'] = lambda p, _: p['name']
        source = """
            import pathlib, sys
            pathlib.Path("/tmp/uses_kv.py").write_text(
                "AT_IMPORT = kv.get('k')\\ndef later():\\n    return kv.get('k'), call('f')\\n")
            sys.path.insert(0, "/tmp")
            import uses_kv
            uses_kv.AT_IMPORT, uses_kv.later(), vars(uses_kv).get("kv")
            """
        self.assertEqual(session.value(source), "('stored', ('stored', 'f'), None)")


class Call(unittest.TestCase):
    def test_arguments_and_result_are_json(self) -> None:
        session.host.handlers['call/invoke'] = lambda params, payload: params
        self.assertEqual(
            session.value('call("f", name="Ada", n=2**60, x=[1.5, None])'),
            "{'name': 'f', 'args': {'name': 'Ada', 'n': 1152921504606846976, 'x': [1.5, None]}}",
        )
        self.assertEqual(session.value('(await async_call("f", a=1))["args"]'), "{'a': 1}")

    def test_what_is_not_json_is_refused_before_anything_is_sent(self) -> None:
        for call in ('call', 'await async_call'):
            for value in ('object()', '{1}', 'float("nan")', 'b"x"', '{(1, 2): 3}', 'loop', '2j'):
                with self.subTest(value):
                    before = len(session.host.sent_of('call'))
                    result = session.run(
                        f'loop = []\nloop.append(loop)\n{call}("get_user", x={value})'
                    )
                    self.assertEqual(result['errorType'], 'TypeError')
                    self.assertIn("call('get_user')", result['message'])
                    self.assertEqual(len(session.host.sent_of('call')), before)
        self.assertEqual(session.run('call(5)')['errorType'], 'TypeError')

    def test_errors_of_the_page_are_raised(self) -> None:
        session.host.handlers['call/invoke'] = refuse('unknown function: f', 'unknown-function')
        result = session.run('call("f")')
        self.assertEqual(
            (result['errorType'], result['message']),
            ('goru.UnknownFunctionError', 'unknown function: f'),
        )
        self.assertEqual(result['traceback'].count('File "'), 1)


class KeyValue(unittest.TestCase):
    def setUp(self) -> None:
        store.clear()
        session.host.handlers.update(KV)

    def test_values_come_back_as_json_would_return_them(self) -> None:
        for value in (
            '2**70',
            '1.0',
            '[1, {"a": None}]',
            '"ü𝄞\\ud800"',
            '(1, 2)',
            '{1: 2}',
            'True',
        ):
            with self.subTest(value):
                self.assertEqual(session.value(f'kv.set("k", {value})'), "'ok'")
                source = f'import json\nv, w = kv.get("k"), json.loads(json.dumps({value}))\n'
                source += 'v == w and type(v) is type(w)'
                self.assertEqual(session.value(source), 'True')

    def test_a_store_that_will_not_last_is_told_in_the_programs_line(self) -> None:
        session.host.handlers['kv/set'] = lambda p, text: 'the browser refuses storage'
        for line, source in ((2, 'kv.set("a", 1)'), (3, 'await kv.async_set("a", 1)')):
            with self.subTest(source):
                program = 'pass\n' * (line - 1) + f'x = [{source} for _ in "12"]\nx'
                self.assertEqual(session.value(program), "['ok', 'ok']")
                told = session.stderr
                self.assertEqual(told.count('RuntimeWarning: the browser refuses storage'), 1)
                self.assertIn(f'main.py:{line}:', told)

    def test_the_operators_of_a_mapping(self) -> None:
        session.run('kv.set("b", 1)\nkv.set("a", [2])')
        self.assertEqual(session.value('"a" in kv, "x" in kv, len(kv)'), '(True, False, 2)')
        self.assertEqual(
            session.value('kv.keys(), kv.items()'), "(['a', 'b'], [('a', [2]), ('b', 1)])"
        )
        self.assertEqual(
            session.value('kv.get("x"), kv.get("x", 7), kv.delete("x"), kv.delete("a")'),
            "(None, 7, 'ok', 'ok')",
        )
        self.assertEqual(session.value('kv.clear(), len(kv)'), "('ok', 0)")

    def test_the_twins(self) -> None:
        source = """
            await kv.async_set("a", 1)
            (await kv.async_get("a"), await kv.async_contains("a"), await kv.async_length(),
             await kv.async_keys(), await kv.async_items(),
             await kv.async_delete("a"), await kv.async_clear())
            """
        self.assertEqual(session.value(source), "(1, True, 1, ['a'], [('a', 1)], 'ok', 'ok')")

    def test_bad_values_and_keys(self) -> None:
        self.assertEqual(session.run('kv.set("a", float("inf"))')['errorType'], 'ValueError')
        self.assertIn('set', session.run('kv.set("a", {1})')['message'])
        self.assertEqual(session.run('kv.set("a", {1})')['errorType'], 'TypeError')
        self.assertEqual(session.run('kv.get(5)')['errorType'], 'TypeError')


class Files(unittest.TestCase):
    def test_texts_json_and_walk(self) -> None:
        tree = {
            '/out': [
                {'name': 'a', 'is_dir': True, 'size': 0},
                {'name': 'b.txt', 'is_dir': False, 'size': 1},
            ],
            '/out/a': [],
        }
        written: dict[str, bytes] = {}
        session.host.handlers.update({
            'fs/listdir': lambda p, _: tree[p['path']],
            'fs/write': lambda p, content: written.__setitem__(p['path'], content),
            'fs/read': lambda p, _: (None, written[p['path']]),
            'fs/exists': lambda p, _: p['path'] in written,
        })  # fmt: skip
        walk = "[('/out', ['a'], ['b.txt']), ('/out/a', [], [])]"
        self.assertEqual(session.value('list(fs.walk("/out"))'), walk)
        self.assertEqual(session.value('[s async for s in fs.async_walk("/out")]'), walk)
        session.run(
            """
            import pathlib
            fs.write_text(pathlib.Path("/out/t"), "ü")
            fs.write_json("/out/j", {"a": 1}, indent=1)
            """
        )
        self.assertEqual(written, {'/out/t': 'ü'.encode(), '/out/j': b'{\n "a": 1\n}'})
        self.assertEqual(
            session.value('fs.read_text("/out/t"), fs.read_json("/out/j"), fs.exists("/x")'),
            "('ü', {'a': 1}, False)",
        )
        self.assertEqual(session.value('await fs.async_read_json("/out/j")'), "{'a': 1}")


class Http(unittest.TestCase):
    def test_a_request_and_its_response(self) -> None:
        seen: list[Any] = []

        def answer(params: Any, payload: bytes) -> Any:
            seen.append((params, payload))
            headers = [['Content-Type', 'text/plain; charset=latin-1'], ['X-Two', 'b']]
            return {
                'status': 404,
                'reason': 'Not Found',
                'headers': headers,
                'url': params['url'],
            }, b'\xfc'

        session.host.handlers['http/request'] = answer
        session.run(
            'r = http.post("https://h/p?x=1#f", json={"a": 1}, params={"q": ["ü", 2]}, timeout=1.5)'
        )
        params, payload = seen[-1]
        self.assertEqual(params['url'], 'https://h/p?x=1&q=%C3%BC&q=2#f')
        self.assertEqual(
            (params['method'], params['timeoutMs'], payload), ('POST', 1500, b'{"a":1}')
        )
        self.assertIn(['Content-Type', 'application/json'], params['headers'])
        self.assertEqual(
            session.value(
                'r.status_code, r.ok, r.text, r.content, r.headers["x-two"], '
                'r.headers.get("CONTENT-TYPE"), r'
            ),
            "(404, False, 'ü', b'\\xfc', 'b', 'text/plain; charset=latin-1', <Response [404]>)",
        )
        result = session.run('r.raise_for_status()')
        self.assertIn('404 Client Error: Not Found', result['message'])
        self.assertEqual(
            session.value('(await http.async_get("https://h/")).reason'), "'Not Found'"
        )


class Arguments(unittest.TestCase):
    """What is of a wrong type or makes no sense is refused before anything is sent."""

    def check(self, kind: str, cases: dict[str, str]) -> None:
        for source, message in cases.items():
            with self.subTest(source):
                calls = len(session.host.sent_of('call'))
                result = session.run(source)
                self.assertEqual((result['errorType'], result['message']), (kind, message))
                self.assertEqual(len(session.host.sent_of('call')), calls)

    def test_wrong_types_of_http(self) -> None:
        self.check(
            'TypeError',
            {
                'http.get(5)': 'url must be a str, not int',
                'http.get(None)': 'url must be a str, not NoneType',
                'http.get(b"https://h/")': 'url must be a str, not bytes',
                'http.request(5, "https://h/")': 'method must be a str, not int',
                'http.get("https://h/", timeout="5")':
                    'timeout must be a number of seconds, not str',
                'http.get("https://h/", timeout=(1, 2))':
                    'timeout must be a number of seconds, not tuple',
                'http.get("https://h/", headers=[("a", "b")])': 'headers must be a dict, not list',
                'http.get("https://h/", headers="a: b")': 'headers must be a dict, not str',
                'http.get("https://h/", headers={b"a": "b"})':
                    'the name of a header must be a str, not bytes',
                'http.get("https://h/", headers={"a": b"b"})':
                    "header 'a' must be a str, not bytes",
                'http.get("https://h/", headers={"a": None})':
                    "header 'a' must be a str, not NoneType",
                'http.post("https://h/", body=10)': 'body must be a str or bytes, not int',
                'http.post("https://h/", body={"a": 1})': 'body must be a str or bytes, not dict',
                'http.post("https://h/", body=[1, 2])': 'body must be a str or bytes, not list',
                'http.post("https://h/", json={1, 2})':
                    'Object of type set is not JSON serializable',
                'await http.async_get(5)': 'url must be a str, not int',
                'await http.async_post("https://h/", body=10)':
                    'body must be a str or bytes, not int',
                'import urllib.request; urllib.request.urlopen("https://h/", timeout="5")':
                    'timeout must be a number of seconds, not str',
            },
        )  # fmt: skip

    def test_times_that_make_no_sense(self) -> None:
        for value in ('nan', 'inf', '-inf'):
            source = f'http.get("https://h/", timeout=float("{value}"))'
            message = 'timeout must be a number of seconds above 0'
            self.check('goru.ArgumentError', {source: message})
            caught = f'try:\n    {source}\nexcept ValueError as e:\n    x = str(e)\nx'
            self.assertEqual(session.value(caught), repr(message))

    def test_wrong_types_of_fs(self) -> None:
        self.check(
            'TypeError',
            {
                'fs.write_bytes("/out/a", 10)': 'content must be bytes, not int',
                'fs.write_bytes("/out/a", "x")': 'content must be bytes, not str',
                'fs.write_bytes("/out/a", [1])': 'content must be bytes, not list',
                'fs.write_text("/out/a", b"x")': 'content must be a str, not bytes',
                'fs.write_text("/out/a", None)': 'content must be a str, not NoneType',
                'fs.append_text("/out/a", b"x")': 'content must be a str, not bytes',
                'await fs.async_write_bytes("/out/a", 10)': 'content must be bytes, not int',
                'await fs.async_write_text("/out/a", b"x")': 'content must be a str, not bytes',
                'await fs.async_append_text("/out/a", 5)': 'content must be a str, not int',
                'fs.read_text(5)': 'expected str, bytes or os.PathLike object, not int',
                'fs.copy("/out/a", b"/out/b")': 'path must be a str, not bytes',
            },
        )

    def test_everything_with_bytes_in_it_is_bytes(self) -> None:
        written: list[bytes] = []
        session.host.handlers['fs/write'] = lambda p, content: written.append(bytes(content))
        session.host.handlers['http/request'] = lambda p, body: (
            written.append(bytes(body)) or {'status': 200, 'reason': '', 'headers': [], 'url': ''}
        )
        source = """
            from array import array
            for x in b"ab", bytearray(b"ab"), memoryview(b"aXbX")[::2], array("B", b"ab"):
                fs.write_bytes("/out/a", x)
                http.post("https://h/", body=x, headers={"n": 5})
            """
        session.value(source)
        self.assertEqual(written, [b'ab'] * 8)


class TooLarge(unittest.TestCase):
    """What is beyond `limits.frameBytes` never gets to the service whose limit it exceeds."""

    def setUp(self) -> None:
        session.host.max_frame_bytes = 100_000

    def tearDown(self) -> None:
        session.host.max_frame_bytes = MAX_FRAME_BYTES

    def test_the_error_is_the_one_of_the_service(self) -> None:
        content, body = 'content too large', 'request body exceeds max size'
        cases = {
            'fs.write_bytes("/out/a", big)': content,
            'fs.write_text("/out/a", big.decode())': content,
            'fs.write_json("/out/a", big.decode())': content,
            'fs.append_text("/out/a", big.decode())': content,
            'await fs.async_write_bytes("/out/a", big)': content,
            'http.post("https://example.com", body=big)': body,
            'http.post("https://example.com", json=big.decode())': body,
            'await http.async_put("https://example.com", body=big)': body,
            'from urllib.request import urlopen; urlopen("https://example.com", big)': body,
            'kv.set("a", big.decode())': 'value too large',
            'await kv.async_set("a", big.decode())': 'value too large',
            'kv.set(big.decode(), 1)': 'key too large',
            'kv.get(big.decode())': 'key too large',
            'fs.read_text("/out/" + big.decode())': 'path too long',
            'call("f", x=big.decode())': 'too much for one host call',
            'display(big.decode())': 'too much for one host call',
        }
        session.run('big = b"x" * 100_000')
        for source, text in cases.items():
            with self.subTest(source):
                calls = len(session.host.sent_of('call'))
                result = session.run(source)
                self.assertEqual(result['errorType'], 'goru.LimitError')
                self.assertEqual(result['message'].partition(':')[0], text)
                self.assertIn('too much for one host call: 100_', result['traceback'])
                self.assertEqual(len(session.host.sent_of('call')), calls)
        session.run('del big')


class Display(unittest.TestCase):
    def shown(self, source: str) -> list[dict[str, str]]:
        before = len(session.host.sent_of('display'))
        session.value(source)
        return [frame['data'] for frame in session.host.sent_of('display')[before:]]

    def test_a_plain_object_is_its_repr(self) -> None:
        self.assertEqual(
            self.shown('display(1, "a")'), [{'text/plain': '1'}, {'text/plain': "'a'"}]
        )

    def test_the_methods_that_jupyter_knows(self) -> None:
        source = """
            class A:
                def __repr__(self): return "A"
                def _repr_html_(self): return "<b>A</b>"
                def _repr_png_(self): return b"\\x89PNG"
                def _repr_svg_(self): raise NotImplementedError
                def _repr_json_(self): return {"a": 1}
                def _repr_mimebundle_(self, include=None, exclude=None):
                    return {"text/latex": "$A$"}, {}
            display(A(), A)
            """
        first, second = self.shown(source)
        self.assertEqual(
            first,
            {'text/html': '<b>A</b>', 'image/png': 'iVBORw==', 'application/json': '{"a":1}',
             'text/latex': '$A$', 'text/plain': 'A'},
        )  # fmt: skip
        self.assertEqual(list(second), ['text/plain'])

    def test_a_form_whose_library_is_missing_leaves_the_others(self) -> None:
        source = """
            class Chart:
                def __repr__(self): return "Chart"
                def _repr_svg_(self): return "<svg/>"
                def _repr_png_(self): import cairosvg
            display(Chart())
            """
        self.assertEqual(self.shown(source), [{'image/svg+xml': '<svg/>', 'text/plain': 'Chart'}])

    def test_a_missing_library_is_told_when_there_is_no_other_form(self) -> None:
        result = session.run("""
            class Photo:
                def _repr_png_(self): import cairosvg
            display(Photo())
            """)
        self.assertEqual(result['errorType'], 'ModuleNotFoundError')

    def test_a_bundle_method_that_wants_its_arguments(self) -> None:
        source = """
            class B:
                def __repr__(self): return "B"
                def _repr_mimebundle_(self, include, exclude): return {"text/html": "<b>B</b>"}
            class C:
                def __repr__(self): return "C"
                def _repr_mimebundle_(self): return {"text/html": "<b>C</b>"}
            display(B(), C())
            """
        html = [bundle['text/html'] for bundle in self.shown(source)]
        self.assertEqual(html, ['<b>B</b>', '<b>C</b>'])

    def test_what_was_printed_before_comes_first(self) -> None:
        order: list[str] = []
        write = session.host.write

        def note(data: bytes) -> None:
            if b'"type":"display"' in data:
                order.append(''.join(text for _, text in session.output))
            write(data)

        session.host.write = note
        try:
            session.run('print("half a line", end=""); display(1)')
        finally:
            session.host.write = write
        self.assertEqual(order, ['half a line'])

    def table(self, source: str) -> dict[str, Any] | None:
        [bundle] = self.shown(f'display({source})')
        text = bundle.get('application/vnd.goru.table+json')
        return None if text is None else json.loads(text)

    def test_tables(self) -> None:
        dicts = self.table('[{"city": "Oslo", "t": -2.4}, {"city": "Lima", "x": None}]')
        self.assertEqual(
            dicts,
            {
                'columns': [
                    {'name': 'city', 'isNumeric': False},
                    {'name': 't', 'isNumeric': True},
                    {'name': 'x', 'isNumeric': True},
                ],
                'rows': [['Oslo', '-2.4', ''], ['Lima', '', 'None']],
                'rowCount': 2,
                'columnCount': 3,
            },
        )
        rows = self.table('[["a", "b"], [1, True]]')
        assert rows is not None
        self.assertEqual([column['name'] for column in rows['columns']], ['a', 'b'])
        self.assertEqual([column['isNumeric'] for column in rows['columns']], [True, False])
        plain = self.table('[(1, 2), (3, 4)]')
        assert plain is not None
        self.assertEqual([column['name'] for column in plain['columns']], [None, None])
        csv = self.table(repr('name;n\r\n"a;b";1\r\n"two\nlines";\r\n'))
        assert csv is not None
        self.assertEqual(csv['rows'], [['a;b', '1'], ['two\nlines', '']])
        self.assertEqual([column['isNumeric'] for column in csv['columns']], [False, True])

    def test_a_large_table_is_cut_and_says_so(self) -> None:
        table = self.table('[{f"c{i}": "x" * 210 for i in range(60)}] * 1500')
        assert table is not None
        self.assertEqual((table['rowCount'], table['columnCount']), (1500, 60))
        self.assertEqual((len(table['rows']), len(table['rows'][0])), (1000, 30))
        self.assertEqual(len(table['rows'][0][0]), 201)

    def test_what_is_no_table(self) -> None:
        cases = (
            '[]', '[1, 2]', '[[1, 2], [3]]', '[[[1]], [[2]]]', '[{}]', '[{"a": 1}, 2]', '"a,b"',
            r'"Dear Ada, hello\nand good, bye"', r'"a,b\n1"', r'"a,a\n1,2"', r'"a,\"b\n1,2"', '()',
        )  # fmt: skip
        for source in cases:
            with self.subTest(source):
                self.assertIsNone(self.table(source))

    def test_raw_bundles(self) -> None:
        self.assertEqual(
            self.shown('display({"text/html": "<i>x</i>", "text/plain": "x"}, raw=True)'),
            [{'text/html': '<i>x</i>', 'text/plain': 'x'}],
        )
