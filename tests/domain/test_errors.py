"""The error for a name nobody knows always knows a way out, as far as there is one."""

import pytest

from dlprep.domain.errors import unknown

IDS = tuple(f"cnn-question-{number:02}" for number in range(20)) + tuple(
    f"rnn-question-{n:02}" for n in range(20)
)


@pytest.mark.parametrize(
    ("name", "known", "way_out"),
    [
        ("cmn", ("cnn", "rnn-lstm"), "Did you mean cnn?"),
        ("rnn-x", IDS, "Did you mean rnn-question-00, rnn-question-01, rnn-question-02?"),
        ("cnn-x", IDS, "Did you mean cnn-question-00, cnn-question-01, cnn-question-02?"),
        ("boss", ("junior", "mid", "senior"), "Known are junior, mid, senior."),
        ("", ("junior", "mid"), "Known are junior, mid."),
        ("attention", IDS, "None"),
        ("anything", (), "None"),
    ],
)
def test_the_way_out_is_what_comes_closest_or_everything_when_it_is_little(
    name: str, known: tuple[str, ...], way_out: str
) -> None:
    assert str(unknown("topic", name, known).way_out) == way_out


def test_a_long_name_with_control_characters_is_shown_short_and_harmless() -> None:
    said = str(unknown("topic", "\x1b[2J" + "x" * 20_000, IDS).what)
    assert said.isprintable()
    assert len(said) < 100
