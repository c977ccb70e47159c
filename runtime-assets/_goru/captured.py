"""What is printed while something else than a program runs: kept apart, and cut when it is long."""

from __future__ import annotations

import sys
from io import StringIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class _CappedText(StringIO):
    """Keeps the first characters and counts the rest: a loop that prints must not fill memory."""

    def __init__(self, characters_max: int) -> None:
        super().__init__()
        self._left = characters_max
        self.dropped = 0

    def write(self, text: str, /) -> int:
        kept = text[: self._left]
        self._left -= len(kept)
        self.dropped += len(text) - len(kept)
        super().write(kept)
        return len(text)


def capture(characters_max: int, input_text: str = '') -> Callable[[], str]:
    """From here on output is kept and input is `input_text`; the function ends it."""
    before = sys.stdin, sys.stdout, sys.stderr
    text = _CappedText(characters_max)
    sys.stdin = StringIO(input_text)
    sys.stdout = sys.stderr = text

    def end() -> str:
        sys.stdin, sys.stdout, sys.stderr = before
        left = f'… ({text.dropped} more characters)' if text.dropped else ''
        return text.getvalue() + left

    return end
