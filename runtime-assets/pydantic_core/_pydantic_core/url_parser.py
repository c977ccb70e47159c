"""URLs as the WHATWG URL Standard reads them, with the error texts of Rust's `url` crate."""

from __future__ import annotations

import re
from typing import Any

DEFAULT_PORTS = {'http': 80, 'https': 443, 'ws': 80, 'wss': 443, 'ftp': 21, 'file': None}
_SCHEME = re.compile(r'[a-zA-Z][a-zA-Z0-9+.-]*:')
_DRIVE = re.compile(r'[a-zA-Z][:|]\Z')

_CONTROLS = frozenset(range(0x20)) | {0x7F}
_FRAGMENT = _CONTROLS | set(b' "<>`')
_QUERY = _CONTROLS | set(b' "#<>')
_SPECIAL_QUERY = _QUERY | set(b"'")
_PATH = _QUERY | set(b'?`{}^')
_USERINFO = _PATH | set(b'/:;=@[\\]|')
_FORBIDDEN_HOST = frozenset('\0\t\n\r #/:<>?@[\\]^|')
_FORBIDDEN_DOMAIN = _FORBIDDEN_HOST | set('%\x7f') | {chr(code) for code in range(0x20)}


class UrlError(Exception):
    """The text is no URL; the argument says why."""


class UrlParts:
    """A parsed URL."""

    __slots__ = (
        'fragment',
        'host',
        'opaque',
        'password',
        'path',
        'port',
        'query',
        'scheme',
        'username',
    )

    def __init__(self, scheme: str) -> None:
        self.scheme = scheme
        self.username = ''
        self.password: str | None = None
        self.host: str | None = None
        self.port: int | None = None
        self.path = ''
        self.query: str | None = None
        self.fragment: str | None = None
        #: the path is opaque ("cannot be a base")
        self.opaque = False

    def authority(self) -> str:
        text = ''
        if self.username or self.password is not None:
            text = self.username
            if self.password is not None:
                text += f':{self.password}'
            text += '@'
        text += self.host or ''
        if self.port is not None:
            text += f':{self.port}'
        return text

    def text(self, path: str | None = None) -> str:
        out = f'{self.scheme}:'
        own_path = self.path if path is None else path
        if self.host is not None:
            out += f'//{self.authority()}'
        elif not self.opaque and own_path.startswith('//'):
            out += '/.'
        out += own_path
        if self.query is not None:
            out += f'?{self.query}'
        if self.fragment is not None:
            out += f'#{self.fragment}'
        return out

    def copy(self) -> UrlParts:
        other = object.__new__(UrlParts)
        for name in UrlParts.__slots__:
            setattr(other, name, getattr(self, name))
        return other


def is_special(scheme: str) -> bool:
    return scheme in DEFAULT_PORTS


def _encode(text: str, unsafe: Any) -> str:
    if text.isascii() and not any(ord(char) in unsafe for char in text):
        return text
    return ''.join(
        f'%{byte:02X}' if byte >= 0x80 or byte in unsafe else chr(byte)
        for byte in text.encode(errors='replace')
    )


class _Reader:
    """Reads one URL, and remembers the last violation of the syntax that it forgave."""

    def __init__(self, text: str) -> None:
        self.violation: str | None = None
        trimmed = text.strip(''.join(chr(code) for code in range(0x21)))
        if trimmed != text:
            self.violation = 'leading or trailing control or space character are ignored in URLs'
        if any(char in trimmed for char in '\t\n\r'):
            self.violation = 'tabs or newlines are ignored in URLs'
            trimmed = trimmed.translate({9: None, 10: None, 13: None})
        self.text = trimmed

    def read(self) -> UrlParts:
        found = _SCHEME.match(self.text)
        if found is None:
            raise UrlError('relative URL without a base')
        parts = UrlParts(found[0][:-1].lower())
        rest = self.text[found.end() :]
        if parts.scheme == 'file':
            self._file(parts, rest)
        elif is_special(parts.scheme):
            slashes = len(rest) - len(rest.lstrip('/\\'))
            if rest[:2] != '//' or slashes != 2:
                self.violation = 'expected //'
            self._after_slashes(parts, rest[slashes:])
        elif rest.startswith('//'):
            self._after_slashes(parts, rest[2:])
        elif rest.startswith('/'):
            self._path_and_rest(parts, rest)
        else:
            self._opaque(parts, rest)
        return parts

    def _split_tail(self, parts: UrlParts, rest: str) -> str:
        """Takes query and fragment off the end."""
        rest, hash_sign, fragment = rest.partition('#')
        if hash_sign:
            self._check(fragment)
            parts.fragment = _encode(fragment, _FRAGMENT)
        rest, mark, query = rest.partition('?')
        if mark:
            self._check(query)
            unsafe = _SPECIAL_QUERY if is_special(parts.scheme) else _QUERY
            parts.query = _encode(query, unsafe)
        return rest

    def _check(self, text: str) -> None:
        for index, char in enumerate(text):
            if char == '%':
                if re.match(r'%[0-9a-fA-F]{2}', text[index:]) is None:
                    self.violation = 'expected 2 hex digits after %'
            elif not _is_url_code_point(char):
                self.violation = 'non-URL code point'

    def _opaque(self, parts: UrlParts, rest: str) -> None:
        parts.opaque = True
        path = self._split_tail(parts, rest)
        self._check(path)
        parts.path = _encode(path, _CONTROLS)

    def _after_slashes(self, parts: UrlParts, rest: str) -> None:
        special = is_special(parts.scheme)
        stops = '/?#\\' if special else '/?#'
        end = next((index for index, char in enumerate(rest) if char in stops), len(rest))
        authority, tail = rest[:end], rest[end:]
        userinfo, at_sign, host_and_port = authority.rpartition('@')
        if at_sign:
            if '@' in userinfo:
                self.violation = 'unencoded @ sign in username or password'
            name, colon, password = userinfo.partition(':')
            parts.username = _encode(name, _USERINFO)
            if colon and password:
                parts.password = _encode(password, _USERINFO)
            if not host_and_port:
                raise UrlError('empty host')
        host, port = _split_port(host_and_port)
        if not host:
            if special or port is not None or at_sign:
                raise UrlError('empty host')
            parts.host = ''
        else:
            parts.host = parse_host(host) if special else parse_opaque_host(host)
        if port:
            if not (port.isascii() and port.isdigit()) or int(port) > 65535:
                raise UrlError('invalid port number')
            number = int(port)
            parts.port = None if number == DEFAULT_PORTS.get(parts.scheme) else number
        if parts.host == '' and not special:
            parts.host = ''
        self._path_and_rest(parts, tail)

    def _path_and_rest(self, parts: UrlParts, rest: str) -> None:
        path = self._split_tail(parts, rest)
        special = is_special(parts.scheme)
        self._check(path.replace('\\', '') if special else path)
        if special and '\\' in path:
            self.violation = 'backslash'
            path = path.replace('\\', '/')
        if not path and not special:
            parts.path = ''
            return
        parts.path = _normal_path(path.removeprefix('/'), parts.scheme)

    def _file(self, parts: UrlParts, rest: str) -> None:
        plain = rest.replace('\\', '/')
        if not plain.startswith('//'):
            self.violation = 'expected // after file:'
            parts.host = ''
            self._path_and_rest(parts, rest)
            return
        body = rest[2:]
        end = next((index for index, char in enumerate(body) if char in '/?#\\'), len(body))
        host, tail = body[:end], body[end:]
        if _DRIVE.match(host):
            parts.host = ''
            self._path_and_rest(parts, '/' + body)
            return
        parts.host = '' if not host else parse_host(host)
        if parts.host == 'localhost':
            parts.host = ''
        self._path_and_rest(parts, tail)


def _split_port(text: str) -> tuple[str, str | None]:
    bracket = text.rfind(']')
    colon = text.find(':', bracket + 1 if bracket >= 0 else 0)
    if colon < 0:
        return text, None
    return text[:colon], text[colon + 1 :]


def _is_url_code_point(char: str) -> bool:
    code = ord(char)
    if code < 0x80:
        return char.isalnum() or char in "!$&'()*+,-./:;=?@_~"
    return not (0xD800 <= code <= 0xDFFF or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE)


_ONE_DOT = ('.', '%2e', '%2E')
_TWO_DOTS = frozenset(('..', '.%2e', '%2e.', '%2e%2e'))


def _normal_path(path: str, scheme: str) -> str:
    out: list[str] = []
    segments = path.split('/')
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        lower = segment.lower()
        if lower in _TWO_DOTS:
            if out and not (scheme == 'file' and len(out) == 1 and _DRIVE.match(out[0])):
                out.pop()
            if index == last:
                out.append('')
        elif lower in _ONE_DOT:
            if index == last:
                out.append('')
        else:
            is_drive = scheme == 'file' and not out and _DRIVE.match(segment)
            out.append(_encode(f'{segment[0]}:' if is_drive else segment, _PATH))
    return '/' + '/'.join(out)


def default_path(path: str, parts: UrlParts) -> str:
    """The path that a schema gives to a URL without one."""
    if parts.opaque:
        text = f'%2F{path[1:]}' if path.startswith('/') else path
        return _encode(text, _CONTROLS)
    if not path:
        return '/' if is_special(parts.scheme) else ''
    text = path.replace('?', '%3F').replace('#', '%23').removeprefix('/')
    return _normal_path(text, parts.scheme)


def parse_opaque_host(host: str) -> str:
    if host.startswith('['):
        return _bracketed(host)
    if any(char in _FORBIDDEN_HOST for char in host):
        raise UrlError('invalid domain character')
    return _encode(host, _CONTROLS)


def _bracketed(host: str) -> str:
    if not host.endswith(']'):
        raise UrlError('invalid IPv6 address')
    return f'[{_ipv6(host[1:-1])}]'


def parse_host(host: str) -> str:
    """A domain or an address. Raises `UrlError`."""
    if host.startswith('['):
        return _bracketed(host)
    from urllib.parse import unquote_to_bytes

    try:
        domain = unquote_to_bytes(host).decode() if '%' in host else host
    except UnicodeDecodeError:
        raise UrlError('invalid international domain name') from None
    ascii_domain = _domain_to_ascii(domain)
    if not ascii_domain:
        raise UrlError('empty host')
    if any(char in _FORBIDDEN_DOMAIN for char in ascii_domain):
        raise UrlError('invalid international domain name')
    if _ends_in_number(ascii_domain):
        return _ipv4(ascii_domain)
    return ascii_domain


def _domain_to_ascii(domain: str) -> str:
    if domain.isascii():
        lower = domain.lower()
        for label in lower.split('.'):
            if label.startswith('xn--'):
                _check_punycode(label)
        return lower
    import unicodedata

    text = unicodedata.normalize('NFKC', domain).replace('\u3002', '.').replace('\u00ad', '')
    text = unicodedata.normalize('NFC', text.casefold() if 'ß' not in text else text.lower())
    labels: list[str] = []
    for label in text.split('.'):
        if label.isascii():
            labels.append(label)
            continue
        if any(unicodedata.category(char) in ('Cc', 'Cn', 'Co', 'Cs') for char in label):
            raise UrlError('invalid international domain name')
        if unicodedata.category(label[0]).startswith('M'):
            raise UrlError('invalid international domain name')
        labels.append('xn--' + label.encode('punycode').decode())
    return '.'.join(labels)


def _check_punycode(label: str) -> None:
    try:
        decoded = label[4:].encode().decode('punycode')
    except UnicodeError:
        raise UrlError('invalid international domain name') from None
    if not decoded or decoded.isascii():
        raise UrlError('invalid international domain name')


def _ends_in_number(domain: str) -> bool:
    labels = domain.split('.')
    if labels[-1] == '':
        if len(labels) == 1:
            return False
        labels.pop()
    last = labels[-1]
    if last.isdigit() and last.isascii():
        return True
    return re.match(r'0[xX][0-9a-fA-F]*\Z', last) is not None


def _ipv4_number(text: str) -> int | None:
    if text == '':
        return None
    base = 10
    if text[:2].lower() == '0x':
        text, base = text[2:], 16
    elif len(text) > 1 and text[0] == '0':
        text, base = text[1:], 8
    if text == '':
        return 0
    try:
        return int(text, base) if text.isalnum() else None
    except ValueError:
        return None


def _ipv4(domain: str) -> str:
    labels = domain.split('.')
    if labels[-1] == '' and len(labels) > 1:
        labels.pop()
    wrong = UrlError('invalid IPv4 address')
    if len(labels) > 4:
        raise wrong
    numbers: list[int] = []
    for label in labels:
        number = _ipv4_number(label)
        if number is None:
            raise wrong
        numbers.append(number)
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        raise wrong
    total = numbers[-1]
    for index, number in enumerate(numbers[:-1]):
        total += number * 256 ** (3 - index)
    return '.'.join(str(total >> shift & 255) for shift in (24, 16, 8, 0))


def _ipv6(text: str) -> str:
    from ipaddress import AddressValueError, IPv6Address

    try:
        if '%' in text:
            raise UrlError('invalid IPv6 address')
        address = IPv6Address(text)
    except AddressValueError:
        raise UrlError('invalid IPv6 address') from None
    pieces = [int.from_bytes(address.packed[i : i + 2]) for i in range(0, 16, 2)]
    best, length = _longest_zeros(pieces)
    out = ''
    index = 0
    while index < 8:
        if index == best:
            out += '::' if index == 0 else ':'
            index += length
            continue
        out += f'{pieces[index]:x}'
        index += 1
        if index < 8:
            out += ':'
    return out


def _longest_zeros(pieces: list[int]) -> tuple[int, int]:
    best, best_length = -1, 1
    start = -1
    for index, piece in enumerate([*pieces, 1]):
        if piece == 0:
            if start < 0:
                start = index
        elif start >= 0:
            if index - start > best_length:
                best, best_length = start, index - start
            start = -1
    return best, best_length


def parse_url(text: str) -> tuple[UrlParts, str | None]:
    """The URL, and the last violation of strict syntax. Raises `UrlError`."""
    if not text:
        raise UrlError('input is empty')
    reader = _Reader(text)
    parts = reader.read()
    return parts, reader.violation


def has_empty_path(parts: UrlParts, text: str) -> bool:
    """Whether the path `/` is not in the text itself."""
    if parts.path != '/' or not is_special(parts.scheme):
        return False
    for char in text.partition(':')[2].lstrip('/'):
        if char == '/':
            return False
        if char in '?#':
            return True
    return True


_SPLIT = re.compile(r'[\x00-\x20]*([a-zA-Z0-9+.-]+):[/\\]*')


def split_hosts(text: str) -> tuple[str, list[str], str]:
    """What comes before the hosts, all hosts but the last, and the rest. Raises `UrlError`."""
    if not text:
        raise UrlError('input is empty')
    found = _SPLIT.match(text)
    if found is None:
        raise UrlError('relative URL without a base')
    special = is_special(found[1].lower())
    hosts: list[str] = []
    start = found.end()
    for index in range(start, len(text)):
        char = text[index]
        if char in '/?#' or (char == '\\' and special):
            break
        if char == ',':
            if index == start:
                raise UrlError('empty host')
            hosts.append(text[start:index])
            start = index + 1
    return text[: found.end()], hosts, text[start:]
