"""Question files written by dlprep: YAML as authors write it, in parts small enough to be read again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from dlprep.bank.entries import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ENTRIES = 1_000
_MOST_CHARACTERS = 1_000_000
"""Well below what a bank file may hold, at up to four bytes a character."""
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Blocks(_Dumper):  # type: ignore[misc]
    """Writes texts of several lines as blocks."""


def _text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Blocks.add_representer(str, _text)


def question_files(questions: list[dict[str, Any]], schema: str) -> Iterator[str]:
    """The texts of one file or more that hold `questions`; `schema` is where an editor finds the schema."""
    head = f"# yaml-language-server: $schema={schema}\nformat: {FORMAT}\nquestions:\n"
    entries: list[str] = []
    for question in questions:
        entry = _entry(question)
        if entries and (
            len(entries) == _MOST_ENTRIES or sum(map(len, entries)) + len(entry) > _MOST_CHARACTERS
        ):
            yield head + "\n".join(entries)
            entries = []
        entries.append(entry)
    yield head + "\n".join(entries)


def _entry(question: dict[str, Any]) -> str:
    text = yaml.dump([question], Dumper=_Blocks, allow_unicode=True, sort_keys=False, width=1_000_000)
    return re.sub(r"(?m)^(?=.)", "  ", text)
