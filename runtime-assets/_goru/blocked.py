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

_ONE_PROGRAM = f'{NO_PROCESSES}: there is only this program'
_NO_USERS = 'No users in WASI: all files are yours'
_NO_TERMINAL = 'The terminal belongs to the page: use input and print'
_NO_SIGNALS = 'No signals in WASI but SIGINT, which Stop sends: use asyncio.timeout'
_NO_OPENSSL = f'{NOT_COMPILED}: there is no OpenSSL'
_NO_DISK = 'The browser does not say how much room there is'
_NO_MAIL = f'{NO_NETWORK_STACK} (a browser reaches neither mail nor FTP servers)'

#: What modules lack here: the reason, and what a program can do in its place.
_MISSING = {
    'os': {
        f'{NO_PROCESSES}: {ONE_PROCESS}':
            'fork forkpty wait wait3 wait4 waitid waitpid',
        f'{NO_PROCESSES}: {IN_THIS_PROCESS}':
            'execl execle execlp execlpe execv execve execvp execvpe posix_spawn posix_spawnp '
            'spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe startfile',
        f'{NO_PROCESSES}: use sys.exit() to end the program': 'kill killpg',
        f'{NO_PROCESSES}: use io.BytesIO or queue.Queue to hand on data': 'pipe pipe2 mkfifo',
        _ONE_PROGRAM:
            'getppid getpgid getpgrp getsid setsid setpgid nice getpriority setpriority '
            'getloadavg sched_getaffinity sched_setaffinity chroot',
        _NO_USERS:
            'getuid geteuid getgid getegid getgroups getlogin setuid seteuid setgid setegid '
            'umask chown fchown lchown',
        f'{NOT_COMPILED}: use contextlib.redirect_stdout': 'dup2',
        _NO_TERMINAL: 'openpty ttyname ctermid tcgetpgrp',
        _NO_DISK: 'statvfs fstatvfs',
    },
    'signal': {
        _NO_SIGNALS:
            'alarm setitimer getitimer pause sigwait sigwaitinfo sigtimedwait sigpending '
            'pthread_kill pthread_sigmask ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF',
    },
    'time': {
        "The time zone is the browser's: use zoneinfo for others": 'tzset',
        'Single-threaded only: use time.process_time': 'thread_time thread_time_ns',
        'gone since Python 3.8: use time.perf_counter': 'clock',
    },
    'shutil': {_NO_DISK: 'disk_usage'},
    'hashlib': {_NO_OPENSSL: 'scrypt pbkdf2_hmac'},
    'smtplib': {_NO_MAIL: 'SMTP_SSL'},
    'imaplib': {_NO_MAIL: 'IMAP4_SSL'},
    'poplib': {_NO_MAIL: 'POP3_SSL'},
    'ftplib': {_NO_MAIL: 'FTP_TLS'},
}  # fmt: skip

#: Commands for a screen, which have no need of a process. The page clears what a program shows.
_CLEARING = {'clear', 'cls', 'cls||clear', 'clear||cls'}


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
    for name in _MISSING:
        hooks.after_import(name, _explain_missing)
    hooks.after_import('os', _give_system)
    hooks.after_import('venv', _explain_venv)
    hooks.after_import('subprocess', _explain_subprocess)
    hooks.after_import('socket', _explain_socket)


def _stand_in(module_name: str, class_name: str) -> Any:
    """A module with one class that cannot be used and says why."""

    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise OSError(f'{module_name}.{class_name}: {BLOCKED_MODULES[module_name]}')

    module = type(sys)(module_name)
    setattr(module, class_name, type(class_name, (), {'__init__': refuse}))
    return module


def reason_of(module_name: str, name: str) -> str:
    """Why the module lacks what it has on other systems; empty where it does so anywhere."""
    for reason, names in _MISSING.get(module_name, {}).items():
        if name in names.split():
            return reason
    return ''


def _explain_missing(module: Any) -> None:
    module_name: str = module.__name__

    def missing(name: str) -> object:
        text = f'module {module_name!r} has no attribute {name!r}'
        reason = reason_of(module_name, name)
        if reason:
            # Without the module, among whose names Python would look for a similar one.
            raise AttributeError(f'{text}: {reason}', name=name)
        raise AttributeError(text, name=name, obj=module)

    if not hasattr(module, '__getattr__'):
        module.__getattr__ = missing


def _system(command: str | bytes) -> int:
    """Clears the output for "clear" and "cls", and waits for Enter for "pause".

    There is no shell to run anything else.
    """
    text = command if isinstance(command, str) else command.decode()
    word = text.lower().replace(' ', '')
    if word in _CLEARING:
        print('\x1b[2J\x1b[H', end='', file=sys.__stdout__, flush=True)
    elif word == 'pause':
        input('Press Enter to continue . . . ')
    else:
        from errno import ENOTSUP

        raise OSError(ENOTSUP, f'{NO_PROCESSES}: {IN_THIS_PROCESS}')
    return 0


def _give_system(os: Any) -> None:
    _system.__name__ = _system.__qualname__ = 'system'
    os.system = _system


def _explain_venv(venv: Any) -> None:
    from errno import ENOTSUP

    def refuse(self: object, *args: object, **kwargs: object) -> None:
        reason = 'there is one environment, and install_pkg("name") installs into it'
        raise OSError(ENOTSUP, f'{NO_PROCESSES}: {reason}')

    venv.EnvBuilder.create = refuse


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
