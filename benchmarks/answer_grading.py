"""How long the grade of an answer takes: by words alone and by every embedder that loads here.

    python -m benchmarks.answer_grading

Warm, the wordings of the rubric are known, as they are when the interviewer has asked; the answers are those
that `make grade-report` grades. Cold is a new process with an empty cache, from its start to the grade.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.grading.data import load
from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.meaning import choosing
from dlprep.services.answer_grader import AnswerGrader, Fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.grading.data import Labelled

COLD_RUNS = 5
_EVERY = 4
"""A question of four, with all its answers: 120 answers tell the same as 480."""
_QUESTION = "regularization-explain-dropout"
_ANSWER = "During training each unit is dropped at random, so units cannot rely on one another."


def measure() -> list[Figure]:
    """Measures and returns every figure."""
    bank = load_bank(bank_folder(), cache_dir=None)
    answers = [one for place, one in enumerate(load(bank)) if place // 12 % _EVERY == 0]
    return [figure for name in (choosing.NONE, *choosing.EMBEDDERS) for figure in _of_grader(name, answers)]


def _of_grader(name: str, answers: list[Labelled]) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        try:
            grader = AnswerGrader(_fitted(name, Path(folder)))
        except (ImportError, OSError):
            return
        for one in answers:
            grader.grade(one.points, one.text)
        seconds = [_seconds(grader, one) for one in answers]
    cold = median(_cold(name) for _ in range(COLD_RUNS))
    yield Figure(f"{name}: an answer graded, p50 of {len(answers)}", median(seconds), "s", 1.0)
    yield Figure(f"{name}: an answer graded, p95", quantiles(seconds, n=20)[-1], "s", 2.0)
    yield Figure(f"{name}: new process, empty cache, to the first grade, median", cold, "s", 3.0)


def _fitted(name: str, folder: Path) -> Fitted:
    if name == choosing.NONE:
        return Fitted(*choosing.fit_of(name))
    return choosing.load(name, folder)


def _seconds(grader: AnswerGrader, answer: Labelled) -> float:
    started = time.perf_counter()
    grader.grade(answer.points, answer.text)
    return time.perf_counter() - started


def _cold(name: str) -> float:
    command = [sys.executable, "-m", "dlprep", "interview", "grade", "--question", _QUESTION]
    with TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, choosing.KNOB: name}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        started = time.perf_counter()
        subprocess.run(
            [*command, "--lang", "en", "--answer", _ANSWER], env=environment, check=True, capture_output=True
        )
        return time.perf_counter() - started


if __name__ == "__main__":
    print(*measure(), sep="\n")
