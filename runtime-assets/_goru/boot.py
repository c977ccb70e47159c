"""Starts a session: `python -S -s -P -c "…; sys.path.insert(0, '/lib/goru'); import _goru.boot"`.

Everything imported here is start-up time of every session; what a program may never need
(`re`, `traceback`, `asyncio` …) is imported when it is needed.
"""

from __future__ import annotations

import posix
import sys

# Ours: a program may put something else into `builtins`, and `except` looks the name up.
from builtins import BaseException  # noqa: A004

from _goru.channel import Channel, Device
from _goru.driver import Driver
from _goru.stdio import StandardStreams

CHANNEL_PATH = '/host/channel'


def arrange_path() -> None:
    """A program finds its own modules first, as in any Python, and ours last.

    The copies of a few standard modules that made this start quick have done their work; the
    other codecs are in the real package.
    """
    ours = sys.path.pop(0)
    early_modules = f'{ours}/early-modules'
    if early_modules in sys.path:
        sys.path.remove(early_modules)
        sys.modules['encodings'].__path__ += [f'{entry}/encodings' for entry in sys.path]
    sys.path.insert(0, '')
    sys.path.append(ours)


arrange_path()
channel = Channel(Device(posix.open(CHANNEL_PATH, posix.O_RDWR)))
driver = Driver(channel, StandardStreams(channel), mounts=sys.argv[1:])
driver.announce('{}.{}.{}'.format(*sys.version_info))
try:
    driver.serve()
except BaseException:
    posix.abort()  # A crash, which the page can tell from a program that ends its interpreter.
