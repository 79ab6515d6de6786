"""Reads a question with its rubric from a file of the learner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from dlprep.bank.documents import read_document
from dlprep.bank.sources import MAX_BYTES
from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.domain.rubric_file import BroughtQuestion

if TYPE_CHECKING:
    from pathlib import Path


def read_rubric(path: Path, question_id: str | None = None) -> BroughtQuestion:
    """The question in a YAML or JSON file; of several the one with `question_id`.

    Raises:
        BadInputError: if the file cannot be read or holds no such question; the message names the place.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInputError(message("{path} is too large.", path=path))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise BadInputError(message("{path} cannot be read: {why}", path=path, why=why)) from error
    document = read_document(text)
    if document.faults:
        fault = document.faults[0]
        place = f"{path}:{fault.line}:{fault.column}"
        raise BadInputError(
            message("{place}: {what}. {way_out}", place=place, what=fault.what, way_out=fault.way_out)
        )
    try:
        return BroughtQuestion.model_validate(_chosen(document.data, path, question_id))
    except ValidationError as error:
        first = error.errors()[0]
        line, column = document.place(first["loc"])
        key = ".".join(str(part) for part in first["loc"])
        raise BadInputError(
            message(
                "{path}:{line}:{column}: {key}: {what}",
                path=path,
                line=line,
                column=column,
                key=key,
                what=first["msg"],
            )
        ) from error


def _chosen(data: object, path: Path, question_id: str | None) -> object:
    held = data.get("questions", [data]) if isinstance(data, dict) else data
    if not isinstance(held, list) or not held:
        raise BadInputError(message("{path} holds no question.", path=path))
    if question_id is None:
        if len(held) > 1:
            raise BadInputError(
                message(
                    "{path} holds {count} questions. Name one with --question.", path=path, count=len(held)
                )
            )
        return held[0]
    found = next((one for one in held if isinstance(one, dict) and one.get("id") == question_id), None)
    if found is None:
        raise BadInputError(message("{path} holds no question “{id}”.", path=path, id=question_id))
    return found
