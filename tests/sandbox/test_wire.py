"""What may pass between worker, warden and our side, and what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep import wire

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
NAMES = [kind.__name__ for kind in (*wire.EVENTS, *wire.COMMANDS)]
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FINITE = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(-(2**53), 2**53)


@pytest.mark.parametrize(
    "event",
    [
        wire.Ready("2.21", "3.15", "none"),
        wire.TrainBegin(None, 55),
        wire.Exited("raised", "ValueError", "层 “dense”\n", 7),
        wire.Predicted((1000, 10), "global", preprocessed=True),
        wire.EpochEnd(3, 1.25, {"loss": 0.5}, ("val_loss",)),
        wire.Finished("done", -9, 1.5, 2.5, 10, head="a", tail="b", dropped=3),
    ],
)
def test_an_event_survives_the_wire(event: wire.Event) -> None:
    line = wire.encode(event)

    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert wire.decode_event(line, from_worker=False) == event


@given(COUNTS, FINITE, st.dictionaries(TEXT, FINITE, max_size=5), st.lists(TEXT, max_size=3))
def test_every_epoch_survives_the_wire(
    number: int, seconds: float, metrics: dict[str, float], not_finite: list[str]
) -> None:
    event = wire.EpochEnd(number, seconds, metrics, tuple(not_finite))

    assert wire.decode_event(wire.encode(event), from_worker=True) == event


def test_what_is_not_finite_is_not_sent() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        wire.encode(wire.Step(1, 1, float("nan")))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'{"t": "Ready"}',
        b'{"t": "Nothing"}',
        b'{"t": ["Ready"]}',
        b'{"t": "Step", "epoch": 1, "step": 1, "loss": NaN}',
        b'{"t": "Step", "epoch": 1, "step": 1, "loss": 1e999}',
        b'{"t": "Step", "epoch": true, "step": 1, "loss": 0}',
        b'{"t": "Step", "epoch": 1.5, "step": 1, "loss": 0}',
        b'{"t": "Step", "epoch": 1, "step": 99999999999999999999, "loss": 0}',
        b'{"t": "Step", "epoch": 1, "step": 1, "loss": 0, "extra": 0}',
        b'{"t": "HookFailed", "text": "\\ud800"}',
        b'{"t": "EpochEnd", "number": 1, "seconds": 0, "metrics": {"loss": "low"}}',
        b'{"t": "Predicted", "shape": "1000", "source": "file", "preprocessed": false}',
        b"[" * 4000,
        b'{"t": "Step", "epoch": ' + b"9" * 4000 + b"}",
    ],
)
def test_what_a_worker_may_not_say_is_refused(line: bytes) -> None:
    with pytest.raises(wire.WireError):
        wire.decode_event(line, from_worker=True)


@pytest.mark.parametrize("event", [wire.Output("forged"), wire.Finished("done", 0, 0, 0, 0)])
def test_a_worker_may_not_speak_for_the_warden(event: wire.Event) -> None:
    with pytest.raises(wire.WireError, match="unknown kind"):
        wire.decode_event(wire.encode(event), from_worker=True)


@given(
    st.dictionaries(st.sampled_from(["t", "epoch", "step", "loss", "text", "shape", "metrics"]), JSON), JSON
)
def test_any_document_is_an_event_or_refused(fields: dict[str, object], tag: object) -> None:
    """Nothing but a WireError comes out of a line, and what passes can be sent on."""
    for name in (tag, *NAMES):
        line = json.dumps({**fields, "t": name}).encode()
        try:
            event = wire.decode_event(line, from_worker=True)
        except wire.WireError:
            continue
        assert isinstance(event, wire.WORKER_EVENTS)
        wire.encode(event)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_command_or_refused(line: bytes) -> None:
    try:
        wire.decode_command(line)
    except wire.WireError:
        return
    pytest.fail("no random bytes are a command")


@given(st.lists(st.binary(max_size=30), max_size=12), st.lists(st.integers(0, 40), max_size=8))
def test_lines_do_not_depend_on_how_the_bytes_arrive(chunks: list[bytes], cuts: list[int]) -> None:
    stream = b"\n".join(chunks) + b"\n"
    wanted = [line for line in stream[:-1].split(b"\n") if len(line) <= 16]

    whole = wire.Lines(16).feed(stream)
    piecewise, lines, rest = wire.Lines(16), [], stream
    for cut in [*cuts, len(stream)]:
        lines += piecewise.feed(rest[:cut])
        rest = rest[cut:]
    lines += piecewise.feed(rest)

    assert whole == wanted
    assert lines == wanted
    assert piecewise.total == len(stream)
    assert piecewise.dropped == len(stream[:-1].split(b"\n")) - len(wanted)


def test_an_endless_line_takes_no_memory() -> None:
    lines = wire.Lines(16)

    for _ in range(100):
        assert lines.feed(b"x" * 1000) == []
    assert lines.feed(b"\nfine\n") == [b"fine"]
    assert lines.dropped == 1
