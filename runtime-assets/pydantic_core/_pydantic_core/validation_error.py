"""`ValidationError`: what a program sees of the line errors."""

from __future__ import annotations

from typing import Any, Self

from .catalogue import CATALOGUE
from .exceptions import PydanticCustomError, PydanticKnownError, check_context, message_of
from .line_errors import LineError, safe_repr
from .rust_text import truncated
from .undefined import PydanticUndefined

_url_state: dict[str, Any] = {}


class ValidationError(ValueError):
    """Validation failed; holds one line error for each thing that is wrong."""

    __module__ = 'pydantic_core._pydantic_core'

    _title: Any
    _lines: list[LineError]
    _input_type: str
    _hide_input: bool

    def __new__(
        cls,
        title: Any,
        line_errors: list[Any],
        input_type: str = 'python',
        hide_input: bool = False,
    ) -> Self:
        self = super().__new__(cls)
        self._title = title
        self._lines = line_errors
        self._input_type = input_type
        self._hide_input = hide_input
        return self

    def __init__(self, *_args: Any, **_named: Any) -> None:
        super().__init__()

    @classmethod
    def from_exception_data(
        cls,
        title: Any,
        line_errors: list[Any],
        input_type: str = 'python',
        hide_input: bool = False,
    ) -> Self:
        if input_type not in ('python', 'json', 'string'):
            raise ValueError("Invalid input type, expected 'python', 'json' or 'string'")
        lines = [_line_from_details(details) for details in line_errors]
        return cls(title, lines, input_type, hide_input)

    @property
    def title(self) -> Any:
        return self._title

    def error_count(self) -> int:
        return len(self._lines)

    def errors(
        self, *, include_url: bool = True, include_context: bool = True, include_input: bool = True
    ) -> list[Any]:
        prefix = url_prefix() if include_url else None
        return [self._as_dict(line, prefix, include_context, include_input) for line in self._lines]

    def _as_dict(
        self, line: LineError, prefix: str | None, include_context: bool, include_input: bool
    ) -> dict[str, Any]:
        details: dict[str, Any] = {
            'type': line.type,
            'loc': tuple(reversed(line.loc)),
            'msg': message_of(line, self._input_type),
        }
        if include_input:
            details['input'] = line.input
        if include_context and line.ctx:
            details['ctx'] = shown_context(line)
        if prefix is not None and line.template is None:
            details['url'] = prefix + line.type
        return details

    def json(
        self,
        *,
        indent: int | None = None,
        include_url: bool = True,
        include_context: bool = True,
        include_input: bool = True,
    ) -> str:
        from .to_json import to_json

        details = self.errors(
            include_url=include_url and _include_url(),
            include_context=include_context,
            include_input=include_input,
        )
        for error in details:
            if 'ctx' in error:
                error['ctx'] = {
                    key: str(value) if isinstance(value, BaseException) else value
                    for key, value in error['ctx'].items()
                }
        return to_json(details, indent=indent, serialize_unknown=True).decode()

    def __str__(self) -> str:
        return self.display(None, self._hide_input)

    __repr__ = __str__

    def display(self, prefix: str | None, hide_input: bool) -> str:
        url = url_prefix() if _include_url() else None
        lines = '\n'.join(pretty(line, self._input_type, url, hide_input) for line in self._lines)
        if prefix is not None:
            return f'{prefix}\n{lines}'
        count = len(self._lines)
        plural = '' if count == 1 else 's'
        return f'{count} validation error{plural} for {self._title}\n{lines}'

    def __reduce__(self) -> tuple[Any, ...]:
        args = (self._title, self.errors(), self._input_type, self._hide_input)
        return (type(self).from_exception_data, args)

    def line_errors(self) -> list[LineError]:
        """Copies, for a validator whose function let this error through."""
        return [line.copy() for line in self._lines]


def shown_context(line: LineError) -> dict[str, Any] | None:
    return None if line.ctx is None else dict(line.ctx)


def pretty(line: LineError, input_type: str, url: str | None, hide_input: bool) -> str:
    text = ''
    if line.loc:
        text = '.'.join(_shown_loc(item) for item in reversed(line.loc)) + '\n'
    text += f'  {message_of(line, input_type)} [type={line.type}'
    if not hide_input and line.input is not PydanticUndefined:
        shown = truncated(safe_repr(line.input))
        text += f', input_value={shown}, input_type={type(line.input).__name__}'
    text += ']'
    if url is not None and line.template is None:
        text += f'\n    For further information visit {url}{line.type}'
    return text


def _shown_loc(item: int | str) -> str:
    if isinstance(item, str):
        return f'`{item}`' if '.' in item else item
    return str(item)


def _line_from_details(details: Any) -> LineError:
    if not isinstance(details, dict):
        raise TypeError(f"'{type(details).__name__}' object is not an instance of 'dict'")
    if 'type' not in details:
        raise KeyError('type')
    kind = details['type']
    ctx = details.get('ctx')
    if isinstance(kind, PydanticCustomError):
        line = LineError(kind.type, None, kind.context, kind.message_template)
    elif isinstance(kind, str):
        if kind not in CATALOGUE:
            raise KeyError(f"Invalid error type: '{kind}'")
        line = LineError(kind, None, check_context(kind, ctx))
    else:
        raise TypeError('`type` should be a `str` or `PydanticCustomError`')
    if 'input' not in details:
        raise KeyError('input')
    line.input = details['input']
    loc = details.get('loc')
    if loc is not None:
        line.loc = list(reversed(tuple(loc)))
    return line


def line_of_exception(error: BaseException, value: Any) -> LineError:
    """The line error for what a function raised (`ValueError`, `AssertionError` or ours)."""
    if isinstance(error, PydanticCustomError):
        return LineError(error.type, value, error.context, error.message_template)
    if isinstance(error, PydanticKnownError):
        return LineError(error.type, value, error.context)
    kind = 'value_error' if isinstance(error, ValueError) else 'assertion_error'
    return LineError(kind, value, {'error': error})


def _include_url() -> bool:
    """Whether texts name the page about an error; read once, as in the original."""
    if 'include' not in _url_state:
        import os

        legacy = os.environ.get('PYDANTIC_ERRORS_OMIT_URL')
        if legacy is not None:
            import warnings

            warnings.warn(
                'PYDANTIC_ERRORS_OMIT_URL is deprecated, use PYDANTIC_ERRORS_INCLUDE_URL instead',
                DeprecationWarning,
                stacklevel=1,
            )
            _url_state['include'] = legacy == ''
        else:
            value = os.environ.get('PYDANTIC_ERRORS_INCLUDE_URL')
            _url_state['include'] = value is None or value == '1' or value.lower() == 'true'
    return _url_state['include']


def url_prefix() -> str:
    if 'prefix' not in _url_state:
        try:
            from pydantic.version import (  # pyright: ignore[reportMissingImports]
                VERSION,  # pyright: ignore[reportUnknownVariableType]
            )

            minor = '.'.join(str(VERSION).split('.')[:2])
        except ImportError:
            minor = 'latest'
        _url_state['prefix'] = f'https://errors.pydantic.dev/{minor}/v/'
    return _url_state['prefix']


def list_all_errors() -> list[dict[str, Any]]:
    """What there is to know about each built-in error type."""
    from .exceptions import render

    found: list[dict[str, Any]] = []
    for kind, (python, json, example) in CATALOGUE.items():
        info: dict[str, Any] = {
            'type': kind,
            'message_template_python': python,
            'example_message_python': render(kind, example, 'python'),
        }
        if json is not None:
            info['message_template_json'] = json
            info['example_message_json'] = render(kind, example, 'json')
        info['example_context'] = example
        found.append(info)
    return found
