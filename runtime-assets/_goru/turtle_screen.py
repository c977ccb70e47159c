"""The screen of turtle graphics: a picture, what holds for all turtles, and when it is shown."""

from __future__ import annotations

import atexit
import math
import sys
import time
from heapq import heappop, heappush
from itertools import count

from _goru.turtle_picture import Picture, colour_of
from goru._words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

#: Timers of a program that never ends run for so long, by the picture's clock.
TIMERS_MS = 20_000
PAUSE_MAX_MS = 2_000
SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    'arrow': ((-10, 0), (10, 0), (0, 10)),
    'turtle': (
        (0, 16), (-2, 14), (-1, 10), (-4, 7), (-7, 9), (-9, 8), (-6, 5), (-7, 1), (-5, -3),
        (-8, -6), (-6, -8), (-4, -5), (0, -7), (4, -5), (6, -8), (8, -6), (5, -3), (7, 1), (6, 5),
        (9, 8), (7, 9), (4, 7), (1, 10), (2, 14),
    ),
    'circle': tuple(
        (10 * math.cos(math.radians(angle)), 10 * math.sin(math.radians(angle)))
        for angle in range(0, 360, 18)
    ),
    'square': ((10, -10), (10, 10), (-10, 10), (-10, -10)),
    'triangle': ((10, -5.77), (0, 11.55), (-10, -5.77)),
    'classic': ((0, 0), (-5, -9), (0, -7), (5, -9)),
    'blank': (),
}  # fmt: skip


class TurtleGraphicsError(Exception):
    """Some TurtleGraphics Error"""

    __module__ = 'turtle'


class Terminator(Exception):  # noqa: N818 (its name in the standard library)
    """Will be raised in TurtleScreen.update, if _RUNNING becomes False. It never does here."""

    __module__ = 'turtle'


class Shape:
    """Data structure modeling shapes. Only polygons are drawn here."""

    def __init__(self, type_: str, data: Any = None) -> None:
        self._type = type_
        self._data: Any = [] if type_ == 'compound' else data

    def addcomponent(self, poly: Any, fill: Any, outline: Any = None) -> None:
        """Add component to a shape of type compound."""
        self._data.append((poly, fill, outline))


class TurtleScreen:
    """Provide screen oriented methods like bgcolor etc."""

    def __init__(self) -> None:
        self._shapes: dict[str, Any] = dict(SHAPES)
        self._mode = 'standard'
        self._delay = 10
        self._is_deaf_told = False
        self._timers: list[tuple[float, int, Callable[[], object]]] = []
        self._order = count()
        self._begin()

    def _begin(self) -> None:
        self._picture = Picture()
        self._turtles: list[Any] = []
        self._tracer = 1
        self._colormode: float = 1.0
        self._is_shown = True
        self._is_watched = False
        self._last_update = time.monotonic()

    # --- showing ---------------------------------------------------------------------------------

    def _touch(self) -> None:
        """Something is drawn: it has to be shown once."""
        self._is_shown = False
        if not self._is_watched:
            self._is_watched = True
            atexit.register(self._end)

    def _repr_svg_(self) -> str:
        self._is_shown = True
        return self._picture.svg()

    def __repr__(self) -> str:
        return '<turtle graphics>'

    def _show(self) -> None:
        if not self._is_shown:
            from goru import display

            display(self)

    def _end(self) -> None:
        """A program ends: the next one begins with an empty screen, as in a new window."""
        self._show()
        self._begin()
        _forget(self)

    def mainloop(self) -> None:
        """Runs what ontimer asked for, and shows the picture."""
        end = self._picture.clock + TIMERS_MS
        while self._timers and self._timers[0][0] <= end:
            due, _, function = heappop(self._timers)
            self._picture.clock = max(self._picture.clock, due)
            function()
        self._timers.clear()
        self._show()

    done = exitonclick = bye = mainloop

    def update(self) -> None:
        """Perform a TurtleScreen update. What the program waited before it, the picture waits."""
        now = time.monotonic()
        if self._tracer == 0:
            self._picture.clock += min(1000 * (now - self._last_update), PAUSE_MAX_MS)
        self._last_update = now

    # --- settings --------------------------------------------------------------------------------

    def tracer(self, n: int | None = None, delay: int | None = None) -> int | None:
        """Turns turtle animation on/off and set delay for update drawings."""
        if n is None:
            return self._tracer
        self._tracer = int(n)
        self._last_update = time.monotonic()
        if delay is not None:
            self._delay = int(delay)
        return None

    def delay(self, delay: int | None = None) -> int | None:
        """Return or set the drawing delay in milliseconds."""
        if delay is None:
            return self._delay
        self._delay = int(delay)
        return None

    def colormode(self, cmode: float | None = None) -> float | None:
        """Return the colormode or set it to 1.0 or 255."""
        if cmode is None:
            return self._colormode
        if cmode in (1, 255):
            self._colormode = float(cmode) if cmode == 1 else 255
        return None

    def mode(self, mode: str | None = None) -> str | None:
        """Set turtle-mode ('standard', 'logo' or 'world') and perform reset."""
        if mode is None:
            return self._mode
        if mode.lower() not in ('standard', 'logo', 'world'):
            raise TurtleGraphicsError(f'No turtle-graphics-mode {mode}')
        self._mode = mode.lower()
        self.reset()
        return None

    def setworldcoordinates(self, llx: float, lly: float, urx: float, ury: float) -> None:
        """Set up a user defined coordinate-system."""
        self.mode('world')
        self._picture.world = (llx, lly, urx, ury)

    def bgcolor(self, *args: Any) -> Any:
        """Set or return backgroundcolor of the TurtleScreen."""
        if not args:
            return self._picture.background
        self._picture.background = self._colour(args)
        self._touch()
        return None

    def _colour(self, args: tuple[Any, ...]) -> str:
        value = args[0] if len(args) == 1 else args
        colour = colour_of(value, self._colormode)
        if colour is not None:
            return colour
        kind = 'string' if isinstance(value, str) else 'sequence'
        raise TurtleGraphicsError(f'bad color {kind}: {value}')

    def setup(self, width: float = 0.5, height: float = 0.75, *_place: Any, **_places: Any) -> None:
        """Set the size of the picture; numbers up to 1 are shares of 1200 and 800."""
        shares = (width * 1200 if width <= 1 else width, height * 800 if height <= 1 else height)
        self._picture.size = (float(shares[0]), float(shares[1]))

    def screensize(
        self, canvwidth: int | None = None, canvheight: int | None = None, bg: Any = None
    ) -> tuple[int, int] | None:
        """Resize the canvas the turtles are drawing on."""
        if bg is not None:
            self.bgcolor(bg)
        if canvwidth is None or canvheight is None:
            return (int(self.window_width()), int(self.window_height())) if bg is None else None
        self._picture.size = (float(canvwidth), float(canvheight))
        return None

    def window_width(self) -> float:
        """Return the width of the turtle window."""
        return self._picture.size[0] if self._picture.size else 600

    def window_height(self) -> float:
        """Return the height of the turtle window."""
        return self._picture.size[1] if self._picture.size else 600

    def title(self, titlestring: str) -> None:
        """There is no window with a title here."""

    def bgpic(self, picname: str | None = None) -> str:
        """There are no background images here."""
        if picname not in (None, 'nopic'):
            raise TurtleGraphicsError('background images cannot be shown here')
        return 'nopic'

    def getcanvas(self) -> Any:
        raise TurtleGraphicsError('there is no tkinter canvas here')

    # --- shapes and turtles ----------------------------------------------------------------------

    def register_shape(self, name: str, shape: Any = None) -> None:
        """Adds a turtle shape to TurtleScreen's shapelist."""
        if shape is None:
            raise TurtleGraphicsError(f'{name}: images cannot be shapes here; give a polygon')
        self._shapes[name] = shape._data if isinstance(shape, Shape) else shape

    addshape = register_shape

    def getshapes(self) -> list[str]:
        """Return a list of names of all currently available turtle shapes."""
        return sorted(self._shapes)

    def turtles(self) -> list[Any]:
        """Return the list of turtles on the screen."""
        return list(self._turtles)

    def clear(self) -> None:
        """Delete all drawings and all turtles from the TurtleScreen."""
        self._picture.hide(None)
        self._picture.sprites.clear()
        self._turtles.clear()
        self._picture.background = 'white'
        self._touch()

    clearscreen = clear

    def reset(self) -> None:
        """Reset all Turtles on the Screen to their initial state."""
        for turtle in self._turtles:
            turtle.reset()

    resetscreen = reset

    # --- people ----------------------------------------------------------------------------------

    def textinput(self, title: str, prompt: str) -> str | None:
        """Ask for a line of text; None at end of file."""
        try:
            return input(f'{title}: {prompt} ')
        except EOFError:
            return None

    def numinput(
        self,
        title: str,
        prompt: str,
        default: float | None = None,
        minval: float | None = None,
        maxval: float | None = None,
    ) -> float | None:
        """Ask for a number until there is one in the given range."""
        while True:
            answer = self.textinput(title, prompt)
            if answer is None or (answer == '' and default is not None):
                return default
            try:
                number = float(answer)
            except ValueError:
                print(say('Not a number. Please try again.'))
                continue
            if minval is not None and number < minval:
                print(say('The allowed minimum value is {value}. Please try again.', value=minval))
            elif maxval is not None and number > maxval:
                print(say('The allowed maximum value is {value}. Please try again.', value=maxval))
            else:
                return number

    def ontimer(self, fun: Callable[[], object], t: float = 0) -> None:
        """Install a timer, which calls fun after t milliseconds of the picture's time."""
        heappush(self._timers, (self._picture.clock + t, next(self._order), fun))

    def listen(self, *_: Any) -> None:
        """The picture hears no keys."""

    def onkey(self, *_: Any) -> None:
        """The picture hears no keys."""
        if not self._is_deaf_told:
            self._is_deaf_told = True
            print(say('[turtle: the picture hears neither keys nor clicks]'), file=sys.stderr)

    onkeyrelease = onkeypress = onclick = onscreenclick = onkey


_screen: TurtleScreen | None = None


#: Called when a program has ended, and with it its screen.
def on_end() -> None:
    return None


def Screen() -> TurtleScreen:  # noqa: N802 (its name in the standard library)
    """Return the singleton screen object."""
    global _screen
    if _screen is None:
        _screen = TurtleScreen()
    return _screen


def _forget(screen: TurtleScreen) -> None:
    global _screen
    if _screen is screen:
        _screen = None
        on_end()
