"""Which script and which tier a command is about."""

from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.cli.common import current_parts
from dlprep.domain.errors import BadInputError
from dlprep.domain.judging import Tier
from dlprep.domain.messages import message

if TYPE_CHECKING:
    from dlprep.domain.challenges import ChallengeFolder


def chosen_tier(folder: "ChallengeFolder", tier: Tier | None) -> Tier:
    """The tier that was asked for, or the one that needs no download.

    Raises:
        BadInputError: if the challenge does not have it.
    """
    from dlprep.services.coding import default_tier, rules_of

    chosen = tier or default_tier(folder.challenge)
    rules_of(folder.challenge, chosen)
    return chosen


def script_file(folder: "ChallengeFolder", file: Path | None) -> Path:
    """The learner's file: the one named, or the one that `start` wrote.

    Raises:
        BadInputError: if there is none.
    """
    from dlprep.services.work_folder import find_script

    slug = folder.challenge.id
    found = file or find_script(slug, Path())
    if found is None:
        raise _nothing(slug)
    return found


def script_code(folder: "ChallengeFolder", file: Path | None) -> str:
    """The learner's code: from the file, or else the draft of the full-screen app.

    Raises:
        BadInputError: if there is neither, or the file cannot be used.
    """
    from dlprep.services.coding import read_script
    from dlprep.services.work_folder import find_script

    slug = folder.challenge.id
    if found := file or find_script(slug, Path()):
        return read_script(found)
    draft = current_parts().store.draft(slug)
    if draft is None:
        raise _nothing(slug)
    return draft


def _nothing(slug: str) -> BadInputError:
    return BadInputError(
        message("There is nothing of yours to run for {slug} yet.", slug=slug),
        message("Write a script with: dlprep challenge start {slug}", slug=slug),
    )
