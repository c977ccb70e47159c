"""`to_json` and `to_jsonable_python`, and the last steps of every serialisation to JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .exceptions import PydanticSerializationError, PydanticSerializationUnexpectedValue
from .json_text import ascii_only, indented
from .line_errors import exception_text
from .ser_build import config_from_args
from .ser_infer import infer_js, infer_py
from .ser_node import JsonProblemError, SerState

if TYPE_CHECKING:
    from collections.abc import Callable


def as_error(problem: JsonProblemError) -> PydanticSerializationError:
    if problem.known:
        return PydanticSerializationError(problem.text)
    return PydanticSerializationError(f'Error serializing to JSON: {problem.text}')


def json_of(how: Callable[[Any, SerState], str], value: Any, st: SerState) -> str:
    """JSON text; everything that goes wrong becomes a `PydanticSerializationError`."""
    try:
        return how(value, st)
    except JsonProblemError as problem:
        raise as_error(problem) from None
    except PydanticSerializationUnexpectedValue as error:
        raise PydanticSerializationError(
            f'Error serializing to JSON: {exception_text(error)}'
        ) from None
    except Exception as error:
        raise PydanticSerializationError(
            f'Error serializing to JSON: {exception_text(error)}'
        ) from None


def finish_json(text: str, indent: int | None, ensure_ascii: bool) -> bytes:
    if indent is not None:
        text = indented(text, indent)
    if ensure_ascii:
        text = ascii_only(text)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise PydanticSerializationError(
            f'Error serializing to JSON: {exception_text(_in_its_string(text, error))}'
        ) from None


def _in_its_string(text: str, error: UnicodeEncodeError) -> UnicodeEncodeError:
    """The error as it would be for the string alone that cannot be encoded."""
    import json
    import re

    for found in re.finditer(r'"(?:[^"\\]|\\.)*"', text):
        if found.end() > error.start:
            try:
                json.loads(found[0]).encode()
            except UnicodeEncodeError as inner:
                return inner
            break
    return error


def to_json(
    value: Any,
    *,
    indent: int | None = None,
    ensure_ascii: bool | None = False,
    include: Any = None,
    exclude: Any = None,
    by_alias: bool = True,
    exclude_none: bool = False,
    round_trip: bool = False,
    timedelta_mode: str = 'iso8601',
    temporal_mode: str = 'iso8601',
    bytes_mode: str = 'utf8',
    inf_nan_mode: str = 'constants',
    serialize_unknown: bool = False,
    fallback: Any = None,
    serialize_as_any: bool = False,
    polymorphic_serialization: bool | None = None,
    context: Any = None,
) -> bytes:
    """JSON of any value."""
    st = SerState(
        config_from_args(timedelta_mode, temporal_mode, bytes_mode, inf_nan_mode),
        'json',
        include,
        exclude,
        by_alias,
        exclude_none=exclude_none,
        round_trip=round_trip,
        warnings_mode='none',
        fallback=fallback,
        serialize_as_any=serialize_as_any,
        polymorphic=polymorphic_serialization,
        serialize_unknown=serialize_unknown,
        context=context,
    )
    return finish_json(json_of(infer_js, value, st), indent, bool(ensure_ascii))


def to_jsonable_python(
    value: Any,
    *,
    include: Any = None,
    exclude: Any = None,
    by_alias: bool = True,
    exclude_none: bool = False,
    round_trip: bool = False,
    timedelta_mode: str = 'iso8601',
    temporal_mode: str = 'iso8601',
    bytes_mode: str = 'utf8',
    inf_nan_mode: str = 'constants',
    serialize_unknown: bool = False,
    fallback: Any = None,
    serialize_as_any: bool = False,
    polymorphic_serialization: bool | None = None,
    context: Any = None,
) -> Any:
    """What JSON of the value would be read as."""
    st = SerState(
        config_from_args(timedelta_mode, temporal_mode, bytes_mode, inf_nan_mode),
        'json',
        include,
        exclude,
        by_alias,
        exclude_none=exclude_none,
        round_trip=round_trip,
        warnings_mode='none',
        fallback=fallback,
        serialize_as_any=serialize_as_any,
        polymorphic=polymorphic_serialization,
        serialize_unknown=serialize_unknown,
        context=context,
    )
    return infer_py(value, st)
