"""A plan in sentences."""

from datetime import date

from dlprep.domain.ability.placement import MOST_ITEMS
from dlprep.domain.messages import Message, message
from dlprep.domain.planning.likely import Likely
from dlprep.domain.planning.plans import Plan
from dlprep.domain.planning.said import Saying


def headline(plan: Plan) -> tuple[Message, ...]:
    """How ready now and on the day, and what that is made of."""
    return (readiness_line(plan), *why(plan))


def is_guess(plan: Plan) -> bool:
    """True while too little was answered to tell readiness from what is believed of anybody."""
    return plan.likely is not None and plan.likely.is_guess


def readiness_line(plan: Plan) -> Message:
    """The one line to remember: 64% now, 81% on the day at 25 minutes."""
    whole, found = plan.readiness.whole, plan.likely
    if found is not None and found.is_guess and not plan.days_left:
        return message(
            "The interview is today. Readiness is a guess: {low}–{high}%.",
            low=percent(found.low),
            high=percent(found.high),
        )
    if found is not None and found.is_guess:
        return message(
            "Still a guess: {low}–{high}% now, {following}% on the day at {minutes} minutes a day.",
            low=percent(found.low),
            high=percent(found.high),
            following=percent(whole.following),
            minutes=plan.minutes,
        )
    now = f"{percent(whole.now)}%" if found is None else ranged(whole.now, found)
    if not plan.days_left:
        return message("The interview is today. Readiness: {now}.", now=now)
    return message(
        "{now} now, {following}% on the day at {minutes} minutes a day, {stopping}% if you stop.",
        now=now,
        following=percent(whole.following),
        minutes=plan.minutes,
        stopping=percent(whole.stopping),
    )


def ranged(share: float, found: Likely | Saying) -> str:
    """A share with the range it likely is in."""
    return f"{percent(share)}% ({percent(found.low)}–{percent(found.high)}%)"


def earlier_line(saying: Saying, today: date) -> Message:
    """What was said before, to hold today against."""
    days = (today - saying.day).days
    if days == 1:
        return message("Yesterday: {now}%.", now=percent(saying.now))
    return message("{days} days ago: {now}%.", days=days, now=percent(saying.now))


def why(plan: Plan) -> tuple[Message, ...]:
    """What readiness now is made of; of a guess also what makes it better."""
    if not is_guess(plan):
        return _made_of(plan)
    better = message("The placement test, at most {count} questions, tells more.", count=MOST_ITEMS)
    return (*_made_of(plan), better)


def _made_of(plan: Plan) -> tuple[Message, ...]:
    whole = plan.readiness.whole
    met = message(
        "You have met {coverage}% of what is asked, and would recall {recall}% of that today.",
        coverage=percent(whole.coverage),
        recall=percent(whole.recall),
    )
    new = message(
        "The other {rest}% count with {guess}%, which is what your ability makes likely.",
        rest=100 - percent(whole.coverage),
        guess=percent(whole.guess),
    )
    if not whole.met and is_guess(plan):
        return (message("Nothing is met yet: {guess}% is assumed of anybody.", guess=percent(whole.guess)),)
    if not whole.met:
        return (
            message(
                "Nothing is met yet: {guess}% is what your ability makes likely.", guess=percent(whole.guess)
            ),
        )
    return (met, new) if whole.met < whole.items else (met,)


def percent(share: float) -> int:
    """A share as whole percent."""
    return round(100 * share)
