"""What can be chosen in a question, without giving away which is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from dlprep.domain.questions import ChoiceQuestionBase, MatchQuestion, OrderQuestion
from dlprep.tui.block import Block, Line
from dlprep.tui.prose import prose

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            Line(prose(words), Content.styled(f"{place:>2} ", "bold $accent"))
            for place, words in enumerate(_words(presented, language), start=1)
        )
        self.refresh(layout=True)

    def render(self) -> VisualType:
        return self._block


def _words(presented: Presented, language: Language) -> Iterator[str]:
    question = presented.question
    match question:
        case ChoiceQuestionBase():
            named = {option.id: getattr(option, language.value) for option in question.options}
        case OrderQuestion():
            named = {step.id: getattr(step, language.value) for step in question.steps}
        case MatchQuestion():
            yield from (f"{pair.left.in_language(language)} → ?" for pair in question.pairs)
            named = {pair.id: pair.right.in_language(language) for pair in question.pairs}
            named[question.spare.id] = question.spare.right.in_language(language)
        case _:
            return
    yield from (named[name] for name in presented.order)
