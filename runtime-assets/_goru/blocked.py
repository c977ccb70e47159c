"""What a browser tab cannot do, and the reason that a program is given for it."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from typing import Any

    from _goru.import_hooks import ImportHooks

NO_PROCESSES = 'No process support in WASI'
NO_NETWORK_STACK = 'No network stack: use http'
NO_THREADS = 'Single-threaded only: use asyncio'
NOT_COMPILED = 'Not compiled in'
ONE_PROCESS = 'use asyncio, or split the work over several runs'
IN_THIS_PROCESS = 'run Python code in this process instead'

BLOCKED_MODULES = {
    'concurrent.futures.process': f'{NO_PROCESSES}: {ONE_PROCESS}',
    'multiprocessing': f'{NO_PROCESSES}: {ONE_PROCESS}',
    'ssl': f'{NOT_COMPILED} ({NO_NETWORK_STACK}, the browser does the encryption)',
    'ctypes': f'{NOT_COMPILED} (there are no native libraries to load: use pure Python packages)',
    'tkinter': f'{NOT_COMPILED} (there is no window system: use print, input and display)',
    'curses': f'{NOT_COMPILED} (use ANSI escape sequences with print)',
    'readline': f'{NOT_COMPILED} (input() is edited by the page)',
    'fcntl': f'{NOT_COMPILED} (WASI has no file locks or ioctl: use sqlite3 for shared data)',
    'termios': f'{NOT_COMPILED} (the terminal belongs to the page: use input)',
    'mmap': f'{NOT_COMPILED} (WASI cannot map files: use open and read)',
    'lzma': f'{NOT_COMPILED} (use zlib, gzip or bz2)',
}

#: Modules of packages that name a class of a blocked module in their annotations and never use it,
#: and so work without. One that tries the import itself (`try: import ssl`) needs no mention here.
NAMED_IN_ANNOTATIONS = {'rich.progress': ('mmap', 'mmap')}

#: What `os` lacks because there are no processes, and what a program can do in its place.
_PROCESS_FUNCTIONS = {
    ONE_PROCESS: ('fork', 'forkpty', 'wait', 'wait3', 'wait4', 'waitid', 'waitpid'),
    IN_THIS_PROCESS: (
        'execl', 'execle', 'execlp', 'execlpe', 'execv', 'execve', 'execvp', 'execvpe',
        'posix_spawn', 'posix_spawnp', 'spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'spawnv',
        'spawnve', 'spawnvp', 'spawnvpe', 'startfile', 'system',
    ),
    'use sys.exit() to end the program': ('kill', 'killpg'),
    'use io.BytesIO or queue.Queue to hand on data': ('pipe', 'pipe2'),
}  # fmt: skip


def blocked_modules() -> dict[str, str]:
    """The modules this interpreter lacks; a newer build has `lzma`."""
    reasons = dict(BLOCKED_MODULES)
    if '_lzma' in sys.builtin_module_names:
        del reasons['lzma']
    return reasons


def explain_failures(hooks: ImportHooks, thread_module: Any) -> None:
    """Gives a reason to every call that cannot work. The classes stay the usual ones."""

    def start_new_thread(*args: object, **kwargs: object) -> int:
        raise RuntimeError(f"can't start new thread: {NO_THREADS}")

    for name in ('start_new_thread', 'start_new', 'start_joinable_thread'):
        if hasattr(thread_module, name):
            setattr(thread_module, name, start_new_thread)
    for name, (blocked, named) in NAMED_IN_ANNOTATIONS.items():
        hooks.lend(name, blocked, lambda blocked=blocked, named=named: _stand_in(blocked, named))
    hooks.after_import('os', _explain_os)
    hooks.after_import('subprocess', _explain_subprocess)
    hooks.after_import('socket', _explain_socket)


def _stand_in(module_name: str, class_name: str) -> Any:
    """A module with one class that cannot be used and says why."""

    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise OSError(f'{module_name}.{class_name}: {BLOCKED_MODULES[module_name]}')

    module = type(sys)(module_name)
    setattr(module, class_name, type(class_name, (), {'__init__': refuse}))
    return module


def _explain_os(os: Any) -> None:
    def missing(name: str) -> object:
        reasons = [
            f': {NO_PROCESSES}: {alternative}'
            for alternative, names in _PROCESS_FUNCTIONS.items()
            if name in names
        ]
        text = f"module 'os' has no attribute {name!r}{''.join(reasons)}"
        raise AttributeError(text, name=name, obj=os)

    os.__getattr__ = missing


def _explain_subprocess(subprocess: Any) -> None:
    from errno import ENOTSUP

    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise OSError(ENOTSUP, f'{NO_PROCESSES}: {IN_THIS_PROCESS}')

    subprocess.Popen.__init__ = refuse


def _explain_socket(socket: Any) -> None:
    from errno import ENOTSUP

    reason = f'{NO_NETWORK_STACK} (or urllib.request)'

    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(ENOTSUP, reason)

    def missing(name: str) -> object:
        raise AttributeError(f"module 'socket' has no attribute {name!r}: {reason}", name=name)

    def refuse_init(self: object, *args: object, **kwargs: object) -> None:
        refuse()

    socket.socket.__init__ = refuse_init
    for name in ('create_connection', 'create_server', 'fromfd', 'getaddrinfo', 'socketpair'):
        setattr(socket, name, refuse)
    socket.__getattr__ = missing
