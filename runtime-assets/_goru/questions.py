"""Questions that the page asks between two programs. Imported for the first of them.

JSON in, JSON out, and nothing of a program's is printed or changed by an answer.
"""

from __future__ import annotations

from _goru.frames import from_json, to_json
from _goru.own_modules import HiddenWorkspace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def answer(question: str, namespace: dict[str, Any], values: dict[str, Any]) -> str:
    """`namespace` is the programs'; `values` are what they put into builtins, `_` for one."""
    asked: dict[str, Any] = from_json(question)
    with HiddenWorkspace():
        return to_json(_answer(asked, namespace, values))


def _answer(asked: dict[str, Any], namespace: dict[str, Any], values: dict[str, Any]) -> object:
    if asked['about'] == 'variables':
        from _goru.variables import list_variables

        return list_variables(namespace)
    if asked['about'] == 'completeness':
        from _goru.prompt import is_complete

        return is_complete(asked['text'])
    from _goru.completions import complete

    return complete(asked['text'], {**values, **namespace})
