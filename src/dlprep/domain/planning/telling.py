"""A plan in sentences."""

from dlprep.domain.messages import Message, message
from dlprep.domain.planning.plans import Plan


def headline(plan: Plan) -> tuple[Message, ...]:
    """How ready now and on the day, and what that is made of."""
    return (readiness_line(plan), *why(plan))


def readiness_line(plan: Plan) -> Message:
    """The one line to remember: 64% now, 81% on the day at 25 minutes."""
    whole = plan.readiness.whole
    if not plan.days_left:
        return message("The interview is today. Readiness: {now}%.", now=percent(whole.now))
    return message(
        "{now}% now, {following}% on the day at {minutes} minutes a day, {stopping}% if you stop.",
        now=percent(whole.now),
        following=percent(whole.following),
        minutes=plan.minutes,
        stopping=percent(whole.stopping),
    )


def why(plan: Plan) -> tuple[Message, ...]:
    """What readiness now is made of."""
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
