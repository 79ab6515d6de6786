"""The line of keys at the bottom, in the learner's language."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeyBar(Footer):
    """A footer that translates; the palette's key stands last."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        super().__init__(show_command_palette=False)
        self._translate = translate

    def compose(self) -> ComposeResult:
        """One key for each action that is shown."""
        if not self._bindings_ready:
            return
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not binding.show or not binding.description or binding.action in seen:
                continue
            seen.add(binding.action)
            yield FooterKey(
                binding.key,
                self.app.get_key_display(binding),
                self._translate(binding.description),
                binding.action,
                disabled=not active.enabled,
            ).data_bind(compact=Footer.compact)
