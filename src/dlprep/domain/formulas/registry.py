"""All functions of the template language by name."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction
from typing import Any

MODULES = (
    "basic", "vectors", "activations", "losses", "distributions", "optimizers", "schedules", "layers",
    "classification", "ranking", "boxes", "text", "sequences", "scaling", "finance",
)  # fmt: skip
"""Modules of this package, in the order of the documentation."""


@cache
def functions() -> Mapping[str, Callable[..., Any]]:
    """Every function that an expression can call, by name; imported when first asked for."""
    found: dict[str, Callable[..., Any]] = {}
    for module in MODULES:
        for name, work in functions_of(module).items():
            if found.setdefault(name, work) is not work:
                raise ValueError(f"two functions are named {name}")
    return found


def functions_of(module: str) -> Mapping[str, Callable[..., Any]]:
    """The functions that one of `MODULES` adds, in the order of their definition."""
    loaded = import_module(f"dlprep.domain.formulas.{module}")
    own = {
        name: work
        for name, work in vars(loaded).items()
        if isfunction(work) and work.__module__ == loaded.__name__ and not name.startswith("_")
    }
    renamed: Mapping[str, Callable[..., Any]] = getattr(loaded, "RENAMED", {})
    return {**renamed, **own}
