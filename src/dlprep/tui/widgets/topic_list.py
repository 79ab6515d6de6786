"""Topics with how much was seen and how well it went."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dlprep.tui.cells import bar, fit
from dlprep.tui.prose import MUTED

_NUMBERS_WIDTH = 16
_LEAST_NAME = 12
_MOST_NAME = 32


@dataclass(frozen=True)
class TopicLine:
    """One topic as it is shown."""

    id: str
    name: str
    seen: int
    questions: int
    mean_score: float | None
    """0 to 1; None while nothing was answered."""


class TopicList(OptionList):
    """A bar and the numbers for each topic; enter or a click chooses one."""

    class Chosen(Message):
        """A topic was chosen."""

        def __init__(self, topic: str) -> None:
            super().__init__()
            self.topic = topic

    def __init__(self, topics: Iterable[TopicLine] = (), *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._topics = tuple(topics)
        self._width = 0

    def show_topics(self, topics: Iterable[TopicLine]) -> None:
        """Shows `topics` and keeps the cursor where it was."""
        self._topics = tuple(topics)
        self._paint()

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._width != self.scrollable_content_region.width:
            self._paint()

    def _paint(self) -> None:
        self._width = self.scrollable_content_region.width
        if not self._width:
            return
        kept = self.highlighted
        self.set_options([Option(self._line(topic), id=topic.id) for topic in self._topics])
        self.highlighted = kept if kept is not None else (0 if self._topics else None)

    def _line(self, topic: TopicLine) -> Content:
        room = self._width - _NUMBERS_WIDTH - 2
        name_width = max(_LEAST_NAME, min(_MOST_NAME, room // 2))
        bar_width = max(0, room - name_width - 1)
        share = topic.seen / topic.questions if topic.questions else 0.0
        score = "–" if topic.mean_score is None else f"{round(100 * topic.mean_score)}%"
        full = bar(share, bar_width)
        cut = full.count("━")
        return Content.assemble(
            fit(topic.name, name_width),
            " ",
            (full[:cut], "$primary"),
            (full[cut:], MUTED),
            f" {topic.seen:>4}/{topic.questions:<4}{score:>6}",
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Says which topic in our own words."""
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(event.option_id))
