"""Where the releases that this module stands in for differ in their texts."""

from __future__ import annotations

import re

from ._version import __version__

_NUMBERS = re.match(r'(\d+)\.(\d+)', __version__)

#: 2.27, the core of pydantic 2.10, and older ones
IS_2_27 = _NUMBERS is not None and (int(_NUMBERS[1]), int(_NUMBERS[2])) <= (2, 27)
