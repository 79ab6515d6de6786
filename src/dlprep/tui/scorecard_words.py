"""A scorecard as lines: the result and its reasons, each question with its points, what to study next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.interviewing.material import point_of
from dlprep.domain.interviewing.transcript import BAR_WORDS, DIMENSION_WORDS
from dlprep.domain.messages import mark
from dlprep.tui.block import Line
from dlprep.tui.cells import bar, fit
from dlprep.tui.point_words import point_lines
from dlprep.tui.prose import MUTED, prose
from dlprep.tui.words import clock_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dlprep.domain.interviewing.exchanges import Exchange
    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.scorecard import Scorecard
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Message
    from dlprep.tui.translating import Tr

    Say = Callable[[Message], str]

_BAR_WIDTH = 24
_NAME_WIDTH = 26
_LABEL = "bold $primary"
_INDENT = Content("  ")


def scorecard_lines(
    card: Scorecard, material: Material, language: Language, tr: Tr, say: Say
) -> Iterator[Line | Content]:
    """All of it, the result first."""
    yield _result(card, tr)
    yield from (Line(Content(say(reason)), _INDENT) for reason in card.bar.reasons)
    if card.self_assessed:
        words = tr(mark("{percent} % of the score is self-assessed."), percent=card.self_assessed)
        yield Line(Content.styled(words, "$text-warning"), _INDENT)
    if card.unanswered_follow_ups:
        words = tr(mark("Follow-ups left unanswered: {count}"), count=card.unanswered_follow_ups)
        yield Line(Content(words), _INDENT)
    yield Content("")
    for measure in card.measures:
        yield _measured(tr(DIMENSION_WORDS[measure.dimension]), measure.score)
    if card.topics:
        yield from _headed(tr(mark("By topic, weakest first")))
    for topic in card.topics:
        name = material.topics.get(topic.topic)
        yield _measured(name.in_language(language) if name else topic.topic, topic.score)
    if card.studies:
        yield from _headed(tr(mark("To study next")))
    for study in card.studies:
        about = material.topic_name(study.question_id).in_language(language)
        yield Line(Content.styled(about, "bold"), Content("  → "))
        yield from (Line(prose(text.in_language(language)), Content("    ")) for text in study.points)
    for number, exchange in enumerate(card.exchanges, start=1):
        yield from _exchange(number, exchange, material, language, tr)


def _result(card: Scorecard, tr: Tr) -> Content:
    score = "–" if card.score is None else str(card.score)
    return Content.assemble(
        (f"{score}  ", _LABEL),
        (bar((card.score or 0) / 100, _BAR_WIDTH), "$primary"),
        (f"  {tr(BAR_WORDS[card.bar.bar])}", "bold"),
    )


def _headed(title: str) -> Iterator[Content]:
    yield Content("")
    yield Content.styled(title, _LABEL)


def _measured(name: str, score: int | None) -> Content:
    shown = "  –" if score is None else f"{score:>3}"
    return Content.assemble(
        f"  {fit(name, _NAME_WIDTH)} ", (bar((score or 0) / 100, 10), "$primary"), f" {shown}"
    )


def _exchange(
    number: int, exchange: Exchange, material: Material, language: Language, tr: Tr
) -> Iterator[Line | Content]:
    question = material.questions.get(exchange.question_id)
    stem = question.stem.in_language(language).splitlines()[0] if question else exchange.question_id
    score = "–" if exchange.score is None else str(exchange.score)
    yield Content("")
    label = Content.styled(f"{number}. ", _LABEL)
    yield Line(
        prose(stem).append(Content.styled(f"  {score} · {clock_text(exchange.seconds)}", MUTED)), label
    )
    if not exchange.points:
        words = tr(mark("passed over")) if exchange.skipped else tr(mark("not answered"))
        yield Line(Content.styled(words, MUTED), _INDENT)
    for point in exchange.points:
        known = point_of(question, point.grade.id) if question else None
        text = known.text.in_language(language) if known else point.grade.id
        for line in point_lines(point, text, tr):
            yield Line(line.body, _INDENT.append(line.lead))
