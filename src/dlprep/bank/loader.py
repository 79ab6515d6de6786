"""Loads the question bank: read every file, validate it or take the compiled form, report what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.bank.cache import Stored, cache_key, read_cache, write_cache
from dlprep.bank.lazy import LazyMapping, LazyQuestions, read_question
from dlprep.bank.recorded import RECORDED, RecordedFile
from dlprep.bank.sources import CHALLENGES, Sources, read_sources
from dlprep.domain.article import Article, Topic
from dlprep.domain.bank import Problem, QuestionBank
from dlprep.domain.challenges import ChallengeFolder

if TYPE_CHECKING:
    from pathlib import Path

CACHE_NAME = "bank"
"""The folder of compiled banks in the cache folder."""


def load_bank(folder: Path, *, cache_dir: Path | None) -> QuestionBank:
    """Everything in `folder` that is valid, with a problem for everything that is not.

    Never raises for what the folder holds. With a `cache_dir` the compiled form is kept there under a digest
    of every byte of the files, and used when nothing changed.
    """
    sources = read_sources(folder)
    key = cache_key(sources.digest()) if cache_dir else ""
    kept = cache_dir / CACHE_NAME if cache_dir else None
    stored = read_cache(kept, key) if kept else None
    if stored is None:
        stored = _compile(folder, sources)
        if kept:
            write_cache(kept, key, stored)
    return _bank(stored, sources.problems, RecordedFile(folder / RECORDED))


def _compile(folder: Path, sources: Sources) -> Stored:
    # Only now: a warm load needs neither the YAML parser nor the checks.
    from dlprep.bank.challenges import load_challenges
    from dlprep.bank.compiling import compile_files

    compiled = compile_files(sources.files)
    challenges, problems = load_challenges(folder / CHALLENGES) if sources.challenge_files else ({}, ())
    return Stored(
        questions={name: row.json for name, row in compiled.questions.items()},
        hashes={name: row.content_hash() for name, row in compiled.questions.items()},
        places={name: (row.file, row.line, row.column) for name, row in compiled.questions.items()},
        topics=tuple(row.json for row in compiled.topics.values()),
        article=compiled.article,
        challenges={name: one.model_dump_json().encode() for name, one in challenges.items()},
        problems=(*compiled.problems, *problems),
    )


def _bank(stored: Stored, unreadable: tuple[Problem, ...], recorded: RecordedFile) -> QuestionBank:
    return QuestionBank(
        questions=LazyQuestions(stored.questions, read_question, stored.places),
        hashes=stored.hashes,
        topics=tuple(Topic.model_validate_json(topic) for topic in stored.topics),
        article=Article.model_validate_json(stored.article) if stored.article else None,
        challenges=LazyMapping(stored.challenges, ChallengeFolder.model_validate_json),
        problems=tuple(sorted({*unreadable, *stored.problems}, key=_order)),
        recorded=recorded,
    )


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.key, problem.what
