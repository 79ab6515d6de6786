"""Checks, budgets, worst samples and values by seed of a run, as one JSON document."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dlprep.domain.judging import BudgetUse, CheckOutcome, Picture, Sample
from dlprep.storage import documents

if TYPE_CHECKING:
    from dlprep.domain.judging import Report


@dataclass(frozen=True, slots=True)
class Details:
    """The parts of a report that one column holds together."""

    checks: tuple[CheckOutcome, ...] = ()
    budgets: tuple[BudgetUse, ...] = ()
    samples: tuple[Sample, ...] = ()
    seed_values: tuple[float, ...] = ()


def dump_details(report: Report | Details) -> str:
    """The JSON of what a report says beyond its other columns."""
    return documents.dump(
        {
            "checks": [
                [one.id, one.passed, one.detail and documents.plain(one.detail)] for one in report.checks
            ],
            "budgets": [[use.name, use.used, use.most] for use in report.budgets],
            "samples": [_plain_sample(sample) for sample in report.samples],
            "seed_values": report.seed_values,
        }
    )


def load_details(document: str | None) -> Details:
    """The details of a JSON document; a run from before there were any has none.

    Raises:
        ValueError: if it cannot be read.
    """
    if document is None:
        return Details()
    fields = documents.json_object(json.loads(document))
    return Details(
        checks=tuple(_check(*row) for row in fields.get("checks", [])),
        budgets=tuple(BudgetUse(*row) for row in fields.get("budgets", [])),
        samples=tuple(_sample(sample) for sample in fields.get("samples", [])),
        seed_values=tuple(float(value) for value in fields.get("seed_values", [])),
    )


def _check(name: str, passed: bool | None, detail: object) -> CheckOutcome:
    return CheckOutcome(name, passed, None if detail is None else documents.message_of(detail))


def _plain_sample(sample: Sample) -> dict[str, Any]:
    fields = asdict(sample)
    if sample.picture is not None:
        fields["picture"]["pixels"] = b64encode(sample.picture.pixels).decode("ascii")
    return fields


def _sample(fields: dict[str, Any]) -> Sample:
    return Sample(**{**fields, "picture": fields["picture"] and _picture(fields["picture"])})


def _picture(fields: dict[str, Any]) -> Picture:
    picture = Picture(**{**fields, "pixels": b64decode(fields["pixels"], validate=True)})
    if len(picture.pixels) != picture.width * picture.height * picture.channels:
        raise ValueError("a picture of another size than it says")
    return picture
