"""A layout between two requests of a widget does not keep the height it had then."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from dlprep.tui.layout_requests import count_every_request


class GrowingApp(App[None]):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("one")

    def grow(self) -> Static:
        """Asks for a layout, is laid out at once, and gets more words before it comes to rest."""
        words = self.query_one(Static)
        words.refresh(layout=True)
        self.screen._refresh_layout()
        words.update("one\ntwo\nthree")
        return words


@pytest.mark.parametrize("mended", [True, False], ids=["mended", "as-is"])
async def test_growing_while_a_layout_is_pending(mended: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from dlprep.tui import layout_requests

    monkeypatch.setattr(Widget, "refresh", layout_requests._refresh)
    if mended:
        count_every_request()
    app = GrowingApp()
    async with app.run_test() as pilot:
        words = app.grow()
        await pilot.pause()
        await pilot.pause()
        # As it is, Textual keeps one row: when this changes, the mending has become needless.
        assert words.size.height == (3 if mended else 1)
