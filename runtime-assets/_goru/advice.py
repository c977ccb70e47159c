"""What a browser tab makes different, said below an uncaught error. Imported with `tracebacks`.

Advice is a note (`add_note`) and never a part of the message, which programs match on.
"""

from __future__ import annotations

import errno
import posix
import sys

from _goru.blocked import reason_of
from _goru.spelling import nearest_name
from _goru.well_known import PROJECTS
from goru._words import say

TYPE_CHECKING = False  # Importing `typing` costs too much for a program's first error.
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

#: How each mount may be used; set by the driver.
mounts: dict[str, str] = {}
#: False where a program cannot install packages; set by the driver.
installs = True

_NO_WINDOWS = 'There are no windows here: programs print, ask with input() and show with display().'
_COMPILED = 'It is compiled code, which does not run here.'
_NOT_LOADED = (
    'This part of the library has not been loaded yet, and does not come: is this device '
    'offline? Run the program again when it has a network.'
)
_LEFT_OUT = {
    'turtledemo': ('turtledemo draws in a tkinter window.', _NO_WINDOWS),
    'idlelib': ('IDLE is a desktop program.', _NO_WINDOWS),
    'antigravity': (
        ('antigravity opens https://xkcd.com/353/ in a browser window; a program here '
        'opens none, so follow the address yourself.'),
    ),
    'webbrowser': ('A program here opens no browser windows: print the address instead.',),
    'msvcrt': ('msvcrt is for Windows: use input().',),
    'winsound': ('winsound is for Windows.',),
    'pty': ('There are no processes, so no terminals for them.',),
    'tty': ('The terminal belongs to the page: use input().',),
    'venv': ('There is one environment: install_pkg("name") installs into it.',),
    'ensurepip': ('There is no pip: use install_pkg("name").',),
    'pip': ('There is no pip: use install_pkg("name").',),
    'pwd': ('There are no users here.',), 'grp': ('There are no users here.',),
    'resource': ('The page sets the limits of a session.',),
    'test': ("CPython's own tests are not part of this Python.",),
}  # fmt: skip
#: Modules that Python no longer has: since which 3.x, and what to use.
_GONE = {
    'asynchat': (12, 'asyncio'), 'asyncore': (12, 'asyncio'), 'distutils': (12, 'shutil'),
    'imp': (12, 'importlib'), 'smtpd': (12, ''), 'audioop': (13, ''), 'cgi': (13, ''),
    'cgitb': (13, 'traceback'), 'crypt': (13, 'hashlib'), 'imghdr': (13, ''), 'pipes': (13, ''),
    'telnetlib': (13, ''),
}  # fmt: skip
_NO_SOUND = 'Programs here cannot play or record sound.'
_NO_KEYS = 'Programs here neither see nor press keys and buttons outside of input().'
_NO_DEVICE = 'Programs here reach no devices.'
#: Packages for what no browser lets a program do, whether or not they can be installed.
_USELESS = {
    'playsound': _NO_SOUND, 'simpleaudio': _NO_SOUND, 'pyaudio': _NO_SOUND, 'pyttsx3': _NO_SOUND,
    'sounddevice': _NO_SOUND, 'speech_recognition': _NO_SOUND, 'gtts': _NO_SOUND,
    'keyboard': _NO_KEYS, 'mouse': _NO_KEYS, 'pyautogui': _NO_KEYS, 'pynput': _NO_KEYS,
    'serial': _NO_DEVICE, 'usb': _NO_DEVICE, 'RPi': _NO_DEVICE, 'gpiozero': _NO_DEVICE,
    'smbus': _NO_DEVICE, 'microbit': 'microbit is part of the Python on the BBC micro:bit.',
    'machine': 'machine is part of MicroPython, on its boards.',
    'easygui': _NO_WINDOWS, 'guizero': _NO_WINDOWS, 'customtkinter': _NO_WINDOWS,
    'PySimpleGUI': _NO_WINDOWS, 'pyglet': _NO_WINDOWS, 'arcade': _NO_WINDOWS,
    'selenium': 'A program here opens no browser windows.',
}  # fmt: skip
_COMPILED_PACKAGES = {
    'numpy': 'For small data lists, math and statistics do.',
    'pandas': 'For small tables csv, sqlite3 and statistics do.',
    'matplotlib': 'display() shows what has a _repr_svg_ or _repr_html_.',
    'scipy': '', 'sklearn': '', 'torch': '', 'tensorflow': '', 'polars': '', 'pyarrow': '',
    'cv2': '', 'PIL': '', 'lxml': 'xml.etree.ElementTree is there.',
    'cryptography': 'hashlib, hmac and secrets are there.', 'psycopg2': 'sqlite3 is there.',
    'psutil': '', 'mysql': 'sqlite3 is there.', 'zmq': '', 'grpc': '', 'uvloop': '',
    'pygame': _NO_WINDOWS, 'PyQt5': _NO_WINDOWS, 'PyQt6': _NO_WINDOWS, 'PySide6': _NO_WINDOWS,
    'wx': _NO_WINDOWS, 'gi': _NO_WINDOWS, 'kivy': _NO_WINDOWS,
}  # fmt: skip
_WORDS = {
    'ro': 'read only',
    'rw': 'existing files can be changed',
    'rwc': 'read and write',
}


def advise(error: BaseException) -> None:
    """Adds what there is to say to an error that the program did not catch."""
    text = ' '.join(filter(None, _advice(error)))
    if text and text not in getattr(error, '__notes__', ()):
        error.add_note(text)


def _advice(error: BaseException) -> Iterator[str]:
    if isinstance(error, ModuleNotFoundError):
        yield from _about_module(error)
    elif isinstance(error, ImportError) and error.path and error.path == _library():
        yield say(_NOT_LOADED)  # See `fail_as_imports_do` in preload.py.
    elif isinstance(error, OSError) and not isinstance(error, RuntimeError):  # Not a GoruError.
        yield from _about_file(error)
    elif isinstance(error, (AttributeError, ImportError)):
        yield from _about_own_file(error)
        if isinstance(error, ImportError):
            yield reason_of(str(error.name), str(error.name_from))
    elif type(error) is RuntimeError and str(error) == 'Could not determine home directory.':
        yield say('There is no home directory.')
        yield _about_mounts()
    elif type(error) is RuntimeError and 'cannot be called from a running event loop' in str(error):
        yield say(
            'A program that awaits at top level runs in an event loop already: '
            'write `await main()` instead of `asyncio.run(main())`.'
        )
    elif type(error).__module__ == 'sqlite3' and str(error) == 'unable to open database file':
        yield _about_mounts()


# --- modules -----------------------------------------------------------------------------------


def _about_module(error: ModuleNotFoundError) -> Iterator[str]:
    name = str(error.name).partition('.')[0]
    is_explained = str(error) != f'No module named {error.name!r}'  # See blocked.py.
    if name == 'ssl' and _was_raised_in(error, 'httpx'):
        yield say('httpx works without ssl from version 0.28 on: install_pkg("httpx>=0.28").')
    if is_explained or name in sys.modules:
        return
    since, other = _GONE.get(name, (99, ''))
    if sys.version_info >= (3, since):
        yield (
            say(
                '{name} is gone since Python 3.{since}: use {other}.',
                name=name,
                since=since,
                other=other,
            )
            if other
            else say('{name} is gone since Python 3.{since}.', name=name, since=since)
        )
    elif name in _LEFT_OUT:
        yield from map(say, _LEFT_OUT[name])
    elif name in sys.stdlib_module_names:
        if _is_library_out_of_reach():
            yield say(_NOT_LOADED)
        else:
            yield say('This Python is built without {name}.', name=name)
    elif name in _USELESS:
        yield say(_USELESS[name])
    elif name in _COMPILED_PACKAGES:
        yield say('{name} is not installed.', name=name)
        yield say(_COMPILED)
        yield say(_COMPILED_PACKAGES[name])
    else:
        similar = _similar_module(name)
        if similar:
            # Never what is misspelt: somebody may have put a package there for just that slip.
            yield say('Did you mean {similar}?', similar=similar)
        elif installs:
            yield say(
                'If {name} is a package from PyPI in pure Python, '
                'install_pkg("{package}") installs it.',
                name=name,
                package=PROJECTS.get(name, name),
            )
        else:
            yield say('This page has no package {name}.', name=name)


def _similar_module(name: str) -> str:
    """What can be imported, or is known well; empty when `name` does not look misspelt."""
    library = sorted(module for module in sys.stdlib_module_names if module[0] != '_')
    others = [*_USELESS, *_COMPILED_PACKAGES, *_LEFT_OUT]
    similar = nearest_name(name, [*_modules_on_path(), *library, *PROJECTS, *others])
    if similar:
        return similar
    imported_as = {project: module for module, project in PROJECTS.items()}
    return imported_as.get(nearest_name(name, imported_as), '')


def _modules_on_path() -> Iterator[str]:
    """The files of the program's and what is installed, by their names alone: none is imported."""
    for folder in sys.path:
        try:
            entries = sorted(posix.listdir(folder or '.'))
        except OSError:  # One that is not there, or the library's archive.
            continue
        for entry in entries:
            module, _, suffix = entry.partition('.')
            if suffix in ('', 'py') and module.isidentifier() and module[0] != '_':
                yield module


def _was_raised_in(error: BaseException, package: str) -> bool:
    """Whether a module of `package` was running."""
    traceback = error.__traceback__
    while traceback is not None:
        name = str(traceback.tb_frame.f_globals.get('__name__'))
        if name.partition('.')[0] == package:
            return True
        traceback = traceback.tb_next
    return False


def _about_own_file(error: AttributeError | ImportError) -> Iterator[str]:
    """A file of the program's can have the name of a module that is meant."""
    known = sys.modules.get(error.name or '')
    module: Any = error.obj if isinstance(error, AttributeError) else known
    if type(module) is not type(sys) or module.__name__ not in sys.stdlib_module_names:
        return
    path = getattr(module, '__file__', None)
    if path and _mount_of(_absolute(path) or '') is not None:
        name = path.rpartition('/')[2]
        yield say(
            'Your file {name} has the name of a module of Python: give it another one.', name=name
        )


def _library() -> str:
    return getattr(sys, '_stdlib_dir', '') or ''


def _is_library_out_of_reach() -> bool:
    """Python 3.13 has at hand what most programs import; the rest is loaded when it is needed."""
    archive = _library()
    if not archive.endswith('.zip'):
        return False
    try:
        posix.close(posix.open(archive, posix.O_RDONLY))
    except OSError:
        return True
    return False


# --- files -------------------------------------------------------------------------------------


def _about_file(error: OSError) -> Iterator[str]:
    paths = [path for path in map(_absolute, (error.filename, error.filename2)) if path]
    if error.errno == errno.EROFS:
        for path in paths:
            mount = _mount_of(path)
            if mount is None:
                yield say('{path} belongs to the interpreter.', path=path)
            elif mounts.get(mount) == 'ro':
                yield say(
                    '{path} is mounted read-only: its files can be read, not changed.', path=mount
                )
        yield _about_mounts(only_writable=True)
    elif error.errno in (errno.EACCES, errno.EPERM):
        for path in paths:
            mount = _mount_of(path)
            if mount is not None and mounts.get(mount) == 'rw':
                yield say(
                    'In {path} existing files can be changed, but none can be created.', path=mount
                )
    elif error.errno in (errno.ENOENT, _ENOTCAPABLE):
        outside = [path for path in paths if _mount_of(path) is None]
        if outside:
            yield say('{path} is in no mount.', path=outside[0])
            yield _about_mounts()


#: WASI's own: a path that leads out of what the interpreter was given.
_ENOTCAPABLE = 76


def _about_mounts(*, only_writable: bool = False) -> str:
    """Where there are files."""
    modes = {**mounts, '/tmp': 'rwc'}
    if only_writable:
        writable = [path for path, mode in modes.items() if mode == 'rwc']
        return say('New files can be created in {places}.', places=_enumerate(writable))
    here = _working_directory()
    current = say(', the current directory')
    places = [
        f'{path} ({say(_WORDS[mode])}{current if path == here else ""})'
        for path, mode in modes.items()
    ]
    return say('Files are in {places}; see help(fs).', places=_enumerate(places))


def _enumerate(words: list[str]) -> str:
    return say(' and ').join([', '.join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _mount_of(path: str) -> str | None:
    """The longest of the mounts that `path` is in; None outside."""
    found = [mount for mount in (*mounts, '/tmp') if path == mount or path.startswith(f'{mount}/')]
    return max(found, key=len, default=None)


def _absolute(path: object) -> str | None:
    """Without `.` and `..`, as the mounts see it; None for what is no path (a descriptor)."""
    if isinstance(path, bytes):
        path = path.decode('utf-8', 'replace')
    if not isinstance(path, str):
        return None
    if not path.startswith('/'):
        path = f'{_working_directory()}/{path}'
    parts: list[str] = []
    for part in path.split('/'):
        if part == '..':
            del parts[-1:]
        elif part not in ('', '.'):
            parts.append(part)
    return '/' + '/'.join(parts)


def _working_directory() -> str:
    try:
        return posix.getcwd()
    except OSError:
        return '/'
