"""English names of the kinds of things, marked for the catalogs; render them with the app's translate."""

from dlprep.domain.messages import mark

TYPES = {
    "single": mark("Single choice"),
    "multi": mark("Multiple choice"),
    "tf-reason": mark("True or false, and why"),
    "numeric": mark("Number"),
    "cloze": mark("Fill the gaps"),
    "order": mark("Put in order"),
    "match": mark("Match pairs"),
    "code-output": mark("What it prints"),
    "spot-bug": mark("Spot the bug"),
    "open": mark("Open answer"),
    "template": mark("Calculation"),
}
"""By question type, in the order they are listed."""

LEVELS = {"junior": mark("junior"), "mid": mark("mid"), "senior": mark("senior")}

ROLES = {
    "research": mark("research"),
    "cv": mark("computer vision"),
    "nlp": mark("language"),
    "recommender": mark("recommenders"),
    "finance": mark("finance"),
    "speech": mark("speech"),
    "mlops": mark("MLOps"),
    "career": mark("career"),
}
"""Jobs that interview questions belong to."""

STYLES = {"strict": mark("strict"), "neutral": mark("neutral"), "gentle": mark("gentle")}
"""Manners of the interviewer."""

MODES = {
    "practice": mark("Practice"),
    "exam": mark("Exam"),
    "article": mark("Article order"),
    "sprint": mark("Sprint"),
    "due": mark("Due today"),
    "weak": mark("Weak spots"),
    "placement": mark("Placement test"),
}

CONFIDENCES = {"sure": mark("sure"), "think-so": mark("think so"), "guess": mark("guess")}

CARD_KINDS = {"question": mark("question"), "interview": mark("interview"), "challenge": mark("challenge")}
"""What a card stands for."""

RATINGS = {"again": mark("again"), "hard": mark("hard"), "good": mark("good"), "easy": mark("easy")}
"""How well something was recalled."""

GRADES = {
    "correct": mark("Right"),
    "partial": mark("Partly right"),
    "incorrect": mark("Wrong"),
    "ungraded": mark("Not graded"),
}

GRADE_MARKS = {"correct": "✓", "partial": "◐", "incorrect": "✗", "ungraded": "·"}
"""A mark for each grade, so that colour is never the only sign."""

GRADE_STYLES = {
    "correct": "$text-success",
    "partial": "$text-warning",
    "incorrect": "$text-error",
    "ungraded": "$foreground 75%",
}

THEMES = {"dark": mark("dark"), "light": mark("light"), "high-contrast": mark("high contrast")}

LANGUAGES = {"zh": "中文", "en": "English"}
"""Each language by its own name, the same in both."""


def clock_text(seconds: float) -> str:
    """Seconds as `m:ss`, or `h:mm:ss` from an hour on; parts of a second are cut."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
