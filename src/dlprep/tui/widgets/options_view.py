"""What can be chosen in a question, without giving away which is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.questions import ChoiceQuestionBase, MatchQuestion, OrderQuestion, SpotBugQuestion
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import prose
from dlprep.tui.widgets.row_pane import LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.visual import VisualType

    from dlprep.domain.language import Language
    from dlprep.domain.presenting import Presented


class OptionsView(Widget):
    """Options, steps or sides in displayed order."""

    DEFAULT_CSS = "OptionsView { height: auto; margin-bottom: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._block = Block(())

    @property
    def plain(self) -> str:
        """The words shown."""
        return self._block.plain

    def show(self, presented: Presented, language: Language) -> None:
        """Shows what `presented` offers."""
        self._block = Block(
            Line(prose(words), Content.styled(f"{key:>2} ", "bold $accent"))
            for key, words in _offered(presented, language)
        )
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block


def _offered(presented: Presented, language: Language) -> Iterator[tuple[str, str]]:
    """What can be chosen, with the key that chooses it."""
    question = presented.question
    keys: Iterable[str] = map(str, range(1, len(presented.order) + 1))
    match question:
        case ChoiceQuestionBase():
            keys = LETTERS if isinstance(question, SpotBugQuestion) else keys
            named = {option.id: getattr(option, language.value) for option in question.options}
        case OrderQuestion():
            named = {step.id: getattr(step, language.value) for step in question.steps}
        case MatchQuestion():
            lefts = (f"{pair.left.in_language(language)} → ?" for pair in question.pairs)
            yield from zip(keys, lefts, strict=False)
            yield "", ""
            keys = LETTERS
            named = {pair.id: pair.right.in_language(language) for pair in question.pairs}
            named[question.spare.id] = question.spare.right.in_language(language)
        case _:
            return
    yield from zip(keys, (named[name] for name in presented.order), strict=False)
