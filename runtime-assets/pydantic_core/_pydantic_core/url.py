"""`Url` and `MultiHostUrl`."""

from __future__ import annotations

from typing import Any, Self

from .undefined import PydanticUndefined
from .url_parser import DEFAULT_PORTS, UrlParts, is_special


def _simple(kind: str, url: Any, preserve_empty_path: bool) -> Any:
    """What the validator without limits makes of it. Raises `ValidationError`."""
    from .build import Context, Prebuilt
    from .internal import as_exception
    from .line_errors import ValError
    from .state import State
    from .urls import build_multi_host_url, build_url

    builder = build_url if kind == 'url' else build_multi_host_url
    schema = {'type': kind, 'preserve_empty_path': preserve_empty_path}
    node = builder(schema, None, Context('python', Prebuilt(used=False)))
    try:
        return node.fn(url, State('python'))
    except ValError as error:
        raise as_exception(error, kind, 'python', False) from None


def _port(parts: UrlParts) -> int | None:
    return DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port


def _unicode_host(host: str) -> str | None:
    labels: list[str] = []
    for label in host.split('.'):
        if label.startswith('xn--'):
            try:
                labels.append(label[4:].encode().decode('punycode'))
            except UnicodeError:
                return None
        else:
            labels.append(label)
    return '.'.join(labels)


def _is_punycode(parts: UrlParts) -> bool:
    host = parts.host or ''
    return is_special(parts.scheme) and any(label.startswith('xn--') for label in host.split('.'))


def _userinfo(username: str | None, password: str | None) -> str:
    if username is None and password is None:
        return ''
    if password is None:
        return f'{username}@'
    return f'{username or ""}:{password}@'


def _host_text(host: dict[str, Any]) -> str:
    text = _userinfo(host.get('username'), host.get('password'))
    text += host.get('host') or ''
    port = host.get('port')
    return text if port is None else f'{text}:{port}'


def _tail(path: str | None, query: str | None, fragment: str | None) -> str:
    text = '' if path is None else f'/{path}'
    if query is not None:
        text += f'?{query}'
    if fragment is not None:
        text += f'#{fragment}'
    return text


class _Base:
    """What both kinds have in common."""

    __slots__ = ('_empty_path', '_parts')

    _parts: UrlParts
    _empty_path: bool

    @property
    def scheme(self) -> str:
        return self._parts.scheme

    @property
    def path(self) -> str | None:
        path = self._parts.path
        return None if path == '' or (path == '/' and self._empty_path) else path

    @property
    def query(self) -> str | None:
        return self._parts.query

    @property
    def fragment(self) -> str | None:
        return self._parts.fragment

    def query_params(self) -> list[tuple[str, str]]:
        from urllib.parse import parse_qsl

        query = self._parts.query
        if not query:
            return []
        return parse_qsl(query, keep_blank_values=True, errors='replace')

    def _text(self) -> str:
        return self._parts.text('' if self._empty_path else None)

    def _unicode(self) -> str:
        text = self._text()
        if _is_punycode(self._parts):
            host = self._parts.host or ''
            decoded = _unicode_host(host)
            if decoded is not None:
                start = len(self._parts.scheme) + 3
                return text[:start] + decoded + text[start + len(host) :]
        return text

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"

    def __getnewargs__(self) -> tuple[str]:
        return (str(self),)


class Url(_Base):
    """A URL with one host at most."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ()

    def __new__(cls, url: Any = PydanticUndefined, *, preserve_empty_path: bool = False) -> Self:
        if url is PydanticUndefined:
            raise TypeError("Url.__new__() missing 1 required positional argument: 'url'")
        found: Url = _simple('url', url, preserve_empty_path)
        return cls.make(found._parts, found._empty_path)

    @classmethod
    def make(cls, parts: UrlParts, empty_path: bool) -> Self:
        self = object.__new__(cls)
        self._parts = parts
        self._empty_path = empty_path
        return self

    @property
    def username(self) -> str | None:
        return self._parts.username or None

    @property
    def password(self) -> str | None:
        return self._parts.password

    @property
    def host(self) -> str | None:
        return self._parts.host or None

    def unicode_host(self) -> str | None:
        host = self.host
        if host is not None and _is_punycode(self._parts):
            return _unicode_host(host)
        return host

    @property
    def port(self) -> int | None:
        return _port(self._parts)

    def unicode_string(self) -> str:
        return self._unicode()

    def __str__(self) -> str:
        return self._text()

    def __deepcopy__(self, _memo: Any) -> Url:
        return Url.make(self._parts, self._empty_path)

    def __hash__(self) -> int:
        return hash((self._parts.text(), self._empty_path))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Url):
            return NotImplemented
        return self._parts.text() == other._parts.text()

    def __lt__(self, other: object) -> bool:
        return (
            self._parts.text() < other._parts.text() if isinstance(other, Url) else NotImplemented
        )

    def __le__(self, other: object) -> bool:
        return (
            self._parts.text() <= other._parts.text() if isinstance(other, Url) else NotImplemented
        )

    def __gt__(self, other: object) -> bool:
        return (
            self._parts.text() > other._parts.text() if isinstance(other, Url) else NotImplemented
        )

    def __ge__(self, other: object) -> bool:
        return (
            self._parts.text() >= other._parts.text() if isinstance(other, Url) else NotImplemented
        )

    @classmethod
    def build(
        cls,
        *,
        scheme: str,
        username: str | None = None,
        password: str | None = None,
        host: str,
        port: int | None = None,
        path: str | None = None,
        query: str | None = None,
        fragment: str | None = None,
    ) -> Self:
        text = _host_text({'username': username, 'password': password, 'host': host, 'port': port})
        return cls(f'{scheme}://{text}{_tail(path, query, fragment)}')


class MultiHostUrl(_Base):
    """A URL with any number of hosts, as those of databases."""

    __module__ = 'pydantic_core._pydantic_core'
    __slots__ = ('_extra',)

    _extra: list[UrlParts] | None

    def __new__(cls, url: Any = PydanticUndefined, *, preserve_empty_path: bool = False) -> Self:
        if url is PydanticUndefined:
            raise TypeError("MultiHostUrl.__new__() missing 1 required positional argument: 'url'")
        found: MultiHostUrl = _simple('multi-host-url', url, preserve_empty_path)
        return cls.make(found._parts, found._empty_path, found._extra)

    @classmethod
    def make(cls, parts: UrlParts, empty_path: bool, extra: list[UrlParts] | None) -> Self:
        self = object.__new__(cls)
        self._parts = parts
        self._empty_path = empty_path
        self._extra = extra
        return self

    def hosts(self) -> list[dict[str, Any]]:
        if self._extra is not None:
            return [_host_dict(parts) for parts in (*self._extra, self._parts)]
        return [_host_dict(self._parts)] if self._parts.host else []

    def _with_hosts(self, text: str, shown: Any) -> str:
        if self._extra is None:
            return text
        start = len(self._parts.scheme) + 3
        cut = 1 if is_special(self._parts.scheme) else 0
        hosts = ''
        for parts in self._extra:
            host = shown(parts)
            hosts += host[start : len(host) - cut] + ','
        return text[:start] + hosts + text[start:]

    def unicode_string(self) -> str:
        return self._with_hosts(self._unicode(), lambda parts: Url.make(parts, False)._unicode())

    def __str__(self) -> str:
        return self._with_hosts(self._text(), lambda parts: parts.text())

    def __deepcopy__(self, _memo: Any) -> MultiHostUrl:
        return MultiHostUrl.make(self._parts, self._empty_path, self._extra)

    def __hash__(self) -> int:
        return hash(str(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MultiHostUrl):
            return NotImplemented
        return self.unicode_string() == other.unicode_string()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, MultiHostUrl):
            return NotImplemented
        return self.unicode_string() < other.unicode_string()

    def __le__(self, other: object) -> bool:
        if not isinstance(other, MultiHostUrl):
            return NotImplemented
        return self.unicode_string() <= other.unicode_string()

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, MultiHostUrl):
            return NotImplemented
        return self.unicode_string() > other.unicode_string()

    def __ge__(self, other: object) -> bool:
        if not isinstance(other, MultiHostUrl):
            return NotImplemented
        return self.unicode_string() >= other.unicode_string()

    @classmethod
    def build(
        cls,
        *,
        scheme: str,
        hosts: list[dict[str, Any]] | None = None,
        username: str | None = None,
        password: str | None = None,
        host: str | None = None,
        port: int | None = None,
        path: str | None = None,
        query: str | None = None,
        fragment: str | None = None,
    ) -> Self:
        single = {'username': username, 'password': password, 'host': host, 'port': port}
        if hosts is not None:
            if any(value is not None for value in single.values()):
                raise ValueError('expected one of `hosts` or singular values to be set.')
            for entry in hosts:
                if all(entry.get(key) is None for key in ('host', 'password', 'port')):
                    raise ValueError(
                        "expected one of 'host', 'username', 'password' or 'port' to be set"
                    )
            text = ','.join(_host_text(entry) for entry in hosts)
        elif host is not None:
            text = _host_text(single)
        else:
            raise ValueError('expected either `host` or `hosts` to be set')
        return cls(f'{scheme}://{text}{_tail(path, query, fragment)}')


def _host_dict(parts: UrlParts) -> dict[str, Any]:
    return {
        'username': parts.username or None,
        'password': parts.password,
        'host': parts.host or None,
        'port': _port(parts),
    }
