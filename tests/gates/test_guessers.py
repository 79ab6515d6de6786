"""Q04 to Q07: what guessers earn who never read the stem."""

from __future__ import annotations

import pytest

from dlprep.services.gates import cues
from dlprep.services.gates.ensemble import ensemble, fit_logistic, solve
from dlprep.services.gates.guessers import guessers, rate_of
from dlprep.services.gates.keyed import has_numeric_options, values_of
from gates_support import EN, ZH, keyed, row, single


def test_the_only_longest_option_earns_all_and_a_tie_is_split() -> None:
    alone, tied, wrong = keyed(
        single("a", "longest", "mid", "no"),
        single("b", "same", "size", "no"),
        single("c", "no", "longest", "mid"),
    )
    credits_ = [cues.credit(cues.characters(one), one.key) for one in (alone, tied, wrong)]
    assert credits_ == [1.0, 0.5, 0.0]
    assert rate_of((alone, tied, wrong), cues.characters).right == 0.5


def test_chance_follows_the_number_of_options() -> None:
    three, four = keyed(single("a", "x", "y", "z"), single("b", "x", "y", "z", "w"))
    assert rate_of([three, four], cues.characters).chance == pytest.approx((1 / 3 + 1 / 4) / 2)


def test_length_is_what_is_seen_without_marks() -> None:
    (one,) = keyed(single("a", "`ab`", "**ab**", "$ab$"))
    assert cues.characters(one) == [2, 2, 2]


def test_shared_words_leave_out_the_small_ones() -> None:
    stem = {
        "zh": "学习率太大时损失怎样变化",
        "en": "What does the loss do when the learning rate is too large?",
    }
    options = ("the loss explodes", "it is the same", "the step shrinks")
    (english,) = keyed(single("a", *options, stem=stem))
    assert cues.shared_with_stem(english) == [1, 0, 0]
    (chinese,) = keyed(
        single("a", *options, stem=stem, option_zh=("损失爆炸", "不变", "步长变小")), language=ZH
    )
    assert cues.shared_with_stem(chinese)[0] == 1


def test_convergence_counts_what_other_options_hold_too() -> None:
    (one,) = keyed(single("a", "mean variance", "mean median", "variance mode"))
    assert cues.shared_with_others(one) == [2, 1, 1]


def test_commas_digits_absolutes_and_hedges() -> None:
    (one,) = keyed(single("a", "1, 2 and 3", "only 2", "it may be"))
    assert cues.commas(one) == [1, 0, 0]
    assert cues.digits(one) == [3, 1, 0]
    assert [cues.absolute_words(option, EN) for option in one.options] == [0, 1, 0]
    assert [cues.hedging_words(option, EN) for option in one.options] == [0, 0, 1]
    assert cues.absolute_words("不一定下降，也不只看损失", ZH) == 0
    assert cues.hedging_words("不一定下降", ZH) == 1


@pytest.mark.parametrize(
    ("options", "numeric", "values"),
    [
        (("896", "864", "27"), True, (896.0, 864.0, 27.0)),
        (("1,024", "2 KB", "about 3"), True, (1024.0, 2000.0, 3.0)),
        (("−0.5%", "0.5%", "1%"), True, (-0.005, 0.005, 0.01)),
        (("30×30×32", "32×32×32", "15×15×64"), True, None),
        (("1/4", "1/2", "1"), True, (0.25, 0.5, 1.0)),
        (("7 releases", "8 releases", "56 releases"), True, (7.0, 8.0, 56.0)),
        (("it halves to 4", "it stays at 8", "it doubles to 16"), False, None),
        (("one", "two", "three"), False, None),
    ],
)
def test_numeric_options(
    options: tuple[str, ...], *, numeric: bool, values: tuple[float, ...] | None
) -> None:
    assert has_numeric_options(options) is numeric
    found = values_of(options)
    assert found == (pytest.approx(values) if values else None)


LEAKY = tuple(
    single(f"q{n}", "a key with many more words", "short one", "tiny", "brief", key=0) for n in range(80)
)
EVEN = tuple(
    single(f"q{n}", *(("the longest of these", "mid one", "short", "other")[at - n % 4] for at in range(4)))
    for n in range(80)
)


def test_a_bank_whose_keys_are_the_longest_fails_every_length_gate() -> None:
    rows = list(guessers(keyed(*LEAKY), EN))
    longest = row(rows, "Longest option, characters")
    assert (longest.figure, longest.passed) == (1.0, False)
    assert longest.question_ids[0].startswith("q")
    assert row(rows, "Keyed when").passed is False
    assert row(rows, "Length of the key").passed is False
    assert row(rows, "Longest option, words: worst").figure == pytest.approx(0.75)


def test_keys_of_every_length_pass() -> None:
    rows = list(guessers(keyed(*EVEN), EN))
    assert row(rows, "Longest option, characters").figure == pytest.approx(0.25)
    assert row(rows, "Longest option, characters").passed is True
    assert row(rows, "Keyed when").passed is True
    assert row(rows, "Shortest option").passed is True


def test_a_key_that_is_never_the_longest_is_a_cue_too() -> None:
    short = [single(f"q{n}", "no", "much longer", "longer", "long", key=0) for n in range(80)]
    assert row(guessers(keyed(*short), EN), "Longest option, characters").passed is False


def test_few_questions_have_no_figure() -> None:
    rows = list(guessers(keyed(*LEAKY[:20]), EN))
    assert {one.figure for one in rows if "worst" not in str(one.title) and one.gate == "Q04"} == {None}
    assert all(
        one.passed is not False
        for one in rows
        if "worst" not in str(one.title) and "Keyed" not in str(one.title)
    )


def test_numbers_stay_out_of_length_gates() -> None:
    numbers = [single(f"n{n}", "1000000", "2", "3", key=0) for n in range(80)]
    rows = list(guessers(keyed(*numbers), EN))
    assert row(rows, "Longest option, characters").sample == 0


def test_the_ensemble_finds_a_cue_and_finds_none_where_there_is_none() -> None:
    assert ensemble(keyed(*LEAKY), EN).figure == 1.0
    assert ensemble(keyed(*LEAKY), EN).passed is False
    even = ensemble(keyed(*EVEN), EN)
    assert even.figure is not None
    assert even.figure < 0.45
    assert ensemble(keyed(*EVEN), EN) == even


def test_a_small_bank_has_no_ensemble() -> None:
    assert ensemble(keyed(*LEAKY[:10]), EN).figure is None


def test_logistic_regression_recovers_the_sign_of_a_weight() -> None:
    rows = [[1.0, float(n % 7 - 3), float(n % 5 - 2)] for n in range(200)]
    weights = fit_logistic(rows, [float(row_[1] > 0) for row_ in rows])
    assert weights[1] > 1
    assert abs(weights[2]) < 0.3


def test_solving_a_small_system() -> None:
    assert solve([[4.0, 0.0], [2.0, 3.0]], [10.0, 8.0]) == pytest.approx([1.75, 1.5])
