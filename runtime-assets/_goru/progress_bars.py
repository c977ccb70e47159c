"""Progress bars of packages without the threads that they start to draw themselves."""

from __future__ import annotations

from time import monotonic
from typing import Any


def patch_tqdm(std: Any) -> None:
    """Called when `tqdm.std` is imported: its thread draws bars that have not moved for long."""
    std.tqdm.monitor_interval = 0


def patch_live(live: Any) -> None:
    """Called when `rich.live` is imported: a display is drawn when it changes, as often at most."""
    display: Any = live.Live
    init_plainly = display.__init__
    refresh_plainly = display.refresh
    update_plainly = display.update

    def init(self: Any, *args: Any, **options: Any) -> None:
        init_plainly(self, *args, **options)
        self.draws_itself, self.auto_refresh = self.auto_refresh, False
        self.drawn_at = 0.0

    def refresh(self: Any) -> None:
        """Update the display of the Live Render."""
        self.drawn_at = monotonic()
        refresh_plainly(self)

    def update(self: Any, renderable: Any, *, refresh: bool = False) -> None:
        """Update the renderable that is being displayed"""
        update_plainly(self, renderable, refresh=refresh)
        if not refresh:
            draw_if_due(self)

    display.__init__ = init
    display.refresh = refresh
    display.update = update


def patch_progress(progress: Any) -> None:
    """Called when `rich.progress` is imported."""
    bars: Any = progress.Progress
    refresh_plainly = bars.refresh

    def refresh(self: Any) -> None:
        """Refresh (render) the progress information."""
        if self.live.draws_itself:  # `track` would draw at every step.
            draw_if_due(self.live)
        else:
            refresh_plainly(self)

    def followed(change: Any) -> Any:
        def change_and_draw(self: Any, *args: Any, **options: Any) -> None:
            change(self, *args, **options)
            draw_if_due(self.live)

        change_and_draw.__doc__ = change.__doc__
        return change_and_draw

    bars.refresh = refresh
    bars.advance = followed(bars.advance)
    bars.update = followed(bars.update)


def draw_if_due(display: Any) -> None:
    period_s = 1 / display.refresh_per_second
    if display.draws_itself and display.is_started and monotonic() - display.drawn_at >= period_s:
        display.refresh()
