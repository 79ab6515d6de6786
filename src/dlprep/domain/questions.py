"""The ten kinds of question, as authored in the bank (content.md: item types)."""

from datetime import date
from enum import StrEnum
from keyword import iskeyword
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, model_validator

from dlprep.domain.rubrics import Probe, Role, RubricPoint
from dlprep.domain.templates import Expression, Mistake, Parameter, Requirement, computing_order
from dlprep.domain.text import Authored, Slug, Text, Words
from dlprep.domain.tolerance import Tolerance

ClaimId = Annotated[str, Field(pattern=r"^S[0-9](?:[.-][0-9A-Za-z]+)*(?:-[0-9A-Za-z]+)*$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=32)]
"""A name in a template's expressions."""
FlagId = Annotated[str, Field(pattern=r"^F[0-9]{2}$")]


class Level(StrEnum):
    """Authored hardness: by steps and missing information needed, not by how obscure the fact is."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


class Source(Authored):
    """Where a fact can be checked: a paper, official documentation or a source file."""

    title: Words
    url: HttpUrl
    """A link that will last: DOI, arXiv, official documentation, a tagged source file."""
    where: Words | None = None
    """Section, page, function or equation, when the whole is long."""


class Choice(Authored):
    """One option of a question, with the reason it is right or the mistake it encodes."""

    id: Slug
    zh: Words
    en: Words
    correct: bool = False
    why: Text
    """Why it is right, or which mistake leads here."""


class Verify(Authored):
    """How a computed key is checked: a script whose standard output must equal the recorded one."""

    code: Words
    """Python that prints the key from first principles or from the library in question."""
    output: str
    """What the script printed when it was last run; compared after stripping white space at the ends."""


class QuestionBase(Authored):
    """What every question has."""

    id: Slug
    """Stable name: lower-case letters, digits, hyphens. The history is kept by it."""
    topic: Slug
    """Id of a topic of topics.yaml."""
    level: Level
    """junior: one step; mid: compare or diagnose; senior: decide with information missing."""
    stem: Text
    """The question. Markdown inline code and $maths$ are rendered; long code goes to `code`."""
    code: Words | None = None
    """A code block shown under the stem, the same in both languages."""
    roots: tuple[ClaimId, ...] = Field(min_length=1)
    """Claims of the article this question grew from."""
    flags: tuple[FlagId, ...] = ()
    """Dated or imprecise places of the article that the explanation corrects."""
    explanation: Text
    """Why the key is right, which misconception the question is about, what follows in practice."""
    hints: tuple[Text, ...] = Field(default=(), max_length=3)
    """A ladder from a nudge to almost the answer."""
    sources: tuple[Source, ...] = Field(min_length=1)
    """Where the facts can be checked; at least one primary source."""
    as_of: date | None = None
    """When a dated fact (version, organisation, pay) was last true."""
    reviewed_on: date
    """When somebody last checked every word."""


def _unique(ids: list[str], what: str) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"{what} ids repeat: {', '.join(twice)}")


class ChoiceQuestionBase(QuestionBase):
    """A question with options."""

    options: tuple[Choice, ...]
    keep_order: bool = False
    """True keeps the authored order (numbers ascending); otherwise display shuffles by seed."""

    @property
    def key(self) -> frozenset[str]:
        """Ids of the correct options."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _options_make_sense(self) -> Self:
        _unique([option.id for option in self.options], "option")
        return self


class OneKeyQuestionBase(ChoiceQuestionBase):
    """A question of whose options exactly one is correct."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.key) != 1:
            raise ValueError(f"exactly one option must be correct, not {len(self.key)}")
        return self


class SingleQuestion(OneKeyQuestionBase):
    """Choose one of three or four options."""

    type: Literal["single"]
    options: tuple[Choice, ...] = Field(min_length=3, max_length=4)
    """Three or four, of which one is `correct`."""


class MultiQuestion(ChoiceQuestionBase):
    """Choose every correct one of four to six options."""

    type: Literal["multi"]
    options: tuple[Choice, ...] = Field(min_length=4, max_length=6)
    """Four to six, of which any number but none is `correct`."""

    @model_validator(mode="after")
    def _some_key(self) -> Self:
        if not self.key:
            raise ValueError("at least one option must be correct")
        return self


class TfReasonQuestion(OneKeyQuestionBase):
    """Is the statement true, and for which of three reasons?"""

    type: Literal["tf-reason"]
    truth: bool
    options: tuple[Choice, ...] = Field(min_length=3, max_length=3)
    """Three reasons, of which one is `correct`."""


class WrongValue(Authored):
    """A number that a named mistake leads to."""

    value: float
    why: Text
    """The slip that leads to it."""


class NumericQuestion(QuestionBase):
    """Type a number."""

    type: Literal["numeric"]
    answer: float = Field(allow_inf_nan=False)
    integer: bool = False
    """True means that the answer is a whole number and must be hit exactly."""
    tolerance: Tolerance | None = None
    """How far an answer may be off, by the rounding the stem asks for."""
    unit: Text | None = None
    mistakes: tuple[WrongValue, ...] = ()
    """Numbers that common slips lead to; an answer that hits one is told which slip it was."""
    verify: Verify
    """The script whose last printed line is the answer."""

    @model_validator(mode="after")
    def _integer_or_tolerance(self) -> Self:
        if self.integer == (self.tolerance is not None):
            raise ValueError("give `integer: true`, or a `tolerance`, and not both")
        if self.integer and self.answer != int(self.answer):
            raise ValueError("`integer: true` needs a whole-number answer")
        return self


class Blank(Authored):
    """One gap of a cloze and everything that may stand in it."""

    accept: tuple[Words, ...] = Field(min_length=1)
    """Spellings that count, the one shown as the answer first; zh and en mixed."""


class ClozeQuestion(QuestionBase):
    """Fill one to three gaps, written `[[1]]`, `[[2]]`, `[[3]]` in stem or code."""

    type: Literal["cloze"]
    blanks: tuple[Blank, ...] = Field(min_length=1, max_length=3)
    verify: Verify | None = None

    @model_validator(mode="after")
    def _gaps_are_there(self) -> Self:
        for language in ("zh", "en"):
            shown = getattr(self.stem, language) + (self.code or "")
            missing = [f"[[{n}]]" for n in range(1, len(self.blanks) + 1) if f"[[{n}]]" not in shown]
            if missing or f"[[{len(self.blanks) + 1}]]" in shown:
                raise ValueError(
                    f"the {language} stem must hold exactly the gaps of `blanks`; look at {missing}"
                )
        return self


class Step(Authored):
    """One step to be put in order."""

    id: Slug
    zh: Words
    en: Words


class OrderQuestion(QuestionBase):
    """Put four to six steps in order; they are authored in the right one."""

    type: Literal["order"]
    steps: tuple[Step, ...] = Field(min_length=4, max_length=6)
    partial: Literal["none", "kendall"] = "kendall"
    """`kendall` gives the share of step pairs in the right order beyond chance; `none` wants all."""

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        _unique([step.id for step in self.steps], "step")
        return self


class Pair(Authored):
    """A left side and the right side that belongs to it."""

    id: Slug
    left: Text
    right: Text
    why: Text | None = None


class Spare(Authored):
    """A right side that belongs to nothing."""

    id: Slug
    right: Text
    why: Text | None = None


class MatchQuestion(QuestionBase):
    """Match four to six pairs; one spare right side is left over."""

    type: Literal["match"]
    pairs: tuple[Pair, ...] = Field(min_length=4, max_length=6)
    """Each left side fits one right side only."""
    spare: Spare

    @model_validator(mode="after")
    def _sides_differ(self) -> Self:
        _unique([pair.id for pair in self.pairs] + [self.spare.id], "pair")
        return self


class CodeOutputQuestion(QuestionBase):
    """Say what the code prints."""

    type: Literal["code-output"]
    code: Words
    """The program, short and the same on every machine."""
    answer: str
    """What running `verify.code` printed, or the part of it that is asked for."""
    accept: tuple[str, ...] = ()
    """Other spellings that count."""
    verify: Verify
    """Usually the same program, and what it printed."""


class SpotBugQuestion(OneKeyQuestionBase):
    """Find the line with the bug and say what kind of bug it is."""

    type: Literal["spot-bug"]
    code: Words
    """Realistic code with one bug."""
    bug_lines: tuple[int, ...] = Field(min_length=1)
    """Line numbers of `code`, from 1, any of which is right."""
    options: tuple[Choice, ...] = Field(min_length=3, max_length=4)
    """Kinds of bug, of which one is `correct`."""
    fix: Words
    """The same code, repaired."""
    verify: Verify | None = None
    """Where it can run: a script that prints what the bug does and that the fix does not."""

    @model_validator(mode="after")
    def _lines_exist(self) -> Self:
        count = len(self.code.splitlines())
        if not all(1 <= line <= count for line in self.bug_lines):
            raise ValueError(f"`bug_lines` must lie between 1 and {count}")
        return self


class OpenQuestion(QuestionBase):
    """Answer in your own words; graded point by point against a rubric (interview.md 3.1)."""

    type: Literal["open"]
    reference: Text
    """A good answer, shown afterwards."""
    points: tuple[RubricPoint, ...] = Field(min_length=3, max_length=7)
    """What a good answer holds; the weights sum to 100."""
    roles: tuple[Role, ...] = ()
    """Jobs it is asked for; none when it is asked for all."""
    why: tuple[Probe, ...] = Field(default=(), max_length=4)
    """A ladder of deeper questions for an answer that holds every point, the first step first."""
    traps: tuple[Probe, ...] = Field(default=(), max_length=3)
    """Questions that take something false for granted; a good reply says what is wrong with it."""

    @model_validator(mode="after")
    def _weights_sum(self) -> Self:
        _unique([point.id for point in self.points], "point")
        total = sum(point.weight for point in self.points)
        if total != 100:
            raise ValueError(f"the weights of `points` must sum to 100, not {total}")
        return self


class TemplateQuestion(QuestionBase):
    """A numeric question with numbers drawn by seed (content.md: parametric templates)."""

    type: Literal["template"]
    parameters: dict[Name, Parameter] = Field(min_length=1)
    require: tuple[Requirement, ...] = ()
    """Conditions a draw must meet."""
    let: dict[Name, Expression] = Field(default_factory=dict)
    """Values computed from parameters and other lets, for formulas and texts; in any order."""
    formula: Expression
    """The answer, as an expression over parameters and lets."""
    version: int = Field(default=1, ge=1)
    """Raised when the formula or the parameters change."""
    sprint: bool = False
    """True when it takes about fifteen seconds in the head, so that a sprint may ask it."""
    verify: Words | None = None
    """Python that defines `verify(<parameters>)`, which finds the answer by an independent route."""
    integer: bool = False
    """True means that the answer is a whole number and must be hit exactly."""
    tolerance: Tolerance | None = None
    """How far an answer may be off, by the rounding the stem asks for."""
    unit: Text | None = None
    mistakes: tuple[Mistake, ...] = Field(min_length=1)
    """Wrong formulas with the mistake that leads to each."""

    @model_validator(mode="after")
    def _names_make_sense(self) -> Self:
        twice = sorted(self.parameters.keys() & self.let.keys())
        if twice:
            raise ValueError(f"both a parameter and a let: {', '.join(twice)}")
        taken = sorted(name for name in (*self.parameters, *self.let) if name == "answer" or iskeyword(name))
        if taken:
            raise ValueError(f"{', '.join(taken)} cannot be the name of a parameter or a let")
        computing_order(self.let)
        return self


Question = Annotated[
    SingleQuestion
    | MultiQuestion
    | TfReasonQuestion
    | NumericQuestion
    | ClozeQuestion
    | OrderQuestion
    | MatchQuestion
    | CodeOutputQuestion
    | SpotBugQuestion
    | OpenQuestion
    | TemplateQuestion,
    Field(discriminator="type"),
]
"""One authored item of any kind, told apart by `type`."""

AUTHORED_TYPES = (
    "single", "multi", "tf-reason", "numeric", "cloze", "order", "match", "code-output", "spot-bug", "open",
)  # fmt: skip
"""The ten types that are authored one by one; `template` makes numeric questions from a seed."""
