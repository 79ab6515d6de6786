"""The article as a reader: its claims in order, each with its questions one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from dlprep.domain.messages import mark
from dlprep.tui.block import Block, Line
from dlprep.tui.browsing import Mine, questions_by_claim, standing_mark, stem_line, tally, tally_marks
from dlprep.tui.claim_words import claim_lines, tally_line
from dlprep.tui.prose import prose
from dlprep.tui.screens.base import BaseScreen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.app import ComposeResult

    from dlprep.domain.article import Article, Claim
    from dlprep.domain.questions import Question


class ArticleScreen(BaseScreen):
    """Sections with their claims; on wide terminals the claim at the cursor beside them."""

    BINDINGS = [
        Binding("p", "practise", mark("Practise its questions")),
        Binding("o", "practise_all", mark("Whole article in order")),
        Binding("l", "flip", mark("zh/en")),
        Binding("escape", "back", mark("Back")),
    ]
    CSS = """
    ArticleScreen Horizontal { height: 1fr; }
    ArticleScreen OptionList {
        width: 1fr; height: 1fr; border: none; padding: 1 1 0 1; background: $background;
        scrollbar-size-vertical: 1;
    }
    ArticleScreen OptionList:focus { background-tint: $foreground 0%; }
    ArticleScreen #side { display: none; width: 1fr; padding: 1 2; background: $surface; }
    ArticleScreen.-wide #side { display: block; }
    """
    claims = getters.query_one("#claims", OptionList)

    class Loaded(Message):
        """The article, the questions of each claim, and the learner's records were read."""

        def __init__(
            self,
            article: Article | None,
            questions: Mapping[str, tuple[Question, ...]],
            mine: Mine,
        ) -> None:
            super().__init__()
            self.article, self.questions, self.mine = article, questions, mine

    _read: Loaded | None = None

    def __init__(self) -> None:
        super().__init__(name="article")
        self._language = self.app.language

    def heading(self) -> str:
        article = self._read.article if self._read else None
        title = article.title.in_language(self._language) if article else ""
        return f"{self.tr('Article')} · {title}" if title else self.tr("Article")

    def compose_body(self) -> ComposeResult:
        with Horizontal():
            yield OptionList(id="claims", markup=False)
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="claim")

    def on_mount(self) -> None:
        """Puts the cursor on the claims."""
        self.claims.focus()

    def on_screen_resume(self) -> None:
        """Reads again, because a session may have changed the records."""
        self.load()

    def relabel(self) -> None:
        self._language = self.app.language
        super().relabel()
        self.call_after_refresh(self.load)

    @work(thread=True, exclusive=True, exit_on_error=False, group="load")
    def load(self) -> None:
        """Reads article and records."""
        core = self.app.core
        bank = core.bank()
        store = core.store()
        mine = Mine(store.question_records(), store.flagged())
        self.post_message(self.Loaded(bank.article, questions_by_claim(bank), mine))

    @on(Loaded)
    def _loaded(self, event: Loaded) -> None:
        self._read = event
        self._paint()

    def _paint(self) -> None:
        kept = self.claims.highlighted
        self.claims.set_options(self._options())
        self.claims.highlighted = kept if kept is not None else 1 if self.claims.option_count > 1 else None
        self.refresh_title()
        self.refresh_bindings()

    def _options(self) -> Iterator[Option]:
        article = self._read.article if self._read else None
        if article is None:
            yield Option(Content(self.tr("The article is not in this bank.")), disabled=True)
            return
        for section in article.sections:
            title = f"{section.id}  {section.title.in_language(self._language)}"
            yield Option(Content.styled(title, "bold $primary"), disabled=True)
            for claim in article.claims:
                if claim.section == section.id:
                    yield Option(self._claim_line(claim), id=claim.id)

    def _claim_line(self, claim: Claim) -> Block:
        assert self._read is not None  # noqa: S101 - only called with an article
        questions = self._read.questions.get(claim.id, ())
        flag = Content.styled("! ", "bold $text-warning") if claim.flags else Content("  ")
        count = tally_marks(tally(questions, self._read.mine))
        return Block([Line(prose(claim.says.in_language(self._language)), Content("").join([flag, count]))])

    @property
    def _claim(self) -> Claim | None:
        place = self.claims.highlighted
        if self._read is None or self._read.article is None or place is None:
            return None
        name = self.claims.get_option_at_index(place).id
        return self._read.article.claim(name) if name else None

    @on(OptionList.OptionHighlighted, "#claims")
    def _highlighted(self) -> None:
        claim = self._claim
        if claim is None or self._read is None or self._read.article is None:
            return
        lines = claim_lines(self._read.article, claim, self._language, self.tr)
        self.query_one("#claim", Static).update(Block([*lines, *self._question_lines(claim)]))
        self.query_one("#side").scroll_home(animate=False)

    def _question_lines(self, claim: Claim) -> Iterator[Line | Content]:
        """The questions of a claim, each with how it stands."""
        assert self._read is not None  # noqa: S101
        questions = self._read.questions.get(claim.id, ())
        yield Content("")
        yield tally_line(tally(questions, self._read.mine), self.tr)
        for question in questions:
            yield Line(stem_line(question, self._language), standing_mark(question.id, self._read.mine))

    @on(OptionList.OptionSelected, "#claims")
    def _open(self, event: OptionList.OptionSelected) -> None:
        from dlprep.tui.screens.claim import ClaimScreen

        if event.option_id is not None:
            self.app.push_screen(ClaimScreen(event.option_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self._read is not None and self._read.article is not None if "practise" in action else True

    def action_practise(self) -> None:
        """Starts a session of the questions behind the claim at the cursor."""
        from dlprep.domain.practice import QuizRequest

        claim = self._claim
        if claim is None or self._read is None:
            return
        ids = tuple(question.id for question in self._read.questions.get(claim.id, ()))
        if ids:
            self.start_session(QuizRequest(question_ids=ids))
        else:
            self.notify(self.tr("No question is linked to this claim."), timeout=4)

    def action_practise_all(self) -> None:
        """Starts a session in the order of the article."""
        from dlprep.domain.practice import Mode, QuizRequest

        self.start_session(QuizRequest(mode=Mode.ARTICLE, count=20))

    def action_flip(self) -> None:
        """Shows the article in the other language."""
        self._language = self._language.other
        self._paint()
