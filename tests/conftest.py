"""What every test may ask for."""

import signal

import pytest

from fakes import FakeClock


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
