"""An interview as Markdown: what was said, what it earned, and the scorecard."""

import re
from collections.abc import Iterator

from dlprep.domain.grader.grades import AnswerGrade, Status
from dlprep.domain.interviewing.bar import Bar
from dlprep.domain.interviewing.exchanges import Assessor, Exchange
from dlprep.domain.interviewing.material import Material, point_of
from dlprep.domain.interviewing.remarks import remarks
from dlprep.domain.interviewing.scorecard import Dimension, Scorecard
from dlprep.domain.interviewing.turns import Interview, Speaker, Turn
from dlprep.domain.interviewing.typed import legible
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, mark, message
from dlprep.domain.opinion.opinions import SecondOpinion, Verdict, why_discarded

STATUS_WORDS = {
    Status.COVERED: mark("covered"),
    Status.MAYBE: mark("partly"),
    Status.MISSED: mark("missed"),
    Status.WRONG: mark("wrong"),
}
VERDICT_WORDS = {
    Verdict.COVERED: mark("covered"),
    Verdict.PARTIAL: mark("partly"),
    Verdict.MISSED: mark("missed"),
    Verdict.WRONG: mark("wrong"),
    Verdict.UNCERTAIN: mark("without proof"),
}
DIMENSION_WORDS = {
    Dimension.CORRECTNESS: mark("Correctness"),
    Dimension.DEPTH: mark("Depth"),
    Dimension.CLARITY: mark("Clarity"),
    Dimension.RECOVERY: mark("Recovery in follow-ups"),
}
BAR_WORDS = {
    Bar.STRONG_HIRE: mark("Strong hire"),
    Bar.HIRE: mark("Hire"),
    Bar.LEAN_NO: mark("Leaning no"),
    Bar.NO_HIRE: mark("No hire"),
    Bar.TOO_LITTLE: mark("Too little to say"),
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])|(?m:(?<=^)([-+=]))")


def to_markdown(
    interview: Interview, card: Scorecard, material: Material, language: Language, translate: Translate
) -> str:
    """The whole interview as a document; what was typed cannot act as markup."""
    title = message("Interview of {day}", day=interview.local_day).render(translate)
    parts = [f"# {title}", *_card(card, material, language, translate)]
    parts.append("## " + translate(mark("Transcript")))
    for turn in interview.turns:
        parts.append(_turn(turn, translate))
        if turn.grade is not None:
            parts.append(_grades(turn.grade, turn.question_id, material, language, translate))
        if turn.opinion is not None:
            parts.append(_opinion(turn.opinion, turn.question_id, material, language, translate))
        parts.extend(f"*{told.render(translate)}*" for told in remarks(turn))
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(words: str) -> str:
    """Words with the characters that Markdown, or a terminal, acts on made plain."""
    return _SPECIAL.sub(r"\\\g<0>", legible(words))


def _card(card: Scorecard, material: Material, language: Language, translate: Translate) -> Iterator[str]:
    yield "## " + translate(mark("Scorecard"))
    score = "–" if card.score is None else card.score
    bar = message(BAR_WORDS[card.bar.bar])
    total = message("{score} of 100: {bar}", score=score, bar=bar)
    yield f"**{total.render(translate)}**"
    yield " ".join(reason.render(translate) for reason in _reasons(card))
    yield "\n".join(
        f"- {translate(DIMENSION_WORDS[one.dimension])}: {'–' if one.score is None else one.score}"
        for one in card.measures
    )
    for exchange in card.exchanges:
        yield from _exchange(exchange, material, language, translate)
    if card.studies:
        yield "### " + translate(mark("To study next"))
        yield "\n".join(
            f"- {escaped(material.topic_name(one.question_id).in_language(language))} (`{one.question_id}`): "
            + "; ".join(escaped(text.in_language(language)) for text in one.points)
            for one in card.studies
        )


def _reasons(card: Scorecard) -> Iterator[Message]:
    yield from card.bar.reasons
    if card.self_assessed:
        yield message("{percent} % of the score is self-assessed.", percent=card.self_assessed)


def _exchange(
    exchange: Exchange, material: Material, language: Language, translate: Translate
) -> Iterator[str]:
    question = material.questions.get(exchange.question_id)
    stem = question.stem.in_language(language).splitlines()[0] if question else exchange.question_id
    score = "–" if exchange.score is None else exchange.score
    yield f"### {escaped(stem)} ({score})"
    lines = []
    for point in exchange.points:
        text = _point_text(exchange.question_id, point.grade.id, material, language)
        own = " (" + translate(mark("self-assessed")) + ")" if point.assessor is Assessor.SELF else ""
        lines.append(f"- {translate(STATUS_WORDS[point.grade.status])}{own}: {text}")
    if lines:
        yield "\n".join(lines)


def _turn(turn: Turn, translate: Translate) -> str:
    mine = turn.speaker is Speaker.CANDIDATE
    name = translate(mark("Candidate") if mine else mark("Interviewer"))
    minutes, seconds = divmod(int(turn.elapsed_seconds), 60)
    said = escaped(turn.text) if mine else turn.text
    quoted = "\n".join(f"> {line}".rstrip() for line in said.splitlines())
    places = "\n".join(
        f"> — {escaped(passage.title or passage.place)}{f' <{passage.url}>' if passage.url else ''}"
        for passage in (() if mine else turn.passages)
    )
    return "\n".join(part for part in (f"**{name}** {minutes}:{seconds:02}\n", quoted, places) if part)


def _grades(
    grade: AnswerGrade, question_id: str | None, material: Material, language: Language, translate: Translate
) -> str:
    """What each point earned, with the words that earned it."""
    if grade.abstained:
        return "*" + translate(mark("The wording was unfamiliar; no number was given.")) + "*"
    lines = []
    for one in grade.points:
        text = _point_text(question_id or "", one.id, material, language)
        evidence = f" “{escaped(one.evidence)}”" if one.evidence else ""
        lines.append(f"- {translate(STATUS_WORDS[one.status])}: {text}{evidence}")
    return "\n".join(lines)


def _opinion(
    opinion: SecondOpinion,
    question_id: str | None,
    material: Material,
    language: Language,
    translate: Translate,
) -> str:
    """What a language model said of the answer, or why it said nothing; it earned nothing."""
    why = why_discarded(opinion)
    if why is not None:
        return f"*{escaped(why.render(translate))}*"
    lines = [
        message("Second opinion of {model}, which earns nothing:", model=opinion.model).render(translate)
    ]
    for one in opinion.points:
        quote = f" “{one.quote}”" if one.quote else ""
        text = _point_text(question_id or "", one.id, material, language)
        lines.append(f"- {translate(VERDICT_WORDS[one.verdict])}: {text}{escaped(quote)}")
    return "\n".join((escaped(lines[0]), "", *lines[1:]))


def _point_text(question_id: str, point_id: str, material: Material, language: Language) -> str:
    question = material.questions.get(question_id)
    point = point_of(question, point_id) if question else None
    return escaped(point.text.in_language(language) if point else point_id)
