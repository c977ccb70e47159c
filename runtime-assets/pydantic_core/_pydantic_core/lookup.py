"""Paths into an input: names and aliases of fields, discriminators."""

from __future__ import annotations

from typing import Any

from .exceptions import SchemaError
from .line_errors import LineError, exception_text, fail

Path = tuple[int | str, ...]

ABSENT: Any = object()


def paths_of(alias: Any) -> list[Path]:
    """The paths of `str | list[str | int] | list[list[str | int]]`."""
    if alias is None:
        return []
    if isinstance(alias, str):
        return [(alias,)]
    if not isinstance(alias, list):
        raise TypeError(f"'{type(alias).__name__}' object cannot be cast as 'list'")
    if not alias:
        raise SchemaError('Lookup paths should have at least one element')
    if isinstance(alias[0], list):
        return [_path(path) for path in alias]
    return [_path(alias)]


def _path(path: Any) -> Path:
    if not isinstance(path, list) or not path:
        raise SchemaError('Each alias path should have at least one element')
    if not isinstance(path[0], str):
        raise TypeError('The first item in an alias path should be a string')
    for item in path:
        if not isinstance(item, str | int):
            raise TypeError('Item in an alias path should be a string or int')
    return tuple(path)


def path_text(path: Path) -> str:
    return '.'.join(f"'{item}'" if isinstance(item, str) else str(item) for item in path)


def step(value: Any, item: int | str) -> Any:
    """One step into a value that was found; a string has no items."""
    if isinstance(value, str):
        return ABSENT
    try:
        return value[item]
    except Exception:
        return ABSENT


def json_step(value: Any, item: int | str) -> Any:
    if type(value) is dict:
        return value.get(item, ABSENT) if isinstance(item, str) else ABSENT
    if type(value) is list and isinstance(item, int):
        try:
            return value[item]
        except IndexError:
            return ABSENT
    return ABSENT


def in_dict(mapping: Any, path: Path) -> Any:
    value = dict.get(mapping, path[0], ABSENT)
    for item in path[1:]:
        if value is ABSENT:
            return ABSENT
        value = step(value, item)
    return value


def in_strings(mapping: Any, path: Path) -> Any:
    """As `in_dict`; what is found has to be a string or a dict. Raises `ValError`."""
    value = in_dict(mapping, path)
    if value is not ABSENT and not isinstance(value, str | dict):
        raise fail('string_type', value)
    return value


def in_json(mapping: Any, path: Path) -> Any:
    value = mapping.get(path[0], ABSENT)
    for item in path[1:]:
        if value is ABSENT:
            return ABSENT
        value = json_step(value, item)
    return value


def in_mapping(mapping: Any, path: Path) -> Any:
    try:
        value = mapping[path[0]]
    except (KeyError, IndexError):
        return ABSENT
    for item in path[1:]:
        if value is ABSENT:
            return ABSENT
        value = step(value, item)
    return value


def _attribute(value: Any, item: int | str) -> Any:
    if isinstance(item, int):
        return step(value, item)
    if isinstance(value, dict):
        return step(value, item)
    return getattr(value, item, ABSENT)


def in_attributes(obj: Any, path: Path) -> Any:
    """Raises `ValError` if an attribute exists and cannot be read."""
    try:
        value = _attribute(obj, path[0])
        for item in path[1:]:
            if value is ABSENT:
                return ABSENT
            value = _attribute(value, item)
    except Exception as error:
        raise fail('get_attribute_error', obj, {'error': exception_text(error)}) from None
    return value


class Attributes:
    """An object that is read by its attributes, with keyword arguments before them."""

    __slots__ = ('kwargs', 'obj')

    def __init__(self, obj: Any, kwargs: dict[str, Any] | None) -> None:
        self.obj = obj
        self.kwargs = kwargs


def in_object(found: Attributes, path: Path) -> Any:
    if found.kwargs is not None:
        value = in_dict(found.kwargs, path)
        if value is not ABSENT:
            return value
    return in_attributes(found.obj, path)


def push_path(line: LineError, path: Path) -> None:
    """Puts a path around the location of an error."""
    for item in reversed(path):
        line.loc.append(item)


def readable_by_attributes(value: Any) -> bool:
    module = getattr(type(value), '__module__', None)
    return isinstance(module, str) and module not in ('builtins', 'datetime', 'collections')


def fields_source(value: Any, strict: bool, from_attributes: bool) -> tuple[Any, Any]:
    """What the fields of a Python object are read from, and how. Raises `ValError`."""
    if type(value) is dict:
        return value, in_dict
    from .mappings import mapping_in

    if not from_attributes:
        found = mapping_in(value, strict)
        return found, in_dict if isinstance(found, dict) else in_mapping
    if isinstance(value, dict):
        return value, in_dict
    if not strict:
        from collections.abc import Mapping

        if isinstance(value, Mapping):
            return value, in_mapping
    if readable_by_attributes(value):
        return Attributes(value, None), in_object
    pair = isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], dict)
    if pair and readable_by_attributes(value[0]):
        return Attributes(value[0], value[1]), in_object
    raise fail('model_attributes_type', value)
