"""`dlprep interview`: held in plain lines; and its grader, for pipes and for the curious."""

import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from dlprep.cli.common import command, current_parts, interface_language, print_data, print_json, say
from dlprep.domain.errors import BadInputError, unknown
from dlprep.domain.language import Language
from dlprep.domain.messages import mark, message
from dlprep.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dlprep.cli.interview_opinion import SecondReader
    from dlprep.domain.grader.grades import AnswerGrade, PointGrade
    from dlprep.domain.interviewing.plan import InterviewPlan
    from dlprep.domain.rubrics import RubricPoint
    from dlprep.domain.text import Text
    from dlprep.services.answer_grader import AnswerGrader

E = TypeVar("E", bound=StrEnum)

app = typer.Typer(help="Hold an interview in plain lines; grade an answer.", rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def interview(
    context: typer.Context,
    role: Annotated[str | None, typer.Option(help="The job it is for, such as nlp; any by default.")] = None,
    level: Annotated[str, typer.Option(help="junior, mid or senior.")] = "mid",
    style: Annotated[str, typer.Option(help="strict, neutral or gentle.")] = "neutral",
    minutes: Annotated[int, typer.Option(min=5, max=180, help="How long it may take.")] = 30,
    form: Annotated[str, typer.Option(help="talk, or loop with code in the middle.")] = "talk",
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; repeat for more.")] = None,
    begin_with: Annotated[
        str, typer.Option(metavar="ID", help="The question to begin with, such as one of `dlprep due`.")
    ] = "",
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same questions.")] = None,
    lang: Annotated[Language | None, typer.Option(help="zh or en.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the open interview.")] = False,
) -> None:
    """Hold an interview line by line; every turn is kept as soon as it is made."""
    if context.invoked_subcommand is None:
        wish = _Wish(role, level, style, form, tuple(topic or ()), minutes, begin_with)
        _hold(wish, lang, seed, resume=resume)


@dataclass(frozen=True)
class _Wish:
    """What was asked for, as it was typed."""

    role: str | None
    level: str
    style: str
    form: str
    topics: tuple[str, ...]
    minutes: int
    begins_with: str

    def plan(self, language: Language, seed: int) -> "InterviewPlan":
        """The plan.

        Raises:
            BadInputError: if there is no such role, level, style or form.
        """
        from dlprep.domain.interviewing.plan import Form, InterviewPlan, Style
        from dlprep.domain.questions import Level
        from dlprep.domain.rubrics import Role

        return InterviewPlan(
            level=_one_of(Level, mark("level"), self.level),
            language=language,
            seed=seed,
            role=_one_of(Role, mark("role"), self.role) if self.role else None,
            topics=self.topics,
            begins_with=self.begins_with,
            minutes=self.minutes,
            style=_one_of(Style, mark("style"), self.style),
            form=_one_of(Form, mark("form"), self.form),
        )


def _one_of(kind: "type[E]", what: str, typed: str) -> "E":
    try:
        return kind(typed)
    except ValueError:
        raise unknown(what, typed, tuple(one.value for one in kind)) from None


@command
def _hold(wish: _Wish, lang: Language | None, seed: int | None, *, resume: bool) -> None:
    from dlprep.cli.conversation import Conversation
    from dlprep.services.interview_plans import remembering

    parts = current_parts()
    language = lang or interface_language(parts)
    found = parts.interviewing.resume() if resume else None
    if resume and found is None:
        say(message("No interview is open, so a new one begins."), translator(language))
    if found is None:
        chosen = SystemRandom().randrange(2**31) if seed is None else seed
        plan = wish.plan(language, chosen)
        found = parts.interviewing.start(remembering(plan, parts.store))
    Conversation(parts, found).run()


@app.command()
@command
def grade(
    language: Annotated[Language, typer.Option("--lang", help="Language of corrections: zh or en.")],
    question_id: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="An open question of the bank.")
    ] = None,
    question_file: Annotated[
        Path | None, typer.Option(metavar="F", help="A question with its rubric, as YAML or JSON.")
    ] = None,
    answer: Annotated[str | None, typer.Option(help="The answer itself.")] = None,
    answer_file: Annotated[
        str | None, typer.Option(metavar="F", help="A file with the answer; - reads standard input.")
    ] = None,
    answers_file: Annotated[
        Path | None, typer.Option(metavar="F", help="JSON lines {id, text}; gives JSON lines back.")
    ] = None,
    follow_up: Annotated[
        str | None, typer.Option(metavar="POINT", help="The answer replies to the follow-up of this point.")
    ] = None,
    wants_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion", help="Show beside it what a language model of yours says (docs/llm.md)."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Grade an answer point by point, with the words that earned each point."""
    question, points = _question(question_id, question_file)
    asked = _asked(points, follow_up)
    given = list(_answers(answer, answer_file, answers_file))
    second = _second_reader(question, points, language, asked) if wants_opinion else None
    grader = current_parts().answer_grader
    for answer_id, text in given:
        shown = (
            _follow_up(grader, asked, text, language)
            if asked
            else _whole(grader, points, text, language, second)
        )
        if answer_id is not None:
            shown = {"id": answer_id, **shown}
        if as_json or answer_id is not None:
            print_json(shown)
        else:
            _print(shown)


def _question(
    question_id: str | None, question_file: Path | None
) -> "tuple[Text | None, tuple[RubricPoint, ...]]":
    """What is asked, where a brought question says it, and its points."""
    if question_file is not None:
        from dlprep.bank.rubric_files import read_rubric

        brought = read_rubric(question_file, question_id)
        return brought.question, brought.rubric()
    if question_id is None:
        raise BadInputError(message("Name a question with --question, or a file with --question-file."))
    from dlprep.domain.questions import OpenQuestion

    question = current_parts().question(question_id)
    if not isinstance(question, OpenQuestion):
        raise BadInputError(message("{id} is not an open question; it has no rubric.", id=question_id))
    return question.stem, question.points


def _second_reader(
    question: "Text | None",
    points: "Sequence[RubricPoint]",
    language: Language,
    asked: "RubricPoint | None",
) -> "SecondReader":
    from dlprep.cli.interview_opinion import SecondReader

    if asked is not None:
        raise BadInputError(message("There are no second opinions on replies to follow-ups."))
    return SecondReader(current_parts(), question, points, language)


def _asked(points: "Sequence[RubricPoint]", point_id: str | None) -> "RubricPoint | None":
    if point_id is None:
        return None
    found = next((point for point in points if point.id == point_id), None)
    if found is None:
        from dlprep.domain.errors import unknown
        from dlprep.domain.messages import mark

        raise unknown(mark("point"), point_id, tuple(point.id for point in points))
    return found


def _answers(text: str | None, file: str | None, lines: Path | None) -> "Iterator[tuple[object, str]]":
    """Ids and texts; the id is None for a single answer."""
    if sum(one is not None for one in (text, file, lines)) != 1:
        raise BadInputError(message("Give one of --answer, --answer-file and --answers-file."))
    if lines is not None:
        yield from _json_lines(lines)
    elif text is not None:
        yield None, text
    elif file == "-":
        yield None, sys.stdin.buffer.read().decode("utf-8", "replace")
    else:
        yield None, _read(Path(str(file)))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise BadInputError(message("{path} cannot be read: {why}", path=path, why=error.strerror)) from error


def _json_lines(path: Path) -> "Iterator[tuple[object, str]]":
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            held = json.loads(line)
            yield held["id"], str(held["text"])
        except (ValueError, TypeError, KeyError) as error:
            raise BadInputError(
                message("{path}:{line}: this is no JSON object with id and text.", path=path, line=number)
            ) from error


def _whole(
    grader: "AnswerGrader",
    points: "Sequence[RubricPoint]",
    text: str,
    language: Language,
    second: "SecondReader | None",
) -> dict[str, Any]:
    graded: AnswerGrade = grader.grade(points, text)
    beside = {} if second is None else {"second_opinion": second.read(text, graded)}
    return {
        "score": graded.score,
        "abstained": graded.abstained,
        "points": [_point(point, language) for point in graded.points],
        "flags": [flag.value for flag in graded.flags],
        "follow_up": graded.follow_up,
        "grader": _grader(grader),
        **beside,
    }


def _follow_up(grader: "AnswerGrader", point: "RubricPoint", text: str, language: Language) -> dict[str, Any]:
    graded = grader.grade_follow_up(point, None, text)
    return {
        "score": int(100 * graded.credit + 0.5),
        "abstained": False,
        "points": [_point(graded, language)],
        "flags": [flag.value for flag in grader.flags(text)],
        "follow_up": None,
        "grader": _grader(grader),
    }


def _grader(grader: "AnswerGrader") -> dict[str, str]:
    return {"name": grader.name.name, "version": grader.name.version, "embedder": grader.name.embedder}


def _point(point: "PointGrade", language: Language) -> dict[str, Any]:
    return {
        "id": point.id,
        "status": point.status.value,
        "credit": point.credit,
        "confidence": round(point.confidence, 2),
        "evidence": point.evidence,
        "span": list(point.span) if point.span else None,
        "say": point.say.in_language(language) if point.say else None,
    }


def _print(shown: dict[str, Any]) -> None:
    """The same for people, a line a point."""
    print_data("-" if shown["score"] is None else str(shown["score"]))
    for point in shown["points"]:
        words = f" “{point['evidence']}”" if point["evidence"] else ""
        print_data(
            f"{point['status']:8} {point['id']}{words}" + (f": {point['say']}" if point["say"] else "")
        )
    if shown["flags"]:
        print_data(" ".join(shown["flags"]))
    if "second_opinion" in shown:
        from dlprep.cli.interview_opinion import print_opinion

        print_opinion(shown["second_opinion"])
