"""An interview at the command line: the interviewer's turns go out as lines, answers and commands come in."""

import sys
from typing import TYPE_CHECKING

from dlprep.cli.common import print_data, say
from dlprep.cli.streams import flush_data
from dlprep.domain.errors import BadInputError
from dlprep.domain.grader.grades import Status
from dlprep.domain.interviewing.commands import CommandName, is_command
from dlprep.domain.interviewing.remarks import remarks
from dlprep.domain.interviewing.standing import standing
from dlprep.domain.interviewing.transcript import BAR_WORDS, STATUS_WORDS
from dlprep.domain.interviewing.turns import Interview, Speaker, TurnKind
from dlprep.domain.messages import Message, message
from dlprep.domain.text import excerpt, visible
from dlprep.i18n import translator
from dlprep.services.interview_code import outcome_so_far

if TYPE_CHECKING:
    from dlprep.bootstrap import Parts
    from dlprep.domain.interviewing.exchanges import Exchange

_DONE = "/done"
"""Back from the challenge; here it is the only thing that is not said to the interviewer."""
_MARKS = {"+": Status.COVERED, "~": Status.MAYBE, "-": Status.MISSED}
_LONGEST_NUMBER = 3
"""Digits of a point's number."""


class Conversation:
    """Reads until the interview or the input ends; an input that ends early leaves it to be resumed."""

    def __init__(self, parts: "Parts", interview: Interview) -> None:
        """Leads an interview that was opened."""
        self._parts = parts
        self._leads = parts.interviewing
        self.interview = interview
        self._shown = 0

    def run(self) -> None:
        """Talks to the end."""
        self._say(
            message(
                "An empty line ends an answer. Commands: {commands}",
                commands=" ".join(f"/{name}" for name in CommandName),
            )
        )
        self._show()
        while self.interview.ended_at is None:
            typed = _read_turn()
            if typed is None:
                self._say(message("The interview is kept. Go on with: dlprep interview --resume"))
                return
            try:
                self.interview = self._taken(typed)
            except BadInputError as error:
                self._complain(error)
            self._show()
        self._show_card()

    def _taken(self, typed: str) -> Interview:
        state = standing(self.interview)
        kind = state.open.kind if state.open else None
        if kind is TurnKind.HANDOVER and typed.strip().casefold() == _DONE:
            outcome = outcome_so_far(self._parts.store, self.interview)
            return self._leads.hand_back(self.interview, outcome)
        if kind is TurnKind.SETTLE and state.current is not None and not is_command(typed):
            return self._leads.settle(self.interview, _ticks(typed, state.current))
        return self._leads.say(self.interview, typed)

    def _show(self) -> None:
        """What the interviewer said since the last time, and what it made of an answer."""
        for turn in self.interview.turns[self._shown :]:
            if turn.speaker is Speaker.INTERVIEWER:
                print_data(f"\n> {turn.text}")
                for passage in turn.passages:
                    print_data(f"  — {' '.join(filter(None, (passage.title, passage.place, passage.url)))}")
                continue
            for point in turn.grade.points if turn.grade is not None and not turn.grade.abstained else ():
                quoted = f" “{visible(point.evidence)}”" if point.evidence else ""
                print_data(f"  {self._words(message(STATUS_WORDS[point.status]))} {point.id}{quoted}")
            for told in remarks(turn):
                self._say(told)
        self._shown = len(self.interview.turns)
        self._show_what_to_do()
        flush_data()

    def _show_what_to_do(self) -> None:
        state = standing(self.interview)
        kind = state.open.kind if state.open else None
        if kind is TurnKind.HANDOVER:
            slug = self.interview.plan.challenge
            self._say(
                message(
                    "In another terminal: dlprep challenge start {slug}. Then type {done}, or /skip.",
                    slug=slug,
                    done=_DONE,
                )
            )
        elif kind is TurnKind.SETTLE and state.current is not None:
            question = self._leads.material.questions.get(state.current.question_id)
            texts = {point.id: point.text for point in question.points} if question else {}
            for number, grade in enumerate(state.current.grades, start=1):
                text = texts.get(grade.id)
                print_data(f"  {number}. {text.in_language(state.language) if text else grade.id}")
            self._say(message("Which did you cover? For example: 1 3~ (3 in part). An empty line: none."))

    def _show_card(self) -> None:
        card = self._leads.scorecard(self.interview)
        score = "–" if card.score is None else card.score
        bar = message(BAR_WORDS[card.bar.bar])
        print_data("\n" + self._words(message("{score} of 100: {bar}", score=score, bar=bar)))
        for reason in card.bar.reasons:
            print_data("  " + self._words(reason))
        self._say(message("All of it, with the points: Progress in the app, list 5."))

    def _words(self, what: Message) -> str:
        return what.render(translator(standing(self.interview).language))

    def _say(self, what: Message) -> None:
        say(what, translator(standing(self.interview).language))

    def _complain(self, error: BadInputError) -> None:
        self._say(error.what)
        if error.way_out is not None:
            self._say(error.way_out)


def _read_turn() -> str | None:
    """Lines up to an empty one, or a command; None when the input has ended and nothing was typed."""
    lines: list[str] = []
    while line := sys.stdin.readline():
        if not line.strip():
            return "\n".join(lines)
        lines.append(line.rstrip("\r\n"))
        if len(lines) == 1 and is_command(lines[0]):
            return lines[0]
    return "\n".join(lines) if lines else None


def _ticks(typed: str, exchange: "Exchange") -> dict[str, Status]:
    """Numbers of points, each with `~` for in part.

    Raises:
        BadInputError: if a word is no number of a point.
    """
    ids = [grade.id for grade in exchange.grades]
    ticked = {}
    for word in typed.replace(",", " ").replace("，", " ").split():
        number = word.rstrip("~～+-")
        if not number.isdecimal() or len(number) > _LONGEST_NUMBER or not 1 <= int(number) <= len(ids):
            raise BadInputError(
                message("“{word}” is not a point from 1 to {most}.", word=excerpt(word), most=len(ids))
            )
        ticked[ids[int(number) - 1]] = _MARKS.get(word[len(number) :].replace("～", "~"), Status.COVERED)
    return ticked
