"""The keys of the place the learner is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual import getters
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from dlprep.domain.messages import mark
from dlprep.tui.app import DlprepApp
from dlprep.tui.block import Block, Line
from dlprep.tui.cells import fit

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding
    from textual.screen import Screen

_KEY_WIDTH = 16
_SIGNS = ("plus", "minus")
"""Keys whose names hide from Textual that they are text in a text field."""


class KeyLine(NamedTuple):
    """A key, or several that do the same, and what it does in English."""

    keys: str
    description: str


def keys_of(screen: Screen[Any], app: DlprepApp) -> tuple[KeyLine, ...]:
    """What can be pressed on `screen` now, in the order of focus, screen, app."""
    is_typing = isinstance(screen.focused, Input | TextArea)
    by_action: dict[str, tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        typed = is_typing and binding.key in _SIGNS
        if active.enabled and is_ours(active) and not typed:
            by_action.setdefault(binding.action, ([], binding.description))[0].append(
                app.get_key_display(binding)
            )
    extra = getattr(screen, "more_keys", ())
    return (*extra, *(KeyLine(" ".join(dict.fromkeys(keys)), what) for keys, what in by_action.values()))


def is_ours(active: ActiveBinding) -> bool:
    """True when a class of dlprep declares the binding; what Textual brings along is left out of lists."""
    return any(
        isinstance(declared, Binding) and declared.action == active.binding.action
        for kind in type(active.node).__mro__
        if kind.__module__.startswith("dlprep.")
        for declared in kind.__dict__.get("BINDINGS", ())
    )


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
