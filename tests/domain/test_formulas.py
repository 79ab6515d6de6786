"""The functions of the template language: found, documented, pure, and right in cases worked by hand."""

from __future__ import annotations

import importlib.util
import inspect
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from dlprep.bank.lazy import read_question
from dlprep.domain.drawing import draw
from dlprep.domain.expressions import evaluate
from dlprep.domain.formulas.registry import functions
from dlprep.services.question_rules import flaws_of

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "templates.md").read_text("utf-8")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("functions_script", ROOT / "scripts" / "functions.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_function_says_what_it_is() -> None:
    assert [name for name, work in functions().items() if not (inspect.getdoc(work) or "").strip()] == []


def test_the_document_lists_the_functions_there_are(script: ModuleType) -> None:
    assert script.updated(DOCUMENT) == DOCUMENT, "run: python scripts/functions.py"


def test_the_example_of_the_document_is_a_sound_template() -> None:
    found = re.search(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found
    (authored,) = yaml.safe_load(f"questions:\n{found[1]}")["questions"]
    template: Any = read_question(json.dumps(authored, default=str).encode())
    assert list(flaws_of(template)) == []
    assert "{{" not in draw(template, 0).model_dump_json()


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("softmax([0, 0])", (0.5, 0.5)),
        ("softmax([0, 2], 2)[1]", 1 / (1 + math.exp(-1))),
        ("logsumexp([1000, 1000])", 1000 + math.log(2)),
        ("sigmoid(-1000)", 0),
        ("sparse_ce([0, 0, 0], 2)", math.log(3)),
        ("smoothed_ce([0, 0, 0], 2, 0.1)", math.log(3)),
        ("focal(0.5, 1, 2)", 0.25 * math.log(2)),
        ("weighted_mean_loss([1, 3], [1, 2])", 3.5),
        ("kl([0.5, 0.5], [0.25, 0.75])", 0.5 * math.log(2) + 0.5 * math.log(2 / 3)),
        ("jsd([1, 0], [0, 1])", math.log(2)),
        ("gaussian_kl(0, 1)", 0),
        ("sgd_steps(1, [1, 1], 0.1, 0.9)", (0.9, 0.71)),
        ("sgd_steps(1, [1], 0.1, 0.9, True)", (0.81,)),
        ("adam_steps(1, [5], 0.1)", (0.9,)),
        ("adam_steps(1, [5], 0.1, 0.9, 0.999, 0.0000001, 0.5)", (0.85,)),
        ("two_layer_gradients(2, 1, 0.5, 0, 3, 0, 'relu')", (12, 6, 2, 2)),
        ("clip_by_norm([3, 4], 1)", (0.6, 0.8)),
        ("clip_by_norm([3, 4], 10)", (3, 4)),
        ("cosine_decay(1, 50, 100)", 0.5),
        ("early_stop([3, 2, 2.5, 2.4, 1], 2)", 4),
        ("best_epoch([3, 2, 2.5, 2.4, 1], 2)", 2),
        ("early_stop([3, 2, 1], 2)", 3),
        ("conv_out(28, 3, 2)", 13),
        ("conv_out(28, 3, 2, 'same')", 14),
        ("conv_transpose_out(4, 2, 3)", 12),
        ("receptive_field([3, 2, 3], [1, 2, 1])", 8),
        ("gru_params(32, 64)", 18816),
        ("matmul([[1, 2]], [[3], [4]])", ((11,),)),
        ("broadcast_shape([4, 1], [3])", (4, 3)),
        ("attention_row([1, 0], [[0, 0], [0, 0]], [[1, 2], [3, 4]])", (2, 3)),
        ("auc([1, 2, 2, 3], [0, 1, 0, 1])", 3.5 / 4),
        ("ks([1, 2, 3, 4], [0, 0, 1, 1])", 1),
        ("average_precision([3, 2, 1], [1, 0, 1])", 5 / 6),
        ("interpolated_ap([1, 0, 1], 2)", 5 / 6),
        ("macro_f1([[1, 1], [0, 2]])", (2 / 3 + 0.8) / 2),
        ("ndcg([0, 1], 2)", 1 / math.log2(3)),
        ("iou([0, 0, 2, 2], [1, 1, 3, 3])", 1 / 7),
        ("dice([0, 0, 2, 2], [1, 1, 3, 3])", 0.25),
        ("nms([[0, 0, 2, 2], [0, 0, 2, 1.9], [5, 5, 6, 6]], [0.5, 0.9, 0.1], 0.5)", (1, 2)),
        ("edit_distance('kitten', 'sitting')", 3),
        ("bleu(['a', 'b', 'c'], ['a', 'b', 'c', 'd'], 2)", math.exp(-1 / 3)),
        ("tfidf(2, 3, 1)", 2 * (math.log(2) + 1)),
        ("pad_sequence([1, 2, 3], 2)", (2, 3)),
        ("pad_sequence([1], 3, 'post')", (1, 0, 0)),
        ("vocabulary(split('b a c b'))", ("b", "c", "a")),
        ("ctc_collapse([1, 1, 0, 1, 2])", (1, 1, 2)),
        ("ctc_min_frames([1, 1, 2])", 4),
        ("ctc_paths([1], 2)", 3),
        ("beam_search([0.6, 0.4], [[0.5, 0.5], [0.1, 0.9]], 2, 1)", (0, 0)),
        ("beam_search([0.6, 0.4], [[0.5, 0.5], [0.1, 0.9]], 2, 2)", (1, 1)),
        ("best_path([0.6, 0.4], [[0.5, 0.5], [0.1, 0.9]], 2)", (1, 1)),
        ("stft_frames(1000, 400, 160)", 4),
        ("next_pow2(400)", 512),
        ("quantise(0.5, 0.01, 10)", 60),
        ("max_drawdown([1, 2, 1.5, 3, 1.2])", 0.6),
        ("normal_quantile(0.975)", 1.959964),
        ("median([3, 1, 2, 10])", 2.5),
        ("reshape([1, 2, 3, 4], 2)", ((1, 2), (3, 4))),
        ("ceil_div(7, 2)", 4),
        ("join([1, 2], '-')", "1-2"),
    ],
)
def test_cases_worked_by_hand(source: str, value: object) -> None:
    found = evaluate(source, {})
    if isinstance(value, str) or (isinstance(value, tuple) and not isinstance(value[0], int | float)):
        assert found == value
    else:
        assert found == pytest.approx(value, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    "source",
    [
        "softmax([])",
        "mean([])",
        "broadcast_shape([2], [3])",
        "log(0)",
        "conv_out(9, 3, 1, 'full')",
        "auc([1], [1])",
    ],
)
def test_a_value_outside_a_domain_is_an_error_of_two_kinds_only(source: str) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        evaluate(source, {})
