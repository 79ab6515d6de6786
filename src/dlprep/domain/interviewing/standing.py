"""Where an interview stands: all of it follows from the plan and the turns."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from dlprep.domain.interviewing.commands import CommandName
from dlprep.domain.interviewing.exchanges import Exchange, ProbeStanding
from dlprep.domain.interviewing.plan import Part, Style
from dlprep.domain.interviewing.turns import Interview, Outcome, Turn, TurnKind
from dlprep.domain.language import Language

_MOST_SHIFT = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """What the turns so far add up to."""

    style: Style
    language: Language
    part: Part = Part.CONCEPT
    exchanges: tuple[Exchange, ...] = ()
    open: Turn | None = None
    """What the interviewer waits for an answer to."""
    unreplied: Turn | None = None
    """A command, claim or free question that the interviewer has not spoken to."""
    shift: int = 0
    """Levels asked for with /harder and /easier."""
    last: TurnKind | None = None
    elapsed_seconds: float = 0.0
    handed_over: bool = False
    outcome: Outcome | None = None
    """Of the challenge; None while it goes on, or when it was skipped."""
    asks_back: int = 0
    """Questions of the candidate's own, at the end."""
    is_leaving: bool = False
    """True after /end."""
    is_closed: bool = False

    @property
    def current(self) -> Exchange | None:
        """The last question asked."""
        return self.exchanges[-1] if self.exchanges else None


def standing(interview: Interview) -> Standing:
    """Where the interview stands after all its turns."""
    state = Standing(interview.plan.style, interview.plan.language)
    for turn in interview.turns:
        state = after(state, turn)
    return state


def after(state: Standing, turn: Turn) -> Standing:
    """Where it stands one turn later."""
    state = _EFFECTS.get(turn.kind, _nothing)(state, turn)
    if turn.kind in (TurnKind.ANSWER, TurnKind.SETTLED):
        seconds = turn.elapsed_seconds
        state = _about(state, turn, lambda one: replace(one, seconds=seconds - one.started_seconds))
    return replace(state, last=turn.kind, elapsed_seconds=turn.elapsed_seconds)


def _nothing(state: Standing, _turn: Turn) -> Standing:
    return state


def _about(state: Standing, turn: Turn, change: Callable[[Exchange], Exchange]) -> Standing:
    """Changes the exchange that a turn belongs to."""
    changed = tuple(change(one) if one.question_id == turn.question_id else one for one in state.exchanges)
    return replace(state, exchanges=changed)


def _asked(state: Standing, turn: Turn) -> Standing:
    exchange = Exchange(turn.question_id or "", state.part, turn.elapsed_seconds)
    return replace(state, exchanges=(*state.exchanges, exchange), open=turn)


def _settle_asked(state: Standing, turn: Turn) -> Standing:
    return replace(_about(state, turn, lambda one: replace(one, settle_asked=True)), open=turn)


def _corrected(state: Standing, turn: Turn) -> Standing:
    point = turn.point_id or ""
    return _about(state, turn, lambda one: replace(one, corrected=one.corrected | {point}))


def _probed(state: Standing, turn: Turn) -> Standing:
    probe = ProbeStanding(turn.kind, turn.point_id or "")
    return replace(_about(state, turn, lambda one: replace(one, probes=(*one.probes, probe))), open=turn)


def _handed_over(state: Standing, turn: Turn) -> Standing:
    return replace(state, part=Part.CODE, handed_over=True, open=turn)


def _returned(state: Standing, _turn: Turn) -> Standing:
    return replace(state, part=Part.FOLLOW_UP)


def _candidate_asked(state: Standing, turn: Turn) -> Standing:
    return replace(state, open=turn)


def _closed(state: Standing, _turn: Turn) -> Standing:
    return replace(state, is_closed=True, open=None, unreplied=None)


def _replied_to(state: Standing, _turn: Turn) -> Standing:
    return replace(state, unreplied=None)


def _answered(state: Standing, turn: Turn) -> Standing:
    asked, grade = state.open, turn.grade
    state = replace(state, open=None)
    if asked is None or grade is None:
        return state
    if asked.kind.probes:
        point = asked.point_id or ""
        return _about(state, turn, lambda one: one.replied(turn.text, point, grade))
    return _about(state, turn, lambda one: one.answered(turn.text, grade, turn.opinion))


def _settled(state: Standing, turn: Turn) -> Standing:
    return replace(_about(state, turn, lambda one: one.settled(turn.settled)), open=None)


def _claimed(state: Standing, turn: Turn) -> Standing:
    point = turn.point_id or ""
    state = _about(state, turn, lambda one: one.claimed(point))
    asked = state.open
    is_about_it = (
        asked is not None
        and asked.kind is TurnKind.FOLLOW_UP
        and (asked.question_id, asked.point_id) == (turn.question_id, turn.point_id)
    )
    return replace(state, unreplied=turn, open=None if is_about_it else asked)


def _asked_freely(state: Standing, turn: Turn) -> Standing:
    at_the_end = state.open is not None and state.open.kind is TurnKind.CANDIDATE_QUESTIONS
    return replace(state, unreplied=turn, asks_back=state.asks_back + at_the_end)


def _handed_back(state: Standing, turn: Turn) -> Standing:
    return replace(state, outcome=turn.outcome, open=None)


def _commanded(state: Standing, turn: Turn) -> Standing:
    command = turn.command
    if command is None:
        return state
    match command.name:
        case CommandName.END:
            return replace(state, is_leaving=True, open=None)
        case CommandName.SKIP:
            return _skipped(state, turn)
        case CommandName.STYLE:
            state = replace(state, style=Style(command.argument))
        case CommandName.LANG:
            state = replace(state, language=Language(command.argument))
        case CommandName.HARDER:
            state = replace(state, shift=min(_MOST_SHIFT, state.shift + 1))
        case CommandName.EASIER:
            state = replace(state, shift=max(-_MOST_SHIFT, state.shift - 1))
        case CommandName.HINT if state.open is not None:
            state = _about(state, turn, lambda one: replace(one, hints=one.hints + 1))
        case CommandName.MODEL_ANSWER | CommandName.EXPLAIN:
            state = _shown(state, turn, command.name)
        case _:
            pass
    return replace(state, unreplied=turn)


def _skipped(state: Standing, turn: Turn) -> Standing:
    """Passes over what is open; with nothing open there is nothing to skip, and the interviewer says so."""
    asked = state.open
    if asked is None:
        return replace(state, unreplied=turn)
    if asked.kind is TurnKind.QUESTION:
        state = _about(state, turn, lambda one: replace(one, skipped=True))
    return replace(state, open=None)


def _shown(state: Standing, turn: Turn, name: CommandName) -> Standing:
    """After the answer was shown, what asks for it is no longer asked; ticking points still is."""
    asked = state.open
    is_unanswered = asked is not None and asked.kind is TurnKind.QUESTION
    if is_unanswered and name is CommandName.EXPLAIN:
        return state  # says what is asked for, and not the answer
    state = _about(state, turn, lambda one: replace(one, revealed=True, skipped=one.skipped or is_unanswered))
    closes = asked is not None and (is_unanswered or asked.kind.probes)
    return replace(state, open=None if closes else asked)


_EFFECTS: dict[TurnKind, Callable[[Standing, Turn], Standing]] = {
    TurnKind.QUESTION: _asked,
    TurnKind.SETTLE: _settle_asked,
    TurnKind.CORRECTION: _corrected,
    TurnKind.FOLLOW_UP: _probed,
    TurnKind.TRAP: _probed,
    TurnKind.WHY: _probed,
    TurnKind.HANDOVER: _handed_over,
    TurnKind.RETURN: _returned,
    TurnKind.CANDIDATE_QUESTIONS: _candidate_asked,
    TurnKind.CLOSING: _closed,
    TurnKind.REPLY: _replied_to,
    TurnKind.ANSWER: _answered,
    TurnKind.SETTLED: _settled,
    TurnKind.CLAIM: _claimed,
    TurnKind.COMMAND: _commanded,
    TurnKind.FREE_QUESTION: _asked_freely,
    TurnKind.HANDED_BACK: _handed_back,
}
