"""What the interviewer replies to commands, claims and free questions, and how it leads back."""

from collections.abc import Callable

from dlprep.domain.interviewing.commands import Command, CommandName
from dlprep.domain.interviewing.lines import Cue
from dlprep.domain.interviewing.material import Material, probe_of
from dlprep.domain.interviewing.standing import Standing
from dlprep.domain.interviewing.turns import Turn, TurnKind
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion

Line = Callable[[Cue], str]
"""Chooses the line for a cue."""

_NOTED = {
    CommandName.HARDER: Cue.HARDER,
    CommandName.EASIER: Cue.EASIER,
    CommandName.STYLE: Cue.STYLE,
    CommandName.SKIP: Cue.NOTHING_OPEN,
}


def reply(to: Turn, state: Standing, material: Material, line: Line) -> str:
    """What is said to a turn of the candidate's that is no answer."""
    if to.kind is TurnKind.CLAIM:
        return line(Cue.CLAIMED)
    if to.kind is TurnKind.FREE_QUESTION:
        return _to_question(to, state, line)
    return _to_command(to.command, state, material, line) if to.command else ""


def _to_question(to: Turn, state: Standing, line: Line) -> str:
    is_at_end = state.open is not None and state.open.kind is TurnKind.CANDIDATE_QUESTIONS
    back = line(Cue.ANYTHING_ELSE if is_at_end else Cue.BACK)
    if not to.passages:
        return joined(state.language, line(Cue.NOT_FOUND), back)
    told = "\n\n".join(passage.text for passage in to.passages)
    return f"{told}\n\n{back}"


def _to_command(command: Command, state: Standing, material: Material, line: Line) -> str:
    name = command.name
    if name in _NOTED:
        return line(_NOTED[name])
    if name in (CommandName.LANG, CommandName.REPEAT):
        return _again(state, material, line)
    question = _question(state, material)
    if question is None:
        return line(Cue.NOTHING_OPEN)
    if name is CommandName.HINT:
        return _hint(question, state, line)
    if name is CommandName.MODEL_ANSWER:
        return f"{line(Cue.MODEL_ANSWER)}{question.reference.in_language(state.language)}"
    return _explanation(question, state, line)


def _question(state: Standing, material: Material) -> OpenQuestion | None:
    return material.questions.get(state.current.question_id) if state.current else None


def _again(state: Standing, material: Material, line: Line) -> str:
    """What is open, once more and in the language of now."""
    if state.open is None:
        return line(Cue.NOTHING_OPEN)
    question = material.questions.get(state.open.question_id or "")
    if question is not None:
        authored = asked(state.open.kind, question, state.open.point_id, state.language)
        if authored:
            return f"{line(Cue.AGAIN)}{authored}"
    cues = {
        TurnKind.SETTLE: Cue.SETTLE,
        TurnKind.FOLLOW_UP: Cue.TELL_MORE,
        TurnKind.CANDIDATE_QUESTIONS: Cue.CANDIDATE_QUESTIONS,
    }
    return line(cues[state.open.kind]) if state.open.kind in cues else state.open.text


def joined(language: Language, *sentences: str) -> str:
    """Sentences in a row; Chinese sets no space between them."""
    return ("" if language is Language.ZH else " ").join(sentences)


def asked(kind: TurnKind, question: OpenQuestion, point_id: str | None, language: Language) -> str:
    """The bank's own words of a question, follow-up or probe; empty where it has none."""
    if kind is TurnKind.QUESTION:
        stem = question.stem.in_language(language)
        return f"{stem}\n\n```python\n{question.code}\n```" if question.code else stem
    probe = probe_of(question, point_id or "")
    if probe is not None:
        return probe.ask.in_language(language)
    point = next((one for one in question.points if one.id == point_id), None)
    return point.follow_up.in_language(language) if point and point.follow_up else ""


def _hint(question: OpenQuestion, state: Standing, line: Line) -> str:
    given = state.current.hints if state.current else 0
    if state.open is None or state.open.question_id is None:
        return line(Cue.NOTHING_OPEN)
    if given > len(question.hints):
        return line(Cue.NO_HINT)
    return f"{line(Cue.HINT)}{question.hints[given - 1].in_language(state.language)}"


def _explanation(question: OpenQuestion, state: Standing, line: Line) -> str:
    """Before an answer it says how much is asked for, and gives nothing away; afterwards it explains."""
    is_unanswered = state.open is not None and state.open.kind is TurnKind.QUESTION
    if is_unanswered:
        return line(Cue.WHAT_IS_ASKED).format(count=len(question.points))
    return f"{line(Cue.EXPLANATION)}{question.explanation.in_language(state.language)}"
