"""A whole interview through a real terminal, in Chinese and in English: follow-up, ticks, kill, scorecard."""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.domain.language import Language
from dlprep.domain.questions import OpenQuestion
from e2e.terminal import Terminal, wait_until_gone

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

UNFAMILIAR = {
    Language.EN: "Once it has been taught it keeps a diary of the road, and whoever asks is told what the "
    "diary says, never what the day looks like; that is how my grandmother ran her kitchen and garden.",
    Language.ZH: "就好比老师傅带徒弟，头几年天天跟着转，后来闭着眼也能摸到门道，"
    "碰上没见过的活也不慌，心里那本账翻一翻就有了主意，旁人学不来。",
}
MOST_TRIED = 3
LOCALES = {Language.EN: "en_US.UTF-8", Language.ZH: "zh_CN.UTF-8"}
WORDS = {
    Language.EN: {
        "home": "Interview",
        "setup": "Set up an interview",
        "tick": "Which points",
        "resume": "Resume",
        "end": "End the interview now",
        "over": "enter Scorecard",
        "export": "Export",
        "leave": "Leave",
        "tab": "6 Interviews",
        "row": "mid ·",
        "study": "To study next",
    },
    Language.ZH: {
        "home": "面试",
        "setup": "设置面试",
        "tick": "你答到了哪些要点",
        "resume": "还没结束",
        "end": "结束",
        "over": "enter 评分表",
        "export": "导出",
        "leave": "离开",
        "tab": "6 面试",
        "row": "中级 ·",
        "study": "接下来",
    },
}


class Held:
    """An interview in a terminal, and the turns it left on disk."""

    def __init__(self, terminal: Terminal, home: Path, language: Language) -> None:
        self.terminal, self.home, self.language = terminal, home, language
        self.words = WORDS[language]
        self.bank = load_bank(bank_folder(), cache_dir=None)

    def turns(self) -> list[tuple[str, str | None, str | None]]:
        """Kind, question and point of every turn."""
        [database] = self.home.rglob("history.db")
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
            return list(
                rows.execute("select kind, question_id, point_id from interview_turns order by number")
            )

    def until(self, kinds: tuple[str, ...], after: int) -> tuple[str, str | None, str | None]:
        """Waits until the interviewer has said something of these kinds after a number of turns."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            new = self.turns()[after:]
            if new and new[-1][0] in kinds:
                return new[-1]
            time.sleep(0.1)
        raise AssertionError(f"{kinds} never came: {self.turns()}\n{self.terminal.screen()}")

    def until_draft(self, text: str) -> None:
        """Waits until half-typed words are on disk."""
        [database] = self.home.rglob("history.db")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as rows:
                if rows.execute("select count(*) from interviews where draft = ?", (text,)).fetchone()[0]:
                    return
            time.sleep(0.1)
        raise AssertionError(f"{text!r} was never kept")

    def question(self, name: str | None) -> OpenQuestion:
        """What is asked."""
        found = self.bank.question(name or "")
        assert isinstance(found, OpenQuestion)
        return found

    def say(self, text: str) -> int:
        """Types and sends; returns how many turns there were."""
        before = len(self.turns())
        self.until_still()
        self.terminal.type(text)
        self.terminal.press("Enter")
        return before

    def until_still(self) -> None:
        """Waits until the interviewer's words have streamed in; the clock in the title may go on."""
        deadline, shown = time.monotonic() + 60, ""
        while time.monotonic() < deadline:
            before, shown = shown, self.terminal.screen().partition("\n")[2]
            if shown and shown == before:
                return
            time.sleep(0.5)
        raise AssertionError("the screen never came to rest")


@pytest.fixture(params=[(Language.ZH, 80, 24), (Language.EN, 120, 40)], ids=["zh-80x24", "en-120x40"])
def held(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    language, width, height = request.param
    # Cues alone, so that the same words are unfamiliar on every machine.
    monkeypatch.setenv("DLPREP_EMBEDDER", "none")
    config = tmp_path / "config" / "dlprep"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(f'language = "{language}"\ntour_seen = true\n', encoding="utf-8")
    terminal = Terminal(tmp_path, width, height)
    terminal.start(LOCALES[language])
    try:
        yield Held(terminal, tmp_path, language)
    finally:
        terminal.close()


def begin(held: Held) -> str:
    """Starts an interview by keys; returns what is asked."""
    held.terminal.wait_for("dlprep", held.words["home"])
    held.terminal.press("i")
    held.terminal.wait_for(held.words["setup"])
    held.terminal.press("Enter")
    held.terminal.wait_for("^j")
    _, name, _ = held.until(("question",), 0)
    return name or ""


def recover(held: Held, name: str) -> None:
    """Says one point of a question; the follow-up brings another."""
    first, *_ = held.question(name).points
    before = held.say(first.text.in_language(held.language))
    kind, _, point_id = held.until(("follow-up", "settle"), before)
    if kind == "settle":
        held.terminal.press("d")
        _, _, point_id = held.until(("follow-up",), before + 2)
    asked = next(one for one in held.question(name).points if one.id == point_id)
    held.terminal.wait_for("^j")
    before = held.say(asked.text.in_language(held.language))
    held.until(("follow-up", "why", "question"), before)


def settle(held: Held) -> None:
    """Goes on to a question, answers it in unfamiliar words, and ticks the points.

    Which questions come is chance, and to one in ten the grader dares to give these words a number.
    """
    kind, tried = "", 0
    while kind != "settle" and tried < MOST_TRIED:
        while held.turns()[-1][0] != "question":
            before = held.say("/skip")
            held.until(("follow-up", "why", "question"), before)
        before, tried = held.say(UNFAMILIAR[held.language]), tried + 1
        kind, _, _ = held.until(("settle", "follow-up", "why", "question"), before)
    before = len(held.turns())
    held.terminal.wait_for(held.words["tick"])
    held.until_still()
    held.terminal.press("1")
    held.terminal.press("d")
    held.until(("follow-up", "why", "question"), before)


def die_and_resume(held: Held) -> None:
    """Half a sentence, then the machine dies; Home leads back to it."""
    held.until_still()
    held.terminal.type("half a sentence")
    held.terminal.wait_for("half a sentence")
    held.until_draft("half a sentence")
    process = held.terminal.app_process()
    os.kill(process, signal.SIGKILL)
    wait_until_gone(process)
    held.terminal.close()
    held.terminal.start(LOCALES[held.language])
    held.terminal.wait_for("dlprep", held.words["resume"])
    held.terminal.press("v")
    held.terminal.wait_for("half a sentence")


def end_and_find(held: Held) -> None:
    """The end, and the scorecard in Progress."""
    held.terminal.press("F8")
    held.terminal.wait_for(held.words["end"])
    held.terminal.press("y")
    held.until(("closing",), 0)
    held.terminal.wait_for(held.words["over"])
    held.terminal.press("Enter")
    held.terminal.wait_for(held.words["export"])
    held.terminal.press("Escape")
    held.terminal.wait_for(held.words["leave"])
    held.terminal.press("Escape")
    held.terminal.wait_for("dlprep", held.words["home"])
    held.terminal.press("p")
    held.terminal.wait_for(held.words["tab"])
    held.terminal.press("6")
    held.terminal.wait_for(held.words["row"])
    held.terminal.press("Enter")
    held.terminal.wait_for(held.words["export"], held.words["study"])


def test_a_whole_interview_is_held_by_keys(held: Held) -> None:
    recover(held, begin(held))
    settle(held)
    die_and_resume(held)
    end_and_find(held)
    kinds = [kind for kind, _, _ in held.turns()]
    assert {"follow-up", "settled", "closing"} <= set(kinds)
