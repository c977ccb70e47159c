"""Turns an object into the MIME bundle of a display frame, by the methods Jupyter knows."""

from __future__ import annotations

from binascii import b2a_base64

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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
    bundle: dict[str, Any] = dict(value) if raw else {**_from_methods(value), **_own_bundle(value)}
    if 'text/plain' not in bundle:
        bundle['text/plain'] = repr(value)
    return {str(mime): _text(data) for mime, data in bundle.items()}


def _own_bundle(value: Any) -> dict[str, Any]:
    return dict(_ask(value, '_repr_mimebundle_') or {})


def _from_methods(value: Any) -> dict[str, Any]:
    answers = {mime: _ask(value, method) for method, mime in MIME_BY_METHOD.items()}
    return {mime: data for mime, data in answers.items() if data is not None}


def _ask(value: Any, method: str) -> Any:
    if isinstance(value, type):
        return None  # The methods are meant for instances.
    function = getattr(value, method, None)
    if not callable(function):
        return None
    try:
        answer: tuple[Any, ...] | Any = function()
    except NotImplementedError:
        return None
    # It may be (data, metadata), and the page has no use for metadata.
    return answer[0] if isinstance(answer, tuple) else answer  # pyright: ignore[reportUnknownVariableType]


def _text(data: Any) -> str:
    if isinstance(data, str):
        return data
    if type(data) in (bytes, bytearray, memoryview):
        return b2a_base64(data, newline=False).decode()
    from _goru.frames import to_json

    return to_json(data)
