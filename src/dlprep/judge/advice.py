"""What to try next after a graded run, from the learning curve and the hidden metric."""

import math
from collections.abc import Sequence

from dlprep.domain.challenges import Challenge, TierRules
from dlprep.domain.grade_words import MEDALS
from dlprep.domain.judging import Epoch, Medal
from dlprep.domain.measuring import Metric
from dlprep.domain.messages import Message, message

_CHANCE_MARGIN = 0.03
_CHANCE_SHARE = 0.05
"""Of the way from trivial to bronze, for errors and distances, which have no scale of their own."""
_GAP = 0.08
_STILL_RISING = 0.004
_NEXT_MEDAL = {Medal.BRONZE: Medal.SILVER, Medal.SILVER: Medal.GOLD}


def first_nan_epoch(curve: Sequence[Epoch]) -> int | None:
    """The first epoch whose training loss is not a number, or None."""
    return next((one.number for one in curve if not math.isfinite(one.metrics.get("loss", 0.0))), None)


def is_chance(value: float, rules: TierRules) -> bool:
    """True when a model that ignores its inputs does as well."""
    trivial, bronze = rules.calibration.trivial, rules.thresholds.bronze
    if rules.thresholds.are_falling:
        return value >= trivial - _CHANCE_SHARE * (trivial - bronze)
    return value <= trivial + _CHANCE_MARGIN


def after_grade(
    value: float, challenge: Challenge, rules: TierRules, curve: Sequence[Epoch], *, preprocessed: bool
) -> Message | None:
    """One piece of advice, or None after gold."""
    medal = rules.thresholds.medal(value)
    if medal is Medal.GOLD:
        return None
    if challenge.metric is not Metric.ACCURACY:
        return _by_loss(value, rules, curve, preprocessed=preprocessed)
    training, validation = _series(curve, "accuracy"), _series(curve, "val_accuracy")
    if is_chance(value, rules):
        if training and is_chance(training[-1], rules):
            return message(
                "The model has not learned in training either ({training:.3f}): train longer, try another "
                "learning rate, and check that the loss fits the last layer.",
                training=training[-1],
            )
        return _at_chance(preprocessed=preprocessed)
    if training and training[-1] - value > _GAP:
        return message(
            "Training accuracy is {training:.3f}, hidden accuracy {value:.3f}: the model memorises. Try "
            "dropout, augmentation, fewer weights or an earlier stop.",
            training=training[-1],
            value=value,
        )
    rising = validation or training
    if len(rising) >= 2 and rising[-1] - rising[-2] > _STILL_RISING:
        return message("Accuracy was still rising in the last epoch: train longer, or learn faster.")
    if medal is None:
        return message(
            "More passes, more filters or units, batch normalisation or a falling learning rate are what "
            "usually helps."
        )
    wanted = _NEXT_MEDAL[medal]
    return message(
        "{medal} starts at {least:.3f}. More filters or units, batch normalisation or a falling "
        "learning rate are what usually helps.",
        medal=MEDALS[wanted],
        least=getattr(rules.thresholds, wanted.value),
    )


def _by_loss(value: float, rules: TierRules, curve: Sequence[Epoch], *, preprocessed: bool) -> Message | None:
    """Advice where training reports a loss, but not the graded metric."""
    if is_chance(value, rules):
        return _at_chance(preprocessed=preprocessed)
    training, validation = _series(curve, "loss"), _series(curve, "val_loss")
    if validation and min(validation) < 0.9 * validation[-1]:
        return message(
            "The validation loss was lowest in epoch {epoch} and has risen since: stop there, or regularise.",
            epoch=validation.index(min(validation)) + 1,
        )
    falling = validation or training
    if len(falling) >= 2 and falling[-1] < 0.98 * falling[-2]:
        return message("The loss was still falling in the last epoch: train longer, or learn faster.")
    if (medal := rules.thresholds.medal(value)) is None:
        return message("Look at what the brief says about the data: what does the model not see yet?")
    wanted = _NEXT_MEDAL[medal]
    return message(
        "{medal} needs {wanted:.3f}: the third hint names an idea.",
        medal=MEDALS[wanted],
        wanted=getattr(rules.thresholds, wanted.value),
    )


def _at_chance(*, preprocessed: bool) -> Message:
    if preprocessed:
        return message(
            "The model does no better than guessing. Check that preprocess(x) does to the hidden inputs "
            "exactly what was done to the training data, and that the loss fits the last layer."
        )
    return message(
        "The model does no better than guessing. The hidden inputs come raw, as load_data() gives them: "
        "scaling or padding belongs in a function preprocess(x), which the judge calls, or into the model."
    )


def _series(curve: Sequence[Epoch], name: str) -> list[float]:
    aliases = (name, name.replace("accuracy", "acc"), name.replace("accuracy", "sparse_categorical_accuracy"))
    for alias in aliases:
        if found := [one.metrics[alias] for one in curve if alias in one.metrics]:
            return found
    return []
