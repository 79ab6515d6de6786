"""`python shifted.py DAYS [ARGUMENTS]`: dlprep as it is in so many days, by a clock that runs ahead."""

import sys
from datetime import timedelta

from dlprep import bootstrap
from dlprep.__main__ import main
from dlprep.services.ports import Moment

DAYS = timedelta(days=int(sys.argv.pop(1)))


class AheadClock(bootstrap.SystemClock):
    """The real clock, so many days later."""

    def moment(self) -> Moment:
        """Then, with the local calendar day."""
        now = super().moment()
        return Moment(now.at + DAYS, now.local_day + DAYS)


if __name__ == "__main__":
    bootstrap.SystemClock = AheadClock  # type: ignore[misc]
    sys.exit(main())
