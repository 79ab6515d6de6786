"""What a plan is for, and the most that a day asks for; numbers and days are checked as people type them."""

from datetime import date, timedelta

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message

FARTHEST_DAYS = 365


def checked_date(typed: str, today: date) -> date:
    """The day of an interview as typed.

    Raises:
        BadInputError: if it is no date, is over, or lies more than a year ahead.
    """
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        # Not above: the first frame needs no pydantic.
        from dlprep.domain.text import excerpt

        raise BadInputError(
            message("“{typed}” is not a date.", typed=excerpt(typed)),
            message("Write it as year-month-day, such as {example}.", example=today + timedelta(days=30)),
        ) from None
    if day < today:
        raise BadInputError(
            message("{day} is over; today is {today}.", day=day, today=today),
            message("Give the day of the next interview."),
        )
    if (day - today).days > FARTHEST_DAYS:
        raise BadInputError(
            message("{day} is more than a year ahead.", day=day), message("A plan reaches a year at most.")
        )
    return day


def checked_minutes(typed: str, least: int, most: int) -> int:
    """Minutes a day as typed.

    Raises:
        BadInputError: if they are no whole number, or out of range.
    """
    found = _whole_number(typed, least, most)
    if found is None:
        raise BadInputError(
            message("Minutes a day are a number from {least} to {most}.", least=least, most=most)
        )
    return found


def checked_limit(typed: str, least: int, most: int) -> int:
    """A limit of the day as typed.

    Raises:
        BadInputError: if it is no whole number, or out of range.
    """
    found = _whole_number(typed, least, most)
    if found is None:
        raise BadInputError(
            message("This limit is a whole number from {least} to {most}.", least=least, most=most)
        )
    return found


def _whole_number(typed: str, least: int, most: int) -> int | None:
    digits = typed.strip()
    if not digits.isascii() or not digits.isdecimal() or not least <= int(digits[:9]) <= most:
        return None
    return int(digits)
