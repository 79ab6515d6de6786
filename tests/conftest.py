"""What every test may ask for."""

import signal

import pytest

from fakes import FakeClock


def pytest_configure() -> None:
    """Lets ctrl+c interrupt, also where the suite runs as a shell's background job, which ignores it.

    Children inherit what is ignored, and the tests of cancelling send the signal to themselves and to them.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at noon of 14 March 2026 until the test sets it."""
    return FakeClock()
