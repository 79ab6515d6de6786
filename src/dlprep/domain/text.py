"""Words in two languages, and the base of everything that people author."""

import unicodedata
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from dlprep.domain.language import Language

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64)]
"""A stable identifier: lower-case letters, digits and single hyphens."""

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that is there: at least one character besides white space."""


_EXCERPT_LENGTH = 40


def excerpt(typed: object) -> str:
    """The beginning of what somebody typed, fit for a sentence: nothing in it moves the cursor."""
    shown = visible(str(typed)[: 2 * _EXCERPT_LENGTH])
    return f"{shown[:_EXCERPT_LENGTH]}…" if len(str(typed)) > _EXCERPT_LENGTH else shown


def visible(text: str) -> str:
    """A text on one line in which nothing moves the cursor or hides."""
    words = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(one).startswith("C") else one for one in words)


class Authored(BaseModel):
    """Base of everything read from the question bank: frozen, and no unknown key passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Authored):
    """The same words in Chinese and in English, written from one fact sheet."""

    zh: Words
    """In Chinese, as a Chinese engineer writes."""
    en: Words
    """In English."""

    def in_language(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language is Language.ZH else self.en
