"""`atexit` in a process that outlives its programs. Imported when `atexit` is.

What a program registers itself runs when that program ends, which is what its author means. What a
library registers (`logging`, `weakref`, `tempfile`) closes things that the variables of later
programs still use, and waits for the interpreter's own end.
"""

from __future__ import annotations

import sys
from builtins import BaseException, Exception  # noqa: A004 (see driver.py)

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Handler = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]


class ExitHandlers:
    def __init__(self) -> None:
        self._handlers: list[Handler] = []

    def install(self, atexit: Any) -> None:
        register_for_good, unregister_for_good = atexit.register, atexit.unregister

        def register(func: Any, /, *args: Any, **kwargs: Any) -> Any:
            if _is_library(sys._getframe(1)) or not callable(func):
                return register_for_good(func, *args, **kwargs)
            self._handlers.append((func, args, kwargs))
            return func

        def unregister(func: object, /) -> None:
            self._handlers[:] = [handler for handler in self._handlers if handler[0] != func]
            unregister_for_good(func)

        register.__doc__ = register_for_good.__doc__
        unregister.__doc__ = unregister_for_good.__doc__
        atexit.register, atexit.unregister = register, unregister

    @property
    def any_left(self) -> bool:
        return bool(self._handlers)

    def run(self) -> None:
        """The last one registered first; an error in one does not keep the others from running."""
        while self._handlers:
            func, args, kwargs = self._handlers.pop()
            try:
                func(*args, **kwargs)
            except KeyboardInterrupt:
                self._handlers.clear()
                raise
            except SystemExit:
                pass
            except BaseException as error:
                _report(func, error)


def _is_library(frame: Any) -> bool:
    package = str(frame.f_globals.get('__name__')).partition('.')[0]
    return package in sys.stdlib_module_names or '/site-packages/' in frame.f_code.co_filename


def _report(func: object, error: BaseException) -> None:
    from _goru.tracebacks import drop_leading_frames, format_error

    drop_leading_frames(error)
    text = f'Exception ignored in atexit callback: {func!r}\n{format_error(error)}'
    try:
        sys.stderr.write(text)
    except Exception:
        pass  # The program's own stream, and broken.
