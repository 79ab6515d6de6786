"""The settings file: what is saved is read back, and what cannot be read is said with the way out."""

import errno
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.errors import BadInputError, EnvironmentFaultError
from dlprep.domain.language import Language
from dlprep.domain.memory.due import Limits
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from dlprep.services.remembering import limits_of
from dlprep.settings import LEVELS, ROLES, Settings, language_of_environment, load_settings, save_settings


@given(editor=st.text(st.characters(codec="utf-8")))
def test_any_editor_is_read_back_as_it_was_saved(
    editor: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("config") / "settings.toml"
    saved = Settings(
        language=Language.ZH,
        theme="light",
        editor=editor,
        tour_seen=True,
        placement_skipped=True,
        llm_url="http://a/v1",
        llm_model="b",
        interview_date=date(2027, 1, 31),
        minutes_a_day=45,
        target_role="nlp",
        target_level="senior",
        reviews_a_day=1,
        new_a_day=0,
        leeches_a_day=100,
    )
    save_settings(path, saved)
    assert load_settings(path) == saved


def test_a_date_of_toml_is_a_date_too(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("interview_date = 2027-01-31\n", encoding="utf-8")
    assert load_settings(path).interview_date == date(2027, 1, 31)
    save_settings(path, Settings())
    assert load_settings(path).interview_date is None


def test_jobs_and_levels_are_those_of_the_questions() -> None:
    assert tuple(role.value for role in Role) == ROLES
    assert tuple(level.value for level in Level) == LEVELS


def test_the_usual_limits_of_a_day_are_those_of_the_queue() -> None:
    assert limits_of(Settings()) == Limits()
    assert limits_of(Settings(reviews_a_day=9, new_a_day=3, leeches_a_day=1)) == Limits(9, 3, 1)


def test_a_limit_out_of_bounds_is_told_with_its_bounds(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("reviews_a_day = 1001\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="from 1 to 1000, and not 1001"):
        load_settings(path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xef\xbb\xbf" + b'language = "zh"\r\n')
    assert load_settings(path).language is Language.ZH


@pytest.mark.parametrize(
    "written",
    [
        "theme",
        "theme = 3",
        'theme = ["dark"]',
        "editor = 1",
        "tour_seen = 1",
        "llm_url = 1",
        "minutes_a_day = 4",
        "minutes_a_day = true",
        'minutes_a_day = "20"',
        "reviews_a_day = 0",
        "new_a_day = -1",
        "new_a_day = true",
        "leeches_a_day = 101",
        'interview_date = "soon"',
        "interview_date = 2027-01-31T09:00:00",
        'target_role = "chef"',
        'target_level = ""',
        'llm_key = "sk-1"',
        "a = " + "[" * 100_000,
        "a = " + "9" * 5000,
    ],
)
def test_what_cannot_be_used_names_the_file_and_the_way_out(written: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        load_settings(path)
    assert str(path) in str(refused.value)
    assert "delete" in str(refused.value.way_out)


def test_a_folder_in_its_place_is_a_fault_of_the_machine(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFaultError, match="Is a directory"):
        load_settings(tmp_path)


def test_a_save_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, Settings(theme="light"))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(EnvironmentFaultError, match="No space left"):
        save_settings(path, Settings(theme="dark"))
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
    assert load_settings(path).theme == "light"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, Language.EN),
        ({"LC_ALL": "", "LANG": "zh_TW"}, Language.ZH),
        ({}, Language.EN),
    ],
)
def test_the_environment_says_which_language_to_begin_in(
    environment: dict[str, str], language: Language
) -> None:
    assert language_of_environment(environment) is language
