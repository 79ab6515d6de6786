"""Beginning a topic anew from a list of topics, by a key and after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.binding import Binding
from textual.message import Message

from dlprep.domain.messages import mark
from dlprep.tui.screens.ask import AskScreen
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from dlprep.domain.keeping.resets import TopicReset


class TopicResetScreen(BaseScreen):
    """A place with topics. Subclasses say which topic is meant, and read anew afterwards."""

    BINDINGS = [
        Binding("delete", "reset_topic", mark("Reset topic")),
        Binding("u", "undo_reset", mark("Undo reset"), show=False),
    ]

    class ResetCounted(Message):
        """It is known how many answers a reset would take out of the count."""

        def __init__(self, topic: str, name: str, answers: int) -> None:
            super().__init__()
            self.topic, self.name, self.answers = topic, name, answers

    class ResetDone(Message):
        """A topic was begun anew."""

        def __init__(self, reset: TopicReset, name: str) -> None:
            super().__init__()
            self.reset, self.name = reset, name

    class ResetUndone(Message):
        """The newest reset was undone."""

        def __init__(self, reset: TopicReset, name: str, answers: int) -> None:
            super().__init__()
            self.reset, self.name, self.answers = reset, name, answers

    def topic_at_cursor(self) -> str | None:
        """The topic that a reset would be of, or None where there is none."""
        return None

    def reload(self) -> None:
        """Reads again what may have changed."""

    def action_reset_topic(self) -> None:
        """Asks whether to begin the topic at the cursor anew."""
        if topic := self.topic_at_cursor():
            self.count_for_reset(topic)

    @work(thread=True, exclusive=True, exit_on_error=False, group="reset")
    def count_for_reset(self, topic: str) -> None:
        """Counts the answers of a topic in the background."""
        from dlprep.services.resetting import answers_in

        core = self.app.core
        answers = answers_in(core.bank(), core.store(), topic)
        self.post_message(self.ResetCounted(topic, self._name_of(topic), answers))

    def _name_of(self, topic: str) -> str:
        """What the learner knows a topic by; one that the bank has lost, by its id."""
        names = {each.id: each.name for each in self.app.core.bank().topics}
        return names[topic].in_language(self.app.language) if topic in names else topic

    @on(ResetCounted)
    def _ask_for_reset(self, event: ResetCounted) -> None:
        if not event.answers:
            self.app.notify(self.tr("There is no answer in this topic to reset."), markup=False)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.reset_topic(event.topic)

        question = self.tr(
            "Reset {topic}? Answers that will no longer count: {count}. To undo: u",
            topic=event.name,
            count=event.answers,
        )
        self.app.push_screen(AskScreen(question), answered)

    @work(thread=True, exclusive=True, exit_on_error=False, group="reset")
    def reset_topic(self, topic: str) -> None:
        """Makes a backup and begins a topic anew in the background."""
        from dlprep.services.resetting import reset_topic

        core = self.app.core
        done = reset_topic(core.bank(), core.store(), core.backups(), topic, core.clock.moment())
        self.post_message(self.ResetDone(done, self._name_of(topic)))

    @work(thread=True, exclusive=True, exit_on_error=False, group="reset")
    def action_undo_reset(self) -> None:
        """Lets the answers of the newest reset count again, in the background."""
        from dlprep.services.resetting import undo_newest_reset

        core = self.app.core
        reset, answers = undo_newest_reset(core.store(), core.backups(), core.clock.moment())
        self.post_message(self.ResetUndone(reset, self._name_of(reset.topic), answers))

    @on(ResetUndone)
    def _reset_undone(self, event: ResetUndone) -> None:
        words = self.tr(
            "The reset of {topic} is undone. Answers that count again: {count}.",
            topic=event.name,
            count=event.answers,
        )
        self.app.notify(words, timeout=10, markup=False)
        self.reload()

    @on(ResetDone)
    def _reset_done(self, event: ResetDone) -> None:
        words = self.tr(
            "{topic} is reset. Answers that no longer count: {count}. To undo: u",
            topic=event.name,
            count=event.reset.answers,
        )
        self.app.notify(words, timeout=10, markup=False)
        self.reload()
