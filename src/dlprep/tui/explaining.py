"""Why an answer earned what it did, as plain values in the learner's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dlprep.domain.answers import (
    ChoiceAnswer,
    ChoicesAnswer,
    ClozeAnswer,
    CodeOutputAnswer,
    MatchAnswer,
    NumericAnswer,
    OpenAnswer,
    OrderAnswer,
    SkippedAnswer,
    SpotBugAnswer,
    TfReasonAnswer,
)
from dlprep.domain.messages import Message, mark
from dlprep.domain.questions import (
    ClozeQuestion,
    CodeOutputQuestion,
    MatchQuestion,
    MultiQuestion,
    NumericQuestion,
    OpenQuestion,
    OrderQuestion,
    SingleQuestion,
    SpotBugQuestion,
    TfReasonQuestion,
)
from dlprep.tui.words import GRADE_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.answers import Answer
    from dlprep.domain.grading import Grading, PartGrade
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented
    from dlprep.domain.questions import Choice
    from dlprep.domain.text import Text

RIGHT, HALF, WRONG, NEUTRAL = (
    GRADE_MARKS[grade] for grade in ("correct", "partial", "incorrect", "ungraded")
)


@dataclass(frozen=True)
class Part:
    """One piece of the feedback."""

    mark: str
    """✓ ◐ ✗ or · when nothing was earned or lost by it."""
    words: str
    tag: str = ""
    """What the learner did with it, such as “your answer”."""
    why: str = ""


@dataclass(frozen=True)
class Explanation:
    """Everything shown after an answer."""

    grade: str
    percent: int
    """Score from 0 to 100."""
    note: str
    """One sentence on the answer as a whole, or nothing."""
    given: str
    """The answer as it was given, where the parts do not show it."""
    right: str
    """The right answer in short, where the parts do not show it."""
    model_answer: str
    """What a good answer in one's own words would be, or nothing."""
    parts: tuple[Part, ...]
    explanation: str
    code: str
    """Repaired code, or nothing."""
    sources: tuple[tuple[str, str], ...]
    """Title and address."""


@dataclass(frozen=True)
class _Reading:
    """A question with its answer and grading, and the languages to tell about it in."""

    presented: Presented
    answer: Answer
    grading: Grading
    language: Language
    translate: Translate

    def words(self, value: Text | Message | None) -> str:
        if value is None:
            return ""
        return (
            value.render(self.translate) if isinstance(value, Message) else value.in_language(self.language)
        )

    def part(self, name: str) -> PartGrade | None:
        return next((part for part in self.grading.parts if part.id == name), None)

    def mark_of(self, name: str) -> str:
        part = self.part(name)
        if part is None:
            return NEUTRAL
        return RIGHT if part.earned >= 1 else HALF if part.earned > 0 else WRONG


@dataclass(frozen=True)
class _Told:
    parts: tuple[Part, ...] = ()
    given: str = ""
    right: str = ""
    model_answer: str = ""
    code: str = ""


def explain(
    presented: Presented, answer: Answer, grading: Grading, *, language: Language, translate: Translate
) -> Explanation:
    """The feedback on `answer`; content in `language`, labels through `translate`."""
    reading = _Reading(presented, answer, grading, language, translate)
    question = presented.question
    told = _TELLERS[question.type](reading)
    return Explanation(
        grade=grading.grade.value,
        percent=round(100 * grading.score),
        note=translate(mark("You skipped it."))
        if isinstance(answer, SkippedAnswer)
        else reading.words(grading.note),
        given=told.given,
        right=told.right,
        model_answer=told.model_answer,
        parts=told.parts,
        explanation=question.explanation.in_language(language),
        code=told.code,
        sources=tuple(
            (source.title + (f", {source.where}" if source.where else ""), str(source.url))
            for source in question.sources
        ),
    )


def _tell_options(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, SingleQuestion | TfReasonQuestion | SpotBugQuestion)  # noqa: S101
    answer = reading.answer
    chosen = answer.option if isinstance(answer, ChoiceAnswer | TfReasonAnswer | SpotBugAnswer) else None
    options = {option.id: option for option in question.options}
    shown = [_option(reading, options[name], chosen == name) for name in reading.presented.order]
    return _Told(parts=tuple(shown))


def _option(reading: _Reading, option: Choice, was_chosen: bool) -> Part:
    return Part(
        mark=RIGHT if option.correct else WRONG if was_chosen else NEUTRAL,
        words=getattr(option, reading.language.value),
        tag=_tag(reading, option.correct, was_chosen),
        why=option.why.in_language(reading.language),
    )


def _tag(reading: _Reading, is_right: bool, was_chosen: bool) -> str:
    if is_right and was_chosen:
        return reading.translate(mark("your answer, right"))
    if was_chosen:
        return reading.translate(mark("your answer"))
    return reading.translate(mark("right answer")) if is_right else ""


def _tell_multi(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, MultiQuestion)  # noqa: S101
    ticked = reading.answer.options if isinstance(reading.answer, ChoicesAnswer) else frozenset()
    options = {option.id: option for option in question.options}

    def part(name: str) -> Part:
        option, was_ticked = options[name], name in ticked
        tags = {
            (True, True): mark("ticked, right"),
            (True, False): mark("missed: this one is right"),
            (False, True): mark("ticked, but wrong"),
            (False, False): mark("left out, rightly"),
        }
        return Part(
            mark=RIGHT if option.correct == was_ticked else WRONG,
            words=getattr(option, reading.language.value),
            tag=reading.translate(tags[option.correct, was_ticked]),
            why=option.why.in_language(reading.language),
        )

    return _Told(parts=tuple(part(name) for name in reading.presented.order))


def _tell_tf_reason(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, TfReasonQuestion)  # noqa: S101
    names = {True: reading.translate(mark("True")), False: reading.translate(mark("False"))}
    given = reading.answer.truth if isinstance(reading.answer, TfReasonAnswer) else None
    truth = Part(
        mark=reading.mark_of("truth"),
        words=reading.translate(mark("The statement is: {truth}")).format(truth=names[question.truth]),
        tag=reading.translate(mark("you said: {truth}")).format(truth=names[given])
        if given is not None
        else "",
    )
    return _Told(parts=(truth, *_tell_options(reading).parts))


def _tell_spot_bug(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, SpotBugQuestion)  # noqa: S101
    right = ", ".join(str(line) for line in question.bug_lines)
    given = reading.answer.line if isinstance(reading.answer, SpotBugAnswer) else None
    line = Part(
        mark=reading.mark_of("line"),
        words=reading.translate(mark("The bug is in line {lines}")).format(lines=right),
        tag=reading.translate(mark("you said: line {line}")).format(line=given) if given is not None else "",
    )
    return _Told(parts=(line, *_tell_options(reading).parts), code=question.fix)


def _tell_numeric(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, NumericQuestion)  # noqa: S101
    unit = f" {question.unit.in_language(reading.language)}" if question.unit else ""
    value = f"{int(question.answer):,}" if question.integer else f"{question.answer:.6g}"
    tolerance = question.tolerance
    slack = ""
    if tolerance is not None and tolerance.absolute is not None:
        slack = f" ± {tolerance.absolute:g}"
    elif tolerance is not None and tolerance.relative is not None:
        slack = f" ± {100 * tolerance.relative:g}%"
    given = reading.answer.text if isinstance(reading.answer, NumericAnswer) else ""
    return _Told(given=given, right=value + slack + unit)


def _tell_cloze(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, ClozeQuestion)  # noqa: S101
    typed = reading.answer.blanks if isinstance(reading.answer, ClozeAnswer) else ("",) * len(question.blanks)
    parts = []
    for place, (blank, given) in enumerate(zip(question.blanks, typed, strict=False), start=1):
        others = " / ".join(blank.accept[1:])
        parts.append(
            Part(
                mark=reading.mark_of(str(place)),
                words=f"__{place}__  {blank.accept[0]}",
                tag=_you_said(reading, given),
                why=reading.translate(mark("Also accepted: {others}")).format(others=others)
                if others
                else "",
            )
        )
    return _Told(parts=tuple(parts))


def _you_said(reading: _Reading, given: str) -> str:
    return reading.translate(mark("you said: {answer}")).format(answer=given) if given else ""


def _tell_order(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, OrderQuestion)  # noqa: S101
    given = list(reading.answer.steps) if isinstance(reading.answer, OrderAnswer) else []
    parts = []
    for place, step in enumerate(question.steps, start=1):
        put = given.index(step.id) + 1 if step.id in given else None
        tag = (
            "" if put in (None, place) else reading.translate(mark("you put it at {place}")).format(place=put)
        )
        words = f"{place}. {getattr(step, reading.language.value)}"
        parts.append(Part(NEUTRAL if put is None else RIGHT if put == place else WRONG, words, tag))
    return _Told(parts=tuple(parts))


def _tell_match(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, MatchQuestion)  # noqa: S101
    given = reading.answer.pairs if isinstance(reading.answer, MatchAnswer) else {}
    rights = {pair.id: pair.right for pair in question.pairs} | {question.spare.id: question.spare.right}
    parts = []
    for pair in question.pairs:
        put = given.get(pair.id)
        wrong = put is not None and put != pair.id
        parts.append(
            Part(
                mark=reading.mark_of(pair.id),
                words=f"{reading.words(pair.left)} → {reading.words(pair.right)}",
                tag=_you_said(reading, reading.words(rights[put])) if wrong and put else "",
                why=reading.words(pair.why),
            )
        )
    spare = Part(
        NEUTRAL,
        reading.words(question.spare.right),
        reading.translate(mark("belongs to nothing")),
        reading.words(question.spare.why),
    )
    return _Told(parts=(*parts, spare))


def _tell_code_output(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, CodeOutputQuestion)  # noqa: S101
    given = reading.answer.text if isinstance(reading.answer, CodeOutputAnswer) else ""
    return _Told(given=given, right=question.answer)


def _tell_open(reading: _Reading) -> _Told:
    question = reading.presented.question
    assert isinstance(question, OpenQuestion)  # noqa: S101
    parts = []
    for point in question.points:
        found = reading.part(point.id)
        earned = round(point.weight * found.earned) if found else 0
        evidence = found.evidence if found else ""
        said = reading.translate(mark("your words: “{words}”")).format(words=evidence) if evidence else ""
        note = reading.words(found.note) if found and found.note is not None else ""
        why = " ".join(part for part in (said, note if note != reading.words(point.text) else "") if part)
        parts.append(
            Part(reading.mark_of(point.id), reading.words(point.text), f"{earned}/{point.weight}", why)
        )
    given = reading.answer.text if isinstance(reading.answer, OpenAnswer) else ""
    reference = question.reference.in_language(reading.language)
    return _Told(parts=tuple(parts), given=given, model_answer=reference)


_TELLERS: dict[str, Callable[[_Reading], _Told]] = {
    "single": _tell_options,
    "multi": _tell_multi,
    "tf-reason": _tell_tf_reason,
    "numeric": _tell_numeric,
    "cloze": _tell_cloze,
    "order": _tell_order,
    "match": _tell_match,
    "code-output": _tell_code_output,
    "spot-bug": _tell_spot_bug,
    "open": _tell_open,
}
