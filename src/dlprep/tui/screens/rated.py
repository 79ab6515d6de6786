"""What the screens share on which something of the past is shown with its rating, to be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.message import Message

from dlprep.domain.memory.ratings import Rating
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.widgets.rating_bar import RATING_KEYS, RatingBar, rating_why

if TYPE_CHECKING:
    from dlprep.services.rating import RatedReview


class RatedScreen(BaseScreen):
    """Subclasses yield a RatingBar, read the rating in a worker, and hand it to `show_rating`."""

    BINDINGS = [*RATING_KEYS]
    rating = getters.query_one(RatingBar)

    class RatingKept(Message):
        """The learner's own rating is on disk, or was taken back."""

        def __init__(self, rated: RatedReview) -> None:
            super().__init__()
            self.rated = rated

    _rated: RatedReview | None = None

    def show_rating(self, rated: RatedReview | None) -> None:
        """Shows how something is rated; None where there is nothing to rate."""
        self._rated = rated
        self.rating.why = rating_why(rated, self.app.say, self.app.tr) if rated is not None else ""
        self.rating.value = rated.rating.value if rated is not None else ""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys that have nothing to act on are not shown."""
        return self._rated is not None if action == "rate" else True

    @on(RatingBar.Rated)
    def _rating_clicked(self, event: RatingBar.Rated) -> None:
        self.action_rate(event.name)

    def action_rate(self, name: str) -> None:
        """Rates it as the learner sees it; the rating that follows from it takes that back."""
        if self._rated is not None:
            self.keep_rating(self._rated, Rating(name))

    @work(thread=True, exit_on_error=False, group="rate")
    def keep_rating(self, rated: RatedReview, rating: Rating) -> None:
        """Keeps the learner's own rating."""
        from dlprep.services.rating import corrected

        core = self.app.core
        self.post_message(self.RatingKept(corrected(core.store(), rated, rating, core.clock.moment())))

    @on(RatingKept)
    def _rating_kept(self, event: RatingKept) -> None:
        if self._rated is not None and self._rated.review == event.rated.review:
            self.show_rating(event.rated)
