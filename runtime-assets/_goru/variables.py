"""Lists the variables of a session. Imported when somebody looks at them.

Nothing that a program wrote is called: not its `__repr__`, `__len__` or properties, which may
raise, print, or never end. Values are read with the methods of the built-in type they derive from.
"""

from __future__ import annotations

import enum
from itertools import islice
from time import monotonic
from types import (
    BuiltinFunctionType,
    FunctionType,
    GetSetDescriptorType,
    MemberDescriptorType,
    MethodType,
    ModuleType,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

NAMES_MAX = 200
VALUE_CHARACTERS = 100
NAME_CHARACTERS = 100
PATIENCE_S = 0.25
#: Of a container: on its own, and inside of another one.
ITEMS_SHOWN = 8
DEPTH = 3
INT_BITS_SHOWN = 400
_IMMUTABLE_TYPE = 1 << 8  # Py_TPFLAGS_IMMUTABLETYPE: nobody has changed its `__repr__`.

_kind_of: Any = type
_mro: Any = type.__dict__['__mro__'].__get__
_namespace_of: Any = type.__dict__['__dict__'].__get__
_raw_name_of: Any = type.__dict__['__name__'].__get__
_module_of: Any = type.__dict__['__module__'].__get__
_flags_of: Any = type.__dict__['__flags__'].__get__
_items_of: Any = dict.__dict__['items']

_of_function: Any = FunctionType.__dict__['__module__'].__get__
_of_builtin: Any = BuiltinFunctionType.__dict__['__module__'].__get__
_function_of: Any = MethodType.__dict__['__func__'].__get__

_error_arguments: Any = BaseException.__dict__['args'].__get__

#: By what a value is read. The order matters: a bool is an int.
_BASES = (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range)
#: C types whose `repr` is short and calls nothing of a program's.
_PLAIN = frozenset({
    'builtins.NoneType', 'builtins.ellipsis', 'builtins.NotImplementedType', 'builtins.slice',
    'datetime.date', 'datetime.time', 'datetime.datetime', 'datetime.timedelta',
    'decimal.Decimal',
})  # fmt: skip


def list_variables(namespace: dict[str, Any]) -> dict[str, Any]:
    """`{'variables': [{'name', 'type', 'value', 'length', 'bytes'}], 'left': how many more}`."""
    names = [name for name, value in list(namespace.items()) if _is_shown(name, value)]
    deadline = monotonic() + PATIENCE_S
    variables: list[dict[str, Any]] = []
    for name in names[:NAMES_MAX]:
        if monotonic() > deadline:
            break
        variables.append(_describe(name, namespace[name]))
    return {'variables': variables, 'left': len(names) - len(variables)}


def _is_shown(name: object, value: object) -> bool:
    return type(name) is str and not name.startswith('__') and not _is_imported(value)


def _is_imported(value: object) -> bool:
    """Modules, and functions and classes of others: `from turtle import *` brings a hundred."""
    kind: Any = type(value)
    if kind is ModuleType:
        return True
    if kind is MethodType:  # `from random import choice`
        value = _function_of(value)
        kind = type(value)
    if kind is FunctionType:
        module = _of_function(value)
    elif kind is BuiltinFunctionType:
        module = _of_builtin(value)
    elif issubclass(kind, type):
        try:
            module = _module_of(value)
        except AttributeError:  # A program has taken it away.
            return False
    else:
        return False
    return type(module) is str and module not in ('__main__', 'builtins')


def _describe(name: str, value: object) -> dict[str, Any]:
    kind: Any = type(value)
    base = _base_of(kind)
    sizeof: Any = (base or object).__sizeof__
    try:
        text = _short(value, DEPTH)
    except Exception:
        text = f'<{_name_of(kind)}>'  # Stranger than anything that is known here.
    return {
        'name': _clip(name, NAME_CHARACTERS),
        'type': _clip(_name_of(kind), NAME_CHARACTERS),
        'value': _clip(text, VALUE_CHARACTERS),
        'length': _length(value, base),
        'bytes': sizeof(value),
    }


def _name_of(kind: Any) -> str:
    # A class may have been given a name of a class of its own.
    return str.__str__(_raw_name_of(kind))


def _base_of(kind: type) -> type | None:
    # Not `in`, which compares: with the metaclass's own `__eq__`.
    return next((base for base in _BASES if issubclass(kind, base)), None)


def _length(value: Any, base: Any) -> int | None:
    if base is None or base in (int, float, complex):
        return None
    try:
        return base.__len__(value)
    except OverflowError:  # A long range.
        return None


def _short(value: Any, depth: int) -> str:
    kind = _kind_of(value)
    name: str = _name_of(kind)
    if issubclass(kind, type):
        return f'class {_name_of(value)}'
    if kind is FunctionType:
        return _signature(value)
    if issubclass(kind, enum.Enum):
        member: Any = _attributes(value).get('_name_')
        return f'{name}.{str.__str__(member) if issubclass(type(member), str) else "?"}'
    if issubclass(kind, BaseException):
        return name + _short(_error_arguments(value), depth)
    base = _base_of(kind)
    if base is not None:
        text = _READ[base](value, depth)
        return text if kind is base or kind is bool else f'{name}({text})'
    if _flags_of(kind) & _IMMUTABLE_TYPE and _is_plain(kind, value):
        return repr(value)
    attributes = _attributes(value)
    if depth == 0 or not attributes:
        return f'<{name}>'
    shown = [f'{key}={_short(item, depth - 1)}' for key, item in islice(attributes.items(), 4)]
    return f'{name}({", ".join(shown)}{", …" if len(attributes) > 4 else ""})'


def _is_plain(kind: type, value: Any) -> bool:
    # A time zone may be the program's own.
    return f'{_module_of(kind)}.{_name_of(kind)}' in _PLAIN and (
        getattr(value, 'tzinfo', None) is None
    )


def _signature(function: Any) -> str:
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return f'{code.co_name}({", ".join(names)})'


def _attributes(value: Any) -> dict[str, Any]:
    """What an instance holds, read past its properties and `__getattribute__`."""
    found: dict[str, Any] = {}
    for base in _mro(type(value)):
        for name, slot in _namespace_of(base).items():
            if name == '__dict__' and type(slot) is GetSetDescriptorType:
                # By the method of `dict`: what it holds may be in one of the program's own.
                pairs = _items_of(slot.__get__(value))
                found.update({key: item for key, item in pairs if type(key) is str})
            elif type(slot) is MemberDescriptorType and not name.startswith('__'):
                try:
                    found[name] = slot.__get__(value)
                except AttributeError:
                    pass  # Not set.
    return found


def _int(value: int, _depth: int) -> str:
    if value is True or value is False:
        return str(value)
    bits = int.bit_length(value)
    if bits > INT_BITS_SHOWN:
        return f'an integer of about {int(bits * 0.30103):_} digits'
    return int.__repr__(value)


def _text(base: Any) -> Callable[[Any, int], str]:
    def show(value: Any, _depth: int) -> str:
        start = base.__getitem__(value, slice(VALUE_CHARACTERS))
        return base.__repr__(start) + ('…' if base.__len__(value) > VALUE_CHARACTERS else '')

    return show


def _items(base: Any, opening: str, closing: str) -> Callable[[Any, int], str]:
    def show(value: Any, depth: int) -> str:
        count = base.__len__(value)
        if depth == 0 and count > 0:
            return f'{opening}…{closing}'
        shown = [_short(item, depth - 1) for item in islice(base.__iter__(value), _shown(depth))]
        comma = ',' if base is tuple and count == 1 else ''
        return opening + _join(shown, count) + comma + closing

    return show


def _dict(value: dict[Any, Any], depth: int) -> str:
    plain: Any = dict  # Its methods, not those of a class that derives from it.
    count: int = plain.__len__(value)
    if depth == 0 and count > 0:
        return '{…}'
    pairs = islice(plain.items(value), _shown(depth))
    shown = [f'{_short(key, depth - 1)}: {_short(item, depth - 1)}' for key, item in pairs]
    return f'{{{_join(shown, count)}}}'


def _shown(depth: int) -> int:
    return ITEMS_SHOWN if depth == DEPTH else ITEMS_SHOWN // 2


def _join(shown: list[str], count: int) -> str:
    return ', '.join(shown) + (', …' if count > len(shown) else '')


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit] + '…'


_READ: dict[Any, Callable[[Any, int], str]] = {
    int: _int,
    float: lambda value, _: float.__repr__(value),
    complex: lambda value, _: complex.__repr__(value),
    str: _text(str),
    bytes: _text(bytes),
    bytearray: _text(bytearray),
    list: _items(list, '[', ']'),
    tuple: _items(tuple, '(', ')'),
    set: _items(set, '{', '}'),
    frozenset: _items(frozenset, 'frozenset({', '})'),
    dict: _dict,
    range: lambda value, _: range.__repr__(value),
}
