"""The interviewer's lines and the signals in answers."""

from __future__ import annotations

import pytest

from dlprep.domain.interviewing.dimensions import clarity, is_very_sure
from dlprep.domain.interviewing.lines import Cue, line_for, variants
from dlprep.domain.interviewing.plan import Style
from dlprep.domain.language import Language


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("cue", list(Cue))
def test_every_occasion_has_three_lines_in_both_languages(cue: Cue, style: Style) -> None:
    lines = variants(cue, style)
    assert len({zh for zh, _ in lines}) >= 3
    assert len({en for _, en in lines}) >= 3
    for zh, en in lines:
        assert any("\u4e00" <= one <= "\u9fff" for one in zh)
        assert en.isascii() or "“" in en
        assert zh.count("{") == en.count("{")
        assert en.endswith(" ") == (en.rstrip()[-1] == ":") or cue in (
            Cue.FOLLOW_UP,
            Cue.TRAP,
            Cue.WHY,
            Cue.CORRECTION,
        )


def test_chance_reaches_every_line() -> None:
    said = {line_for(Cue.BRIDGE, Style.GENTLE, Language.EN, tenth / 10) for tenth in range(10)}
    assert said == {en for _, en in variants(Cue.BRIDGE, Style.GENTLE)}


def test_structure_raises_and_hedges_lower_clarity() -> None:
    plain = (
        "dropout drops units at random while training and the network cannot rely on any single one of them "
        * 2
    )
    ordered = "first, " + plain + " because of that, for example, it is robust"
    vague = plain + " maybe, i guess, kind of, not sure"
    scores = [signals.score for text in (vague, plain, ordered) if (signals := clarity([text])) is not None]
    assert scores == sorted(scores)
    assert len(set(scores)) == 3
    assert clarity(["", "  "]) is None


def test_chinese_signals_are_counted() -> None:
    signals = clarity(["首先看偏差，其次看方差，因为两者相互制约；可能还有噪声。"])
    assert signals is not None
    assert (signals.structure, signals.hedges) == (3, 1)


def test_sureness_is_told() -> None:
    assert is_very_sure("ReLU 一定不会饱和")
    assert is_very_sure("it ALWAYS helps")
    assert not is_very_sure("it usually helps, 一般会好一些")
