"""Turtle graphics, as in the standard library, whose own module needs a window system.

Turtles draw into a picture that `done()` shows, and the end of the program at the latest; it then
draws itself at the turtles' speed. Nothing waits meanwhile, and the picture hears neither keys nor
clicks. Imported under the name `turtle`.
"""

from __future__ import annotations

import math

from _goru import turtle_screen
from _goru.turtle_picture import Part, Sprite, area, disc, line, marker, text
from _goru.turtle_screen import (
    Screen,
    Shape,
    Terminator,
    TurtleGraphicsError,
    TurtleScreen,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_SPEEDS = {'fastest': 0, 'fast': 10, 'normal': 6, 'slow': 3, 'slowest': 1}
_STEP_MS = 10


class Vec2D(tuple[float, float]):
    """A 2 dimensional vector class, used as a helper class for implementing turtle graphics."""

    def __new__(cls, x: float, y: float) -> Vec2D:
        return super().__new__(cls, (x, y))

    def __add__(self, other: Any) -> Vec2D:
        return Vec2D(self[0] + other[0], self[1] + other[1])

    def __sub__(self, other: Any) -> Vec2D:
        return Vec2D(self[0] - other[0], self[1] - other[1])

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Vec2D):
            return self[0] * other[0] + self[1] * other[1]
        return Vec2D(self[0] * other, self[1] * other)

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __neg__(self) -> Vec2D:
        return Vec2D(-self[0], -self[1])

    def __abs__(self) -> float:
        return math.hypot(*self)

    def rotate(self, angle: float) -> Vec2D:
        """rotate self counterclockwise by angle"""
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        return Vec2D(self[0] * cosine - self[1] * sine, self[0] * sine + self[1] * cosine)

    def __repr__(self) -> str:
        return f'({self[0]:.2f},{self[1]:.2f})'


class RawTurtle:
    """RawTurtle auto-creates (or uses) the screen and draws on it."""

    def __init__(
        self, canvas: Any = None, shape: str = 'classic', undobuffersize: int = 1000,
        visible: bool = True,
    ) -> None:  # fmt: skip
        self.screen: TurtleScreen = canvas if isinstance(canvas, TurtleScreen) else Screen()
        self._sprite = Sprite()
        self.screen._picture.sprites.append(self._sprite)
        self.screen._turtles.append(self)
        self._shape = shape
        self._is_visible = visible
        self._full = 360.0
        self._stamps: dict[int, Part] = {}
        self._start()
        self._note()

    def _start(self) -> None:
        self._x = self._y = 0.0
        self._angle = 90.0 if self.screen._mode == 'logo' else 0.0
        self._is_down = True
        self._pen_size: float = 1
        self._pen_colour = self._fill_colour = 'black'
        self._pen_value: Any = 'black'
        self._fill_value: Any = 'black'
        self._speed = 3
        self._stretch = (1.0, 1.0)
        self._outline: float = 1
        self._tilt = 0.0
        self._fill: tuple[Part, list[tuple[float, float]]] | None = None
        self._poly: list[tuple[float, float]] | None = None
        self._last_poly: Any = None
        self._last_line: Part | None = None
        self._undo: list[Any] = []

    # --- how it looks ----------------------------------------------------------------------------

    def _polygon(self) -> str:
        shape = self.screen._shapes.get(self._shape, ())
        parts = shape if shape and len(shape[0]) == 3 else [(shape, None, None)]
        wide, long = self._stretch
        markup = ''
        for points, fill, outline in parts:
            # Shapes point up; a heading of 0 points to the right.
            corners = ' '.join(f'{y * long:g},{x * wide:g}' for x, y in points)
            inside = self.screen._colour((fill,)) if fill else self._fill_colour
            around = self.screen._colour((outline,)) if outline else self._pen_colour
            markup += (
                f'<polygon points="{corners}" fill="{inside}" stroke="{around}" '
                f'stroke-width="{self._outline:g}"/>'
            )
        return markup

    def _note(self) -> None:
        picture = self.screen._picture
        self._sprite.note(picture.clock, self._x, self._y, self._angle + self._tilt)
        self._sprite.polygon = self._polygon()
        self._sprite.is_visible = self._is_visible
        self.screen._touch()

    def _advance(self, steps: int) -> float:
        """Lets so many steps of animation pass; how long they take."""
        screen = self.screen
        if self._speed == 0 or screen._tracer == 0:
            return 0
        took = steps * _STEP_MS / screen._tracer * min(1.0, screen._delay / 10 or 0.1)
        self._sprite.note(screen._picture.clock, self._x, self._y, self._angle + self._tilt)
        screen._picture.clock += took
        return took

    # --- moving ----------------------------------------------------------------------------------

    def _remember(self) -> None:
        state = {
            key: value for key, value in self.__dict__.items()
            if key in ('_x', '_y', '_angle', '_is_down', '_pen_size', '_pen_colour',
                       '_fill_colour', '_pen_value', '_fill_value', '_is_visible')
        }  # fmt: skip
        last = self._last_line
        points = len(last.points) if last is not None else 0
        self._undo.append((state, len(self.screen._picture.parts), last, points))
        del self._undo[:-1000]

    def undo(self) -> None:
        """undo (repeatedly) the last turtle action."""
        if not self._undo:
            return
        state, start, last, points = self._undo.pop()
        self.__dict__.update(state)
        parts = self.screen._picture.parts
        parts[start:] = [part for part in parts[start:] if part.owner is not self]
        if last is not None:
            del last.points[points:]
        self._last_line = last
        self._note()

    def undobufferentries(self) -> int:
        """Return count of entries in the undobuffer."""
        return len(self._undo)

    def setundobuffer(self, size: int | None) -> None:
        """The undobuffer has a thousand entries here."""

    def _go(self, x: float, y: float, is_drawn: bool = True) -> None:
        start = (self._x, self._y)
        distance = math.hypot(x - start[0], y - start[1])
        rate = 3 * (1.1**self._speed) * self._speed
        picture = self.screen._picture
        at = picture.clock
        took = self._advance(1 + int(distance / rate)) if rate and is_drawn else 0
        self._x, self._y = float(x), float(y)
        if self._is_down and is_drawn:
            self._draw_line(start, at, took)
        else:
            self._last_line = None
        if self._fill is not None:
            self._fill[1].append((self._x, self._y))
        if self._poly is not None:
            self._poly.append((self._x, self._y))
        self._note()

    def _draw_line(self, start: tuple[float, float], at: float, took: float) -> None:
        last = self._last_line
        end = (self._x, self._y)
        # Lines that take no time are one: a fractal of thousands is a single path.
        if last is not None and took == last.duration == 0 and last.start == at and not last.gone:
            last.points.append(end)
            return
        draw = line(self._pen_colour, self._pen_size)
        reach = self._pen_size / 2
        part = Part(self, [start, end], draw, start=at, duration=took, is_line=True, reach=reach)
        self._last_line = part if self.screen._picture.add(part) else None

    def _turn(self, degrees: float) -> None:
        if self._speed:
            self._advance(1 + int(abs(degrees) / (3 * self._speed)))
        self._angle += degrees
        self._note()

    def forward(self, distance: float) -> None:
        """Move the turtle forward by the specified distance."""
        self._remember()
        angle = math.radians(self._angle)
        self._go(self._x + distance * math.cos(angle), self._y + distance * math.sin(angle))

    def back(self, distance: float) -> None:
        """Move the turtle backward by distance."""
        self.forward(-distance)

    def right(self, angle: float) -> None:
        """Turn turtle right by angle units."""
        self._remember()
        self._turn(-angle * 360 / self._full)

    def left(self, angle: float) -> None:
        """Turn turtle left by angle units."""
        self._remember()
        self._turn(angle * 360 / self._full)

    def goto(self, x: Any, y: float | None = None) -> None:
        """Move turtle to an absolute position."""
        self._remember()
        self._go(*((x[0], x[1]) if y is None else (x, y)))

    def teleport(
        self, x: float | None = None, y: float | None = None, *, fill_gap: bool = False
    ) -> None:
        """Instantly move turtle to an absolute position, without drawing."""
        self._remember()
        is_filling = self._fill is not None and not fill_gap
        if is_filling:
            self.end_fill()
        place = (self._x if x is None else x, self._y if y is None else y)
        self._go(*place, is_drawn=False)
        if is_filling:
            self.begin_fill()

    def setx(self, x: float) -> None:
        """Set the turtle's first coordinate to x"""
        self.goto(x, self._y)

    def sety(self, y: float) -> None:
        """Set the turtle's second coordinate to y"""
        self.goto(self._x, y)

    def home(self) -> None:
        """Move turtle to the origin - coordinates (0,0)."""
        self.goto(0, 0)
        self.setheading(0)

    def setheading(self, to_angle: float) -> None:
        """Set the orientation of the turtle to to_angle."""
        self._remember()
        wanted = to_angle * 360 / self._full
        if self.screen._mode == 'logo':
            wanted = 90 - wanted
        self._turn((wanted - self._angle + 180) % 360 - 180)

    def circle(self, radius: float, extent: float | None = None, steps: int | None = None) -> None:
        """Draw a circle with given radius."""
        full = self._full
        if extent is None:
            extent = full
        if steps is None:
            steps = 1 + int(min(11 + abs(radius) / 6, 59) * abs(extent) / full)
        turn = extent / steps * 360 / full
        length = 2 * radius * math.sin(math.radians(turn / 2))
        if radius < 0:
            length, turn = -length, -turn
        self._remember()
        entries = len(self._undo)
        self._angle += turn / 2
        for _ in range(steps):
            angle = math.radians(self._angle)
            self._go(self._x + length * math.cos(angle), self._y + length * math.sin(angle))
            self._angle += turn
        self._angle -= turn / 2
        del self._undo[entries:]
        self._note()

    def speed(self, speed: float | str | None = None) -> int | None:
        """Return or set the turtle's speed."""
        if speed is None:
            return self._speed
        if isinstance(speed, str):
            speed = _SPEEDS.get(speed, 0)
        self._speed = round(speed) if 0.5 < speed < 10.5 else 0
        return None

    # --- telling ---------------------------------------------------------------------------------

    def position(self) -> Vec2D:
        """Return the turtle's current location (x,y), as a Vec2D-vector."""
        return Vec2D(self._x, self._y)

    def xcor(self) -> float:
        """Return the turtle's x coordinate."""
        return self._x

    def ycor(self) -> float:
        """Return the turtle's y coordinate"""
        return self._y

    def heading(self) -> float:
        """Return the turtle's current heading."""
        return self._units(90 - self._angle if self.screen._mode == 'logo' else self._angle)

    def _units(self, degrees: float) -> float:
        return round(degrees % 360 * self._full / 360, 10) % self._full

    def towards(self, x: Any, y: float | None = None) -> float:
        """Return the angle of the line from the turtle's position to (x, y)."""
        left, top = self._place(x, y)
        angle = math.degrees(math.atan2(top - self._y, left - self._x))
        return self._units(90 - angle if self.screen._mode == 'logo' else angle)

    def distance(self, x: Any, y: float | None = None) -> float:
        """Return the distance from the turtle to (x,y) in turtle step units."""
        left, top = self._place(x, y)
        return math.hypot(left - self._x, top - self._y)

    def _place(self, x: Any, y: float | None) -> tuple[float, float]:
        if y is not None:
            return x, y
        return (x._x, x._y) if isinstance(x, RawTurtle) else (x[0], x[1])

    def degrees(self, fullcircle: float = 360.0) -> None:
        """Set angle measurement units to degrees."""
        self._full = float(fullcircle)

    def radians(self) -> None:
        """Set the angle measurement units to radians."""
        self._full = math.tau

    # --- the pen ---------------------------------------------------------------------------------

    def pendown(self) -> None:
        """Pull the pen down -- drawing when moving."""
        self._is_down = True

    def penup(self) -> None:
        """Pull the pen up -- no drawing when moving."""
        self._is_down = False
        self._last_line = None

    def isdown(self) -> bool:
        """Return True if pen is down, False if it's up."""
        return self._is_down

    def pensize(self, width: float | None = None) -> float | None:
        """Set or return the line thickness."""
        if width is None:
            return self._pen_size
        self._pen_size = width
        self._last_line = None
        return None

    def pen(self, pen: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any] | None:
        """Return or set the pen's attributes."""
        changes = {**(pen or {}), **changes}
        if not changes:
            return {
                'shown': self._is_visible, 'pendown': self._is_down, 'pencolor': self._pen_value,
                'fillcolor': self._fill_value, 'pensize': self._pen_size, 'speed': self._speed,
                'resizemode': 'noresize', 'stretchfactor': self._stretch, 'shearfactor': 0.0,
                'outline': self._outline, 'tilt': self._tilt,
            }  # fmt: skip
        if 'pendown' in changes:
            (self.pendown if changes['pendown'] else self.penup)()
        if 'shown' in changes:
            (self.showturtle if changes['shown'] else self.hideturtle)()
        for name in ('pencolor', 'fillcolor', 'pensize', 'speed'):
            if name in changes:
                getattr(self, name)(changes[name])
        return None

    def pencolor(self, *args: Any) -> Any:
        """Return or set the pencolor."""
        if not args:
            return self._pen_value
        self._pen_colour = self.screen._colour(args)
        self._pen_value = args[0] if len(args) == 1 else args
        self._last_line = None
        self._note()
        return None

    def fillcolor(self, *args: Any) -> Any:
        """Return or set the fillcolor."""
        if not args:
            return self._fill_value
        self._fill_colour = self.screen._colour(args)
        self._fill_value = args[0] if len(args) == 1 else args
        self._note()
        return None

    def color(self, *args: Any) -> Any:
        """Return or set the pencolor and fillcolor."""
        if not args:
            return self._pen_value, self._fill_value
        pen, fill = args if len(args) == 2 else (args, args)
        self.pencolor(*(pen if len(args) != 2 else (pen,)))
        self.fillcolor(*(fill if len(args) != 2 else (fill,)))
        return None

    # --- more to draw ----------------------------------------------------------------------------

    def begin_fill(self) -> None:
        """Called just before drawing a shape to be filled."""
        self._remember()
        # Its place is below the lines around it.
        part = Part(self, [], area(self._fill_colour), start=self.screen._picture.clock)
        self.screen._picture.add(part)
        self._fill = (part, [(self._x, self._y)])

    def end_fill(self) -> None:
        """Fill the shape drawn after the call begin_fill()."""
        if self._fill is None:
            return
        part, points = self._fill
        self._fill = None
        self._last_line = None
        if len(points) > 2:
            part.points[:] = points
            part.draw = area(self._fill_colour)
            part.start = self.screen._picture.clock
        self.screen._touch()

    def filling(self) -> bool:
        """Return fillstate (True if filling, False else)."""
        return self._fill is not None

    def dot(self, size: Any = None, *color: Any) -> None:
        """Draw a dot with diameter size, using color."""
        if size is not None and not color and not isinstance(size, (int, float)):
            size, color = None, (size,)
        if size is None:
            size = self._pen_size + max(self._pen_size, 4)
        colour = self.screen._colour(color) if color else self._pen_colour
        self._remember()
        self._put(disc(colour, size / 2), size / 2)

    def stamp(self) -> int:
        """Stamp a copy of the turtleshape onto the canvas and return its id."""
        self._remember()
        part = self._put(marker(self._polygon(), self._angle + self._tilt), 20)
        number = len(self._stamps) + 1
        self._stamps[number] = part
        return number

    def clearstamp(self, stampid: int) -> None:
        """Delete stamp with given stampid."""
        part = self._stamps.get(stampid)
        if part is not None and part.gone is None:
            part.gone = self.screen._picture.clock

    def clearstamps(self, n: int | None = None) -> None:
        """Delete all or first/last n of turtle's stamps."""
        there = [number for number, part in self._stamps.items() if part.gone is None]
        for number in there if n is None else there[:n] if n >= 0 else there[n:]:
            self.clearstamp(number)

    def write(
        self, arg: object, move: bool = False, align: str = 'left',
        font: tuple[Any, ...] = ('Arial', 8, 'normal'),
    ) -> None:  # fmt: skip
        """Write text at the current turtle position."""
        family, size, *styles = (*font, *('Arial', 8)[len(font) :])
        points = abs(int(size))
        style = ' '.join(str(part) for part in styles)
        weight = ' font-weight="bold"' if 'bold' in style else ''
        slant = ' font-style="italic"' if 'italic' in style else ''
        safe = ''.join(letter for letter in str(family) if letter.isalnum() or letter == ' ')
        look = f'font-family="{safe}, sans-serif" font-size="{points * 4 / 3:.1f}"{weight}{slant}'
        content = str(arg)
        self._remember()
        width = len(content) * points * 0.75
        self._put(text(content, self._pen_colour, align.lower(), look), width)
        if move:
            shift = {'left': width, 'center': width / 2}.get(align.lower(), 0)
            self._go(self._x + shift, self._y, is_drawn=False)

    def _put(self, draw: Any, reach: float) -> Part:
        picture = self.screen._picture
        part = Part(self, [(self._x, self._y)], draw, start=picture.clock, reach=reach)
        picture.add(part)
        self._last_line = None
        self._note()
        return part

    def begin_poly(self) -> None:
        """Start recording the vertices of a polygon."""
        self._poly = [(self._x, self._y)]

    def end_poly(self) -> None:
        """Stop recording the vertices of a polygon."""
        if self._poly is not None:
            self._last_poly = tuple(self._poly)
            self._poly = None

    def get_poly(self) -> Any:
        """Return the lastly recorded polygon."""
        return self._last_poly

    # --- the turtle itself -----------------------------------------------------------------------

    def showturtle(self) -> None:
        """Makes the turtle visible."""
        self._is_visible = True
        self._note()

    def hideturtle(self) -> None:
        """Makes the turtle invisible."""
        self._is_visible = False
        self._note()

    def isvisible(self) -> bool:
        """Return True if the Turtle is shown, False if it's hidden."""
        return self._is_visible

    def shape(self, name: str | None = None) -> str | None:
        """Set turtle shape to shape with given name / return current shapename."""
        if name is None:
            return self._shape
        if name not in self.screen._shapes:
            raise TurtleGraphicsError(f'There is no shape named {name}')
        self._shape = name
        self._note()
        return None

    def shapesize(
        self, stretch_wid: float | None = None, stretch_len: float | None = None,
        outline: float | None = None,
    ) -> tuple[float, float, float] | None:  # fmt: skip
        """Set/return turtle's stretchfactors/outline."""
        if stretch_wid is stretch_len is outline is None:
            return (*self._stretch, self._outline)
        wide = self._stretch[0] if stretch_wid is None else stretch_wid
        long = wide if stretch_len is None else stretch_len
        self._stretch = (wide, long)
        self._outline = self._outline if outline is None else outline
        self._note()
        return None

    def resizemode(self, rmode: str | None = None) -> str | None:
        """Return the resizemode; the turtle has the size that shapesize() gives it."""
        return 'user' if rmode is None else None

    def tiltangle(self, angle: float | None = None) -> float | None:
        """Set or return the current tilt-angle."""
        if angle is None:
            return self._units(self._tilt)
        self._tilt = angle * 360 / self._full
        self._note()
        return None

    def tilt(self, angle: float) -> None:
        """Rotate the turtleshape by angle."""
        self.tiltangle(self._units(self._tilt) + angle)

    def clear(self) -> None:
        """Delete the turtle's drawings from the screen. Do not move turtle."""
        self.screen._picture.hide(self)
        self._last_line = None
        self._undo.clear()
        self._note()

    def reset(self) -> None:
        """Delete the turtle's drawings and restore its default values."""
        self.clear()
        self._start()
        self._note()

    def clone(self) -> Any:
        """Create and return a clone of the turtle."""
        twin = type(self).__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin._sprite = Sprite()
        twin._stamps, twin._undo, twin._fill, twin._last_line = {}, [], None, None
        self.screen._picture.sprites.append(twin._sprite)
        self.screen._turtles.append(twin)
        twin._note()
        return twin

    def getturtle(self) -> Any:
        """Return the Turtleobject itself."""
        return self

    def getscreen(self) -> TurtleScreen:
        """Return the TurtleScreen object, the turtle is drawing on."""
        return self.screen

    def onclick(self, *_: Any) -> None:
        """The picture hears no clicks."""
        self.screen.onkey()

    onrelease = ondrag = onclick
    getpen = getturtle
    fd, bk, backward, rt, lt = forward, back, back, right, left
    setpos = setposition = goto
    seth, pos = setheading, position
    pu = up = penup
    pd = down = pendown
    width, turtlesize = pensize, shapesize
    st, ht = showturtle, hideturtle


class Turtle(RawTurtle):
    """RawTurtle auto-creating (scrolled) canvas."""

    def __init__(
        self, shape: str = 'classic', undobuffersize: int = 1000, visible: bool = True
    ) -> None:
        RawTurtle.__init__(self, None, shape, undobuffersize, visible)


RawPen, Pen = RawTurtle, Turtle
_turtle: Turtle | None = None


def _default_turtle() -> Turtle:
    global _turtle
    if _turtle is None:
        _turtle = Turtle()
    return _turtle


def _forget() -> None:
    global _turtle
    _turtle = None


turtle_screen.on_end = _forget


def _as_function(owner: Callable[[], Any], name: str, method: Any) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        return getattr(owner(), name)(*args, **kwargs)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = method.__doc__
    return call


_TURTLE_NAMES = [name for name in vars(RawTurtle) if not name.startswith('_')]
_ON_BOTH = frozenset({'clear', 'reset', 'onclick'})
_SCREEN_NAMES = [
    name for name in vars(TurtleScreen) if not name.startswith('_') and name not in _ON_BOTH
]
globals().update({
    name: _as_function(_default_turtle, name, vars(RawTurtle)[name]) for name in _TURTLE_NAMES
})  # fmt: skip
globals().update(
    {name: _as_function(Screen, name, vars(TurtleScreen)[name]) for name in _SCREEN_NAMES}
)
__all__ = [  # noqa: PLE0604  # pyright: ignore[reportUnsupportedDunderAll]
    'Pen', 'RawPen', 'RawTurtle', 'Screen', 'Shape', 'Terminator', 'Turtle',
    'TurtleGraphicsError', 'TurtleScreen', 'Vec2D', *_TURTLE_NAMES, *_SCREEN_NAMES,
]  # fmt: skip
