"""Writes `goru.pyi` from the package itself, so that the two cannot differ."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import goru
from goru import errors
from goru._http_messages import Response, ResponseHeaders

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

HEADER = '''\
"""{doc}"""

# Made by `node runtime-assets/tests/run-tests.mjs --update-stub` from the package; do not edit.

from collections.abc import AsyncIterator, Iterator, Mapping
from os import PathLike
from typing import Any

type Path = str | PathLike[str]
type Entry = dict[str, Any]
type Step = tuple[str, list[str], list[str]]
type Headers = Mapping[str, str]
type Body = str | bytes
'''
CLASS_NAMES = {'kv': '_KeyValueStore', 'fs': '_FileSystem', 'http': '_Http'}


def make_stub() -> str:
    parts = [HEADER.format(doc=goru.__doc__)]
    parts += [_error(getattr(errors, name)) for name in _by_base(errors.__all__)]
    parts += [_class(ResponseHeaders), _class(Response)]
    parts += [_capability(name, getattr(goru, name)) for name in CLASS_NAMES]
    names = ('call', 'async_call', 'install_pkg', 'async_install_pkg', 'display')
    parts += [_function(name, getattr(goru, name)) for name in names]
    parts.append(f'__all__ = {sorted([*goru.__all__])!r}\n')
    return '\n'.join(parts)


def _by_base(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != 'GoruError', name))


def _error(error: type[Exception]) -> str:
    bases = ', '.join(base.__name__ for base in error.__bases__)
    lines = [f'class {error.__name__}({bases}):', _class_doc(error), '']
    if error is errors.GoruError:
        lines += ['    def __init__(self, text: str = ...) -> None: ...']
    elif error is errors.HostFunctionError:
        lines += ['    name: str']
    return '\n'.join(lines).rstrip() + '\n'


def _class(kind: type) -> str:
    base = f'({kind.__base__.__name__}[str, str])' if kind.__base__ is dict else ''
    lines = [f'class {kind.__name__}{base}:', _class_doc(kind), '']
    constructor = vars(kind)['__init__']
    if kind is Response:
        parameters = list(inspect.signature(constructor).parameters.values())[1:]
        lines += [f'    {parameter.name}: {parameter.annotation}' for parameter in parameters]
    else:
        lines.append(f'    def __init__{_signature(constructor)}: ...')
    for name, member in vars(kind).items():
        if isinstance(member, property):
            lines += ['    @property', _function(name, member.fget, '    ')]
        elif inspect.isfunction(member) and name != '__init__':
            lines.append(_function(name, member, '    '))
    return '\n'.join(lines)


def _capability(name: str, module: ModuleType) -> str:
    dir(module)  # Loads it.
    lines = [f'class {CLASS_NAMES[name]}:', _class_doc(module), '']
    for member, function in vars(module).items():
        if member in module.__all__ and inspect.isfunction(function):
            lines.append(_function(member, function, '    ', is_method=True))
    for member, function in vars(type(module)).items():
        if inspect.isfunction(function):
            lines.append(_function(member, function, '    '))
    return '\n'.join([*lines, f'{name}: {CLASS_NAMES[name]}', ''])


def _function(name: str, function: Any, indent: str = '', *, is_method: bool = False) -> str:
    keyword = 'async def' if inspect.iscoroutinefunction(function) else 'def'
    head = f'{indent}{keyword} {name}{_signature(function, is_method=is_method)}:'
    doc = inspect.getdoc(function) if function.__doc__ else None
    if doc is None:
        return f'{head} ...\n'
    text = doc.replace('\n', f'\n{indent}    ').replace(f'\n{indent}    \n', '\n\n')
    end = f'\n{indent}    ' if '\n' in doc else ''
    return f'{head}\n{indent}    """{text}{end}"""\n'


def _signature(function: Callable[..., Any], *, is_method: bool = False) -> str:
    signature = inspect.signature(function)
    parts = ['self'] if is_method else []
    seen_keyword_only = False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_POSITIONAL:
            seen_keyword_only = True
        if parameter.kind is parameter.KEYWORD_ONLY and not seen_keyword_only:
            parts.append('*')
            seen_keyword_only = True
        parts.append(_parameter(parameter))
        if parameter.kind is parameter.POSITIONAL_ONLY:
            parts.append('/')
    # What an `async def` returns is what its coroutine does.
    returned = signature.return_annotation.removeprefix('Coroutine[Any, Any, ')
    if returned != signature.return_annotation:
        returned = returned.removesuffix(']')
    return f'({", ".join(parts)}) -> {returned}'


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {parameter.VAR_POSITIONAL: '*', parameter.VAR_KEYWORD: '**'}.get(parameter.kind, '')
    text = f'{stars}{parameter.name}'
    if parameter.annotation is not parameter.empty:
        text += f': {parameter.annotation}'
    if parameter.default is not parameter.empty:
        text += f' = {parameter.default!r}'
    return text


def _class_doc(documented: object) -> str:
    doc = inspect.getdoc(documented) or ''
    end = '\n    ' if '\n' in doc else ''
    return '    """' + doc.replace('\n', '\n    ').replace('\n    \n', '\n\n') + end + '"""'
