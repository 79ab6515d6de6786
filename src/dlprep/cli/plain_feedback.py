"""What an answer earned and why, as plain lines."""

from collections.abc import Iterator

from dlprep.cli.plain_question import choice_words
from dlprep.domain.grading import Grade, Grading
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, mark, message
from dlprep.domain.numbers import number_text
from dlprep.domain.presenting import Presented
from dlprep.domain.questions import (
    ChoiceQuestionBase,
    ClozeQuestion,
    CodeOutputQuestion,
    MatchQuestion,
    NumericQuestion,
    OpenQuestion,
    OrderQuestion,
    Question,
    SpotBugQuestion,
    TfReasonQuestion,
)
from dlprep.domain.text import Text
from dlprep.services.abilities import AbilityReport
from dlprep.services.summary import SessionSummary
from dlprep.tui.ability_words import certainty_words, percent_words

_VERDICTS = {
    Grade.CORRECT: message("✓ Correct."),
    Grade.PARTIAL: message("◐ Partly right."),
    Grade.INCORRECT: message("✗ Not right."),
    Grade.UNGRADED: message("– Not graded."),
}


def feedback_lines(
    presented: Presented, grading: Grading, language: Language, translate: Translate
) -> Iterator[str]:
    """Verdict, right answer, explanation, a reason for every option, sources."""
    question = presented.question
    percent = round(100 * grading.score)
    yield f"{_VERDICTS[grading.grade].render(translate)} ({percent}%)"
    if grading.note:
        yield _words(grading.note, language, translate)
    yield f"{translate('Right answer')}: {right_answer(question, language, translate)}"
    yield question.explanation.in_language(language)
    yield from _reasons(presented, grading, language)
    for source in question.sources:
        label = translate("Source")
        yield f"{label}: {source.title} <{source.url}>"


def passing_line(presented: Presented, grading: Grading, language: Language, translate: Translate) -> str:
    """Right or wrong and the key, for an answer whose explanation has to wait."""
    key = right_answer(presented.question, language, translate)
    return f"{_VERDICTS[grading.grade].render(translate)} {translate('Right answer')}: {key}"


def _words(note: Text | Message, language: Language, translate: Translate) -> str:
    return note.render(translate) if isinstance(note, Message) else note.in_language(language)


def right_answer(question: Question, language: Language, translate: Translate) -> str:
    """The key in words."""
    words = choice_words(question, language)
    match question:
        case TfReasonQuestion():
            truth = translate("true") if question.truth else translate("false")
            return f"{truth}; {'; '.join(words[choice] for choice in question.key)}"
        case SpotBugQuestion():
            lines = ", ".join(str(line) for line in question.bug_lines)
            where = message("line {lines}", lines=lines).render(translate)
            return f"{where}; {'; '.join(words[choice] for choice in question.key)}"
        case ChoiceQuestionBase():
            return "; ".join(words[option.id] for option in question.options if option.correct)
        case OrderQuestion():
            return " → ".join(words[step.id] for step in question.steps)
        case MatchQuestion():
            return "; ".join(
                f"{pair.left.in_language(language)} = {words[pair.id]}" for pair in question.pairs
            )
        case _:
            return _typed_answer(question, language)


def _typed_answer(question: Question, language: Language) -> str:
    match question:
        case NumericQuestion():
            unit = f" {question.unit.in_language(language)}" if question.unit else ""
            return f"{number_text(question.answer)}{unit}"
        case ClozeQuestion():
            return "; ".join(blank.accept[0] for blank in question.blanks)
        case CodeOutputQuestion():
            return question.answer
        case OpenQuestion():
            return question.reference.in_language(language)
        case _:
            raise TypeError(question.type)


def _reasons(presented: Presented, grading: Grading, language: Language) -> Iterator[str]:
    question = presented.question
    if isinstance(question, ChoiceQuestionBase):
        words = choice_words(question, language)
        options = {option.id: option for option in question.options}
        for choice in presented.order:
            mark = "✓" if options[choice].correct else "✗"
            yield f"  {mark} {words[choice]}: {options[choice].why.in_language(language)}"
    if isinstance(question, OpenQuestion):
        marks = {1.0: "✓", 0.5: "◐", 0.0: "✗"}
        for point, part in zip(question.points, grading.parts, strict=False):
            said = f" “{part.evidence}”" if part.evidence else ""
            yield f"  {marks[part.earned]} {point.text.in_language(language)}{said}"


def standing_lines(report: AbilityReport, translate: Translate) -> Iterator[str]:
    """Where the learner stands after a placement test, the weakest topic first."""
    yield translate(mark("Where you stand: expected right at mid level, weakest first"))
    lines = [(translate(mark("All topics")), report.overall)]
    lines += [(topic, report.by_topic[topic]) for topic in report.weakest_first]
    for name, estimate in lines:
        yield f"  {name}: {percent_words(estimate)} ({certainty_words(estimate, translate)})"


def summary_lines(summary: SessionSummary, translate: Translate) -> Iterator[str]:
    """The outcome of a session."""
    counts = message(
        "Answered {answered} of {planned}: {correct} right, {partial} partly.",
        answered=summary.answered,
        planned=summary.planned,
        correct=summary.correct,
        partial=summary.partial,
    )
    percent, minutes = round(100 * summary.score), summary.seconds / 60
    yield counts.render(translate)
    yield message("Score {percent}% in {minutes:.1f} minutes.", percent=percent, minutes=minutes).render(
        translate
    )
    for tally in summary.by_topic:
        yield f"  {tally.name}: {round(100 * tally.mean_score)}% ({tally.correct}/{tally.answered})"
