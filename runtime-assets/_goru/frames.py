"""The wire form of frames: `u32le jsonLength, u32le payloadLength, JSON (UTF-8), payload`.

`golden-frames.json` of the contract pins it on both sides. The codec is made from `_json`'s C parts
directly: the `json` package imports `re`, which boot cannot afford (tens of milliseconds).
"""

from __future__ import annotations

from _json import encode_basestring, make_encoder, make_scanner  # type: ignore[attr-defined]

HEADER_BYTES = 8

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any

    Frame = dict[str, Any]


def _refuse(value: object) -> object:
    raise TypeError(f'Object of type {type(value).__name__} is not JSON serializable')


def _refuse_constant(name: str) -> object:
    raise ValueError(f'{name} is not JSON')


class _ScannerOptions:
    """What `make_scanner` reads, in the shape of `json.JSONDecoder`'s attributes."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = _refuse_constant


_scan = make_scanner(_ScannerOptions)  # pyright: ignore[reportArgumentType]


def to_json(value: object) -> str:
    """Compact JSON text. Unlike `json.dumps`, `NaN` and the infinities are refused."""
    # The markers find circular references; fresh ones, because a failed call leaves some behind.
    encoder = make_encoder({}, _refuse, encode_basestring, None, ':', ',', False, False, False)
    return ''.join(encoder(value, 0))


def from_json(text: str) -> Any:
    """Reads compact JSON text, as `to_json` and the host write it."""
    value, _ = _scan(text, 0)
    return value


def encode(frame: Frame, payload: bytes = b'') -> bytes:
    """One whole frame, ready to be written."""
    # A lone surrogate has no UTF-8; its backslash form is exactly JSON's escape for it.
    json = to_json(frame).encode('utf-8', 'backslashreplace')
    return len(json).to_bytes(4, 'little') + len(payload).to_bytes(4, 'little') + json + payload


def frame_size(start: bytes) -> int:
    """The length of the frame that begins with `start` (at least its header)."""
    json_length = int.from_bytes(start[:4], 'little')
    return HEADER_BYTES + json_length + int.from_bytes(start[4:HEADER_BYTES], 'little')


def decode(start: bytes, *rest: bytes) -> tuple[Frame, bytes]:
    """The frame and its payload, from the parts of one whole frame.

    A payload may fill half of the memory, so it is copied once: from the parts to where it stays.
    """
    json_end = HEADER_BYTES + int.from_bytes(start[:4], 'little')
    if rest and len(start) < json_end:
        start, rest = b''.join((start, *rest)), ()
    view = memoryview(start)
    frame = from_json(str(view[HEADER_BYTES:json_end], 'utf-8'))
    return frame, b''.join((view[json_end:], *rest))
