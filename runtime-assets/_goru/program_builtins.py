"""The names that `site` adds for people (we run without it), the terminal's size, and how deep
calls may go.

Each is a stand-in of a few bytes: `_sitebuiltins` and `pydoc` are imported on first use.
"""

from __future__ import annotations

import builtins
import posix
import sys

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any

_CREDITS = """\
    Thanks to CWI, CNRI, BeOpen.com, Zope Corporation and a cast of thousands
    for supporting Python development.  See www.python.org for more information."""
_LICENSE = 'See https://www.python.org/psf/license/'


class Quitter:
    """Ends the program like sys.exit()."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f'Use {self.name}() to end the program'

    def __call__(self, code: object = None) -> None:
        raise SystemExit(code)


class Notice:
    """Prints a text when it is shown or called: copyright, credits, license."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text

    def _printer(self) -> Any:
        from _sitebuiltins import _Printer

        return _Printer(self._name, self._text)

    def __repr__(self) -> str:
        return repr(self._printer())

    def __call__(self) -> None:
        self._printer()()


class Helper:
    """Define the builtin 'help'.

    This is a wrapper around pydoc.help that provides a helpful message
    when 'help' is typed at the Python interactive prompt.

    Calling help() at the Python prompt starts an interactive help session.
    Calling help(thing) prints help for the python object 'thing'.
    """

    def __repr__(self) -> str:
        return 'Type help() for interactive help, or help(object) for help about object.'

    def __call__(self, *args: object, **kwargs: object) -> None:
        import pydoc

        return pydoc.help(*args, **kwargs)


def print_plainly(pydoc: Any) -> None:
    """The page scrolls; a pager that stops after every screen would be in the way."""
    pydoc.pager = pydoc.plainpager


def ask_without_warning(getpass: Any) -> None:
    """It says already that what is typed can be seen, in a line of its own."""
    import warnings

    warnings.filterwarnings('ignore', category=getpass.GetPassWarning)


def get_terminal_size(fd: int = 1, /) -> posix.terminal_size:
    """Return the size of the terminal window as (columns, lines)."""
    size = [80, 24]
    for index, name in enumerate((b'COLUMNS', b'LINES')):
        value = posix.environ.get(name, b'')
        if value.isdigit() and int(value) > 0:
            size[index] = int(value)
    return posix.terminal_size(size)


def add_terminal_size(os: Any) -> None:
    os.get_terminal_size = get_terminal_size


#: Functions of Python's own take memory and no stack, 300 bytes or more each: so many are certain
#: to fit into 256 MB. Without memory CPython gets lost on its way out of a recursion.
DEEPEST_RECURSION = 250_000
_set_recursion_limit = sys.setrecursionlimit


def setrecursionlimit(limit: int, /) -> None:
    """Set the maximum depth of the Python interpreter stack to n.

    This limit prevents infinite recursion from filling the memory. Here it is 250,000 at most.
    """
    is_too_much = DEEPEST_RECURSION < limit < 2**31
    _set_recursion_limit(DEEPEST_RECURSION if is_too_much else limit)


def install() -> None:
    sys.setrecursionlimit = setrecursionlimit
    builtins.exit = Quitter('exit')
    builtins.quit = Quitter('quit')
    builtins.copyright = Notice('copyright', sys.copyright)
    builtins.credits = Notice('credits', _CREDITS)
    builtins.license = Notice('license', _LICENSE)
    builtins.help = Helper()
