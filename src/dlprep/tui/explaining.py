"""Why an answer earned what it did, as plain values in the learner's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.messages import mark
from dlprep.tui.explaining_arranged import tell_match, tell_order
from dlprep.tui.explaining_choices import tell_multi, tell_options, tell_spot_bug, tell_tf_reason
from dlprep.tui.explaining_typed import tell_cloze, tell_code_output, tell_numeric, tell_open
from dlprep.tui.explanation import Explanation, Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from dlprep.domain.answers import Answer
    from dlprep.domain.grading import Grading
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.domain.presenting import Presented
    from dlprep.tui.explanation import Told


def explain(
    presented: Presented, answer: Answer, grading: Grading, *, language: Language, translate: Translate
) -> Explanation:
    """The feedback on `answer`; content in `language`, labels through `translate`."""
    reading = Reading(presented, answer, grading, language, translate)
    question = presented.question
    told = _TELLERS[question.type](reading)
    return Explanation(
        grade=grading.grade.value,
        percent=round(100 * grading.score),
        note=translate(mark("You skipped it."))
        if reading.is_skipped
        else reading.words(grading.note) or told.note,
        given=told.given,
        right=told.right,
        model_answer=told.model_answer,
        parts=told.parts,
        explanation=question.explanation.in_language(language),
        repair=told.repair,
        sources=tuple(
            (source.title + (f", {source.where}" if source.where else ""), str(source.url))
            for source in question.sources
        ),
    )


_TELLERS: dict[str, Callable[[Reading], Told]] = {
    "single": tell_options,
    "multi": tell_multi,
    "tf-reason": tell_tf_reason,
    "numeric": tell_numeric,
    "cloze": tell_cloze,
    "order": tell_order,
    "match": tell_match,
    "code-output": tell_code_output,
    "spot-bug": tell_spot_bug,
    "open": tell_open,
}
