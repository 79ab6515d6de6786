"""Recorded results of templates: what their verifiers returned, and for which form of the template."""

import json
from dataclasses import dataclass
from hashlib import blake2b

from dlprep.domain.questions import TemplateQuestion

RECORDED_DRAWS = 200
"""Seeds from 0 that are drawn, verified and recorded."""
_DETERMINING = {
    "id", "version", "parameters", "require", "let", "formula", "integer", "tolerance", "verify",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the verifier of a template returned for the seeds from 0."""

    version: int
    digest: str
    values: tuple[float, ...]


def digest_of(template: TemplateQuestion) -> str:
    """Of all that determines the numbers of a template and what verifies them; words do not count."""
    fields = template.model_dump(mode="json", include=_DETERMINING, exclude_defaults=True)
    fields["mistakes"] = [mistake.formula for mistake in template.mistakes]
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(canonical.encode(), digest_size=12).hexdigest()


def agrees(template: TemplateQuestion, value: float, answer: float) -> bool:
    """Does what a verifier returned confirm the answer of the formula?

    Whole numbers must be equal. Otherwise libraries that compute in 32 bits are allowed their rounding, one
    part in a million, or a tenth of the tolerance: close enough that every answer the verifier's user would
    round to is graded right, and far less than a wrong formula is off by.
    """
    if template.integer or template.tolerance is None:
        return value == answer
    tolerance = template.tolerance
    allowed = (
        tolerance.absolute if tolerance.absolute is not None else (tolerance.relative or 0) * abs(answer)
    )
    return abs(value - answer) <= max(1e-6 * abs(answer), allowed / 10)
