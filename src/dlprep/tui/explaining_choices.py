"""What is told about answers that choose: single, multi, tf-reason, spot-bug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.answers import ChoiceAnswer, ChoicesAnswer, SpotBugAnswer, TfReasonAnswer
from dlprep.domain.messages import mark
from dlprep.domain.questions import MultiQuestion, SingleQuestion, SpotBugQuestion, TfReasonQuestion
from dlprep.tui.explanation import NEUTRAL, RIGHT, WRONG, Part, Reading, Repair, Told

if TYPE_CHECKING:
    from dlprep.domain.questions import Choice


def tell_options(reading: Reading) -> Told:
    """Each option with its reason."""
    question = reading.presented.question
    assert isinstance(question, SingleQuestion | TfReasonQuestion | SpotBugQuestion)  # noqa: S101
    answer = reading.answer
    chosen = answer.option if isinstance(answer, ChoiceAnswer | TfReasonAnswer | SpotBugAnswer) else None
    options = {option.id: option for option in question.options}
    shown = [_option(reading, options[name], chosen == name) for name in reading.presented.order]
    return Told(parts=tuple(shown))


def _option(reading: Reading, option: Choice, was_chosen: bool) -> Part:
    return Part(
        mark=RIGHT if option.correct else WRONG if was_chosen else NEUTRAL,
        words=getattr(option, reading.language.value),
        tag=_tag(reading, option.correct, was_chosen),
        why=option.why.in_language(reading.language),
    )


def _tag(reading: Reading, is_right: bool, was_chosen: bool) -> str:
    if is_right and was_chosen:
        return reading.translate(mark("your answer, right"))
    if was_chosen:
        return reading.translate(mark("your answer"))
    return reading.translate(mark("right answer")) if is_right else ""


def tell_multi(reading: Reading) -> Told:
    """Each option with whether it was ticked, and how the points add up."""
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

    parts = tuple(part(name) for name in reading.presented.order)
    return Told(parts=parts, note=_sum_of_ticks(reading, question.key, ticked))


def _sum_of_ticks(reading: Reading, key: frozenset[str], ticked: frozenset[str]) -> str:
    """How the points of a `multi` add up; an answer without a fault needs no sum."""
    if reading.is_skipped or ticked == key:
        return ""
    hits, alarms = len(ticked & key), len(ticked - key)
    words = mark("{points} of {all} points: {hits} right − {alarms} wrong")
    return reading.translate(words).format(
        points=max(0, hits - alarms), all=len(key), hits=hits, alarms=alarms
    )


def tell_tf_reason(reading: Reading) -> Told:
    """The truth value, then the reasons."""
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
    return Told(parts=(truth, *tell_options(reading).parts))


def tell_spot_bug(reading: Reading) -> Told:
    """The line, the kinds of bug, and the repair."""
    question = reading.presented.question
    assert isinstance(question, SpotBugQuestion)  # noqa: S101
    right = ", ".join(_ranges(question.bug_lines))
    given = reading.answer.line if isinstance(reading.answer, SpotBugAnswer) else None
    line = Part(
        mark=reading.mark_of("line"),
        words=reading.translate(mark("The bug is in line {lines}")).format(lines=right),
        tag=reading.translate(mark("you said: line {line}")).format(line=given) if given is not None else "",
    )
    return Told(
        parts=(line, *tell_options(reading).parts),
        repair=Repair(question.code, question.fix, question.bug_lines),
    )


def _ranges(lines: tuple[int, ...]) -> list[str]:
    """Line numbers with those that follow one another drawn together: 3, 8–10."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
