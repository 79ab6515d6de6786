"""The occasions on which the interviewer has lines."""

from enum import StrEnum, auto


class Cue(StrEnum):
    """What a line is for."""

    OPENING = auto()
    FOLLOW_UP = auto()
    TELL_MORE = auto()
    """Asks on where the bank has no follow-up."""
    CORRECTION = auto()
    TRAP = auto()
    WHY = auto()
    WENT_WELL = auto()
    WENT_SO_SO = auto()
    WENT_BADLY = auto()
    PASSED_OVER = auto()
    BRIDGE = auto()
    SETTLE = auto()
    UNSETTLED = auto()
    """Leaves a question that nobody could score."""
    HANDOVER = auto()
    RETURN = auto()
    NO_CODE = auto()
    """To the third part of a loop without the second."""
    CANDIDATE_QUESTIONS = auto()
    CLOSING = auto()

    HINT = auto()
    NO_HINT = auto()
    AGAIN = auto()
    EXPLANATION = auto()
    WHAT_IS_ASKED = auto()
    MODEL_ANSWER = auto()
    HARDER = auto()
    EASIER = auto()
    STYLE = auto()
    NOTHING_OPEN = auto()
    CLAIMED = auto()
    NOT_FOUND = auto()
    BACK = auto()
    ANYTHING_ELSE = auto()
