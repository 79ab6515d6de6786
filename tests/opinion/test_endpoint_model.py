"""The client against servers that answer, refuse, dawdle, point elsewhere, or send too much."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from dlprep.domain.opinion.asking import Prompt
from dlprep.domain.opinion.endpoint import Endpoint
from dlprep.domain.opinion.opinions import Discard, NoReplyError
from dlprep.opinion.endpoint_model import EndpointModel
from dlprep.opinion.guarded_client import MOST_BYTES
from opinion.stub_server import Answer, Stub, serving

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"p1": {"type": "string"}},
    "required": ["p1"],
    "additionalProperties": False,
}
PROMPT = Prompt("the rules", "the answer", SCHEMA)


def model(stub: Stub, *, key: str = "sk-1", timeout_seconds: float = 20) -> EndpointModel:
    return EndpointModel(Endpoint(stub.url, "tiny", key, timeout_seconds))


def refused(stub: Stub, *, timeout_seconds: float = 20) -> tuple[Discard, str]:
    with pytest.raises(NoReplyError) as caught:
        model(stub, timeout_seconds=timeout_seconds).reply(PROMPT)
    return caught.value.reason, caught.value.detail


def test_what_is_asked_and_what_comes_back() -> None:
    with serving(Answer("yes")) as stub:
        assert model(stub).reply(PROMPT) == "yes"

    (sent,) = stub.requests
    assert sent["model"] == "tiny"
    assert [one["content"] for one in sent["messages"]] == ["the rules", "the answer"]
    assert sent["temperature"] == 0
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert "tools" not in sent
    assert stub.keys == ["Bearer sk-1"]


def test_a_reply_that_could_not_be_used_is_sent_back_with_the_reason() -> None:
    with serving(Answer("yes")) as stub:
        model(stub).reply(Prompt("the rules", "the answer", before=("hm", "it held no JSON object")))

    (sent,) = stub.requests
    assert [one["role"] for one in sent["messages"]] == ["system", "user", "assistant", "user"]
    assert "it held no JSON object" in sent["messages"][-1]["content"]
    assert "response_format" not in sent


@pytest.mark.parametrize("status", [400, 404, 422, 501])
def test_a_server_that_knows_no_schema_is_asked_without_and_remembered(status: int) -> None:
    with serving(Answer(status=status, body=b"{}"), Answer("yes")) as stub:
        asked = model(stub)

        assert asked.reply(PROMPT) == "yes"
        assert asked.reply(PROMPT) == "yes"

    assert ["response_format" in one for one in stub.requests] == [True, False, False]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failure_that_may_pass_is_tried_once_more(status: int) -> None:
    with serving(Answer(status=status, body=b"{}"), Answer("yes")) as stub:
        assert model(stub).reply(PROMPT) == "yes"

    with serving(Answer(status=status, body=b"{}")) as stub:
        assert refused(stub) == (Discard.REFUSED, str(status))
    assert len(stub.requests) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_refusal_is_taken_at_once(status: int) -> None:
    with serving(Answer(status=status, body=b'{"error": {"message": "\x1b[2J"}}')) as stub:
        assert refused(stub) == (Discard.REFUSED, str(status))
    assert len(stub.requests) == 1


def test_no_redirection_is_followed() -> None:
    with (
        serving(Answer("caught")) as elsewhere,
        serving(
            Answer(status=307, headers={"location": elsewhere.url + "/chat/completions"}, body=b"")
        ) as stub,
    ):
        assert refused(stub) == (Discard.REDIRECTED, "")

    assert elsewhere.requests == []


def test_a_server_that_dawdles_is_left() -> None:
    with serving(Answer(waits=True)) as stub:
        assert refused(stub, timeout_seconds=0.3) == (Discard.TIMEOUT, "")


def test_it_is_left_after_two_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    async def dawdling(*args: object) -> str:
        tried.append(args)
        raise TimeoutError

    monkeypatch.setattr(EndpointModel, "_request", dawdling)

    assert refused(Stub([], "http://127.0.0.1:1/v1")) == (Discard.TIMEOUT, "")
    assert len(tried) == 2


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(NoReplyError) as caught:
        EndpointModel(Endpoint(f"http://127.0.0.1:{port}/v1", "tiny")).reply(PROMPT)

    assert caught.value.reason is Discard.UNREACHABLE


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(body=b" " * (MOST_BYTES + 1)), Discard.TOO_LONG),
        (Answer("x", headers={"content-encoding": "gzip"}), Discard.TOO_LONG),
        (Answer(body=b"<html>hello</html>"), Discard.UNREADABLE),
        (Answer(body=b"{}"), Discard.UNREADABLE),
        (Answer(body=b"[" * 200_000), Discard.UNREADABLE),
        (Answer(body=b'{"choices": []}'), Discard.UNREADABLE),
        (Answer(body=b"\xff\xfe\x00"), Discard.UNREADABLE),
    ],
)
def test_what_is_no_reply_is_asked_for_no_more(answer: Answer, reason: Discard) -> None:
    with serving(answer) as stub:
        assert refused(stub) == (reason, "")
    assert len(stub.requests) == 1


def test_a_server_on_this_machine_is_not_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Answer("proxied")) as proxy, serving(Answer("direct")) as stub:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)

        assert model(stub).reply(PROMPT) == "direct"

    assert proxy.requests == []


def test_without_a_key_none_of_the_environment_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-service")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")

    with serving(Answer("yes")) as stub:
        model(stub, key="").reply(PROMPT)

    assert stub.keys == ["Bearer none"]
