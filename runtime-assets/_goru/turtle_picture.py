"""What turtles drew, as one SVG that draws itself once more. Needs no script: CSS animates it.

Times are milliseconds of a clock that moves as turtles do, not of the program's.
"""

from __future__ import annotations

import re
import sys
from html import escape

from goru._words import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Point = tuple[float, float]

PARTS_MAX = 20_000
#: With more moving parts than this, browsers take long to begin.
ANIMATED_PARTS_MAX = 3_000
#: A longer show is shown faster.
SHOW_MS = 30_000
MARGIN = 20
_SPRITE_FRAMES_MAX = 2_000

_STYLE = (
    '.p{fill:none;stroke-linecap:round;stroke-linejoin:round}'
    '.a{opacity:0;animation-fill-mode:forwards;animation-timing-function:linear}'
    '.a.p{stroke-dasharray:1;animation-name:d}'
    '.s{animation-name:s}'
    '@keyframes d{0%{opacity:1;stroke-dashoffset:1}100%{opacity:1;stroke-dashoffset:0}}'
    '@keyframes s{100%{opacity:1}}'
    '@keyframes h{100%{opacity:0}}'
    '@media (prefers-reduced-motion:reduce){'
    '*{animation-duration:0s!important;animation-delay:0s!important}}'
)


class Part:
    """Something drawn: `draw` makes its markup of points, which it holds in turtle coordinates."""

    __slots__ = ('draw', 'duration', 'gone', 'is_line', 'owner', 'points', 'reach', 'start')

    def __init__(
        self,
        owner: object,
        points: list[Point],
        draw: Callable[[list[Point], str], str],
        *,
        start: float,
        duration: float = 0,
        is_line: bool = False,
        reach: float = 0,
    ) -> None:
        self.owner = owner
        self.points = points
        self.draw = draw
        self.start = start
        self.duration = duration
        self.is_line = is_line
        #: How far it extends around its points.
        self.reach = reach
        self.gone: float | None = None


class Sprite:
    """Where a turtle was, and when."""

    def __init__(self) -> None:
        self.frames: list[tuple[float, float, float, float]] = []
        self.polygon = ''
        self.is_visible = True

    def note(self, at: float, x: float, y: float, angle: float) -> None:
        frame = (at, x, y, angle)
        if self.frames and self.frames[-1] == frame:
            return
        if len(self.frames) > 1 and self.frames[-1][0] == self.frames[-2][0] == at:
            self.frames[-1] = frame  # Nobody sees what is between.
        else:
            self.frames.append(frame)


class Picture:
    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.sprites: list[Sprite] = []
        self.clock = 0.0
        self.background = 'white'
        self.size: Point | None = None
        #: Lower left and upper right, where a program set its own coordinates.
        self.world: tuple[float, float, float, float] | None = None
        self._is_full = False

    def add(self, part: Part) -> bool:
        """False when there is no room left; that is said once."""
        if len(self.parts) < PARTS_MAX:
            self.parts.append(part)
            return True
        if not self._is_full:
            self._is_full = True
            print(
                say(
                    '[turtle: more than {count} parts; the rest is not drawn]',
                    count=f'{PARTS_MAX:_}',
                ),
                file=sys.stderr,
            )
        return False

    def hide(self, owner: object) -> None:
        """What `owner` drew disappears now; for None, everything."""
        for part in self.parts:
            if part.gone is None and owner in (None, part.owner):
                part.gone = self.clock
        # What nobody had the time to see need not be kept.
        self.parts = [part for part in self.parts if part.gone != part.start + part.duration]

    def svg(self) -> str:
        shown = [part for part in self.parts if part.points]
        is_animated = self.clock > 0 and len(shown) <= ANIMATED_PARTS_MAX
        if not is_animated:
            shown = [part for part in shown if part.gone is None]
        rate = min(1.0, SHOW_MS / self.clock) if self.clock else 1.0
        place, (left, top, width, height) = self._frame(shown)
        body: list[str] = []
        for part in shown:
            points = [place(point) for point in part.points]
            look = _animate(part, rate) if is_animated else _still(part)
            body.append(part.draw(points, look))
        style = _STYLE
        for index, sprite in enumerate(self.sprites):
            if sprite.is_visible and sprite.frames:
                rules, markup = _draw_sprite(index, sprite, place, self.clock, rate, is_animated)
                style += rules
                body.append(markup)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="{left:g} {top:g} {width:g} {height:g}" role="img" '
            f'aria-label="turtle graphics">'
            f'<style>{style}</style>'
            f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
            f'fill="{self.background}"/>{"".join(body)}</svg>'
        )

    def _frame(self, parts: Sequence[Part]) -> tuple[Callable[[Point], Point], tuple[float, ...]]:
        """How points get into the picture, whose y grows downwards; and its left, top, size."""
        if self.world is not None:
            left, bottom, right, top = self.world
            width, height = self.size or (600.0, 600.0)
            x_rate, y_rate = width / (right - left), height / (top - bottom)

            def place_in_world(point: Point) -> Point:
                return _rounded((point[0] - left) * x_rate, (top - point[1]) * y_rate)

            return place_in_world, (0, 0, width, height)

        def place(point: Point) -> Point:
            return _rounded(point[0], -point[1])

        if self.size is not None:
            width, height = self.size
            return place, (-width / 2, -height / 2, width, height)
        xs, ys = [-200.0, 200.0], [-150.0, 150.0]
        for part in parts:
            for x, y in part.points:
                xs += (x - part.reach - MARGIN, x + part.reach + MARGIN)
                ys += (y - part.reach - MARGIN, y + part.reach + MARGIN)
        left, top = min(xs), -max(ys)
        return place, (left, top, max(xs) - left, -min(ys) - top)


def _rounded(x: float, y: float) -> Point:
    return round(x, 2) + 0.0, round(y, 2) + 0.0  # Nobody wants to read -0.00.


def _still(part: Part) -> str:
    return 'class="p"' if part.is_line else ''


def _animate(part: Part, rate: float) -> str:
    if part.start + part.duration <= 0 and part.gone is None:
        return _still(part)
    names = 'a p' if part.is_line and part.duration > 0 else 'a s p' if part.is_line else 'a s'
    start, duration = part.start * rate, max(1.0, part.duration * rate)
    path = ' pathLength="1"' if part.is_line and part.duration > 0 else ''
    if part.gone is None:
        return (
            f'class="{names}"{path} '
            f'style="animation-delay:{start:.0f}ms;animation-duration:{duration:.0f}ms"'
        )
    kind = 'd' if path else 's'
    return (
        f'class="{names}"{path} style="animation:{kind} {duration:.0f}ms linear {start:.0f}ms '
        f'forwards,h 1ms {part.gone * rate:.0f}ms forwards"'
    )


def _draw_sprite(
    index: int,
    sprite: Sprite,
    place: Callable[[Point], Point],
    clock: float,
    rate: float,
    is_animated: bool,
) -> tuple[str, str]:
    def transform(frame: tuple[float, float, float, float]) -> str:
        _, x, y, angle = frame
        left, top = place((x, y))
        return f'translate({left:.2f}px,{top:.2f}px) rotate({-angle:.2f}deg)'

    frames = sprite.frames
    end = f'style="transform:{transform(frames[-1])}"'
    if not is_animated or len(frames) < 2 or len(frames) > _SPRITE_FRAMES_MAX:
        return '', f'<g {end}>{sprite.polygon}</g>'
    steps = ''.join(
        f'{100 * frame[0] / clock:.3f}%{{transform:{transform(frame)}}}' for frame in frames
    )
    animation = f'#t{index}{{animation:t{index} {clock * rate:.0f}ms linear forwards}}'
    return (
        f'@keyframes t{index}{{{steps}}}{animation}',
        f'<g id="t{index}" {end}>{sprite.polygon}</g>',
    )


# --- what parts look like ------------------------------------------------------------------------


def line(colour: str, width: float) -> Callable[[list[Point], str], str]:
    def draw(points: list[Point], look: str) -> str:
        path = 'M' + 'L'.join(f'{x:.2f} {y:.2f}' for x, y in points)
        return f'<path d="{path}" stroke="{colour}" stroke-width="{width:g}" {look}/>'

    return draw


def area(colour: str) -> Callable[[list[Point], str], str]:
    def draw(points: list[Point], look: str) -> str:
        corners = ' '.join(f'{x:.2f},{y:.2f}' for x, y in points)
        return f'<polygon points="{corners}" fill="{colour}" fill-rule="evenodd" {look}/>'

    return draw


def disc(colour: str, radius: float) -> Callable[[list[Point], str], str]:
    def draw(points: list[Point], look: str) -> str:
        [(x, y)] = points
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:g}" fill="{colour}" {look}/>'

    return draw


def text(content: str, colour: str, align: str, font: str) -> Callable[[list[Point], str], str]:
    anchor = {'center': 'middle', 'right': 'end'}.get(align, 'start')

    def draw(points: list[Point], look: str) -> str:
        [(x, y)] = points
        place = f'x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{colour}"'
        return f'<text {place} {font} xml:space="preserve" {look}>{escape(content)}</text>'

    return draw


def marker(polygon: str, angle: float) -> Callable[[list[Point], str], str]:
    def draw(points: list[Point], look: str) -> str:
        [(x, y)] = points
        turn = f'translate({x:.2f} {y:.2f}) rotate({-angle:.2f})'
        return f'<g {look}><g transform="{turn}">{polygon}</g></g>'

    return draw


_HEX = re.compile(r'#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})')
_GREY = re.compile(r'gr[ae]y(\d{1,3})')
_NAME = re.compile(r'([a-zA-Z]+)[1-4]?')


def colour_of(value: Any, largest: float) -> str | None:
    """CSS of a name, `#rrggbb` or three numbers up to `largest`; None when it is none of them."""
    if isinstance(value, str):
        name = value.replace(' ', '').lower()
        if _HEX.fullmatch(name):
            return name
        if grey := _GREY.fullmatch(name):
            level = round(int(grey[1]) * 2.55)
            return f'#{level:02x}{level:02x}{level:02x}' if level <= 255 else None
        plain = _NAME.fullmatch(name)
        return plain[1] if plain else None
    try:
        red, green, blue = (round(255 * part / largest) for part in value)
    except (TypeError, ValueError):
        return None
    if not all(0 <= part <= 255 for part in (red, green, blue)):
        return None
    return f'#{red:02x}{green:02x}{blue:02x}'
