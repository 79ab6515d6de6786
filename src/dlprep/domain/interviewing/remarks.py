"""What a candidate is told about an answer besides its points: why something in it did not count."""

from dlprep.domain.grader.grades import Flag
from dlprep.domain.interviewing.turns import Turn, TurnKind
from dlprep.domain.interviewing.typed import LONGEST, is_cut
from dlprep.domain.messages import Message, message


def remarks(turn: Turn) -> tuple[Message, ...]:
    """Sentences on a turn of the candidate's; none on most."""
    if turn.kind not in (TurnKind.ANSWER, TurnKind.FREE_QUESTION):
        return ()
    flags = turn.grade.flags if turn.grade is not None else ()
    told = [_of_flag(flag) for flag in flags]
    if is_cut(turn.text):
        told.append(message("Only the first {count} characters were kept.", count=LONGEST))
    return tuple(told)


def _of_flag(flag: Flag) -> Message:
    match flag:
        case Flag.EMPTY:
            return message("There is no answer to grade in this. /hint helps, /skip goes on.")
        case Flag.STUFFING:
            return message("Terms in a row earn little: say how they belong together.")
        case Flag.INJECTION:
            return message("Sentences that speak to the grader were left out; the rest was graded.")
        case Flag.OFF_TOPIC:
            return message("None of this is about the question; /repeat asks it again.")
