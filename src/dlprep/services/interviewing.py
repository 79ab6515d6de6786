"""An interview from its plan to its scorecard. Interviews are values: each step returns the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dlprep.domain.errors import BadInputError
from dlprep.domain.grader.grades import AnswerGrade, Status
from dlprep.domain.interviewing.asking import declines, is_question
from dlprep.domain.interviewing.commands import CommandName, is_command, parse
from dlprep.domain.interviewing.material import Material, point_of
from dlprep.domain.interviewing.policy import next_move
from dlprep.domain.interviewing.scorecard import Scorecard, scorecard
from dlprep.domain.interviewing.standing import Standing, standing
from dlprep.domain.interviewing.turns import Interview, Outcome, Speaker, Turn, TurnKind
from dlprep.domain.interviewing.typed import legible
from dlprep.domain.interviewing.words import say
from dlprep.domain.messages import message
from dlprep.services.interview_plans import checked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dlprep.domain.interviewing.exchanges import Exchange
    from dlprep.domain.interviewing.plan import InterviewPlan
    from dlprep.domain.questions import OpenQuestion
    from dlprep.services.finding import Finder
    from dlprep.services.ports import Clock, Grader, InterviewStore

_TICKS = frozenset((Status.COVERED, Status.MAYBE, Status.MISSED))


@dataclass(frozen=True, slots=True)
class Tools:
    """What an interview is led with."""

    store: InterviewStore
    grader: Grader
    material: Material
    finder: Finder
    clock: Clock


class Interviewing:
    """Leads one interview at a time; each method returns it one step later, with every turn on disk.

    The interviewer has always spoken when a method returns: it is the candidate's turn, or all is said.
    """

    def __init__(self, tools: Tools) -> None:
        """Keeps interviews in the store of `tools`."""
        self._tools = tools
        self._since = tools.clock.monotonic()
        """When the last turn was made, or the interview opened."""

    @property
    def material(self) -> Material:
        """All that can be asked; never blocks."""
        return self._tools.material

    def warm(self) -> None:
        """Has the grader read what it needs once, so that the first answer need not wait; keeps nothing."""
        question = next(iter(self._tools.material.questions.values()), None)
        if question is not None:
            self._tools.grader.grade(question.points, question.points[0].text.en)

    def start(self, plan: InterviewPlan) -> Interview:
        """A new interview, opened and with its first question asked.

        Raises:
            BadInputError: if nothing fits the plan, or it cannot be kept to.
            StorageError: if it cannot be written.
        """
        tools = self._tools
        plan = checked(plan, tools.material)
        moment = tools.clock.moment()
        self._since = tools.clock.monotonic()
        return self._go_on(tools.store.add_interview(Interview(plan, moment.at, moment.local_day)))

    def resume(self, interview_id: int | None = None) -> Interview | None:
        """An interview as it was left, half-typed text included; the newest unfinished one by default.

        What the interviewer had not said when the process died is said now. The pause does not count.
        """
        store = self._tools.store
        found = store.unfinished_interview() if interview_id is None else store.interview(interview_id)
        self._since = self._tools.clock.monotonic()
        if found is None or found.ended_at is not None:
            return found
        return self._go_on(found)

    def say(self, interview: Interview, typed: str) -> Interview:
        """Whatever the candidate sends: a command, a question of their own, or an answer.

        Raises:
            BadInputError: if it is a command that nobody knows, says nothing, or cannot be answered now.
            StorageError: if it cannot be written; the interview is as before.
        """
        typed = legible(typed)
        if is_command(typed):
            return self.command(interview, typed)
        state = standing(interview)
        is_at_end = state.open is not None and state.open.kind is TurnKind.CANDIDATE_QUESTIONS
        if not typed.strip() and not is_at_end:
            raise BadInputError(
                message("There are no words in this."),
                message("Answer in words, or pass it over with /skip."),
            )
        if is_question(typed) or (is_at_end and typed.strip() and not declines(typed)):
            return self.ask_back(interview, typed)
        return self.answer(interview, typed)

    def answer(self, interview: Interview, text: str) -> Interview:
        """Takes a text as the answer to what is open, and grades it.

        Raises:
            BadInputError: if nothing is open, or only a challenge.
        """
        state = self._of_open(interview)
        asked = state.open
        if asked is None or asked.kind is TurnKind.HANDOVER:
            raise BadInputError(
                message("Nothing is open to be answered."), message("/skip passes over a challenge.")
            )
        grade = None if asked.kind is TurnKind.CANDIDATE_QUESTIONS else self._graded(state, asked, text)
        ids = {"question_id": asked.question_id, "point_id": asked.point_id, "grade": grade}
        return self._add(interview, TurnKind.ANSWER, text, ids)

    def settle(self, interview: Interview, ticked: Mapping[str, Status]) -> Interview:
        """What the candidate ticks when the grader abstains; points left out count as missed.

        Raises:
            BadInputError: if nothing is to be settled, or a tick is not covered, partly or missed.
        """
        state = self._of_open(interview)
        if state.open is None or state.open.kind is not TurnKind.SETTLE or state.current is None:
            raise BadInputError(message("No answer waits to be settled."))
        if not _TICKS.issuperset(ticked.values()):
            raise BadInputError(message("A point is ticked as covered, partly or missed."))
        points = [grade.id for grade in state.current.grades]
        marks = {name: ticked.get(name, Status.MISSED) for name in points}
        text = ", ".join(f"{name}: {status.value}" for name, status in marks.items())
        return self._add(
            interview, TurnKind.SETTLED, text, {"question_id": state.open.question_id, "settled": marks}
        )

    def claim(self, interview: Interview, question_id: str, point_id: str) -> Interview:
        """“I did say this”, of a point that was not credited in full; kept as self-assessed.

        Raises:
            BadInputError: if the point was not graded, or is covered already.
        """
        exchanges = self._of_open(interview).exchanges
        points = [point for one in exchanges if one.question_id == question_id for point in one.points]
        point = next((one.grade for one in points if one.grade.id == point_id), None)
        if point is None or point.status is Status.COVERED:
            raise BadInputError(message("Only a point that was graded and not covered can be claimed."))
        ids = {"question_id": question_id, "point_id": point_id}
        return self._add(interview, TurnKind.CLAIM, point_id, ids)

    def command(self, interview: Interview, typed: str) -> Interview:
        """Carries out a slash command.

        Raises:
            BadInputError: if there is no such command; the way out names the closest.
        """
        command = parse(typed)
        state = self._of_open(interview)
        asked = state.open
        about = asked.question_id if asked is not None else None
        if command.name in (CommandName.EXPLAIN, CommandName.MODEL_ANSWER) and state.current is not None:
            about = about or state.current.question_id
        return self._add(
            interview, TurnKind.COMMAND, typed.strip(), {"question_id": about, "command": command}
        )

    def ask_back(self, interview: Interview, text: str) -> Interview:
        """A question to the interviewer, answered from bank, article and glossary with the source."""
        state = self._of_open(interview)
        asked = state.open
        open_id = asked.question_id if asked is not None else None
        passages = self._tools.finder.find(text, state.language, hidden=open_id)
        ids = {"question_id": open_id, "passages": passages}
        return self._add(interview, TurnKind.FREE_QUESTION, text, ids)

    def hand_back(self, interview: Interview, outcome: Outcome | None) -> Interview:
        """Back from the challenge of a loop; None when it was not run.

        Raises:
            BadInputError: if no challenge is open.
        """
        state = self._of_open(interview)
        if state.open is None or state.open.kind is not TurnKind.HANDOVER:
            raise BadInputError(message("No challenge is open."))
        text = interview.plan.challenge or ""
        return self._add(interview, TurnKind.HANDED_BACK, text, {"outcome": outcome})

    def keep_draft(self, interview: Interview, text: str) -> Interview:
        """Keeps half-typed text; when this returns, it is on disk."""
        text = legible(text)
        self._tools.store.save_interview_draft(_id(interview), text)
        return replace(interview, draft=text)

    def end(self, interview: Interview) -> Interview:
        """Ends an interview now, as /end does; one that has ended stays as it is."""
        return interview if interview.ended_at is not None else self.command(interview, "/end")

    def scorecard(self, interview: Interview) -> Scorecard:
        """What it comes to as it stands, ended or not."""
        return scorecard(interview, self._tools.material)

    def _of_open(self, interview: Interview) -> Standing:
        """Where an interview stands that can be gone on with.

        Raises:
            BadInputError: if it has ended.
        """
        if interview.ended_at is not None:
            raise BadInputError(message("This interview has ended."))
        return standing(interview)

    def _graded(self, state: Standing, asked: Turn, text: str) -> AnswerGrade:
        grader, current = self._tools.grader, state.current
        question = self._tools.material.questions.get(asked.question_id or "")
        if question is None or current is None:
            raise BadInputError(
                message("This question has left the bank."), message("/skip goes on to the next.")
            )
        if not asked.kind.probes:
            earlier = f"{current.answer}\n" if current.answer is not None else ""
            return grader.grade(question.points, f"{earlier}{text}")
        return self._reply_graded(question, current, asked.point_id or "", text)

    def _reply_graded(
        self, question: OpenQuestion, current: Exchange, point_id: str, text: str
    ) -> AnswerGrade:
        grader = self._tools.grader
        point = point_of(question, point_id)
        if point is None:
            raise BadInputError(
                message("This follow-up has left the bank."), message("/skip goes on without it.")
            )
        before = next((one for one in current.grades if one.id == point_id), None)
        reply = grader.grade_follow_up(point, before, text)
        return AnswerGrade((reply,), grader.flags(text), abstained=False, follow_up=None, grader=grader.name)

    def _add(self, interview: Interview, kind: TurnKind, text: str, about: dict[str, Any]) -> Interview:
        """Keeps a turn of the candidate's, and all that the interviewer says to it."""
        clock = self._tools.clock
        now = clock.monotonic()
        elapsed = interview.elapsed_seconds + max(0.0, now - self._since)
        turn = Turn(
            number=len(interview.turns),
            kind=kind,
            text=text,
            language=standing(interview).language,
            at=clock.moment().at,
            elapsed_seconds=elapsed,
            **about,
        )
        after = self._kept(interview, turn)
        self._since = now
        return self._go_on(after)

    def _go_on(self, interview: Interview) -> Interview:
        """The interviewer speaks until it is the candidate's turn; no time passes meanwhile."""
        material = self._tools.material
        while (move := next_move(interview, material)) is not None:
            state = standing(interview)
            number = len(interview.turns)
            turn = Turn(
                number=number,
                kind=move.kind,
                text=say(move, number, interview.plan, state, material),
                language=state.language,
                at=self._tools.clock.moment().at,
                elapsed_seconds=interview.elapsed_seconds,
                question_id=move.question_id if move.kind is not TurnKind.BRIDGE else None,
                point_id=move.point_id,
                passages=move.to.passages if move.to is not None else (),
            )
            interview = self._kept(interview, turn)
        return self._closed(interview) if standing(interview).is_closed else interview

    def _kept(self, interview: Interview, turn: Turn) -> Interview:
        self._tools.store.add_turn(_id(interview), turn)
        draft = "" if turn.speaker is Speaker.CANDIDATE else interview.draft
        return replace(interview, turns=(*interview.turns, turn), draft=draft)

    def _closed(self, interview: Interview) -> Interview:
        at = self._tools.clock.moment().at
        card = self.scorecard(interview)
        self._tools.store.end_interview(_id(interview), at, score=card.score, bar=card.bar.bar.value)
        return replace(interview, ended_at=at, draft="")


def _id(interview: Interview) -> int:
    if interview.id is None:
        raise BadInputError(message("This interview is not kept anywhere."))
    return interview.id
