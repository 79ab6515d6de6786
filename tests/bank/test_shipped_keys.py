"""Every script of the shipped bank, executed: `dlprep bank verify` as a proof."""

import pytest

from dlprep.bank.loader import load_bank
from dlprep.bootstrap import bank_folder
from dlprep.judge.scripts import ProcessScripts
from dlprep.services.bank_verify import has_script, verify


@pytest.mark.slow
@pytest.mark.tensorflow
def test_every_computed_key_and_every_template_is_what_its_script_finds() -> None:
    questions = load_bank(bank_folder(), cache_dir=None).questions.values()
    outcomes = list(verify(questions, ProcessScripts()))
    assert len(outcomes) == sum(map(has_script, questions))
    assert [f"{one.id}: {one.what}{one.missing}" for one in outcomes if not one.is_right] == []
