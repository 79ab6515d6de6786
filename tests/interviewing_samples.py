"""An interview to ask about: questions of several levels and topics, and turns of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dlprep.domain.grader.grades import AnswerGrade, Flag, GraderName, PointGrade, Status
from dlprep.domain.interviewing.commands import Command, CommandName
from dlprep.domain.interviewing.material import ChallengeOffer, Material
from dlprep.domain.interviewing.plan import Form, InterviewPlan, Style
from dlprep.domain.interviewing.turns import Found, Interview, Outcome, Passage, Turn, TurnKind
from dlprep.domain.language import Language
from dlprep.domain.questions import Level
from dlprep.domain.rubrics import Role
from dlprep.domain.text import Text
from factory import question, text
from fakes import NOON

if TYPE_CHECKING:
    from dlprep.domain.questions import OpenQuestion

PLAN = InterviewPlan(Level.MID, Language.EN, seed=7, minutes=30)
LOOP = InterviewPlan(
    Level.MID, Language.ZH, seed=2**70, minutes=45, form=Form.LOOP, challenge="digits", role=Role.CV,
    style=Style.STRICT, topics=("cnn", "nlp"), recent=("mid-0",),
)  # fmt: skip
INTERVIEW = Interview(LOOP, NOON.at, NOON.local_day)
ALL_POINTS = "+infer +train +name"


def probe(ask: str, **more: Any) -> dict[str, Any]:
    """A probe as a YAML file would hold it."""
    return {"ask": text(ask), "text": text(f"idea of {ask}")} | more


def open_question(name: str, **changes: Any) -> OpenQuestion:
    """An open question with the points infer (40), train (40) and name (20), two whys and a trap."""
    made: OpenQuestion = question(
        "open",
        **{
            "id": name,
            "stem": text(f"stem of {name}"),
            "why": [probe(f"why one of {name}"), probe(f"why two of {name}")],
            "traps": [probe(f"trap of {name}")],
        }
        | changes,
    )
    return made


def material(*questions: OpenQuestion, per_level: int = 4) -> Material:
    """These questions, or some of every level by turns on cnn and nlp; and one challenge."""
    made = questions or tuple(
        open_question(f"{level}-{number}", level=level, topic=("cnn", "nlp")[number % 2])
        for level in ("junior", "mid", "senior")
        for number in range(per_level)
    )
    offer = ChallengeOffer("digits", Text(zh="数字", en="Digits"), Level.MID, ("cnn",), (), 1.0)
    return Material({one.id: one for one in made}, {"cnn": Text(zh="卷积", en="CNNs")}, {"digits": offer})


def grade(*statuses: Status, abstained: bool = False) -> AnswerGrade:
    """A grade of the points infer, train and name, each with something in every field."""
    credit = {Status.COVERED: 1.0, Status.MAYBE: 0.5, Status.MISSED: 0.0, Status.WRONG: 0.0}
    points = tuple(
        PointGrade(name, weight, status, credit[status], 0.75, "词 words", (0, 3), Text(zh="说", en="say"))
        for (name, weight), status in zip((("infer", 40), ("train", 40), ("name", 20)), statuses, strict=True)
    )
    return AnswerGrade(points, (Flag.INJECTION,), abstained, "infer", GraderName("marks", "1", "none"))


def turn(number: int = 0, kind: TurnKind = TurnKind.OPENING, **changes: Any) -> Turn:
    """A turn at noon."""
    fields: dict[str, Any] = {
        "number": number, "kind": kind, "text": f"{kind} {number}", "language": Language.EN, "at": NOON.at,
        "elapsed_seconds": 10.0 * number,
    }  # fmt: skip
    return Turn(**fields | changes)


TURNS = (
    turn(0),
    turn(1, TurnKind.QUESTION, question_id="mid-0", text="问题\n第二行"),
    turn(2, TurnKind.COMMAND, question_id="mid-0", command=Command(CommandName.LANG, "zh")),
    turn(3, TurnKind.REPLY, question_id="mid-0"),
    turn(4, TurnKind.ANSWER, question_id="mid-0", grade=grade(Status.COVERED, Status.WRONG, Status.MAYBE)),
    turn(5, TurnKind.FOLLOW_UP, question_id="mid-0", point_id="train"),
    turn(
        6, TurnKind.FREE_QUESTION, question_id="mid-0",
        passages=(Passage("It drops units.", Found.QUESTION, "dropout-1", "Docs", "https://example.org"),),
    ),
    turn(7, TurnKind.SETTLED, question_id="mid-0", settled={"infer": Status.COVERED, "name": Status.MISSED}),
    turn(8, TurnKind.CLAIM, question_id="mid-0", point_id="name"),
    turn(9, TurnKind.HANDED_BACK, outcome=Outcome(passed=True, medal="gold", run_id=3)),
)  # fmt: skip
"""Not a sensible interview; every field of a turn has something in it somewhere."""
