"""The learner's own packs: folders of the form of the shipped bank, loaded beside it.

A pack can add questions and topics. It cannot change the shipped bank, and nothing it holds can hide the
shipped bank or another pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

from dlprep.bank.lazy import LazyQuestions
from dlprep.bank.loader import bank_of, stored_form
from dlprep.bank.recorded import RECORDED, RecordedFile
from dlprep.domain.bank import SHIPPED, Pack, Problem, QuestionBank
from dlprep.domain.questions import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

    from dlprep.bank.cache import Stored

CACHE_NAME = "packs"
"""The folder of compiled packs in the cache folder."""
_TOPIC = re.compile(rb'"topic":"([^"]*)"')
"""The topic in canonical JSON; inside a text its quotes would be escaped."""
_STRAYS = (".yaml", ".yml", ".csv", ".txt")


class JoinedQuestions(Mapping[str, Question]):
    """The questions of several banks under one roof, each still read when it is first looked at."""

    def __init__(self, parts: tuple[Mapping[str, Question], ...]) -> None:
        """Takes mappings that share no id."""
        self._parts = parts

    def __getitem__(self, key: str) -> Question:
        for part in self._parts:
            if key in part:
                return part[key]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(self._parts)

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __contains__(self, key: object) -> bool:
        return any(key in part for part in self._parts)

    def place(self, question_id: str) -> tuple[str, int, int]:
        """File, line and column of a question, in the folder of its own bank."""
        held = next(part for part in self._parts if question_id in part)
        return held.place(question_id) if isinstance(held, LazyQuestions) else ("questions", 0, 0)


def load_packs(root: Path, shipped: QuestionBank, *, cache_dir: Path | None) -> tuple[Pack, ...]:
    """Every pack in `root`, by name. Never raises for what the folders hold; no `root` means no packs."""
    try:
        paths = sorted(path for path in root.iterdir() if not path.name.startswith((".", "__")))
    except OSError:
        return ()
    packs: list[Pack] = []
    for path in paths:
        if path.is_dir():
            packs.append(_load_pack(path, shipped, tuple(packs), cache_dir))
        elif path.suffix.lower() in _STRAYS:
            packs.append(_stray(path))
    return tuple(packs)


def with_packs(shipped: QuestionBank, packs: tuple[Pack, ...]) -> QuestionBank:
    """The shipped bank and the packs as one bank; its problems stay those of the shipped one."""
    if not packs:
        return shipped
    banks = (shipped, *(pack.bank for pack in packs))
    return replace(
        shipped,
        questions=JoinedQuestions(tuple(bank.questions for bank in banks)),
        hashes=dict(chain.from_iterable(bank.hashes.items() for bank in banks)),
        topics=tuple(chain.from_iterable(bank.topics for bank in banks)),
        packs=packs,
        shipped=shipped,
    )


def _load_pack(folder: Path, shipped: QuestionBank, before: tuple[Pack, ...], cache_dir: Path | None) -> Pack:
    name = _name(folder)
    if name == SHIPPED:
        what = f"a pack cannot be called {SHIPPED}, which is the name of the shipped bank"
        return _unusable(folder, what, "Rename the folder.")
    kept = cache_dir / CACHE_NAME / folder.name if cache_dir else None
    stored, unreadable = stored_form(folder, kept, is_pack=True)
    taken = {SHIPPED: shipped} | {pack.name: pack.bank for pack in before}
    admitted = _Admission(stored, taken).admitted()
    return Pack(name, folder, bank_of(admitted, unreadable, RecordedFile(folder / RECORDED)))


def _name(path: Path) -> str:
    # A folder name can hold bytes that are not text; they must not break what prints it.
    return path.name.encode("utf-8", "replace").decode()


def _stray(path: Path) -> Pack:
    return _unusable(path, "this is a file, and a pack is a folder", "Move it to packs/NAME/questions/.")


def _unusable(path: Path, what: str, way_out: str) -> Pack:
    problem = Problem("", 0, 0, "", what, way_out)
    return Pack(_name(path), path, QuestionBank({}, {}, (), None, problems=(problem,)))


class _Admission:
    """Leaves out what a pack may not bring: ids and topics of others, and questions on unknown topics."""

    def __init__(self, stored: Stored, taken: Mapping[str, QuestionBank]) -> None:
        self._stored = stored
        self._taken = taken
        self._problems = list(stored.problems)

    def admitted(self) -> Stored:
        """The compiled form with what may come in, and a problem for what may not."""
        topics = self._topics()
        known = {topic.id for topic in self._taken[SHIPPED].topics} | topics.keys()
        kept = {
            name: row
            for name, row in self._stored.questions.items()
            if self._is_free(name) and self._has_topic(name, row, known)
        }
        return replace(
            self._stored,
            questions=kept,
            hashes={name: self._stored.hashes[name] for name in kept},
            places={name: self._stored.places[name] for name in kept},
            topics=tuple(topics.values()),
            problems=tuple(self._problems),
        )

    def _topics(self) -> dict[str, bytes]:
        from dlprep.domain.article import Topic

        kept = {}
        for row in self._stored.topics:
            name = Topic.model_validate_json(row).id
            owner = self._owner(name, lambda bank: {topic.id for topic in bank.topics})
            if owner:
                what = f"the topic “{name}” is already one of {owner}"
                self._problems.append(
                    Problem("topics.yaml", 0, 0, f'"{name}"', what, "Leave it out, or give it another id.")
                )
            else:
                kept[name] = row
        return kept

    def _is_free(self, question_id: str) -> bool:
        owner = self._owner(question_id, lambda bank: bank.questions)
        if owner:
            what = f"the id is already used by a question of {owner}"
            self._problem(question_id, "id", what, "Give it another id.")
        return not owner

    def _owner(self, name: str, names: Callable[[QuestionBank], Container[str]]) -> str:
        return next((source for source, bank in self._taken.items() if name in names(bank)), "")

    def _has_topic(self, question_id: str, row: bytes, known: set[str]) -> bool:
        found = _TOPIC.search(row)
        topic = found.group(1).decode() if found else ""
        if topic not in known:
            near = get_close_matches(topic, known, n=1)
            way_out = (
                f"Did you mean `{near[0]}`?" if near else "Name a topic that exists, or add topics.yaml."
            )
            self._problem(question_id, "topic", f"there is no topic “{topic}”", way_out)
        return topic in known

    def _problem(self, question_id: str, key: str, what: str, way_out: str) -> None:
        place = self._stored.places[question_id]
        self._problems.append(Problem(*place, f'"{question_id}" .{key}', what, way_out))
