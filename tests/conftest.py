"""What every test may ask for."""

import pytest

from fakes import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands at noon of 14 March 2026 until the test sets it."""
    return FakeClock()
