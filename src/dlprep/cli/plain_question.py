"""A question as plain lines, for pipes and screen readers."""

from collections.abc import Iterator

from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, message
from dlprep.domain.presenting import Presented
from dlprep.domain.questions import (
    ChoiceQuestionBase,
    MatchQuestion,
    NumericQuestion,
    OrderQuestion,
    Question,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def question_lines(presented: Presented, language: Language, translate: Translate) -> Iterator[str]:
    """Stem, code, what to choose from, and how to answer."""
    question = presented.question
    yield question.stem.in_language(language)
    if question.code:
        yield from ("", *numbered_code(question.code), "")
    yield from option_lines(presented, language)
    yield f"({how_to_answer(question, language).render(translate)})"


def numbered_code(code: str) -> Iterator[str]:
    """Lines of code with the numbers that questions and keys name them by."""
    lines = code.splitlines()
    width = len(str(len(lines)))
    for number, line in enumerate(lines, start=1):
        yield f"  {number:>{width}} | {line}"


def option_lines(presented: Presented, language: Language) -> Iterator[str]:
    """Options or steps with their numbers; for a match, left sides numbered and right sides lettered."""
    words = choice_words(presented.question, language)
    if isinstance(presented.question, MatchQuestion):
        for number, pair in enumerate(presented.question.pairs, start=1):
            yield f"  {number}. {pair.left.in_language(language)}"
        for letter, choice in zip(LETTERS, presented.order, strict=False):
            yield f"     {letter}. {words[choice]}"
        return
    for number, choice in enumerate(presented.order, start=1):
        yield f"  {number}. {words[choice]}"


def choice_words(question: Question, language: Language) -> dict[str, str]:
    """Words of everything that can be chosen, by id: options, steps or right sides."""
    zh = language is Language.ZH
    match question:
        case ChoiceQuestionBase():
            return {option.id: option.zh if zh else option.en for option in question.options}
        case OrderQuestion():
            return {step.id: step.zh if zh else step.en for step in question.steps}
        case MatchQuestion():
            rights = {pair.id: pair.right.in_language(language) for pair in question.pairs}
            return rights | {question.spare.id: question.spare.right.in_language(language)}
        case _:
            return {}


_HOW = {
    "single": message("the number of your choice"),
    "multi": message("the numbers of all that are right, such as 1 3; 0 for none"),
    "tf-reason": message("t or f, then the number of the reason, such as t 2"),
    "cloze": message("one gap a line"),
    "order": message("the numbers in the right order, such as 2 1 4 3"),
    "match": message("number and letter of each pair, such as 1b 2a"),
    "code-output": message("what it prints; an empty line ends the answer"),
    "spot-bug": message("the line number, then the number of the kind of bug, such as 3 1"),
    "open": message("your answer; an empty line ends it"),
}


def how_to_answer(question: Question, language: Language) -> Message:
    """What to type, in one phrase."""
    if isinstance(question, NumericQuestion):
        if question.unit:
            return message("a number, in {unit}", unit=question.unit.in_language(language))
        return message("a number")
    return _HOW[question.type]
