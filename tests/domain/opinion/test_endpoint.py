"""Where answers go: what counts as this machine, what is refused, and what is never shown."""

from __future__ import annotations

import pytest

from dlprep.domain.errors import BadInputError, ExitCode
from dlprep.domain.opinion.endpoint import KEY, MODEL, TIMEOUT, URL, Endpoint, endpoint_of


def endpoint(url: str, key: str = "") -> Endpoint:
    found = endpoint_of({URL: url, MODEL: "qwen3:4b", KEY: key})
    assert found is not None
    return found


def test_nothing_set_is_nothing_asked() -> None:
    assert endpoint_of({}) is None
    assert endpoint_of({URL: " ", MODEL: "", KEY: "sk-1"}) is None


@pytest.mark.parametrize(("given", "missing"), [(URL, MODEL), (MODEL, URL)])
def test_half_of_an_endpoint_is_told(given: str, missing: str) -> None:
    with pytest.raises(BadInputError) as caught:
        endpoint_of({given: "http://localhost:1/v1"})

    assert f"{given} is set and {missing} is not" in str(caught.value)
    assert caught.value.exit_code is ExitCode.BAD_INPUT


@pytest.mark.parametrize(
    "url",
    [
        "localhost:11434", "ftp://localhost/v1", "http://", "http://a b/v1", "http://host:port/v1", "http://x:0/v1",
        "http://x/v1?key=1", "http://x/v1#a", "http://例子.com/v1", "http://x/\x1b[31m", "http://user:secret@x/v1",
        "http://localhost@evil.example/v1", "file:///etc/passwd", "http://[::1/v1",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInputError) as caught:
        endpoint(url)

    assert URL in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("key", ["sk-1\r\nX-Evil: 1", "ключ", "a b"])
def test_a_key_that_could_be_more_than_a_key_is_refused(key: str) -> None:
    with pytest.raises(BadInputError) as caught:
        endpoint("https://api.example.com/v1", key)

    assert key not in str(caught.value)


def test_a_slow_machine_may_take_longer() -> None:
    named = {URL: "http://localhost:1/v1", MODEL: "m"}

    assert [one.timeout_seconds for one in map(endpoint_of, (named, {**named, TIMEOUT: " 90 "})) if one] == [
        20,
        90,
    ]


@pytest.mark.parametrize("seconds", ["0", "601", "-5", "soon", "1.5", "٣", "9" * 5_000])
def test_a_time_that_is_none_is_refused(seconds: str) -> None:
    with pytest.raises(BadInputError, match="from 1 to 600"):
        endpoint_of({URL: "http://localhost:1/v1", MODEL: "m", TIMEOUT: seconds})


def test_a_bare_server_gets_the_usual_path() -> None:
    assert endpoint("http://LOCALHOST:11434/").url == "http://localhost:11434/v1"
    assert endpoint("https://example.com/openai/v1/").url == "https://example.com/openai/v1"


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:1",
        "http://127.0.0.1:1/v1",
        "http://127.8.9.1/v1",
        "http://[::1]:80/v1",
        "http://a.localhost",
    ],
)
def test_this_machine(url: str) -> None:
    found = endpoint(url)

    assert found.is_local
    assert "on this machine" in str(found.notice)
    assert "leave" not in str(found.notice)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.evil.example/v1",
        "http://localhost.evil.example",
        "http://192.168.1.2/v1",
        "http://notlocalhost/v1",
    ],
)
def test_another_machine(url: str) -> None:
    found = endpoint(url)

    assert not found.is_local
    assert str(found.notice).startswith("Answers leave this machine: they are sent to ")
    assert f"{found.host}, unencrypted," in str(found.notice)


def test_the_notice_names_host_and_model() -> None:
    said = str(endpoint("https://api.example.com:8443/v1").notice)

    assert said == (
        "Answers leave this machine: they are sent to api.example.com:8443, encrypted,"
        " for a second opinion by qwen3:4b."
    )


def test_the_key_is_not_shown() -> None:
    found = endpoint("https://api.example.com/v1", "sk-secret")

    assert found.key == "sk-secret"
    assert "secret" not in repr(found)
