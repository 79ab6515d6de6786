"""The line of keys at the bottom, in the learner's language."""

from collections.abc import Callable, Iterator

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

_ALL_KEYS = "keys"
"""The action that lists all keys of a place."""


class KeyBar(Widget):
    """The keys that are shown now and what they do; a click presses one.

    One widget for the whole line: it follows every change of focus, and must not cost a frame.
    """

    DEFAULT_CSS = "KeyBar { dock: bottom; height: 1; }"
    ALLOW_SELECT = False

    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__()
        self.auto_links = False  # the colours of the keys stay
        self._translate = translate

    def on_mount(self) -> None:
        """Follows the keys of the screen at once: told of them later, it would be a frame late."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh(), immediate=True)

    def render(self) -> VisualType:
        """Whole entries only; where not all have room, the key that lists every key stays."""
        entries = dict(self._entries())
        left = self.size.width - sum(each.cell_length for each in entries.values())
        for action in [action for action in reversed(entries) if action != _ALL_KEYS]:
            if left >= 0:
                break
            left += entries.pop(action).cell_length
        return Content("").join(entries.values())

    def _entries(self) -> Iterator[tuple[str, Content]]:
        """One entry for each action that is shown; an action that cannot act now is dim."""
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            key = Content.styled(f" {self.app.get_key_display(binding)}", "bold $footer-key-foreground")
            entry = key.append(Content(f" {self._translate(binding.description)} "))
            style = f"@click=press('{binding.key}')" if active.enabled else "dim"
            yield binding.action, entry.stylize(style)

    def action_press(self, key: str) -> None:
        """Presses a key for the mouse."""
        self.app.simulate_key(key)
