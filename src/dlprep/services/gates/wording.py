"""Q10 to Q13: banned options, negative stems, absolutes and hedges, and grammar that gives the key away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dlprep.domain.language import Language
from dlprep.domain.messages import Message, message
from dlprep.domain.questions import ChoiceQuestionBase, SpotBugQuestion
from dlprep.services.gates import cues
from dlprep.services.gates.rows import Bar, GateRow, Offence, Scope
from dlprep.services.gates.words import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dlprep.domain.questions import Question

ENOUGH = 60
ENOUGH_MARKED = 30
"""Options with such a word, fewer than which say nothing about a ratio."""

_BANNED = {
    Language.EN: re.compile(
        r"\b(?:all|none|both|neither|any)(?: of)? (?:the )?(?:above|these options|other options)\b"
        r"|^(?:all|none|both|neither)(?: of them| of these)?\.?$|^(?:both )?(?-i:[A-D] and [A-D])\b",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(
        r"(?:以上|上述)(?:都|均|皆|全|各项|选项|[两三]项|说法)|^以上"
        r"|(?:都|均|皆)(?:正确|不正确|不对|对|错)[。]?$|^[A-D] ?[和与及、] ?[A-D]"
        r"|^(?:都是|均是|都不是)[。]?$"
    ),
}
_TWO_STATEMENTS = {
    Language.EN: re.compile(r"\bstatement (?:1|i|a)\b.*\bstatement (?:2|ii|b)\b", re.IGNORECASE | re.DOTALL),
    Language.ZH: re.compile(r"(?:陈述|说法|命题)(?:一|1|①).*(?:陈述|说法|命题)(?:二|2|②)", re.DOTALL),
}
_NEGATIVE = {
    Language.EN: re.compile(
        r"\bNOT\b|\bEXCEPT\b|\b[Ee]xcept\b[^.?]*\?"
        r"|\b[Ww]hich\b(?:(?!\b(?:that|why|how|if|when|because|while|whose)\b)[^.?])*?"
        r"\b(?:is|are|does|do|would|should|can|could|will)\s+(?:\*\*)?not\b[^.?]*\?"
        r"|\b[Ww]hich\b[^.?]*\b(?:is|are)\s+(?:\*\*)?(?:incorrect|untrue|false|wrong)\b[^.?]*\?"
    ),
    Language.ZH: re.compile(
        r"(?:下列|以下|哪)[^。？?！]*?(?:不正确|不属于|(?<!而)不是|错误的(?:是|一项)|(?:说法|描述|理解)错误|不对的|不成立|有误|除外)[^。？?]*[？?。]?"
    ),
}
_EMPHASISED = re.compile(r"\bNOT\b|\bEXCEPT\b|\*\*[^*]+\*\*|“不|「不")
_NEGATIVE_OPTION = {
    Language.EN: re.compile(r"\b(?:not|never|no|cannot|doesn't|don't|isn't)\b", re.IGNORECASE),
    Language.ZH: re.compile(r"不|没|无法|并非"),
}


def wording(questions: Sequence[Question], language: Language) -> Iterator[GateRow]:
    """All rows of Q10 to Q13 for one language."""
    choices = [one for one in questions if isinstance(one, ChoiceQuestionBase)]
    yield _banned(choices, language)
    yield from _negatives(choices, language)
    yield from _marked(choices, language)
    grammar = tuple(flaw for one in choices for flaw in grammar_flaws(one, language))
    yield GateRow(
        gate="Q13",
        title=message("Options that grammar or form gives away"),
        figure=float(len({flaw.question_id for flaw in grammar})),
        bar=Bar(None, 0),
        scope=Scope.ITEM,
        way_out=message("Give every option the same form, and end the stem so that each fits."),
        language=language,
        sample=len(choices),
        offences=grammar,
    )


def _banned(choices: Sequence[ChoiceQuestionBase], language: Language) -> GateRow:
    found = []
    for one in choices:
        for place, option in enumerate(one.options):
            hit = _BANNED[language].search(visible(getattr(option, language.value)))
            if hit:
                found.append(Offence(one.id, f"an option says “{hit.group()}”", f".options[{place}]"))
        if _TWO_STATEMENTS[language].search(one.stem.in_language(language)):
            found.append(Offence(one.id, "the stem asks for two statements at once", ".stem"))
    return GateRow(
        gate="Q10",
        title=message("Options about other options, and two-statement stems"),
        figure=float(len(found)),
        bar=Bar(None, 0),
        scope=Scope.ITEM,
        way_out=message("Write options that stand by themselves, and one idea a question."),
        language=language,
        sample=len(choices),
        offences=tuple(found),
    )


def _negatives(choices: Sequence[ChoiceQuestionBase], language: Language) -> Iterator[GateRow]:
    # A spot-the-bug stem asks for what is wrong, and means it.
    asked = [one for one in choices if not isinstance(one, SpotBugQuestion)]
    negative = [one for one in asked if _NEGATIVE[language].search(one.stem.in_language(language))]
    yield GateRow(
        gate="Q11",
        title=message("Stems that ask for what is not so"),
        figure=len(negative) / len(asked) if asked else 0.0,
        bar=Bar(None, 0.05),
        scope=Scope.SAMPLE,
        way_out=message("Ask for what is so."),
        language=language,
        sample=len(asked),
        is_share=True,
        offences=tuple(Offence(one.id, "its stem is negative", ".stem") for one in negative),
    )
    careless = tuple(flaw for one in negative for flaw in _careless(one, language))
    yield GateRow(
        gate="Q11",
        title=message("Negative stems without emphasis or with negative options"),
        figure=float(len({flaw.question_id for flaw in careless})),
        bar=Bar(None, 0),
        scope=Scope.ITEM,
        way_out=message("Set the negation in bold, and word the options positively."),
        language=language,
        sample=len(negative),
        offences=careless,
    )


def _careless(question: ChoiceQuestionBase, language: Language) -> Iterator[Offence]:
    if not _EMPHASISED.search(question.stem.in_language(language)):
        yield Offence(question.id, "the negation is not emphasised", ".stem")
    for place, option in enumerate(question.options):
        if _NEGATIVE_OPTION[language].search(getattr(option, language.value)):
            yield Offence(question.id, "a negative option under a negative stem", f".options[{place}]")
            return


def _marked(choices: Sequence[ChoiceQuestionBase], language: Language) -> Iterator[GateRow]:
    """Q12: absolutes belong as often to keys as to distractors, and hedges too."""
    ways: tuple[tuple[Message, Callable[[str, Language], int], bool], ...] = (
        (message("Absolutes, rate in distractors over rate in keys"), cues.absolute_words, False),
        (message("Hedges, rate in keys over rate in distractors"), cues.hedging_words, True),
    )
    low, high = 0.7, 1.4
    for title, count, is_key_first in ways:
        found = {is_key: _holding(choices, language, count, is_key=is_key) for is_key in (True, False)}
        rates = {is_key: smoothed(len(found[is_key]), _options(choices, is_key=is_key)) for is_key in found}
        ratio = rates[is_key_first] / rates[not is_key_first]
        marked = len(found[True]) + len(found[False])
        yield GateRow(
            gate="Q12",
            title=title,
            figure=ratio if marked >= ENOUGH_MARKED and len(choices) >= ENOUGH else None,
            bar=Bar(low, high),
            scope=Scope.SAMPLE,
            way_out=message("Take the word out, or let keys and distractors hold it alike."),
            language=language,
            sample=marked,
            offences=found[is_key_first if ratio >= 1 else not is_key_first],
        )


def smoothed(marked: int, total: int) -> float:
    """A rate that half an option more keeps away from zero."""
    return (marked + 0.5) / (total + 1)


def _options(choices: Sequence[ChoiceQuestionBase], *, is_key: bool) -> int:
    return sum(option.correct is is_key for one in choices for option in one.options)


def _holding(
    choices: Sequence[ChoiceQuestionBase],
    language: Language,
    count: Callable[[str, Language], int],
    *,
    is_key: bool,
) -> tuple[Offence, ...]:
    """One offence for each key, or each distractor, that holds such a word."""
    what = "a key holds such a word" if is_key else "a distractor holds such a word"
    return tuple(
        Offence(one.id, what, f".options[{place}]")
        for one in choices
        for place, option in enumerate(one.options)
        if option.correct is is_key and count(getattr(option, language.value), language)
    )


_STARTS_WITH_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
_ARTICLES = frozenset({"a", "an", "the"})
_END = re.compile(r"[.。]$")


def grammar_flaws(question: ChoiceQuestionBase, language: Language) -> Iterator[Offence]:
    """A lint: an article or full stop that fits only some options, a first word that all but the key have."""
    options = [visible(getattr(option, language.value)) for option in question.options]
    article = re.search(r"\b(an?)[:：]?$", visible(question.stem.in_language(language)))
    if article and language is Language.EN:
        fits = {bool(_STARTS_WITH_VOWEL.match(words)) for words in options}
        if fits != {article.group(1) == "an"}:
            yield Offence(question.id, f"“{article.group(1)}” at the end does not fit every option", ".stem")
    if len({bool(_END.search(words)) for words in options}) > 1:
        yield Offence(question.id, "some options end with a full stop and some do not", ".options")
    if language is Language.EN:
        yield from _odd_first_word(question, options)


def _odd_first_word(question: ChoiceQuestionBase, options: Sequence[str]) -> Iterator[Offence]:
    key = [
        words.split()[0].casefold()
        for words, option in zip(options, question.options, strict=True)
        if option.correct
    ]
    rest = [
        words.split()[0].casefold()
        for words, option in zip(options, question.options, strict=True)
        if not option.correct
    ]
    is_lone = len(key) == 1 and len(rest) >= 3 and len(set(rest)) == 1 and key[0] != rest[0]
    if is_lone and rest[0] not in _ARTICLES:
        yield Offence(question.id, f"every option but the key starts with “{rest[0]}”", ".options")
