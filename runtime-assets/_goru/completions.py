"""What a word in the console may become. Imported when somebody presses Tab for the first time.

Like `rlcompleter`, which 3.12 has not got here, but nothing is asked of a value beyond its `dir()`.
"""

from __future__ import annotations

import builtins
import inspect
import keyword
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MATCHES_MAX = 100
_WORD = re.compile(r'[\w.]*\Z')
#: Keywords that something follows have a space behind them; these have none, or a colon.
_BARE_KEYWORDS = frozenset({'False', 'None', 'True', 'break', 'continue', 'pass', 'else', '_'})
_COLON_KEYWORDS = frozenset({'finally', 'try'})


def complete(text: str, namespace: dict[str, Any]) -> dict[str, Any]:
    """What the word at the end of `text` may become."""
    found = _WORD.search(text)
    word = found[0] if found else ''
    owner, dot, start = word.rpartition('.')
    if dot:
        matches = [f'{owner}.{name}' for name in _attributes(owner, start, namespace)]
    else:
        matches = [*_keywords(start), *_names(start, namespace)] if start else []
    names = sorted(set(matches))
    return {'word': word, 'matches': names[:MATCHES_MAX], 'count': len(names)}


def _keywords(start: str) -> list[str]:
    words = [word for word in (*keyword.kwlist, *keyword.softkwlist) if word.startswith(start)]
    return [word + _behind(word) for word in words]


def _behind(word: str) -> str:
    return ':' if word in _COLON_KEYWORDS else '' if word in _BARE_KEYWORDS else ' '


def _names(start: str, namespace: dict[str, Any]) -> list[str]:
    known = {**builtins.__dict__, **namespace}
    return [
        name + _call(value)
        for name, value in known.items()
        if type(name) is str and name.startswith(start) and not keyword.iskeyword(name)
    ]


def _attributes(owner: str, start: str, namespace: dict[str, Any]) -> list[str]:
    try:
        value = eval(owner, namespace)  # Names and dots, so nothing more than attributes.
        names = dir(value)
    except Exception:
        return []  # Not defined, or nothing that has attributes: there is nothing to offer.
    # Hidden ones for who asks for them.
    shown = [
        name
        for name in names
        if type(name) is str and name.startswith(start) and (start or not name.startswith('_'))
    ]
    return [name + _call(inspect.getattr_static(value, name, None)) for name in shown]


def _call(value: object) -> str:
    """An opening parenthesis for what is there to be called; a property is not asked."""
    kind = type(value)
    return '(' if isinstance(kind, type) and (kind is classmethod or callable(value)) else ''
