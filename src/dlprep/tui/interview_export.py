"""An interview as a Markdown file of the learner's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import EnvironmentFaultError
from dlprep.domain.interviewing.transcript import to_markdown
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.interviewing.material import Material
    from dlprep.domain.interviewing.scorecard import Scorecard
    from dlprep.domain.interviewing.turns import Interview
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate


def export_markdown(
    interview: Interview,
    card: Scorecard,
    material: Material,
    *,
    folder: Path,
    language: Language,
    translate: Translate,
) -> Path:
    """Writes transcript and scorecard into `folder`; the same interview goes into the same file.

    Raises:
        EnvironmentFaultError: if it cannot be written.
    """
    path = folder / f"interview-{interview.local_day.isoformat()}-{interview.id}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(to_markdown(interview, card, material, language, translate), encoding="utf-8")
    except OSError as error:
        raise EnvironmentFaultError(
            message("{path} cannot be written: {error}.", path=path, error=error.strerror or error)
        ) from error
    return path
