"""The keys of the place the learner is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import getters
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp
from dlprep.tui.block import Block, Line
from dlprep.tui.cells import fit

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.screen import Screen

_KEY_WIDTH = 16
_HIDDEN_WIDGET_KEYS = frozenset({"copy", "paste", "cut"})


class KeyLine(NamedTuple):
    """A key, or several that do the same, and what it does in English."""

    keys: str
    description: str


def keys_of(screen: Screen[object], app: DlprepApp) -> tuple[KeyLine, ...]:
    """What can be pressed on `screen` now, ours only, in the order of focus, screen, app."""
    by_action: dict[str, tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = type(active.node).__module__.startswith("dlprep.")
        if binding.description and active.enabled and ours:
            by_action.setdefault(binding.action, ([], binding.description))[0].append(
                app.get_key_display(binding)
            )
    extra = getattr(screen, "more_keys", ())
    return (*extra, *(KeyLine(" ".join(dict.fromkeys(keys)), what) for keys, what in by_action.values()))


class KeysScreen(ModalScreen[None]):
    """A list of keys over the place they belong to."""

    app = getters.app(DlprepApp)
    BINDINGS = [Binding("escape,question_mark,f1,enter", "dismiss", mark("Close"))]

    def __init__(self, keys: tuple[KeyLine, ...]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The list in a box that scrolls."""
        lines = [
            Line(
                Content(self.app.tr(line.description)),
                Content.styled(fit(line.keys, _KEY_WIDTH), "bold $accent"),
            )
            for line in self._keys
        ]
        with VerticalScroll(id="dialog") as box:
            box.border_title = self.app.tr("Keys")
            box.border_subtitle = self.app.tr("esc closes")
            yield Static(Block(lines))
