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

    from dlprep.domain.questions import Question

CACHE_NAME = "bank"
"""The folder of compiled banks in the cache folder."""


def load_bank(folder: Path, *, cache_dir: Path | None) -> QuestionBank:
    """Everything in `folder` that is valid, with a problem for everything that is not.

    Never raises for what the folder holds. With a `cache_dir` the compiled form is kept there under a digest
    of every byte of the files, and used when nothing changed.
    """
    stored, unreadable = stored_form(folder, cache_dir / CACHE_NAME if cache_dir else None)
    return bank_of(stored, unreadable, RecordedFile(folder / RECORDED))


def question_in(folder: Path, question_id: str) -> Question | None:
    """One question of the bank in `folder`, if it is there and valid; only files that name it are validated.

    For a process that needs no other question: a tenth of the time of compiling the bank.
    """
    from dlprep.bank.compiling import compile_files

    for file in read_sources(folder).files:
        if question_id.encode() in file.data:
            row = compile_files((file,)).questions.get(question_id)
            if row is not None:
                return read_question(row.json)
    return None


def stored_form(
    folder: Path, kept: Path | None, *, is_pack: bool = False
) -> tuple[Stored, tuple[Problem, ...]]:
    """The compiled form of the files in `folder`, from the cache in `kept` when nothing changed.

    Also returns problems of files that cannot be read, which say nothing about content.
    """
    sources = read_sources(folder, is_pack=is_pack)
    key = cache_key(sources.digest() + b"pack" * is_pack) if kept else ""
    stored = read_cache(kept, key) if kept else None
    if stored is None:
        stored = _compile(folder, sources, is_pack=is_pack)
        if kept:
            write_cache(kept, key, stored)
    return stored, sources.problems


def _compile(folder: Path, sources: Sources, *, is_pack: bool) -> Stored:
    # Only now: a warm load needs neither the YAML parser nor the checks.
    from dlprep.bank.challenges import load_challenges
    from dlprep.bank.compiling import compile_files

    compiled = compile_files(sources.files, is_pack=is_pack)
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


def bank_of(stored: Stored, unreadable: tuple[Problem, ...], recorded: RecordedFile) -> QuestionBank:
    """The bank that a compiled form holds."""
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
