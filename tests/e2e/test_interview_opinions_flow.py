"""Second opinions from a server that never answers, in a real terminal: nobody waits, not even at the end."""

from pathlib import Path

import pytest

from e2e.terminal import Terminal, wait_until_gone
from opinion.stub_server import Answer, serving

pytestmark = pytest.mark.e2e


def test_a_server_that_never_answers_does_not_hold_up_the_interview_or_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DLPREP_EMBEDDER", "none")
    monkeypatch.setenv("DLPREP_LLM_TIMEOUT", "600")
    config = tmp_path / "config" / "dlprep"
    config.mkdir(parents=True)
    terminal = Terminal(tmp_path, 120, 40)
    with serving(Answer(waits=True)) as stub:
        (config / "settings.toml").write_text(
            f'language = "en"\ntour_seen = true\nllm_url = "{stub.url}"\nllm_model = "tiny"\n',
            encoding="utf-8",
        )
        terminal.start()
        try:
            terminal.wait_for("dlprep", "Home")
            terminal.press("i")
            terminal.wait_for("Second opinions come from tiny on this machine")
            terminal.press("Tab", "Tab", "Tab", "Tab", "Right")
            terminal.wait_for("(●) yes, in this interview")
            terminal.press("Enter")
            terminal.wait_for("^j")
            terminal.type("It is about how well it does on what it has not seen.")
            terminal.press("Enter")
            terminal.wait_for("missed")
            terminal.type("typed meanwhile")
            terminal.wait_for("typed meanwhile")
            assert stub.asked.wait(60)
            process = terminal.app_process()
            terminal.press("C-q")
            terminal.wait_for("rc=0")
            wait_until_gone(process)
            assert "Traceback" not in terminal.screen()
            assert not stub.over.is_set()
        finally:
            terminal.close()
    assert len(stub.requests) == 1
