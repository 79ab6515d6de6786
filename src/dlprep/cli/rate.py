"""`dlprep rate`: how answers, runs and interview questions were rated, and one's own word on it."""

from typing import TYPE_CHECKING, Annotated

import typer

from dlprep.cli.common import command, current_parts, interface_language, padded, print_data, print_json
from dlprep.cli.writing import tell
from dlprep.domain.errors import BadInputError, unknown
from dlprep.domain.messages import Translate, mark, message
from dlprep.i18n import translator
from dlprep.tui.words import RATINGS

if TYPE_CHECKING:
    from dlprep.domain.memory.ratings import Rating
    from dlprep.services.reviewed import Reviewed

_NAME_COLUMNS, _RATING_COLUMNS = 30, 8


@command
def rate(
    name: Annotated[
        str | None, typer.Argument(help="What to rate, as listed: answer-12, run-3, interview-4/QUESTION.")
    ] = None,
    rating: Annotated[str | None, typer.Argument(help="again, hard, good or easy.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take your own rating back.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many to list.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List how the newest answers, runs and interview questions were rated, or rate one otherwise."""
    from dlprep.services.rating import corrected
    from dlprep.services.reviewed import Reviewed, named_review, newest_reviews

    parts = current_parts()
    tr = translator(interface_language(parts))
    if name is None:
        if undo:
            raise BadInputError(message("Say whose rating to take back."), message("See them: dlprep rate"))
        _print(newest_reviews(parts.bank, parts.store, limit=limit), tr, as_json=as_json)
        return
    found = named_review(parts.bank, parts.store, name)
    if undo and rating is not None:
        raise BadInputError(message("Give a rating or --undo, not both."))
    if rating is None and not undo:
        _print((found,), tr, as_json=as_json)
        return
    own = _known(rating) if rating is not None else None
    changed = Reviewed(corrected(parts.store, found.rated, own, parts.clock.moment()), found.at)
    if as_json:
        print_json(_row(changed, tr))
    else:
        _tell(changed)


def _known(name: str) -> "Rating":
    from dlprep.domain.memory.ratings import Rating

    if name not in RATINGS:
        raise unknown(mark("rating"), name, tuple(RATINGS))
    return Rating(name)


def _tell(changed: "Reviewed") -> None:
    rating = message(RATINGS[changed.rated.rating.value])
    if changed.rated.own is None:
        tell(message("{name} counts as it was: {rating}.", name=changed.name, rating=rating))
    else:
        undo = f"dlprep rate {changed.name} --undo"
        tell(message("Rated {name}: {rating}. To undo: {undo}", name=changed.name, rating=rating, undo=undo))


def _print(found: "tuple[Reviewed, ...]", tr: Translate, *, as_json: bool) -> None:
    if as_json:
        print_json([_row(one, tr) for one in found])
        return
    for one in found:
        rated = one.rated
        word = padded(tr(RATINGS[rated.rating.value]), _RATING_COLUMNS)
        when = f"{one.at.astimezone():%Y-%m-%d %H:%M}"
        print_data(
            f"{when}  {padded(one.name, _NAME_COLUMNS)} {word} {rated.card.id}  {rated.why.render(tr)}"
        )
    if not found:
        tell(message("Nothing was rated yet: start with “dlprep quiz”."))
    elif len(found) > 1:
        tell(message("Rate one otherwise: dlprep rate {name} good", name=found[0].name))


def _row(one: "Reviewed", tr: Translate) -> dict[str, object]:
    rated = one.rated
    return {
        "name": one.name,
        "at": one.at,
        "kind": rated.card.kind.value,
        "id": rated.card.id,
        "rating": rated.rating.value,
        "follows": rated.follows.rating.value,
        "is_own": rated.own is not None,
        "why": rated.why.render(tr),
    }
