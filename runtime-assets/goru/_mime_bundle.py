"""Turns an object into the MIME bundle of a display frame, by the methods Jupyter knows."""

from __future__ import annotations

import sys
from binascii import b2a_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: What `goru._table` finds, for the page.
TABLE = 'application/vnd.goru.table+json'
TABLE_TEXT = 100_000

MIME_BY_METHOD = {
    '_repr_html_': 'text/html',
    '_repr_markdown_': 'text/markdown',
    '_repr_svg_': 'image/svg+xml',
    '_repr_png_': 'image/png',
    '_repr_jpeg_': 'image/jpeg',
    '_repr_latex_': 'text/latex',
    '_repr_json_': 'application/json',
}


def mime_bundle(value: Any, raw: bool) -> dict[str, str]:
    """MIME type → text; binary data in base64. There is always a `text/plain`."""
    bundle: dict[str, Any] = dict(value) if raw else _rich_forms(value)
    if 'text/plain' not in bundle:
        # Beside a table it is for those who show none, and need not be longer than anybody reads.
        bundle['text/plain'] = repr(value)[:TABLE_TEXT] if TABLE in bundle else repr(value)
    return {str(mime): _text(data) for mime, data in bundle.items()}


def bundle_of_value(value: Any, plain: str) -> dict[str, str] | None:
    """The bundle of a program's value, whose `repr` is known; None when there is no more to it.

    The program has ended well: a form that cannot be made is told, and is no error of the run.
    """
    try:
        bundle = {'text/plain': plain, **_from_methods(value), **_own_bundle(value)}
        texts = {str(mime): _text(data) for mime, data in bundle.items()}
    except Exception as error:
        kind = type(value).__name__
        print(f'[{kind} has no rich form: {type(error).__name__}: {error}]', file=sys.stderr)
        return None
    return texts if len(texts) > 1 else None


def _rich_forms(value: Any) -> dict[str, Any]:
    if type(value) in (list, tuple, str):
        from goru._table import table_of

        table = table_of(value)
        return {} if table is None else {TABLE: table}
    return {**_from_methods(value), **_own_bundle(value)}


def _own_bundle(value: Any) -> dict[str, Any]:
    return dict(_ask(value, '_repr_mimebundle_') or {})


def _from_methods(value: Any) -> dict[str, Any]:
    forms: dict[str, Any] = {}
    missing: ImportError | None = None
    for method, mime in MIME_BY_METHOD.items():
        try:
            data = _ask(value, method)
        except ImportError as error:
            # A chart's PNG may need a library that is not there: its SVG is as good.
            missing = missing or error
            continue
        if data is not None:
            forms[mime] = data
    if missing is not None and not forms:
        raise missing
    return forms


def _ask(value: Any, method: str) -> Any:
    if isinstance(value, type):
        return None  # The methods are meant for instances.
    function = getattr(value, method, None)
    if not callable(function):
        return None
    try:
        answer = _call(function, method)
    except NotImplementedError:
        return None
    # It may be (data, metadata), and the page has no use for metadata.
    return answer[0] if isinstance(answer, tuple) else answer  # pyright: ignore[reportUnknownVariableType]


def _call(function: Callable[..., Any], method: str) -> Any:
    if method != '_repr_mimebundle_':
        return function()
    try:
        return function(include=None, exclude=None)  # As Jupyter does.
    except TypeError:
        return function()  # Or not callable without them either: then the error is this one's.


def _text(data: Any) -> str:
    if isinstance(data, str):
        return data
    if type(data) in (bytes, bytearray, memoryview):
        return b2a_base64(data, newline=False).decode()
    from _goru.frames import to_json

    return to_json(data)
