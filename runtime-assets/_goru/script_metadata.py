"""Inline script metadata: what a program says in a comment that it needs.

https://packaging.python.org/en/latest/specifications/inline-script-metadata/ (PEP 723)

Read here and not by the page, because what it leads to is a call of `install_pkg` in all but name:
asked for, stopped and proven by an import in the same way, and allowed by the same side.
"""

from __future__ import annotations

import re
import sys
import tomllib

from goru import _packages
from goru._words import say
from goru.errors import GoruError, GoruPermissionError

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any, NoReturn

    from _goru.source_names import SourceName

#: As the specification gives it.
_BLOCK = re.compile(
    r'(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$',
)
_TOML_LINE = re.compile(r' \(at line (\d+), column (\d+)\)$')


class Block:
    """The one `script` block of a text."""

    def __init__(self, source: str, match: re.Match[str]) -> None:
        #: Of its first line, `# /// script`.
        self.line = source.count('\n', 0, match.start()) + 1
        lines = match['content'].splitlines(keepends=True)
        self.toml = ''.join(line[2:] if line.startswith('# ') else line[1:] for line in lines)


def find_block(source: str) -> Block | None:
    """None where there is none; other types are nothing to us. Several raise a `ValueError`."""
    blocks = [
        Block(source, match) for match in _BLOCK.finditer(source) if match['type'] == 'script'
    ]
    if len(blocks) > 1:
        lines = ' and '.join(str(block.line) for block in blocks)
        raise ValueError(f'several script blocks, in lines {lines}: keep one')
    return blocks[0] if blocks else None


def provide(name: SourceName) -> None:
    """Sees to it that what the program needs is there; raises what keeps it from running.

    What the person refuses is no such thing: the program may do without, so it is only told.
    """
    block = find_block(''.join(name.lines()))
    if block is None:
        return
    dependencies, requires_python = _read(block, name)
    if not dependencies and requires_python is None:
        return
    try:
        output = _packages.provide(dependencies, requires_python, block.line)['output']
    except GoruPermissionError as error:
        _tell(say('{error}: the program runs without what its script block asks for', error=error))
    except GoruError as error:
        error.add_note(
            say(
                'The script block in line {line} of {name} asks for this.',
                line=block.line,
                name=name,
            )
        )
        raise
    else:
        if output:
            _tell(output)


def _read(block: Block, name: SourceName) -> tuple[list[str], str | None]:
    try:
        metadata: dict[str, Any] = tomllib.loads(block.toml)
    except tomllib.TOMLDecodeError as error:
        where = _TOML_LINE.search(str(error))
        # The comment sign and the space behind it.
        line, column = (block.line + int(where[1]), int(where[2]) + 2) if where else (block.line, 1)
        _refuse(_TOML_LINE.sub('', str(error)), name, line, column)
    dependencies: Any = metadata.get('dependencies', [])
    if dependencies.__class__ is not list or any(it.__class__ is not str for it in dependencies):
        _refuse('dependencies is a list of strings', name, block.line)
    requires_python = metadata.get('requires-python')
    if not isinstance(requires_python, str | None):
        _refuse('requires-python is a string, such as ">=3.12"', name, block.line)
    return dependencies, requires_python


def _refuse(problem: str, name: SourceName, line: int, column: int = 1) -> NoReturn:
    """An error at that place of the program."""
    message = f'the script block is not as it should be: {problem}'
    raise SyntaxError(message, (name, line, column, name.lines()[line - 1]))


def _tell(text: str) -> None:
    """Where it cannot be taken for what the program writes."""
    print(text, file=sys.stderr, flush=True)
