"""Slow work that cannot be interrupted, done so that waiting for it can be."""

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

_T = TypeVar("_T")
_POLL_SECONDS = 0.05


def call(work: Callable[[], _T], *, until: Event) -> _T | None:
    """What `work` returns or raises, or None when `until` is set first; the work then ends unseen."""
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - handed to the caller below
            errors.append(error)

    thread = Thread(target=run, daemon=True, name="dlprep-prepare")
    thread.start()
    while thread.is_alive():
        if until.is_set():
            return None
        thread.join(_POLL_SECONDS)
    if errors:
        raise errors[0]
    return results[0]
