"""Mutants: one line differs, the code compiles, a seed gives one mutant, and nothing explains the bug."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlprep.domain.bare_source import bare
from dlprep.domain.mutation import CHOICES, Diagnosis, applicable, compare, edited, mutate
from dlprep.domain.mutation_sites import BugKind

SCRIPT = '''"""Says what it is."""

import keras
import numpy as np
from keras import layers

RATE = 1e-3  # a good one


def preprocess(x):
    """Scales."""
    return x / 255.0


(x_train, y_train), (x_val, y_val) = keras.datasets.cifar10.load_data()
model = keras.Sequential([
    keras.Input((32, 32, 3)),
    layers.Embedding(10, 4, mask_zero=True),
    layers.BatchNormalization(),
    layers.Dense(64, activation="relu"),  # 中文注释
    layers.Dropout(0.3),
    layers.Softmax(axis=-1),
    layers.Dense(10),
])
# Logits, so say it.
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(RATE), loss)
model.fit(preprocess(x_train), y_train, batch_size=64, epochs=10)
'''
SOLUTIONS = sorted((Path(__file__).parents[2] / "question_bank" / "challenges").glob("*/solution.py"))


def test_a_bare_script_has_neither_comments_nor_docstrings() -> None:
    found = bare(SCRIPT)

    assert "good one" not in found
    assert "中文" not in found
    assert "Says" not in found
    assert "Scales" not in found
    assert found.startswith("import keras\n")
    assert found.count("layers.") == SCRIPT.count("layers.")


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.parent.name)
def test_a_bare_solution_is_the_same_code(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    def stripped(text: str) -> str:
        tree = ast.parse(text)
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if (
                isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
                and ast.get_docstring(node) is not None
                and isinstance(body, list)
            ):
                del body[0]
        return ast.dump(tree)

    assert stripped(bare(source)) == stripped(source)
    assert bare(bare(source)) == bare(source)


def test_every_kind_has_a_place_in_a_script_that_has_it_all() -> None:
    assert set(applicable(bare(SCRIPT))) == set(BugKind)


@pytest.mark.parametrize("kind", BugKind)
def test_a_mutant_differs_in_one_line_and_compiles(kind: BugKind) -> None:
    found = mutate(SCRIPT, 7, kind=kind)

    before, after = found.sound.splitlines(), found.code.splitlines()
    changed = [number for number, line in enumerate(after, start=1) if line not in before]
    assert changed == [found.line]
    assert len(after) - len(before) in (0, 1)
    compile(found.code, "mutant.py", "exec")
    rest = after[: found.line - 1] + after[found.line :]
    kept = before if len(after) > len(before) else before[: found.line - 1] + before[found.line :]
    assert rest == kept


@given(st.integers(0, 10_000))
def test_the_same_seed_gives_the_same_mutant(seed: int) -> None:
    found = mutate(SCRIPT, seed)

    assert found == mutate(SCRIPT, seed)
    assert found.kind in found.choices
    assert len(set(found.choices)) == CHOICES


def test_the_same_seed_gives_the_same_mutant_in_every_process() -> None:
    line = "layers.Dropout(0.1), layers.Dropout(0.2), layers.Dropout(0.3), layers.Dropout(0.4)"
    program = f"""
from dlprep.domain.mutation import mutate
print([mutate({line!r}, seed).code for seed in range(8)])
"""
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }

    assert len(found) == 1


def test_seeds_reach_every_kind() -> None:
    assert {mutate(SCRIPT, seed).kind for seed in range(400)} == set(BugKind)


def test_a_script_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        mutate("print(1)\n", 0)
    with pytest.raises(ValueError, match="no place"):
        mutate(SCRIPT.replace("mask_zero=True", ""), 0, kind=BugKind.NO_MASK)


def test_a_diagnosis_is_graded_by_line_and_kind() -> None:
    found = mutate(SCRIPT, 3, kind=BugKind.FROZEN)

    right = compare(found.truth, Diagnosis(found.line, BugKind.FROZEN))
    half = compare(found.truth, Diagnosis(found.line + 1, BugKind.FROZEN))
    assert right.is_right
    assert (half.line_is_right, half.kind_is_right, half.is_right) == (False, True, False)


def test_bugs_of_data_use_the_names_that_are_trained_on() -> None:
    script = """import numpy as np
(x_train, y_train), _ = load()
images, targets = scaled(x_train), y_train
model.fit(np.asarray(images), targets, batch_size=8)
"""
    found = {kind: [site.text for site in sites] for kind, sites in applicable(script).items()}

    assert found[BugKind.INPUTS_SHUFFLED] == ["np.random.shuffle(images)"]
    assert found[BugKind.ONE_BATCH] == ["model.fit(np.asarray(images), targets, batch_size=len(images))"]
    assert "images, targets = images[:32], targets[:32]" in found[BugKind.FEW_EXAMPLES]
    assert "targets = np.roll(targets, 7, axis=0)" in found[BugKind.LABELS_REVERSED]


def test_a_line_is_found_by_bytes_where_characters_are_wide() -> None:
    script = 'import keras\nkeras.Input(name="中文输入"); layers.Dropout(0.5)\n'

    [site] = applicable(script)[BugKind.DROPOUT_TOO_HIGH]

    assert edited(script, site).splitlines()[1] == 'keras.Input(name="中文输入"); layers.Dropout(0.98)'
