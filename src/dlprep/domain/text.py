"""Words in two languages, and the base of everything that people author."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from dlprep.domain.language import Language

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=64)]
"""A stable identifier: lower-case letters, digits and single hyphens."""

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that is there: at least one character besides white space."""


class Authored(BaseModel):
    """Base of everything read from the question bank: frozen, and no unknown key passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Authored):
    """The same words in Chinese and in English, written from one fact sheet."""

    zh: Words
    en: Words

    def in_language(self, language: Language) -> str:
        """The words in `language`."""
        return self.zh if language is Language.ZH else self.en
