"""What happens when a program imports something: one finder, asked before all others.

A blocked module says why it is not there. A patched one is changed as soon as it is imported,
so that nothing is paid for modules that a program does not use. A few modules of packages find
something in the place of a blocked one, while they are being imported.
"""

from __future__ import annotations

import sys
from _frozen_importlib_external import spec_from_file_location
from time import time_ns  # Before a program, or our own patches, put another clock there.

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.machinery import ModuleSpec
    from typing import Any

    Patch = Callable[[Any], None]
    Lent = dict[str, Callable[[], Any]]


class ImportHooks:
    def __init__(self, blocked: dict[str, str]) -> None:
        self._blocked = blocked
        self._patches: dict[str, list[Patch]] = {}
        self._provided: dict[str, str] = {}
        self._lent: dict[str, Lent] = {}
        #: When each module was last looked for.
        self.asked_ns: dict[str, int] = {}

    def after_import(self, name: str, patch: Patch) -> None:
        """Runs `patch` on module `name` whenever it is imported, and now if it is already."""
        self._patches.setdefault(name, []).append(patch)
        if name in sys.modules:
            patch(sys.modules[name])

    def provide(self, name: str, file: str) -> None:
        """Loads module `name` from `file` of this folder, whether or not there is another."""
        self._provided[name] = f'{__file__.rpartition("/")[0]}/{file}'

    def lend(self, name: str, blocked: str, make: Callable[[], Any]) -> None:
        """Lets module `name`, and nobody else, import what `make` returns under name `blocked`."""
        self._lent.setdefault(name, {})[blocked] = make
        self._patches.setdefault(name, [])

    def install(self) -> None:
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """The finder protocol; None leaves the module to the next finder."""
        self.asked_ns[name] = time_ns()
        if name in self._blocked and _is_import():
            raise ModuleNotFoundError(f'No module named {name!r}: {self._blocked[name]}', name=name)
        if name in self._provided:
            return spec_from_file_location(name, self._provided[name])
        patches = self._patches.get(name)
        if patches is None:
            return None
        for finder in sys.meta_path:
            if finder is not self:
                spec = finder.find_spec(name, path, target)
                if spec is not None:
                    return _patched(spec, patches, self._lent.get(name, {}))
        return None


class PatchingLoader:
    """Loads as the real loader does, then patches and steps aside."""

    def __init__(self, loader: Any, patches: list[Patch], lent: Lent) -> None:
        self._loader = loader
        self._patches = patches
        self._lent = lent

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        module.__spec__.loader = module.__loader__ = self._loader
        sys.modules.update({name: make() for name, make in self._lent.items()})
        try:
            self._loader.exec_module(module)
        finally:
            for name in self._lent:
                sys.modules.pop(name, None)
        for patch in self._patches:
            patch(module)


def _patched(spec: Any, patches: list[Patch], lent: Lent) -> ModuleSpec:
    spec.loader = PatchingLoader(spec.loader, patches, lent)
    return spec


def _is_import() -> bool:
    """Whether the finder was asked by an import; a probe (`importlib.util.find_spec`) gets None."""
    return sys._getframe(3).f_code.co_name == '_find_and_load_unlocked'
