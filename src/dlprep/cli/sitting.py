"""One sitting at the command line: questions go out as plain lines, answers and orders come in."""

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlprep.cli import sitting_memory
from dlprep.cli.common import print_data, say
from dlprep.cli.streams import flush_data
from dlprep.domain.errors import AnswerError, BadInputError
from dlprep.domain.language import Language
from dlprep.domain.messages import Translate, message
from dlprep.domain.practice import Confidence, Mode, PracticeSession
from dlprep.i18n import translator

if TYPE_CHECKING:
    from dlprep.bootstrap import Parts
    from dlprep.domain.answers import Answer
    from dlprep.domain.presenting import Presented

_COMMANDS = message("Commands: :hint :skip :sure :think :guess :why :lang :flag :undo :quit")
_CONFIDENCE = {":sure": Confidence.SURE, ":think": Confidence.THINK_SO, ":guess": Confidence.GUESS}
_ENDING = (":skip", ":undo", ":quit")
_GOING_ON = (*_CONFIDENCE, *sitting_memory.ORDERS, ":hint", ":why", ":lang", ":flag")


def read_line() -> str:
    """The next line with its end; empty when the input has ended."""
    return sys.stdin.readline()


def _order_of(line: str) -> str:
    """The order in a line, with the colon of either keyboard; empty when there is none."""
    words = line.strip()
    return f":{words[1:].strip().casefold()}" if words.startswith((":", "：")) else ""


@dataclass
class _Asking:
    """The question being asked, and what was done before answering it."""

    presented: "Presented"
    started: float
    hints: int = 0
    confidence: Confidence | None = None


class Sitting:
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
        from dlprep.services.quiz import left_out

        say(_COMMANDS, self.translate)
        if gone := left_out(self.parts.bank, self.session):
            names = ", ".join(gone)
            say(
                message("Passed over, because the bank no longer holds them: {names}.", names=names),
                self.translate,
            )
        try:
            self._ask_all()
        except KeyboardInterrupt:
            self._leave()
            raise

    def _ask_all(self) -> None:
        while (presented := self._next()) and not self._time_is_up():
            if not self._ask(_Asking(presented, self.parts.clock.monotonic(), self.session.hints_shown)):
                self._leave()
                return
        if presented:
            say(message("The time is up; what was answered in time counts."), self.translate)
        self._finish()

    def _next(self) -> "Presented | None":
        """The question to answer now; an adaptive session chooses it here."""
        from dlprep.services.quiz import current

        if self.session.request.mode.is_adaptive:
            from dlprep.services.adaptive import grown

            moment = self.parts.clock.moment()
            self.session = grown(self.parts.store, self.parts.bank, self.session, moment)
        return current(self.parts.bank, self.session)

    def _elapsed(self) -> float:
        return self.already_elapsed + self.parts.clock.monotonic() - self.started

    def _time_is_up(self) -> bool:
        from dlprep.services.quiz import remaining_seconds

        return remaining_seconds(self.session, self._elapsed()) == 0

    def _ask(self, asking: _Asking) -> bool:
        """Asks one question; False means that the learner left."""
        self._show(asking)
        while (lines := self._read(asking)) not in (None, [":quit"]):
            if self._time_is_up() or self._take(asking, lines or []):
                return True
        return False

    def _tell_time(self) -> None:
        from dlprep.services.quiz import remaining_seconds
        from dlprep.tui.words import clock_text

        left = remaining_seconds(self.session, self._elapsed())
        if left is not None:
            say(message("{time} left", time=clock_text(left)), self.translate)

    def _take(self, asking: _Asking, lines: list[str]) -> bool:
        """Takes an answer or an order; True goes on to the question that then comes."""
        from dlprep.cli.plain_answer import parse_answer
        from dlprep.domain.answers import SkippedAnswer

        if lines == [":undo"]:
            return self._undo()
        if lines[0].startswith(":") and lines != [":skip"]:
            self._obey(lines[0], asking)
            return False
        try:
            answer = SkippedAnswer() if lines == [":skip"] else parse_answer(asking.presented, lines)
            self._answer(asking, answer)
        except AnswerError as error:
            self._complain(error)
            return False
        return True

    def _show(self, asking: _Asking) -> None:
        from dlprep.cli.plain_question import question_lines
        from dlprep.domain.presenting import is_edited

        plan = self.session.plan
        place = plan.index(asking.presented.planned) + 1
        print_data(f"\n[{place}/{self.session.expected_length}] {asking.presented.question.id}")
        self._tell_time()
        if is_edited(self.parts.bank, asking.presented.planned):
            print_data(message("(edited since this session began)").render(self.translate))
        for line in question_lines(asking.presented, self.language, self.translate):
            print_data(line)
        flush_data()

    def _read(self, asking: _Asking) -> list[str] | None:
        """Lines of one answer, an order as one line, or None when the input has ended.

        Between the lines of an answer only the known orders are orders: those that do without the answer end
        it, the others are obeyed and it goes on.
        """
        from dlprep.cli.plain_answer import lines_wanted

        wanted = lines_wanted(asking.presented.question)
        lines: list[str] = []
        while wanted is None or len(lines) < wanted:
            line = read_line()
            if not line:
                return lines or None
            words = _order_of(line) or line.rstrip("\r\n")
            if words in _ENDING or (words.startswith(":") and not lines):
                return [words]
            if words in _GOING_ON:
                self._obey(words, asking)
            elif words.strip() or wanted is not None:
                lines.append(words)
            elif lines:
                break
        return lines

    def _obey(self, order: str, asking: _Asking) -> None:
        if order in _CONFIDENCE:
            asking.confidence = _CONFIDENCE[order]
        elif order == ":hint":
            self._hint(asking)
        elif order == ":why":
            name = asking.presented.question.id
            sitting_memory.tell_why(self.parts, self.session, name, self.translate)
        elif order in sitting_memory.ORDERS:
            rating = sitting_memory.ORDERS[order]
            sitting_memory.rate_last(self.parts, self.session, rating, self.translate)
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

        if not self.session.attempts:
            say(message("There is no answer to take back yet."), self.translate)
            return False
        self.session = undo_last(self.parts.store, self.session, self.parts.clock.moment())
        return True

    def _answer(self, asking: _Asking, answer: "Answer") -> None:
        from dlprep.cli.plain_feedback import feedback_lines, passing_line
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
        if self.session.request.mode is Mode.SPRINT:
            print_data(passing_line(outcome.presented, outcome.grading, self.language, self.translate))
        if self.session.gives_feedback:
            for line in feedback_lines(outcome.presented, outcome.grading, self.language, self.translate):
                print_data(line)
            sitting_memory.tell_rating(outcome.attempt, self.translate)

    def _go_through(self) -> None:
        """The feedback an exam kept to its end."""
        from dlprep.cli.plain_feedback import feedback_lines
        from dlprep.services.replay import replay

        for attempt in self.session.attempts:
            print_data(f"\n[{attempt.position + 1}/{len(self.session.plan)}] {attempt.planned.question_id}")
            try:
                again = replay(self.parts.bank, attempt)
            except BadInputError as error:
                print_data(error.what.render(self.translate))
                continue
            for line in feedback_lines(again.presented, again.grading, self.language, self.translate):
                print_data(line)

    def _save_progress(self) -> None:
        if self.session.id is not None:
            self.parts.store.save_progress(
                self.session.id, elapsed_seconds=self._elapsed(), hints_shown=self.session.hints_shown
            )

    def _complain(self, error: AnswerError) -> None:
        for sentence in (error.what, error.way_out):
            if sentence:
                say(sentence, self.translate)

    def _leave(self) -> None:
        self._save_progress()
        say(message("The session is kept; go on with “dlprep quiz --resume”."), self.translate)

    def _finish(self) -> None:
        from dlprep.cli.plain_feedback import standing_lines, summary_lines
        from dlprep.services.abilities import ability_report
        from dlprep.services.quiz import finish
        from dlprep.services.summary import best_round, summarise

        self._save_progress()
        self.session = finish(self.parts.store, self.session, self.parts.clock.moment())
        if not self.session.gives_feedback:
            self._go_through()
        print_data()
        for line in summary_lines(summarise(self.parts.bank, self.session), self.translate):
            print_data(line)
        if self.session.request.mode is Mode.PLACEMENT:
            report = ability_report(self.parts.bank, self.parts.store, self.parts.clock.moment())
            for line in standing_lines(report, self.translate):
                print_data(line)
        if self.session.request.mode is Mode.SPRINT:
            for best in self.parts.store.best_sprints(limit=1):
                print_data(best_round(best, self.session).render(self.translate))
