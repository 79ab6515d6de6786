"""Mends one fault of Textual: a second request for a layout must not leave an old height on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

_refresh: Callable[..., Any] = Widget.refresh


def _refresh_and_count(self: Widget, *regions: Any, layout: bool = False, **options: Any) -> Widget:
    if layout and self._layout_required:
        self._layout_updates += 1
    _refresh(self, *regions, layout=layout, **options)
    return self


def count_every_request() -> None:
    """Makes every `refresh(layout=True)` drop the box that was measured for a widget.

    A box is kept under the number of layouts asked for, and Textual 8.2.8 counts a request only when none
    is pending. When a screen is laid out between two requests, before the widget came to rest, the box
    measured then is kept for the second as well: a list filled while its screen opens stays one row high.
    Static asks in the same way when it is updated, so the fault is mended where it lies and not in our
    widgets.
    """
    Widget.refresh = _refresh_and_count  # type: ignore[method-assign, assignment]
