"""The interviewer's lines, authored in both languages."""

from dlprep.domain.interviewing.lines.cues import Cue
from dlprep.domain.interviewing.lines.gentle import GENTLE
from dlprep.domain.interviewing.lines.neutral import NEUTRAL
from dlprep.domain.interviewing.lines.shared import SHARED
from dlprep.domain.interviewing.lines.strict import STRICT
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.language import Language

__all__ = ["Cue", "line_for", "variants"]

_OF_STYLE = {Style.STRICT: STRICT, Style.NEUTRAL: NEUTRAL, Style.GENTLE: GENTLE}


def variants(cue: Cue, style: Style) -> tuple[tuple[str, str], ...]:
    """All lines for a cue, each in Chinese and in English."""
    return _OF_STYLE[style].get(cue) or SHARED[cue]


def line_for(cue: Cue, style: Style, language: Language, chance: float) -> str:
    """One of the lines; `chance` from 0 to below 1 says which."""
    lines = variants(cue, style)
    zh, en = lines[int(chance * len(lines))]
    return zh if language is Language.ZH else en
