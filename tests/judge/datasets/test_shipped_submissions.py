"""Every script that ships gets the verdict it must get, from the real judge on the embedded tier.

Takes about ten minutes on two cores; the learner's way through a challenge rests on it.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from dlprep.bank.challenges import load_challenges
from dlprep.bootstrap import SystemClock
from dlprep.domain.challenges import ChallengeFolder
from dlprep.domain.judging import Medal, Report, Submission, Tier, Verdict
from dlprep.judge.supervisor import ProcessJudge

pytestmark = [pytest.mark.tensorflow, pytest.mark.slow]

LOADED, _ = load_challenges(Path(__file__).parents[3] / "question_bank" / "challenges")
SHORT_SECONDS = 40
"""Wall limit for scripts that never end: longer than TensorFlow needs to load."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessJudge]:
    running = ProcessJudge(tmp_path_factory.mktemp("cache"), SystemClock())
    yield running
    running.close()


def with_wall_limit(folder: ChallengeFolder, seconds: int) -> ChallengeFolder:
    rules = folder.challenge.tiers[Tier.EMBEDDED]
    limits = rules.limits.model_copy(update={"wall_seconds": seconds})
    tiers = {Tier.EMBEDDED: rules.model_copy(update={"limits": limits})}
    return folder.model_copy(update={"challenge": folder.challenge.model_copy(update={"tiers": tiers})})


def run(judge: ProcessJudge, folder: ChallengeFolder, code: str) -> Report:
    submission = Submission(folder.challenge.id, Tier.EMBEDDED, code)
    return judge.judge(folder, submission, watch=lambda _: None, cancel=Event())


@pytest.mark.parametrize("folder", LOADED.values(), ids=list(LOADED))
def test_the_solution_earns_silver_or_better(judge: ProcessJudge, folder: ChallengeFolder) -> None:
    report = run(judge, folder, folder.solution)
    assert report.verdict is Verdict.PASS, report.message
    assert report.medal in (Medal.SILVER, Medal.GOLD)


@pytest.mark.parametrize(("slug", "word"), [("cifar10-cnn", "learning_rate"), ("imdb-lstm", "pad_sequences")])
def test_the_stub_stops_with_help(judge: ProcessJudge, slug: str, word: str) -> None:
    report = run(judge, LOADED[slug], LOADED[slug].stub)
    assert report.verdict is Verdict.ERR, report.message
    assert report.error_line is not None
    assert word in str(report.next_step)


@pytest.mark.parametrize(
    ("folder", "file", "verdict"),
    [
        pytest.param(folder, one.file, one.verdict, id=f"{slug}-{one.file}")
        for slug, folder in LOADED.items()
        for one in folder.challenge.wrong
    ],
)
def test_a_wrong_submission_gets_its_verdict(
    judge: ProcessJudge, folder: ChallengeFolder, file: str, verdict: Verdict
) -> None:
    limited = with_wall_limit(folder, SHORT_SECONDS) if verdict is Verdict.TIME else folder
    report = run(judge, limited, folder.wrong[file])
    assert report.verdict is verdict, report.message
