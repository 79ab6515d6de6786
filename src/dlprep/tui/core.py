"""The parts of dlprep as the screens use them: opened once, on first use, from any worker."""

from __future__ import annotations

import gc
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from dlprep.domain.bank import Pack, QuestionBank
    from dlprep.services.interview_opinions import InterviewOpinions, OpinionOffer
    from dlprep.services.interviewing import Interviewing
    from dlprep.services.mutants import Book
    from dlprep.services.ports import BackupKeeper, Clock, Judge, Store
    from dlprep.services.rewording import Rewording
    from dlprep.settings import Paths, Settings


class Parts(Protocol):
    """What the app is given; `dlprep.bootstrap.Parts` is one, tests pass another."""

    @property
    def paths(self) -> Paths:
        """The folders of this user."""

    @property
    def clock(self) -> Clock:
        """Time."""

    @property
    def settings(self) -> Settings:
        """The settings as saved.

        Raises:
            BadInputError: if the file cannot be used.
        """

    def change_settings(self, settings: Settings) -> None:
        """Uses and saves `settings`; touches the disk."""

    @property
    def bank(self) -> QuestionBank:
        """All content; reads the disk when first asked."""

    @property
    def mutants(self) -> Book:
        """What the bank says about mutants; reads the disk when first asked."""

    @property
    def store(self) -> Store:
        """The history; opens the database when first asked."""

    @property
    def backups(self) -> BackupKeeper:
        """Copies of the history."""

    @property
    def interviewing(self) -> Interviewing:
        """Leads interviews; loads the grader when first asked."""

    @property
    def opinion_offer(self) -> OpinionOffer | None:
        """What to say of second opinions before an interview; None where no model is named."""

    @property
    def interview_opinions(self) -> InterviewOpinions:
        """Asks a language model about answers of interviews; loads its client when first asked."""

    @property
    def rewording(self) -> Rewording:
        """Has the same model reword lines."""

    @property
    def judge(self) -> Judge:
        """The judge of challenges; starts no process until it is used."""


def _troubles(bank: QuestionBank) -> tuple[Message, ...]:
    return tuple(_trouble(pack) for pack in bank.packs if pack.bank.problems)


def _trouble(pack: Pack) -> Message:
    problems = pack.bank.problems
    first = next((one for one in problems if one.line), problems[0])
    place = f"{pack.name}/{first.file}" + (f":{first.line}:{first.column}" if first.line else "")
    return message(
        "Your pack “{name}” has {count} problems, the first in {place}. Run: {command}",
        name=pack.name,
        count=len(problems),
        place=place.rstrip("/"),
        command=f'dlprep bank check --pack "{pack.name}"',
    )


_COLLECTIONS = (2_000, 10, 500)
"""New objects before a small collection, small ones before a middle one, middle ones before a whole one."""


class Core:
    """The same parts behind a lock, because two workers may ask first at the same time.

    `bank`, `store`, `interviewing` and `judge` may read the disk: call them in thread workers only.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = Lock()
        self._client_lock = Lock()
        """Its own: what a client takes to load holds nobody up who asks for something else."""
        self._told = 0
        self._has_bank = False

    @property
    def paths(self) -> Paths:
        """The folders of this user."""
        return self._parts.paths

    @property
    def clock(self) -> Clock:
        """Time; never blocks."""
        return self._parts.clock

    def settings(self) -> Settings:
        """The settings as saved.

        Raises:
            BadInputError: if the file cannot be used.
        """
        return self._parts.settings

    def save_settings(self, settings: Settings) -> None:
        """Keeps `settings`.

        Raises:
            EnvironmentFaultError: if the folder cannot be written.
        """
        with self._lock:
            self._parts.change_settings(settings)

    def bank(self) -> QuestionBank:
        """Every question, topic and claim.

        Raises:
            DlprepError: if the bank cannot be read at all.
        """
        with self._lock:
            bank = self._parts.bank
            if not self._has_bank:
                self._has_bank = True
                self.settle()
            return bank

    def mutants(self) -> Book:
        """What the bank says about mutants.

        Raises:
            BadInputError: if it cannot be read, when it is looked into.
        """
        with self._lock:
            return self._parts.mutants

    def settle(self) -> None:
        """Keeps what is in memory now out of garbage collection, and makes whole collections rare.

        Questions stay to the end, and are made when they are first read: a collection that walks them all
        holds a key up for 0.1 s. Call it after work that read many. What screens leave behind is young, and
        goes with the small collections.
        """
        gc.freeze()
        gc.set_threshold(*_COLLECTIONS)

    def store(self) -> Store:
        """The history.

        Raises:
            StorageError: if it cannot be opened.
        """
        with self._lock:
            return self._parts.store

    def backups(self) -> BackupKeeper:
        """Copies of the history; all its methods touch the disk."""
        with self._lock:
            return self._parts.backups

    def new_notices(self) -> tuple[Message, ...]:
        """What history and packs have to tell and nobody was told yet; the second call says nothing."""
        with self._lock:
            notices = (*_troubles(self._parts.bank), *self._parts.store.notices)
            fresh, self._told = notices[self._told :], len(notices)
            return fresh

    def interviewing(self) -> Interviewing:
        """Leads interviews; the first call takes as long as the grader needs to load.

        Raises:
            DlprepError: if bank or history cannot be opened.
        """
        with self._lock:
            return self._parts.interviewing

    def opinion_offer(self) -> OpinionOffer | None:
        """What to say of second opinions before an interview; None where no model is named."""
        return self._parts.opinion_offer

    def interview_opinions(self) -> InterviewOpinions:
        """Asks a language model about answers; the first call takes as long as its client needs to load.

        Raises:
            DlprepError: if no model is named, or its client is not installed.
        """
        self.interviewing()
        with self._client_lock:
            return self._parts.interview_opinions

    def rewording(self) -> Rewording:
        """Has the same model reword lines; raises as `interview_opinions` does."""
        with self._client_lock:
            return self._parts.rewording

    def judge(self) -> Judge:
        """The judge of challenges."""
        with self._lock:
            return self._parts.judge
