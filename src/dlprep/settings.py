"""The learner's settings: a small TOML file, read once and passed in."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.language import Language
from dlprep.domain.messages import message

THEMES = ("dark", "light", "high-contrast")
ROLES = ("research", "cv", "nlp", "recommender", "finance", "speech", "mlops", "career")
"""Jobs one may aim at, as `domain.rubrics.Role` names them, which would take pydantic to say."""
LEVELS = ("junior", "mid", "senior")
LEAST_MINUTES, MOST_MINUTES = 5, 240
"""What one may mean to spend a day."""
DAY_LIMITS: Mapping[str, tuple[int, int]] = {
    "reviews_a_day": (1, 1_000),
    "new_a_day": (0, 200),
    "leeches_a_day": (0, 100),
}
"""The least and the most that each limit of a day may be; 0 new things or leeches a day means none."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders dlprep uses; see `platformdirs` for where they lie on each system."""

    data_dir: Path
    """History, backups and drafts: what must not be lost."""
    cache_dir: Path
    """What can be made again: compiled bank, prepared and downloaded datasets."""
    config_dir: Path

    @property
    def database(self) -> Path:
        """The history."""
        return self.data_dir / "history.db"

    @property
    def packs(self) -> Path:
        """The learner's own questions, one folder a pack."""
        return self.data_dir / "packs"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config_dir / "settings.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner can choose."""

    language: Language = Language.EN
    theme: str = "dark"
    editor: str = ""
    """Command that opens a file for editing; empty takes $VISUAL, $EDITOR, then vi."""
    tour_seen: bool = False
    placement_skipped: bool = False
    """The learner wants no placement test; Home offers none."""
    runs_unisolated: bool = False
    """The learner agreed to run scripts where the system offers nothing to keep them apart."""
    llm_url: str = ""
    """Server of second opinions; empty where there is none. Its key stands in the environment alone."""
    llm_model: str = ""
    interview_date: date | None = None
    """The day of the interview that is prepared for; None where none is set."""
    minutes_a_day: int = 20
    target_role: str = ""
    """One of `ROLES`; empty for any."""
    target_level: str = "mid"
    reviews_a_day: int = 60
    """What is due beyond that waits for other days."""
    new_a_day: int = 10
    leeches_a_day: int = 5
    """Of the reviews: those that slipped again and again."""


def language_of_environment(environment: dict[str, str] | None = None) -> Language:
    """Chinese when the locale of the environment is Chinese, otherwise English."""
    values = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if values.get(name):
            return Language.ZH if values[name].lower().startswith("zh") else Language.EN
    return Language.EN


def load_settings(path: Path) -> Settings:
    """The settings in `path`, or the defaults when there is no file.

    Raises:
        BadInputError: if the file is not TOML, or a value is not one of those allowed.
        EnvironmentFaultError: if the system does not let us read it.
    """
    import tomllib

    defaults = Settings(language=language_of_environment())
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return defaults
    except OSError as error:
        raise EnvironmentFaultError(
            message(
                "The settings file {path} cannot be read: {error}.", path=path, error=error.strerror or error
            ),
            message("Allow reading it, or move it away; the defaults hold meanwhile."),
        ) from error
    # Numbers of thousands of digits and brackets in brackets raise more than the parser's own error.
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            message("The settings file {path} cannot be read: {error}.", path=path, error=error),
            message("Mend it, or delete it to start from the defaults."),
        ) from error
    return _checked(defaults, found, path)


_KINDS: Mapping[str, type] = {
    "editor": str,
    "tour_seen": bool,
    "placement_skipped": bool,
    "runs_unisolated": bool,
    "llm_url": str,
    "llm_model": str,
}
"""Settings that may have any value of their kind."""


def _checked(defaults: Settings, found: dict[str, object], path: Path) -> Settings:
    settings = defaults
    for key, value in found.items():
        if key in DAY_LIMITS:
            settings = _limited(settings, key, value, path)
            continue
        if (aim := _aim(settings, key, value)) is not None:
            settings = aim
            continue
        if key == "language" and value in [language.value for language in Language]:
            settings = replace(settings, language=Language(str(value)))
        elif key == "theme" and value in THEMES:
            settings = replace(settings, theme=str(value))
        elif isinstance(value, _KINDS.get(key, ())):
            change: dict[str, Any] = {key: value}
            settings = replace(settings, **change)
        else:
            raise BadInputError(
                message(
                    "{path}: “{key} = {value}” is not a setting dlprep knows.",
                    path=path,
                    key=key,
                    value=value,
                ),
                message("Mend it, or delete the line to use the default."),
            )
    return settings


def _limited(settings: Settings, key: str, value: object, path: Path) -> Settings:
    """`settings` with a limit of the day."""
    least, most = DAY_LIMITS[key]
    if type(value) is not int or not least <= value <= most:
        raise BadInputError(
            message(
                "{path}: “{key}” is a whole number from {least} to {most}, and not {value}.",
                path=path,
                key=key,
                least=least,
                most=most,
                value=value,
            ),
            message("Mend it, or delete the line to use the default."),
        )
    change: dict[str, Any] = {key: value}
    return replace(settings, **change)


def _aim(settings: Settings, key: str, value: object) -> Settings | None:
    """`settings` with one of the values that a plan needs; None when it is not one of them, or cannot be."""
    if key == "interview_date":
        found = _date(value)
        return replace(settings, interview_date=found) if found or value == "" else None
    if key == "minutes_a_day" and type(value) is int and LEAST_MINUTES <= value <= MOST_MINUTES:
        return replace(settings, minutes_a_day=value)
    if key == "target_role" and value in ("", *ROLES):
        return replace(settings, target_role=str(value))
    if key == "target_level" and value in LEVELS:
        return replace(settings, target_level=str(value))
    return None


def _date(value: object) -> date | None:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def save_settings(path: Path, settings: Settings) -> None:
    """Writes `settings` to `path` so that a reader sees the old file or the new one, never half.

    Raises:
        EnvironmentFaultError: if the folder cannot be written.
    """
    lines = [f"{key} = {_toml(value)}\n" for key, value in asdict(settings).items()]
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text("".join(lines), encoding="utf-8", errors="replace")
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):  # half a file would stay and keep its place on a full disk
            temporary.unlink(missing_ok=True)
        raise EnvironmentFaultError(
            message(
                "The settings cannot be saved to {path}: {error}.", path=path, error=error.strerror or error
            ),
            message("They hold until you quit."),
        ) from error


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    # TOML's escapes are those of JSON, and it also wants the one control character that JSON leaves as it is.
    return json.dumps("" if value is None else str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
