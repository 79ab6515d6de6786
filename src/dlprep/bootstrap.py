"""Composition root: the one place that knows every layer, and builds each part when it is first asked for."""

from __future__ import annotations

import contextlib
import os
import time
from datetime import UTC, datetime
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from dlprep.domain.errors import BadInputError, EnvironmentFaultError, StorageError
from dlprep.domain.messages import message
from dlprep.failures import LOG_NAME
from dlprep.settings import Paths, Settings, load_settings, save_settings

if TYPE_CHECKING:
    from dlprep.bank.mutants import MutantBook
    from dlprep.domain.bank import QuestionBank
    from dlprep.domain.judging import Isolation
    from dlprep.domain.opinion.endpoint import Endpoint
    from dlprep.domain.questions import Question
    from dlprep.services.answer_grader import AnswerGrader
    from dlprep.services.gates.references import GateReferences
    from dlprep.services.interview_opinions import InterviewOpinions, OpinionOffer
    from dlprep.services.interviewing import Interviewing
    from dlprep.services.ports import BackupKeeper, Clock, Judge, LanguageModel, Moment, Store
    from dlprep.services.rewording import Rewording
    from dlprep.services.scripts import ScriptRunner
    from dlprep.services.second_opinion import SecondOpinions
    from dlprep.storage.archive import Archive


_LLM_PACKAGE = "pydantic_ai"
"""What second opinions need first of all."""


def _not_installed(name: str | None) -> EnvironmentFaultError:
    return EnvironmentFaultError(
        message("Second opinions need a package that is not installed: {name}.", name=name),
        message("Install it: pip install 'dlprep[llm]', or pip install -e '.[llm]' in a checkout."),
    )


class SystemClock:
    """The real clock."""

    def moment(self) -> Moment:
        """Now, with the local calendar day."""
        from dlprep.services.ports import Moment

        at = datetime.now(UTC)
        return Moment(at, at.astimezone().date())

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()


def paths() -> Paths:
    """The folders of this user."""
    from platformdirs import PlatformDirs

    found = PlatformDirs("dlprep", appauthor=False)
    return Paths(Path(found.user_data_dir), Path(found.user_cache_dir), Path(found.user_config_dir))


def bank_folder() -> Path:
    """Where the question bank lies: beside the package in a wheel, at the top level in a checkout."""
    package = Path(__file__).parent
    shipped = package / "question_bank"
    return shipped if shipped.is_dir() else package.parents[1] / "question_bank"


class Parts:
    """The parts of dlprep, each built when it is first used and kept until `close`."""

    def __init__(self, where: Paths | None = None, clock: Clock | None = None) -> None:
        """Uses this user's folders and the real clock unless others are given."""
        self.paths = where or paths()
        self.clock: Clock = clock or SystemClock()

    @property
    def log(self) -> Path:
        """Where faults of ours are written down."""
        return self.paths.data_dir / LOG_NAME

    @cached_property
    def settings(self) -> Settings:
        """The learner's settings."""
        return load_settings(self.paths.settings)

    def change_settings(self, settings: Settings) -> None:
        """Uses and saves `settings`."""
        self.__dict__["settings"] = settings
        save_settings(self.paths.settings, settings)

    @cached_property
    def bank(self) -> QuestionBank:
        """Every question, topic, claim and challenge that loads, the learner's packs included."""
        from dlprep.bank.loader import load_bank

        shipped = load_bank(bank_folder(), cache_dir=self.paths.cache_dir)
        if not self.paths.packs.is_dir():
            return shipped
        from dlprep.bank.packs import load_packs, with_packs

        packs = load_packs(self.paths.packs, shipped, cache_dir=self.paths.cache_dir)
        return with_packs(shipped, packs)

    def question(self, question_id: str) -> Question:
        """One question, for a process that needs no other.

        Raises:
            BadInputError: if there is none; the message names the closest ids.
        """
        from dlprep.bank.loader import question_in

        return question_in(bank_folder(), question_id) or self.bank.question(question_id)

    @cached_property
    def mutants(self) -> MutantBook:
        """What the bank says about mutants; reads the disk when it is first asked."""
        from dlprep.bank.mutants import MutantBook

        return MutantBook(bank_folder())

    @cached_property
    def references(self) -> GateReferences:
        """What the quality gates compare the shipped bank with."""
        from dlprep.bank.references import load_references

        return load_references(bank_folder(), bank_folder())

    @cached_property
    def answer_grader(self) -> AnswerGrader:
        """Grades free answers with the best embedder of this machine, or by words alone; loads it at once."""
        from dlprep.meaning.choosing import fitted_here
        from dlprep.services.shared_grader import SharedGrader

        return SharedGrader(fitted_here(self.paths.cache_dir / "vectors"))

    @cached_property
    def endpoint(self) -> Endpoint:
        """Where second opinions come from; the environment goes before the settings.

        Raises:
            BadInputError: if none is named, or what is named cannot be one.
        """
        from dlprep.domain.opinion.endpoint import none_is_set

        found = self._endpoint_if_any()
        if found is None:
            raise none_is_set()
        return found

    def _endpoint_if_any(self) -> Endpoint | None:
        from dlprep.domain.opinion import endpoint

        settings = {endpoint.URL: self.settings.llm_url, endpoint.MODEL: self.settings.llm_model}
        return endpoint.endpoint_of({**settings, **os.environ})

    @property
    def opinion_offer(self) -> OpinionOffer | None:
        """What to say of second opinions before an interview; None where no model is named.

        Loads nothing and sends nothing.
        """
        from dlprep.services.interview_opinions import OpinionOffer

        try:
            found = self._endpoint_if_any()
        except BadInputError as error:
            return OpinionOffer(error.what)
        if found is None:
            return None
        if find_spec(_LLM_PACKAGE) is None:
            return OpinionOffer(_not_installed(_LLM_PACKAGE).what)
        return OpinionOffer(found.notice, found.url)

    @cached_property
    def language_model(self) -> LanguageModel:
        """The model of the endpoint.

        Raises:
            BadInputError: if no endpoint is set, or a wrong one.
            EnvironmentFaultError: if the extra is not installed.
        """
        endpoint = self.endpoint
        try:
            from dlprep.opinion.endpoint_model import EndpointModel
        except ModuleNotFoundError as error:
            raise _not_installed(error.name) from error
        return EndpointModel(endpoint)

    @cached_property
    def second_opinions(self) -> SecondOpinions:
        """Asks the model about answers; raises as `language_model` does."""
        from random import SystemRandom

        from dlprep.opinion.claim_files import ClaimFiles
        from dlprep.services.second_opinion import SecondOpinions

        cache = ClaimFiles(self.paths.cache_dir / "opinions")
        return SecondOpinions(self.language_model, cache, self.answer_grader, SystemRandom())

    @cached_property
    def interview_opinions(self) -> InterviewOpinions:
        """Asks the model about answers of interviews; raises as `language_model` does."""
        from dlprep.services.interview_opinions import InterviewOpinions

        return InterviewOpinions(self.second_opinions, self.interviewing.material, self.store)

    @cached_property
    def rewording(self) -> Rewording:
        """Has the model reword the interviewer's lines; raises as `language_model` does."""
        from dlprep.services.rewording import Rewording

        return Rewording(self.language_model)

    @cached_property
    def interviewing(self) -> Interviewing:
        """Leads interviews, graded by the best grader of this machine."""
        from dlprep.services.finding import Finder
        from dlprep.services.interview_plans import material_of
        from dlprep.services.interviewing import Interviewing, Tools
        from dlprep.services.search import SearchIndex

        finder = Finder(self.bank, SearchIndex(self.bank), self.references.glossary)
        material = material_of(self.bank)
        return Interviewing(Tools(self.store, self.answer_grader, material, finder, self.clock))

    @cached_property
    def store(self) -> Store:
        """The history."""
        from dlprep.storage.store import open_store

        now = self.clock.moment()
        store = open_store(self.paths.database, moment=now)
        with contextlib.suppress(StorageError):  # a read-only history can still be looked at
            store.interrupt_runs(now.at)
        store.keep_daily_backups(self.clock)
        return store

    @cached_property
    def backups(self) -> BackupKeeper:
        """The backups of the history."""
        from dlprep.storage.backups import Backups

        return Backups(self.paths.database)

    @cached_property
    def archive(self) -> Archive:
        """Writes the whole history down, and reads it back."""
        from dlprep.storage.archive import Archive

        return Archive(self.paths.database)

    @cached_property
    def judge(self) -> Judge:
        """The judge; starts no process until it is used."""
        from dlprep.judge.supervisor import ProcessJudge

        return ProcessJudge(cache_dir=self.paths.cache_dir, clock=self.clock, private=self._private)

    @cached_property
    def isolation(self) -> Isolation:
        """What keeps scripts apart on this machine, found out when it is first asked.

        Raises:
            EnvironmentFaultError: if it cannot be tried, or the walls do not hold.
        """
        from dlprep.judge.isolation import proven_isolation

        return proven_isolation(self.paths.cache_dir, self.clock, private=self._private)

    @property
    def _private(self) -> tuple[Path, ...]:
        return (self.paths.data_dir, self.paths.config_dir, bank_folder())

    @cached_property
    def scripts(self) -> ScriptRunner:
        """Runs scripts of the bank; starts no process until it is used."""
        from dlprep.judge.scripts import ProcessScripts

        return ProcessScripts()

    def close(self) -> None:
        """Ends processes and closes the database, as far as they were used."""
        for name in ("judge", "store"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()
