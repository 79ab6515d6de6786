"""The line of keys at the bottom, in the learner's language."""

from collections.abc import Callable, Iterator

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget


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
        return Content("").join(self._keys())

    def _keys(self) -> Iterator[Content]:
        """One entry for each action that is shown; an action that cannot act now is dim."""
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            key = Content.styled(f" {self.app.get_key_display(binding)}", "bold $footer-key-foreground")
            entry = key.append(Content(f" {self._translate(binding.description)} "))
            yield entry.stylize(f"@click=press('{binding.key}')") if active.enabled else entry.stylize("dim")

    def action_press(self, key: str) -> None:
        """Presses a key for the mouse."""
        self.app.simulate_key(key)
