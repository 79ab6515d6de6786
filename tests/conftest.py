"""What every test may ask for."""

import gc
import signal

import pytest

from fakes import FakeClock


def pytest_collection_finish() -> None:
    """Looks for garbage less often, and not in what stays: it was a quarter of the time of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_configure() -> None:
    """Lets signals through, also where the suite runs as a background job, which ignores some of them.

    Children inherit what is ignored, and the tests of cancelling send the signal to themselves and to them.
    """
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at noon of 14 March 2026 until the test sets it."""
    return FakeClock()
