"""Puts back what our own code needs and a program may have changed."""

from __future__ import annotations

import builtins
import sys
from sys import getrecursionlimit, setprofile, setrecursionlimit, settrace

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Held while a program runs, so that there is something to report its MemoryError with, and to
#: take in and compile the program that frees the rest. In pieces: a full memory has small gaps.
RESERVE_PIECES = 8
RESERVE_PIECE_BYTES = 256 * 1024
USABLE_RECURSION_LIMIT = 250
DEFAULT_RECURSION_LIMIT = 1000

# Bound here: a program may put something else into `sys.monitoring`.
_get_tool, _free_tool_id = sys.monitoring.get_tool, sys.monitoring.free_tool_id
_set_events, _register_callback = sys.monitoring.set_events, sys.monitoring.register_callback
_TOOLS = tuple(range(6))
_EVENTS = tuple(
    value for value in vars(sys.monitoring.events).values() if type(value) is int and value > 0
)


class InterpreterGuard:
    """Made after everything is patched and before the first program."""

    def __init__(self) -> None:
        self._builtins = builtins.__dict__
        self._pristine_builtins = dict(self._builtins)
        self._program_builtins: dict[str, object] = {}
        self._is_inside = False
        self._reserve: list[bytes] = []
        self._audit_hooks: list[Callable[[str, tuple[Any, ...]], object]] | None = None
        sys.addaudithook, self._add_audit_hook = self._accept_audit_hook, sys.addaudithook
        self._pristine_lists = {
            name: list(getattr(sys, name)) for name in ('path', 'meta_path', 'path_hooks')
        }
        self._modules = sys.modules
        self._pristine_modules = dict(sys.modules)

    @property
    def program_builtins(self) -> dict[str, object]:
        """What programs themselves put into builtins, `_` among it."""
        return self._program_builtins

    def enter_program(self) -> None:
        """Gives programs back the builtins that they set themselves."""
        self._is_inside = True
        self._take_reserve()
        self._builtins.update(self._program_builtins)

    def leave_program(self) -> None:
        """Also after what a program has left behind: a finaliser, or the answer to a question."""
        self._reserve = []
        was_inside, self._is_inside = self._is_inside, False
        if self._audit_hooks:
            self._audit_hooks.clear()
        settrace(None)
        setprofile(None)
        _end_monitoring()
        if getrecursionlimit() < USABLE_RECURSION_LIMIT:
            setrecursionlimit(DEFAULT_RECURSION_LIMIT)
        self._restore_builtins(was_inside)
        for name, pristine in self._pristine_lists.items():
            _put_back(name, pristine)
        self._restore_modules()

    def _accept_audit_hook(self, hook: Callable[[str, tuple[Any, ...]], object]) -> None:
        """Add a new audit hook callback. It is called until the program ends."""
        # Python has no way to remove one, and one that raises would forbid everything to come.
        if self._audit_hooks is None:
            self._add_audit_hook(self._pass_audit_event)
            self._audit_hooks = []
        self._audit_hooks.append(hook)

    def _pass_audit_event(self, event: str, args: tuple[Any, ...]) -> None:
        for hook in self._audit_hooks or ():
            hook(event, args)

    def _take_reserve(self) -> None:
        self._reserve = []
        try:
            for _ in range(RESERVE_PIECES):
                self._reserve.append(bytes(RESERVE_PIECE_BYTES))
        except MemoryError:
            pass  # What there is has to do; the program may be the one that frees the rest.

    def forget_value(self) -> None:
        """Drops `_`, the value of the last program that had one."""
        self._builtins.pop('_', None)
        self._program_builtins.pop('_', None)

    def _restore_modules(self) -> None:
        """Without `sys` and our own nothing can be imported; what programs put there stays."""
        modules = sys.modules = self._modules
        for name, module in self._pristine_modules.items():
            if name not in modules:
                modules[name] = module

    def _restore_builtins(self, was_inside: bool) -> None:
        pristine = self._pristine_builtins
        current = self._builtins.copy()
        self._builtins.update(pristine)
        if not was_inside:
            return  # What programs themselves have put there is not in there now.
        self._program_builtins = {
            name: value for name, value in current.items() if pristine.get(name) is not value
        }


def _end_monitoring() -> None:
    for tool in _TOOLS:
        if _get_tool(tool) is None:
            continue
        _set_events(tool, 0)
        for event in _EVENTS:
            _register_callback(tool, event, None)  # Single pieces of code have events, too.
        _free_tool_id(tool)


def _put_back(name: str, pristine: list[Any]) -> None:
    """Entries that a program added stay; without those it removed nothing can be imported."""
    entries: list[Any] | None = getattr(sys, name, None)
    if type(entries) is not list:
        setattr(sys, name, list(pristine))
    elif not all(entry in entries for entry in pristine):
        entries[:] = [*pristine, *(entry for entry in entries if entry not in pristine)]
