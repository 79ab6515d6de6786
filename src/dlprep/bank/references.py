"""Reads what the gates compare a bank with: plan, glossary, primary hosts, runs of the article."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import message
from dlprep.services.gates.references import GateReferences

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "plan.yaml"
SEED_RUNS = "recorded/seed-runs.json"
"""Written by scripts/seed_runs.py."""


def load_references(folder: Path, shipped: Path) -> GateReferences:
    """The plan of the bank in `folder`, when it has one, and the lists of the `shipped` bank.

    Raises:
        BadInputError: if a file cannot be read or does not hold what it should.
    """
    plan = _read(folder / PLAN) if (folder / PLAN).exists() else None
    seed = shipped / SEED_RUNS
    parts = {
        "plan": plan,
        "glossary": _read(shipped / "glossary.yaml")["terms"],
        "primary_hosts": _read(shipped / "sources.yaml")["primary_hosts"],
        "seed": json.loads(seed.read_text("utf-8")) if seed.exists() else None,
    }
    try:
        return GateReferences.model_validate(parts)
    except ValidationError as error:
        raise _unusable(folder, str(error.errors()[0]["loc"])) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        return {key: value for key, value in data.items() if key != "format"}
    except (OSError, ValueError, AttributeError, yaml.YAMLError) as error:
        raise _unusable(path, str(error)) from error


def _unusable(path: Path, why: str) -> BadInputError:
    return BadInputError(message("{path} cannot be used: {error}.", path=path, error=" ".join(why.split())))
