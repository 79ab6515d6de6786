"""Pictures stand still: no cursor blinks in a test, and none is taken before the layout has settled."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from waiting import wait_until_still


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "_toggle_cursor", lambda _: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda _: None)


@pytest.fixture
def snap_compare(snap_compare: Callable[..., bool]) -> Callable[..., bool]:
    """The plugin's comparison, made once nothing moves any more."""

    def compare(
        app: Any, *, run_before: Callable[[Pilot[None]], Awaitable[None]] | None = None, **options: Any
    ) -> bool:
        async def settle(pilot: Pilot[None]) -> None:
            if run_before is not None:
                await run_before(pilot)
            await wait_until_still(pilot)

        return snap_compare(app, run_before=settle, **options)

    return compare
