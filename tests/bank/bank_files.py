"""Bank folders written for one test each."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from dlprep.bank.compiling import canonical
from dlprep.bank.lazy import read_question
from dlprep.bank.recorded import write_recorded
from factory import record_of, text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dlprep.domain.recorded import Recorded


def topic(topic_id: str = "cnn", **changes: Any) -> dict[str, Any]:
    """A valid topic."""
    base = {"id": topic_id, "name": text(topic_id), "about": text("about"), "roots": ["S3.1"], "needs": []}
    return base | changes


def claim(claim_id: str = "S3.1-b", **changes: Any) -> dict[str, Any]:
    """A valid claim."""
    return {"id": claim_id, "section": "S3.1", "says": text("says"), "asks": text("asks")} | changes


def article(**changes: Any) -> dict[str, Any]:
    """A valid article of one section, one claim and one flag."""
    flag = {"id": "F05", "article": text("a list"), "truth": text("two kinds of thing")}
    section = {"id": "S3.1", "title": text("Principles")}
    return {"title": text("Article"), "sections": [section], "claims": [claim()], "flags": [flag]} | changes


def dump(data: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def questions_file(*questions: dict[str, Any]) -> str:
    return dump({"format": 1, "questions": list(questions)})


def write_bank(
    folder: Path,
    *questions: dict[str, Any],
    topics: list[dict[str, Any]] | None = None,
    the_article: dict[str, Any] | None = None,
    **files: str | bytes,
) -> Path:
    """Writes a bank; `questions` go to questions/cnn.yaml, `files` hold further question files by stem."""
    (folder / "questions").mkdir(parents=True, exist_ok=True)
    (folder / "topics.yaml").write_text(dump({"format": 1, "topics": topics or [topic()]}), "utf-8")
    (folder / "article.yaml").write_text(dump({"format": 1} | (the_article or article())), "utf-8")
    if questions:
        files["cnn"] = questions_file(*questions)
    write_recorded(folder, dict(_recorded(questions)))
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "questions" / f"{name}.yaml").write_bytes(data)
    return folder


def _recorded(questions: tuple[dict[str, Any], ...]) -> Iterator[tuple[str, Recorded]]:
    """What verifiers that are right would have returned for the templates among `questions`."""
    for authored in questions:
        if authored["type"] == "template":
            with suppress(ValueError, ArithmeticError):  # some are wrong on purpose
                # Canonical: a loaded bank has its keys in this order.
                yield authored["id"], record_of(read_question(canonical(authored)))


def write_challenge(folder: Path, **changes: Any) -> None:
    """Writes the challenge `tiny` into a bank."""
    rules = {
        "thresholds": {"bronze": 0.3, "silver": 0.6, "gold": 0.9},
        "minutes": 1,
        "limits": {"wall_seconds": 20},
        "calibration": {"seeds": [0], "values": [0.95], "trivial": 0.1, "recipe": "one run"},
    }
    wrong = [{"file": f"{name}.py", "verdict": "FAIL", "teaches": text(name)} for name in "abc"]
    sheet = {
        "format": 1,
        "id": "tiny",
        "title": text("Tiny"),
        "summary": text("Very small"),
        "level": "junior",
    }
    sheet |= {
        "topics": ["cnn"],
        "roots": ["S3.1-b"],
        "questions": ["some-question"],
        "group": "fix",
        "dataset": "cifar10",
        "metric": "accuracy",
        "classes": 10,
    }
    sheet |= {"hints": [text(word) for word in "abc"], "tiers": {"embedded": rules}, "wrong": wrong}
    root = folder / "challenges" / "tiny"
    (root / "wrong").mkdir(parents=True)
    (root / "challenge.yaml").write_text(dump(sheet | changes), "utf-8")
    for name in (
        "brief.zh.md",
        "brief.en.md",
        "stub.py",
        "solution.py",
        *(f"wrong/{one}.py" for one in "abc"),
    ):
        (root / name).write_text(f"# {name}\n", "utf-8")
