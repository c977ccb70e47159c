"""`%pip install x` and `!pip install x`, as notebooks have them.

No such line is Python, so one is only looked for where compiling failed: what looks like one inside
of a string stays what it is.
"""

from __future__ import annotations

from _goru.compiling import compile_program

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from types import CodeType

_PREFIXES = ('%pip ', '!pip ', '%pip\t', '!pip\t')


def compile_with_pip(source: str, name: str) -> list[CodeType]:
    """Raises the `SyntaxError` of the first line that is neither Python nor a call of pip."""
    lines = source.split('\n')
    while True:
        try:
            return compile_program('\n'.join(lines), name)
        except SyntaxError as error:
            if not _translate(lines, (error.lineno or 0) - 1):
                raise


def _translate(lines: list[str], index: int) -> bool:
    """Makes Python of the line at `index`, if it calls pip."""
    if not 0 <= index < len(lines):
        return False
    line = lines[index]
    text = line.lstrip()
    if not text.startswith(_PREFIXES):
        return False
    indent = line[: len(line) - len(text)]
    call = f"__import__('goru._pip', fromlist=['pip']).pip({text[4:].strip()!r})"
    lines[index] = indent + call
    return True
