"""Which screen shows the record behind a row of Progress."""

from collections.abc import Callable

from dlprep.tui.screens.attempt import AttemptScreen
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.interview_scorecard import ScorecardScreen
from dlprep.tui.screens.run_report import RunReportScreen
from dlprep.tui.screens.session_answers import SessionAnswersScreen

OPENERS: dict[str, Callable[[int], BaseScreen]] = {
    "sessions": SessionAnswersScreen,
    "attempts": AttemptScreen,
    "runs": RunReportScreen,
    "interviews": ScorecardScreen,
}
"""By tab; each takes the id of the record."""
