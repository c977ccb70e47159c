"""Starts a session; nothing happens before `start` is called.

A command (3.12) runs `import _goru.boot` and `start(…)` one after the other, in every session: what
is imported here is start-up time; what a program may never need (`re`, `traceback`, `asyncio` …) is
imported when it is needed. A snapshot (3.13) was taken after `prepare`, when the site was built.
"""

from __future__ import annotations

import posix
import sys
import time

# Ours: a program may put something else into `builtins`, and `except` looks the name up.
from builtins import BaseException  # noqa: A004

from _goru.channel import Channel, Device
from _goru.driver import Driver
from _goru.stdio import StandardStreams

TYPE_CHECKING = False  # Importing `typing` costs too much at boot.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

CHANNEL_PATH = '/host/channel'
#: Where the host puts installed packages (src/worker/package-files.ts).
SITE_PACKAGES = '/lib/packages/site-packages'


def arrange_path() -> None:
    """A program finds its own modules first, as in any Python, then installed ones, and ours last.

    The copies of a few standard modules that made this start quick have done their work; the
    other codecs are in the real package.
    """
    ours = sys.path.pop(0)
    early_modules = f'{ours}/early-modules'
    if early_modules in sys.path:
        sys.path.remove(early_modules)
        sys.modules['encodings'].__path__ += [f'{entry}/encodings' for entry in sys.path]
    sys.path.insert(0, '')
    sys.path += [SITE_PACKAGES, ours]


def prepare() -> None:
    """For a snapshot: does once what every session would do, and nothing that must differ."""
    from _goru.preload import preload

    preload()


def start(
    *,
    env: dict[str, str],
    workspace: str,
    mounts: Sequence[str],
    installs: bool = True,
    exercise: bool = False,
) -> None:
    """Serves runs until the interpreter ends. `mounts` are the page's, each as `mode:path`; without
    `installs` there is nothing to install.

    Relative paths mean `workspace`. `env` is for programs, not for the start.
    """
    set_environment(env)
    posix.chdir(workspace)
    arrange_path()
    channel = Channel(Device(posix.open(CHANNEL_PATH, posix.O_RDWR)))
    # A module's cache counts the seconds of its file: what changes within one would be missed.
    sys.dont_write_bytecode = True
    driver = Driver(
        channel,
        StandardStreams(channel),
        workspace=workspace,
        mounts=mounts,
        installs=installs,
        exercise=exercise,
    )
    forget_first_start()
    driver.announce('{}.{}.{}'.format(*sys.version_info))
    try:
        driver.serve()
    except BaseException:
        posix.abort()  # A crash, which the page can tell from a program that ends its interpreter.


def set_environment(env: dict[str, str]) -> None:
    posix.environ = {name.encode(): value.encode() for name, value in env.items()}
    if 'os' in sys.modules:  # Else it takes them from there.
        # Its dictionary: the mapping takes hundreds of calls more, in a start of milliseconds.
        data: dict[bytes, bytes] = sys.modules['os'].environ._data
        data.clear()
        data.update(posix.environ)


def forget_first_start() -> None:
    """A snapshot's modules remember when and how they were imported, and what chance gave them.

    The interpreter itself was told already (`goru_reset_host` in python-3.13/reactor.c).
    """
    modules: dict[str, Any] = sys.modules
    if 'random' in modules:
        modules['random'].seed()
    if 'tempfile' in modules:
        modules['tempfile']._name_sequence = None
    if 'uuid' in modules:
        modules['uuid']._last_timestamp = None
    if 'logging' in modules:
        # Nanoseconds since 3.13.
        now = time.time() if sys.version_info < (3, 13) else time.time_ns()
        modules['logging']._startTime = now
