"""`include` and `exclude`: what to leave out, and what goes on to the next level."""

from __future__ import annotations

from typing import Any

_ALL = '__all__'

#: The item is left out.
OMIT: Any = object()


def _is_whole(value: Any) -> bool:
    return value is ... or value is True


def filtered(
    key: Any,
    include: Any,
    exclude: Any,
    own_include: Any = None,
    own_exclude: Any = None,
) -> Any:
    """`OMIT`, or the `include` and `exclude` for what is under the key."""
    next_exclude = None
    if exclude is not None:
        if isinstance(exclude, dict):
            value = _merged(exclude, key)
            if value is not None:
                if _is_whole(value):
                    return OMIT
                next_exclude = value
        elif isinstance(exclude, set):
            if key in exclude or _ALL in exclude:
                return OMIT
        else:
            found = _contains(exclude, key)
            if found is None:
                raise TypeError('`exclude` argument must be a set or dict.')
            if found:
                return OMIT
    if include is not None:
        if isinstance(include, dict):
            value = _merged(include, key)
            if value is not None:
                return (None if _is_whole(value) else value), next_exclude
        elif isinstance(include, set):
            if key in include or _ALL in include:
                return None, next_exclude
        else:
            found = _contains(include, key)
            if found is None:
                raise TypeError('`include` argument must be a set or dict.')
            if found:
                return None, next_exclude
        if own_include is None or key not in own_include:
            return OMIT
    if next_exclude is not None:
        return None, next_exclude
    if own_include is not None and key not in own_include:
        return OMIT
    if own_exclude is not None and key in own_exclude:
        return OMIT
    return None, None


def _contains(obj: Any, key: Any) -> bool | None:
    method = getattr(obj, '__contains__', None)
    if method is None:
        return None
    try:
        found = method(key)
    except Exception:
        return None
    return bool(found) or bool(method(_ALL))


def _merged(mapping: dict[Any, Any], key: Any) -> Any:
    value = mapping.get(key)
    everything = mapping.get(_ALL)
    if value is None or everything is None:
        return everything if value is None else value
    if _is_whole(value) or _is_whole(everything):
        return value
    return _merge(_as_dict(value), everything)


def _as_dict(value: Any) -> dict[Any, Any]:
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, set):
        return dict.fromkeys(value, ...)
    raise TypeError(
        '`include` and `exclude` must be of type'
        ' `dict[str | int, <recursive> | ...] | set[str | int | ...]`'
    )


def _merge(value: dict[Any, Any], everything: Any) -> dict[Any, Any]:
    merged = dict(value)
    if isinstance(everything, dict):
        for key, other in everything.items():
            if key not in merged:
                merged[key] = other
            elif not _is_whole(merged[key]):
                mine = _as_dict(merged[key])
                if not _is_whole(other):
                    merged[key] = _merge(mine, other)
    elif isinstance(everything, set):
        for key in everything:
            merged.setdefault(key, ...)
    else:
        raise TypeError(
            "'__all__' key of `include` and `exclude` must be of type"
            ' `dict[str | int, <recursive> | ...] | set[str | int | ...]`'
        )
    return merged


def by_index(spec: Any, length: int | None) -> Any:
    """Negative indices counted from the end."""
    if isinstance(spec, dict):
        return {_position(key, length): value for key, value in spec.items()}
    if isinstance(spec, set):
        return {_position(key, length) for key in spec}
    return spec


def _position(key: Any, length: int | None) -> Any:
    if length is None:
        try:
            negative = key < 0
        except TypeError:
            return key
        if negative:
            raise ValueError(
                'Negative indices cannot be used to exclude items on unsized iterables'
            )
        return key
    if isinstance(key, str) or length == 0:
        return key
    try:
        return key % length
    except Exception:
        return key


def own_indices(schema: dict[str, Any]) -> tuple[Any, Any]:
    """The `include` and `exclude` of a schema for sequences or dicts."""
    serialization = schema.get('serialization')
    if not isinstance(serialization, dict):
        return None, None
    return serialization.get('include'), serialization.get('exclude')
