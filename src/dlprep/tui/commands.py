"""The command palette: every place, and every action of the screen it was opened from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import DiscoveryHit, Hit, Hits, Provider

from dlprep.domain.ability.placement import MOST_ITEMS
from dlprep.domain.messages import mark
from dlprep.tui.registry import PLACES
from dlprep.tui.screens.keys import is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlprep.tui.app import DlprepApp


def _take_placement(app: DlprepApp) -> None:
    from dlprep.services.adaptive import placement_request
    from dlprep.tui.screens.base import BaseScreen

    if isinstance(app.screen, BaseScreen):
        app.screen.start_session(placement_request())


@dataclass(frozen=True)
class Command:
    """One line of the palette."""

    name: str
    about: str
    run: Callable[[], Any]


class DlprepCommands(Provider):
    """Finds commands by fuzzy match on their names in the language of the interface."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.name, command.run, help=command.about or None)

    async def search(self, query: str) -> Hits:
        """The commands whose names match `query`."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.name)) > 0:
                yield Hit(score, matcher.highlight(command.name), command.run, help=command.about or None)

    def _commands(self) -> Iterator[Command]:
        app: DlprepApp = self.app  # type: ignore[assignment]
        yield from self._actions(app)
        for place in PLACES:
            name = app.tr("Go to: {place}", place=app.tr(place.title))
            yield Command(name, app.tr(place.about), partial(app.open_place, place.name))
        yield Command(
            app.tr("Take the placement test"),
            app.tr("At most {count} questions say where you stand", count=MOST_ITEMS),
            partial(_take_placement, app),
        )
        yield Command(app.tr("Change the language"), "中文 / English", app.action_switch_language)
        yield Command(app.tr(mark("Quit")), "", app.action_quit)

    def _actions(self, app: DlprepApp) -> Iterator[Command]:
        """What the keys of the screen do, as far as they do something now."""
        seen = set()
        for binding in self.screen.active_bindings.values():
            action, description = binding.binding.action, binding.binding.description
            if not binding.enabled or action in seen or binding.node is app or not is_ours(binding):
                continue
            seen.add(action)
            run = partial(app.run_action, action, default_namespace=binding.node)
            key = app.get_key_display(binding.binding)
            yield Command(app.tr(description), app.tr("Key: {key}", key=key), run)
