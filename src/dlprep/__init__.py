"""dlprep: get ready for a deep-learning interview in the terminal."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dlprep.learner import load_data, log

__all__ = ["__version__", "load_data", "log"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`load_data` and `log`, for the scripts of learners; nobody else pays for importing them."""
    if name in ("load_data", "log"):
        from dlprep import learner

        return getattr(learner, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
