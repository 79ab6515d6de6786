"""What can be looked at after a run, in a box over the place: confusions, worst examples, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.measuring import Metric
from dlprep.domain.messages import mark
from dlprep.tui.differing import diff_block
from dlprep.tui.naming import class_names, named_samples
from dlprep.tui.screens.overlay import Overlay
from dlprep.tui.when import local_time
from dlprep.tui.widgets.confusion_table import ConfusionTable
from dlprep.tui.widgets.sample_gallery import MUCH_COLOUR, SampleGallery, SampleTexts

if TYPE_CHECKING:
    from textual.widget import Widget

    from dlprep.domain.challenges import TierRules
    from dlprep.domain.progress import RunRecord
    from dlprep.tui.app import DlprepApp
    from dlprep.tui.run_outcome import RunOutcome


def show_confusion(app: DlprepApp, outcome: RunOutcome, rules: TierRules | None) -> None:
    """Shows which classes were taken for which."""
    table = ConfusionTable(app.tr, outcome.confusion, class_names(rules, app.language))
    app.push_screen(Overlay(app.tr(mark("Confusion matrix")), table))


def show_samples(app: DlprepApp, outcome: RunOutcome, rules: TierRules | None) -> None:
    """Shows the hidden examples on which the model was most wrong."""
    samples = named_samples(outcome.samples, rules, app.language)
    as_classes = outcome.metric != Metric.RMSE.value
    if any(sample.picture for sample in samples):
        in_colour = has_much_colour(app)
        body: Widget = SampleGallery(app.tr, samples, as_classes=as_classes, in_colour=in_colour)
    else:
        body = SampleTexts(app.tr, samples, as_classes=as_classes)
    app.push_screen(Overlay(app.tr(mark("Worst mistakes on hidden data")), body))


def has_much_colour(app: DlprepApp) -> bool:
    """True when the terminal has colours enough for a picture, and the learner wants any."""
    return not app.no_color and app.console.color_system in MUCH_COLOUR


def show_changes(app: DlprepApp, before: RunRecord, code: str, *, is_best: bool) -> None:
    """Shows what changed in the code since another run."""
    title = (
        mark("Changes since your best run, {time}") if is_best else mark("Changes since the run of {time}")
    )
    words = app.tr(title, time=local_time(before.started_at))
    if before.code == code:
        app.notify(app.tr(mark("The code is the same as in that run.")), timeout=4)
        return
    app.push_screen(Overlay(words, diff_block(before.code, code)))
