"""The compiled bank on disk: read fast, never trusted over the files, and never in the way."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pydantic

import dlprep
from dlprep.domain.bank import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = 4
"""Compiled banks kept; several checkouts and an installed bank can take turns."""
_CHECK_BYTES = 16


@dataclass(frozen=True)
class Stored:
    """A compiled bank: JSON of every part by id, and what else was learnt from the files."""

    questions: Mapping[str, bytes]
    hashes: Mapping[str, str]
    places: Mapping[str, tuple[str, int, int]]
    """File, line and column of each question."""
    topics: tuple[bytes, ...]
    article: bytes | None
    challenges: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def cache_key(digest: bytes) -> str:
    """The name of the compiled form of files with this digest, for this version of code and schema."""
    total = blake2b(digest, digest_size=16)
    total.update(f"{dlprep.__version__}/{pydantic.VERSION}".encode())
    total.update(_code_digest())
    return total.hexdigest()


@cache
def _code_digest() -> bytes:
    """Of the code that compiles; read once, although each pack asks."""
    total = blake2b(digest_size=16)
    package = Path(__file__).parents[1]
    for path in sorted([*package.glob("bank/*.py"), *package.glob("domain/**/*.py")]):
        total.update(path.read_bytes())
    return total.digest()


def read_cache(folder: Path, key: str) -> Stored | None:
    """The compiled bank, or None when there is none or it is damaged."""
    try:
        data = (folder / f"{key}.bank").read_bytes()
        check, body = data[:_CHECK_BYTES], memoryview(data)[_CHECK_BYTES:]
        if blake2b(body, digest_size=_CHECK_BYTES).digest() != check:
            return None
        return _unpack(body)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_cache(folder: Path, key: str, stored: Stored) -> None:
    """Keeps the compiled bank and forgets old ones; a folder that cannot be written is left alone."""
    body = _pack(stored)
    temporary = folder / f"{key}.{os.getpid()}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(blake2b(body, digest_size=_CHECK_BYTES).digest() + body)
        temporary.replace(folder / f"{key}.bank")
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in files[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):  # half a file would keep its place on a full disk from the history
            temporary.unlink(missing_ok=True)


def _pack(stored: Stored) -> bytes:
    parts = [
        *stored.questions.values(),
        *stored.topics,
        *([stored.article] if stored.article else []),
        *stored.challenges.values(),
    ]
    header = {
        "questions": list(stored.questions),
        "hashes": list(stored.hashes.values()),
        "places": list(stored.places.values()),
        "topics": len(stored.topics),
        "article": stored.article is not None,
        "challenges": list(stored.challenges),
        "lengths": [len(part) for part in parts],
        "problems": [list(vars(problem).values()) for problem in stored.problems],
    }
    head = json.dumps(header, ensure_ascii=False).encode()
    return b"".join([len(head).to_bytes(4, "big"), head, *parts])


def _unpack(body: memoryview) -> Stored:
    start = 4 + int.from_bytes(body[:4], "big")
    header = json.loads(bytes(body[4:start]))
    parts = []
    for length in header["lengths"]:
        parts.append(bytes(body[start : start + length]))
        start += length
    rest = iter(parts)
    return Stored(
        questions={name: next(rest) for name in header["questions"]},
        hashes=dict(zip(header["questions"], header["hashes"], strict=True)),
        places={
            name: tuple(place) for name, place in zip(header["questions"], header["places"], strict=True)
        },
        topics=tuple(next(rest) for _ in range(header["topics"])),
        article=next(rest) if header["article"] else None,
        challenges={name: next(rest) for name in header["challenges"]},
        problems=tuple(Problem(*fields) for fields in header["problems"]),
    )
