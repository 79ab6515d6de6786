"""The two languages. A module of its own, so that the first frame needs no pydantic."""

from enum import StrEnum


class Language(StrEnum):
    """A language the learner can read questions and screens in."""

    ZH = "zh"
    EN = "en"

    @property
    def other(self) -> "Language":
        """The language the zh/en flip goes to."""
        return Language.EN if self is Language.ZH else Language.ZH
