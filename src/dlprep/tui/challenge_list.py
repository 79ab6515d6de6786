"""The list of challenges: which of them are wanted, and their rows under the headings of their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from dlprep.domain.messages import mark
from dlprep.tui.threshold_bar import value_text
from dlprep.tui.verdict_words import GROUPS, MEDAL_MARKS, TIERS, verdict_mark, verdict_words
from dlprep.tui.when import local_time
from dlprep.tui.widgets.record_list import Column, Record
from dlprep.tui.words import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from dlprep.domain.challenges import Challenge
    from dlprep.domain.judging import Tier
    from dlprep.domain.language import Language
    from dlprep.domain.progress import RunRecord
    from dlprep.services.coding import ChallengeEntry

_WHOLE_MINUTES = 10


@dataclass(frozen=True)
class Wanted:
    """What the learner looks for; empty fields let everything through."""

    words: str = ""
    group: str = ""
    level: str = ""

    def takes(self, challenge: Challenge) -> bool:
        """True when the challenge is wanted; every word must stand somewhere in it, in either language."""
        if self.group not in ("", challenge.group.value) or self.level not in ("", challenge.level.value):
            return False
        told = " ".join(
            (
                challenge.id,
                *challenge.topics,
                challenge.level.value,
                challenge.dataset or "",
                *_texts(challenge),
            )
        ).casefold()
        return all(word in told for word in self.words.casefold().split())


def _texts(challenge: Challenge) -> Iterator[str]:
    for text in (challenge.title, challenge.summary):
        yield from (text.zh, text.en)


@dataclass(frozen=True)
class Told:
    """What the history says of challenges, by slug and tier."""

    last: Mapping[tuple[str, Tier], RunRecord]
    minutes: Mapping[tuple[str, Tier], float]


def columns(tr: Callable[..., str]) -> tuple[Column, ...]:
    """Challenge, level, data, minutes, best, last run."""
    return (
        Column(tr(mark("Challenge"))),
        Column(tr(mark("Level")), 6),
        Column(tr(mark("Data")), 8),
        Column(tr(mark("Minutes")), 7, right=True),
        Column(tr(mark("Best")), 10),
        Column(tr(mark("Last run")), 14),
        Column(tr(mark("When")), 16, from_width=96),
    )


def rows(
    entries: Iterable[ChallengeEntry], told: Told, language: Language, tr: Callable[..., str]
) -> list[Record]:
    """A row for each challenge and tier, below the heading of its group."""
    by_group: dict[str, list[Record]] = {group.value: [] for group in GROUPS}
    for entry in entries:
        by_group[entry.challenge.group.value] += [
            _row(entry, tier, told, language, tr) for tier in entry.challenge.tiers
        ]
    return [
        record
        for group, words in GROUPS.items()
        if (held := by_group[group.value])
        for record in (Record(f"group/{group.value}", (tr(words),), is_heading=True), *held)
    ]


def record_id(slug: str, tier: Tier) -> str:
    """What stands for a challenge on a tier."""
    return f"{slug}/{tier.value}"


def _row(entry: ChallengeEntry, tier: Tier, told: Told, language: Language, tr: Callable[..., str]) -> Record:
    challenge, best = entry.challenge, entry.best.get(tier)
    place = (challenge.id, tier)
    last = told.last.get(place)
    value = "–"
    if best is not None and best.value is not None:
        value = f"{value_text(best.value, best.metric)} {MEDAL_MARKS[best.medal] if best.medal else ''}"
    return Record(
        record_id(*place),
        (
            challenge.title.in_language(language),
            tr(LEVELS[challenge.level.value]),
            tr(TIERS[tier]) if challenge.dataset else "–",
            minutes_text(told.minutes.get(place, challenge.tiers[tier].minutes)),
            value,
            _verdict(last, tr),
            local_time(last.started_at) if last else "",
        ),
    )


def _verdict(run: RunRecord | None, tr: Callable[..., str]) -> Content:
    if run is None:
        return Content("–")
    sign, style = verdict_mark(run.verdict)
    return Content.styled(f"{sign} {verdict_words(run, tr)}", style)


def minutes_text(minutes: float) -> str:
    """Tenths below ten minutes, whole ones above; what takes no time at all is not told as 0."""
    if minutes >= _WHOLE_MINUTES:
        return f"{minutes:.0f}"
    return f"{round(minutes, 1):g}" if minutes >= 0.05 else "<0.1"
