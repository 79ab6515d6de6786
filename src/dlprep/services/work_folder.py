"""The folder in which a learner works on a challenge with an editor of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.services.coding import current_code, work_file

if TYPE_CHECKING:
    from pathlib import Path

    from dlprep.domain.challenges import ChallengeFolder
    from dlprep.domain.language import Language
    from dlprep.domain.messages import Translate
    from dlprep.services.ports import RunStore

BRIEF, README = "brief.md", "README.md"


def find_script(slug: str, directory: Path) -> Path | None:
    """The learner's script: `SLUG.py` in the directory, or in the folder `SLUG` there, or None."""
    places = (work_file(slug, directory), work_file(slug, directory / slug))
    return next((path for path in places if path.is_file()), None)


def write_work_folder(
    store: RunStore, folder: ChallengeFolder, directory: Path, language: Language, translate: Translate
) -> Path:
    """Writes script, brief and README into a folder named after the challenge; returns the script's path.

    The script is the draft, or the stub when there is none. What is there already is left as it is.

    Raises:
        BadInputError: if the script is there already, or the folder cannot be written.
        StorageError: if the history cannot be read.
    """
    slug = folder.challenge.id
    place = directory / slug
    path = work_file(slug, place)
    code = current_code(store, folder)
    brief = folder.brief.in_language(language)
    try:
        place.mkdir(parents=True, exist_ok=True)
        if not _written(path, code):
            raise BadInputError(
                message("{path} is there already and was left as it is.", path=path),
                message("Edit and run it, or start in another folder: --dir."),
            )
        _written(place / BRIEF, brief)
        _written(place / README, readme(folder, language, translate))
    except OSError as error:
        raise BadInputError(
            message("{path} cannot be written: {error}.", path=error.filename or path, error=error.strerror)
        ) from error
    return path


def _written(path: Path, text: str) -> bool:
    """False when something has this name already."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text if text.endswith("\n") else text + "\n")
    except FileExistsError:
        return False
    return True


def readme(folder: ChallengeFolder, language: Language, translate: Translate) -> str:
    """What lies here and which three commands go with it."""
    challenge = folder.challenge
    slug = challenge.id
    files = message("`{slug}.py` is yours to edit; `{brief}` says what is asked.", slug=slug, brief=BRIEF)
    commands = (
        ("check", message("runs it in small: does it work at all?")),
        ("watch", message("runs it after every save, until Ctrl-C")),
        ("run", message("trains in full and grades on hidden data")),
    )
    width = len(f"dlprep challenge check {slug}")
    lines = [
        f"    {f'dlprep challenge {name} {slug}':<{width}}  # {what.render(translate)}"
        for name, what in commands
    ]
    return "\n".join(
        (
            f"# {challenge.title.in_language(language)}",
            "",
            challenge.summary.in_language(language),
            "",
            files.render(translate),
            "",
            *lines,
            "",
        )
    )
