"""What a sitting at the command line says of memory: why a question comes, and how an answer is rated."""

from typing import TYPE_CHECKING

from dlprep.cli.common import print_data, say
from dlprep.domain.memory.ratings import Rating
from dlprep.domain.messages import Translate, message
from dlprep.tui.words import RATINGS

if TYPE_CHECKING:
    from dlprep.bootstrap import Parts
    from dlprep.domain.practice import Attempt, PracticeSession

ORDERS = {f":{rating.value}": rating for rating in Rating}
"""Orders that rate the last answer."""


def tell_why(parts: "Parts", session: "PracticeSession", question_id: str, translate: Translate) -> None:
    """Says why a question is here, and what is remembered of it."""
    from dlprep.services.remembering import why_here

    moment = parts.clock.moment()
    for reason in why_here(parts.bank, parts.store, parts.settings, session, question_id, moment):
        print_data(reason.render(translate))


def tell_rating(attempt: "Attempt", translate: Translate) -> None:
    """Says how an answer is rated, and how that is corrected."""
    from dlprep.services.rating import rate

    rated = rate(attempt)
    if rated is not None:
        words = message(
            "Recalled: {rating}. {why} Correct it with :again, :hard, :good or :easy.",
            rating=message(RATINGS[rated.rating.value]),
            why=rated.why,
        )
        print_data(words.render(translate))


def rate_last(parts: "Parts", session: "PracticeSession", rating: Rating, translate: Translate) -> None:
    """Keeps the learner's own rating of the last answer."""
    from dlprep.services.rating import corrected, of_attempt

    rated = of_attempt(session.attempts[-1]) if session.attempts and session.gives_feedback else None
    if rated is None:
        say(message("There is no answer to rate yet."), translate)
        return
    corrected(parts.store, rated, rating, parts.clock.moment())
    say(message("Rated: {rating}.", rating=message(RATINGS[rating.value])), translate)
