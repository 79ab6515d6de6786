"""What a submission used of each budget of its challenge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dlprep.domain.judging import BudgetUse
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from dlprep.domain.challenges import Budgets
    from dlprep.judge.outcome import Outcome


def uses(budgets: Budgets, outcome: Outcome) -> tuple[BudgetUse, ...]:
    """One entry for each budget that the challenge sets; what cannot be told counts as too much."""
    predicted = outcome.predicted
    used: dict[str, float | None] = {
        "parameters": predicted.parameters if predicted else None,
        "model_bytes": None if outcome.artefact is None else len(outcome.artefact),
        "epochs": len(outcome.curve),
        "inference_ratio": predicted.seconds / predicted.reference_seconds
        if predicted and predicted.reference_seconds
        else None,
        "cost": outcome.cost,
    }
    limits = budgets.model_dump(exclude_none=True)
    return tuple(
        BudgetUse(name, float("inf") if used[name] is None else float(used[name] or 0), float(most))
        for name, most in limits.items()
    )


def broken(use: BudgetUse) -> Message:
    """The sentence about a budget that was not kept."""
    match use.name:
        case "parameters":
            return message(
                "the model has {used:.0f} parameters, and {most:.0f} are allowed",
                used=use.used,
                most=use.most,
            )
        case "model_bytes":
            return message(
                "the file has {used:.0f} bytes, and {most:.0f} are allowed", used=use.used, most=use.most
            )
        case "epochs":
            return message(
                "it trained {used:.0f} epochs, and {most:.0f} are allowed", used=use.used, most=use.most
            )
        case "inference_ratio":
            return message(
                "predicting takes {used:.1f} times the reference product, and {most:g} are allowed",
                used=use.used,
                most=use.most,
            )
        case _:
            return message(
                "a decision costs {used:.3f} on average, and {most:g} is allowed",
                used=use.used,
                most=use.most,
            )
