"""Validators of `url multi-host-url`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .build import Config, Context, Schema, from_config, is_strict
from .exceptions import SchemaError
from .line_errors import ValError, fail
from .node import Node
from .reading import utf8_of
from .scalars import str_reader
from .state import LAX, State
from .url import MultiHostUrl, Url
from .url_parser import (
    DEFAULT_PORTS,
    UrlError,
    UrlParts,
    default_path,
    has_empty_path,
    is_special,
    parse_host,
    parse_opaque_host,
    parse_url,
    split_hosts,
)

if TYPE_CHECKING:
    from collections.abc import Callable


_NO_HOST_TO_SET = 'a cannot-be-a-base URL doesn\u2019t have a host to set'


class _Limits:
    """What a schema asks of a URL."""

    __slots__ = (
        'default_host',
        'default_path',
        'default_port',
        'host_required',
        'max_length',
        'name',
        'preserve',
        'schemes',
        'schemes_text',
        'strict',
    )

    def __init__(self, schema: Schema, config: Config, kind: str) -> None:
        self.strict = is_strict(schema, config)
        self.max_length: int | None = schema.get('max_length')
        self.host_required = bool(schema.get('host_required', False))
        self.default_host: str | None = schema.get('default_host')
        self.default_port: int | None = schema.get('default_port')
        self.default_path: str | None = schema.get('default_path')
        preserve = schema.get('preserve_empty_path')
        if preserve is None:
            preserve = from_config(config, 'url_preserve_empty_path', False)
        self.preserve = bool(preserve)
        schemes: list[str] | None = schema.get('allowed_schemes')
        self.name = kind
        self.schemes: frozenset[str] | None = None
        self.schemes_text = ''
        if schemes is not None:
            if not schemes:
                raise SchemaError('`allowed_schemes` should have length > 0')
            shown = [f"'{scheme}'" for scheme in schemes]
            self.schemes = frozenset(schemes)
            self.name = f'{kind}[{",".join(shown)}]'
            self.schemes_text = (
                shown[0] if len(shown) == 1 else f'{", ".join(shown[:-1])} or {shown[-1]}'
            )

    def check_length(self, text: str, value: Any) -> None:
        if self.max_length is not None and len(text.encode()) > self.max_length:
            raise fail('url_too_long', value, {'max_length': self.max_length})

    def check_scheme(self, scheme: str, value: Any) -> None:
        if self.schemes is not None and scheme not in self.schemes:
            raise fail('url_scheme', value, {'expected_schemes': self.schemes_text})

    def completed(self, parts: UrlParts, value: Any) -> UrlParts:
        """With the defaults; the same object if none is needed."""
        changed = parts
        if not parts.host:
            if self.default_host is not None:
                if parts.opaque:
                    raise fail('url_parsing', value, {'error': _NO_HOST_TO_SET})
                changed = parts.copy()
                changed.host = _host(self.default_host, parts.scheme, value)
            elif self.host_required:
                raise fail('url_parsing', value, {'error': 'empty host'})
        if self.default_port is not None and parts.port is None:
            if not changed.host or changed.scheme == 'file':
                raise fail('url_parsing', value, {'error': 'empty host'})
            changed = parts.copy() if changed is parts else changed
            standard = DEFAULT_PORTS.get(parts.scheme)
            changed.port = None if self.default_port == standard else self.default_port
        if self.default_path is not None and parts.path in ('', '/'):
            changed = parts.copy() if changed is parts else changed
            changed.path = default_path(self.default_path, parts)
        return changed


def _host(host: str, scheme: str, value: Any) -> str:
    try:
        return parse_host(host) if is_special(scheme) else parse_opaque_host(host)
    except UrlError as error:
        raise fail('url_parsing', value, {'error': str(error)}) from None


def _parse(text: str, value: Any, strict: bool) -> UrlParts:
    try:
        parts, violation = parse_url(text)
    except UrlError as error:
        raise fail('url_parsing', value, {'error': str(error)}) from None
    if strict and violation is not None:
        raise fail('url_syntax_violation', value, {'error': violation})
    return parts


def _text_reader(ctx: Context) -> Callable[[Any, bool], str]:
    def read(value: Any, strict: bool) -> str:
        try:
            return utf8_of(str_reader(ctx.mode, strict, False)(value, State(ctx.mode)))
        except ValError as error:
            if error.errors[0].type == 'string_unicode' and isinstance(value, str):
                raise
            raise fail('url_type', value) from None

    return read


def build_url(schema: Schema, config: Config, ctx: Context) -> Node:
    limits = _Limits(schema, config, 'url')
    read = _text_reader(ctx)

    def validate(value: Any, st: State) -> Url:
        strict = limits.strict if st.strict is None else st.strict
        if isinstance(value, Url):
            limits.check_length(str(value), value)
            parts, empty, source = value._parts, value._empty_path, value
        else:
            text = str(value) if isinstance(value, MultiHostUrl) else read(value, strict)
            limits.check_length(text, value)
            parts = _parse(text, value, strict)
            empty = limits.preserve and has_empty_path(parts, text)
            source = None
        limits.check_scheme(parts.scheme, value)
        changed = limits.completed(parts, value)
        st.lower_to(LAX)
        if source is not None and changed is parts:
            return source
        return Url.make(changed, empty and changed.path == '/')

    return Node(validate, limits.name)


def build_multi_host_url(schema: Schema, config: Config, ctx: Context) -> Node:
    limits = _Limits(schema, config, 'multi-host-url')
    if limits.default_host is not None and ',' in limits.default_host:
        raise SchemaError('default_host cannot contain a comma, see pydantic-core#326')
    read = _text_reader(ctx)

    def parse(text: str, value: Any, strict: bool) -> MultiHostUrl:
        try:
            prefix, hosts, rest = split_hosts(text)
        except UrlError as error:
            raise fail('url_parsing', value, {'error': str(error)}) from None
        whole = prefix + rest
        parts = _parse(whole, value, strict)
        empty = limits.preserve and has_empty_path(parts, whole)
        if not hosts:
            return MultiHostUrl.make(parts, empty, None)
        extra = [_parse(prefix + host, value, strict) for host in hosts]
        if not parts.host or not all(host.host for host in extra):
            raise fail('url_parsing', value, {'error': 'empty host'})
        return MultiHostUrl.make(parts, empty, extra)

    def validate(value: Any, st: State) -> MultiHostUrl:
        strict = limits.strict if st.strict is None else st.strict
        if isinstance(value, MultiHostUrl):
            limits.check_length(str(value), value)
            url = value
        elif isinstance(value, Url):
            limits.check_length(str(value), value)
            url = MultiHostUrl.make(value._parts, value._empty_path, None)
        else:
            text = read(value, strict)
            limits.check_length(text, value)
            url = parse(text, value, strict)
        limits.check_scheme(url._parts.scheme, value)
        changed = limits.completed(url._parts, value)
        st.lower_to(LAX)
        if changed is url._parts:
            return url
        return MultiHostUrl.make(changed, url._empty_path and changed.path == '/', url._extra)

    return Node(validate, limits.name)
