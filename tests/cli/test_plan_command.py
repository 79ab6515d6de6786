"""`dlprep plan` over a history kept in memory."""

import json
import re
from datetime import date
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from dlprep.bootstrap import Parts
from dlprep.cli import common, plan
from dlprep.domain.language import Language
from dlprep.settings import Settings
from fakes import FakeClock, FakeStore
from tui.study_support import StudyParts, answer_each, study_bank

app = typer.Typer()
app.command("plan")(plan.plan)


class Console:
    """Runs the command over fakes; it is 2026-03-14."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parts = Parts(clock=FakeClock())
        self.parts.__dict__.update(store=FakeStore(), bank=study_bank())
        self.use(Settings(language=Language.EN))
        monkeypatch.setattr(common, "_parts", self.parts)
        monkeypatch.setattr(common, "close_parts", lambda: None)

    def use(self, settings: Settings) -> None:
        self.parts.__dict__["settings"] = settings

    def run(self, *args: str) -> Result:
        return CliRunner().invoke(app, args)

    def json(self, *args: str) -> Any:
        return json.loads(self.run(*args, "--json").stdout)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Console:
    return Console(monkeypatch)


def test_without_a_date_it_says_how_to_set_one(console: Console) -> None:
    result = console.run()
    assert result.exit_code == 3
    assert "No interview date is set." in result.stderr
    assert "--date" in result.stderr
    assert result.stdout == ""


def test_an_empty_history_has_a_plan(console: Console) -> None:
    result = console.run("--date", "2026-03-24", "--minutes", "25")
    assert result.exit_code == 0
    first, met, better = result.stdout.splitlines()[:3]
    assert re.fullmatch(r"Still a guess: \d+–\d+% now, \d+% on the day at 25 minutes a day\.", first)
    assert met.startswith("Nothing is met yet: ")
    assert better == "The placement test, at most 20 questions, tells more."
    assert "dlprep quiz --mode placement" in result.stdout
    assert "Today: " in result.stdout
    assert "  New. Right on the day: " in result.stdout


def test_json_holds_every_part(console: Console) -> None:
    console.use(Settings(language=Language.ZH, interview_date=date(2026, 3, 24), minutes_a_day=30))
    told = console.json()
    assert (told["today"], told["interview"], told["days_left"]) == ("2026-03-14", "2026-03-24", 10)
    assert told["minutes_a_day"] == 30
    whole = told["readiness"]["whole"]
    assert whole["following"] > whole["stopping"]
    assert sum(one["standing"]["weight"] for one in told["readiness"]["topics"]) == pytest.approx(1, abs=0.01)
    assert [day["day"] for day in told["days"]][::9] == ["2026-03-14", "2026-03-23"]
    assert len(told["trajectory"]) == 11
    assert told["likely"]["is_guess"]
    assert told["likely"]["low"] < whole["now"] < told["likely"]["high"]
    assert told["history"] == []
    task = told["days"][0]["tasks"][0]
    assert task["reason"].startswith("New. ")
    assert task["following"] > task["without"]


def test_what_was_said_before_is_told_and_trying_something_out_keeps_nothing(console: Console) -> None:
    parts = StudyParts()
    answer_each(parts)
    console.parts.__dict__.update(store=parts.fake_store, bank=parts.bank, clock=parts.fake_clock)
    console.use(Settings(language=Language.EN, interview_date=date(2026, 4, 24)))
    console.run("--minutes", "25")
    assert parts.fake_store.sayings() == ()
    first = console.run().stdout
    assert "%) now, " in first.splitlines()[0]
    assert "% on the day at 20 minutes a day" in first.splitlines()[0]
    assert "days ago" not in first
    parts.fake_clock.advance(12 * 86_400)
    (before,) = parts.fake_store.sayings()
    assert f"12 days ago: {round(100 * before.now)}%." in console.run().stdout
    history = console.json()["history"]
    assert [one["day"] for one in history] == ["2026-03-14", "2026-03-26"]
    assert history[0]["now"] == before.now
    assert history[0]["interview"] == "2026-04-24"


def test_more_minutes_promise_more(console: Console) -> None:
    little, much = (
        console.json("--date", "2026-03-24", "--minutes", minutes)["readiness"]["whole"]["following"]
        for minutes in ("5", "40")
    )
    assert much > little


def test_on_the_day_there_is_nothing_left_to_plan(console: Console) -> None:
    result = console.run("--date", "2026-03-14")
    assert result.exit_code == 0
    assert "The interview is today." in result.stdout
    assert console.json("--date", "2026-03-14")["days"] == []


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("--date", "tomorrow"), 3, "is not a date"),
        (("--date", "2026-03-01"), 3, "is over"),
        (("--date", "2036-03-01"), 3, "more than a year ahead"),
        (("--date", "2026-03-24", "--role", "chef"), 3, "There is no role “chef”."),
        (("--date", "2026-03-24", "--level", "king"), 3, "There is no level “king”."),
        (("--date", "2026-03-24", "--minutes", "1"), 2, "minutes"),
    ],
)
def test_what_cannot_be_planned_says_why(
    console: Console, args: tuple[str, ...], code: int, told: str
) -> None:
    result = console.run(*args)
    assert result.exit_code == code
    assert told in result.stderr


def test_an_interview_that_is_over_asks_for_the_next(console: Console) -> None:
    console.use(Settings(language=Language.EN, interview_date=date(2026, 3, 1)))
    result = console.run()
    assert result.exit_code == 3
    assert "The interview of 2026-03-01 is over." in result.stderr
