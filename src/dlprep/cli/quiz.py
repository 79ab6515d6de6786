"""`dlprep quiz`: a practice session in plain lines, the same history as the full-screen app."""

import sys
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, print_data, say
from dlprep.cli.streams import flush_data
from dlprep.domain.errors import AnswerError
from dlprep.domain.language import Language
from dlprep.domain.messages import Message, Translate, message
from dlprep.domain.practice import Confidence, Mode, PracticeSession, QuizRequest
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.bootstrap import Parts
    from dlprep.domain.answers import Answer
    from dlprep.domain.presenting import Presented

_COMMANDS = message("Commands: :hint :skip :sure :think :guess :lang :flag :undo :quit")
_CONFIDENCE = {":sure": Confidence.SURE, ":think": Confidence.THINK_SO, ":guess": Confidence.GUESS}


@command
def quiz(
    topic: Annotated[list[str] | None, typer.Option(help="Only this topic; repeat for more.")] = None,
    level: Annotated[list[str] | None, typer.Option(help="junior, mid or senior; repeat for more.")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="Only this question type.")] = None,
    mode: Annotated[Mode, typer.Option(help="practice, exam (timed) or article order.")] = Mode.PRACTICE,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=500, help="How many questions.")] = 10,
    minutes: Annotated[float | None, typer.Option(min=0.1, help="Time limit of an exam.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same questions.")] = None,
    lang: Annotated[Language | None, typer.Option(help="zh or en.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with the unfinished session.")] = False,
) -> None:
    """Answer questions line by line; every answer is kept as soon as it is given."""
    from dlprep.services.quiz import plan_session

    parts = current_parts()
    language = lang or interface_language(parts)
    session = parts.store.unfinished_session() if resume else None
    if session is None:
        request = QuizRequest(
            mode, tuple(topic or ()), tuple(level or ()), tuple(type_ or ()), count=count, minutes=minutes
        )
        chosen = SystemRandom().randrange(2**31) if seed is None else seed
        planned = plan_session(
            parts.bank, request, language=language, seed=chosen, moment=parts.clock.moment()
        )
        session = parts.store.add_session(planned)
    elif lang is None:
        language = session.language
    _Sitting(parts, session, language).run()


@dataclass
class _Asking:
    """The question being asked, and what was done before answering it."""

    presented: "Presented"
    started: float
    hints: int = 0
    confidence: Confidence | None = None


class _Sitting:
    """Reads lines until the session, the time or the input ends."""

    def __init__(self, parts: "Parts", session: PracticeSession, language: Language) -> None:
        self.parts = parts
        self.session = session
        self.language = language
        self.started = parts.clock.monotonic()
        self.already_elapsed = session.elapsed_seconds
        self.flagged = parts.store.flagged()

    @property
    def translate(self) -> Translate:
        return translator(self.language)

    def run(self) -> None:
        """Asks until nothing is left; an input that ends early leaves the session to be resumed."""
        from dlprep.services.quiz import current

        say(_COMMANDS, self.translate)
        while (presented := current(self.parts.bank, self.session)) and not self._time_is_up():
            if not self._ask(_Asking(presented, self.parts.clock.monotonic(), self.session.hints_shown)):
                self._leave()
                return
        self._finish()

    def _elapsed(self) -> float:
        return self.already_elapsed + self.parts.clock.monotonic() - self.started

    def _time_is_up(self) -> bool:
        from dlprep.services.quiz import remaining_seconds

        return remaining_seconds(self.session, self._elapsed()) == 0

    def _ask(self, asking: _Asking) -> bool:
        """Asks one question; False means that the learner left."""
        from dlprep.cli.plain_answer import lines_wanted, parse_answer
        from dlprep.domain.answers import SkippedAnswer

        self._show(asking)
        while True:
            lines = self._read(lines_wanted(asking.presented.question))
            if lines is None or lines == [":quit"]:
                return False
            if lines == [":undo"]:
                return self._undo()
            if lines[0].startswith(":") and lines != [":skip"]:
                self._obey(lines[0], asking)
                continue
            try:
                answer = SkippedAnswer() if lines == [":skip"] else parse_answer(asking.presented, lines)
                self._answer(asking, answer)
            except AnswerError as error:
                self._complain(error)
                continue
            return True

    def _show(self, asking: _Asking) -> None:
        from dlprep.cli.plain_question import question_lines

        print_data(f"\n[{self.session.position + 1}/{len(self.session.plan)}] {asking.presented.question.id}")
        for line in question_lines(asking.presented, self.language, self.translate):
            print_data(line)
        flush_data()

    def _read(self, wanted: int | None) -> list[str] | None:
        """Lines of one answer, a command as one line, or None when the input has ended."""
        lines: list[str] = []
        while wanted is None or len(lines) < wanted:
            line = sys.stdin.readline()
            if not line:
                return lines or None
            words = line.strip() if line.lstrip().startswith(":") else line.rstrip("\r\n")
            if words.startswith(":") and not lines:
                return [words]
            if wanted is None and not words and lines:
                break
            if words or wanted is not None:
                lines.append(words)
        return lines

    def _obey(self, order: str, asking: _Asking) -> None:
        if order in _CONFIDENCE:
            asking.confidence = _CONFIDENCE[order]
        elif order == ":hint":
            self._hint(asking)
        elif order == ":lang":
            self.language = self.language.other
            self._show(asking)
        elif order == ":flag":
            self._flag(asking.presented.question.id)
        else:
            say(_COMMANDS, self.translate)

    def _hint(self, asking: _Asking) -> None:
        hints = asking.presented.question.hints
        if asking.hints >= len(hints):
            say(message("There is no further hint."), self.translate)
            return
        print_data(hints[asking.hints].in_language(self.language))
        asking.hints += 1
        self.session = replace(self.session, hints_shown=asking.hints)
        self._save_progress()

    def _flag(self, question_id: str) -> None:
        flagged = question_id not in self.flagged
        self.parts.store.set_flagged(question_id, flagged=flagged, at=self.parts.clock.moment().at)
        self.flagged = self.flagged ^ {question_id}
        say(message("Flagged.") if flagged else message("Flag taken off."), self.translate)

    def _undo(self) -> bool:
        from dlprep.services.quiz import undo_last

        self.session = undo_last(self.parts.store, self.session, self.parts.clock.moment())
        return True

    def _answer(self, asking: _Asking, answer: "Answer") -> None:
        from dlprep.cli.plain_feedback import feedback_lines
        from dlprep.services.quiz import answer_current

        outcome = answer_current(
            self.parts.store,
            self.parts.bank,
            self.session,
            answer,
            language=self.language,
            confidence=asking.confidence,
            hints_used=asking.hints,
            duration_seconds=self.parts.clock.monotonic() - asking.started,
            moment=self.parts.clock.moment(),
        )
        self.session = outcome.session
        self._save_progress()
        if self.session.gives_feedback:
            for line in feedback_lines(outcome.presented, outcome.grading, self.language, self.translate):
                print_data(line)

    def _go_through(self) -> None:
        """The feedback an exam kept to its end."""
        from dlprep.cli.plain_feedback import feedback_lines
        from dlprep.services.replay import replay

        for attempt in self.session.attempts:
            again = replay(self.parts.bank, attempt)
            print_data(f"\n[{attempt.position + 1}/{len(self.session.plan)}] {attempt.planned.question_id}")
            for line in feedback_lines(again.presented, again.grading, self.language, self.translate):
                print_data(line)

    def _save_progress(self) -> None:
        if self.session.id is not None:
            self.parts.store.save_progress(
                self.session.id, elapsed_seconds=self._elapsed(), hints_shown=self.session.hints_shown
            )

    def _complain(self, error: AnswerError) -> None:
        for sentence in (error.what, error.way_out):
            if isinstance(sentence, Message):
                say(sentence, self.translate)

    def _leave(self) -> None:
        self._save_progress()
        say(message("The session is kept; go on with “dlprep quiz --resume”."), self.translate)

    def _finish(self) -> None:
        from dlprep.cli.plain_feedback import summary_lines
        from dlprep.services.quiz import finish
        from dlprep.services.summary import summarise

        self._save_progress()
        self.session = finish(self.parts.store, self.session, self.parts.clock.moment())
        if not self.session.gives_feedback:
            self._go_through()
        print_data()
        for line in summary_lines(summarise(self.parts.bank, self.session), self.translate):
            print_data(line)
