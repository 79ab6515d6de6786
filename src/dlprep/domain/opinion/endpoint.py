"""Where second opinions come from, as the learner set it: server, model and key."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from dlprep.domain.errors import BadInputError
from dlprep.domain.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

URL, MODEL, KEY, TIMEOUT = "DLPREP_LLM_URL", "DLPREP_LLM_MODEL", "DLPREP_LLM_KEY", "DLPREP_LLM_TIMEOUT"
TIMEOUT_SECONDS = 20
"""For one request, from its first byte to the last of the reply (interview.md 3.4)."""
_LONGEST_SECONDS = 600
_VISIBLE = re.compile(r"[!-~]+")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_MODEL_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's protocol, and the model to ask there."""

    url: str
    """The base, such as `http://localhost:11434/v1`."""
    model: str
    key: str = field(default="", repr=False)
    """Empty where the server wants none."""
    timeout_seconds: float = TIMEOUT_SECONDS
    """More where a model runs on a slow machine."""

    @property
    def host(self) -> str:
        """The server's name or address, with the port where it is given."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """True when the server runs on this machine."""
        name = urlsplit(self.url).hostname or ""
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False

    @property
    def notice(self) -> Message:
        """Where answers go, for the learner to read before the first one goes there."""
        names = {"host": self.host, "model": self.model}
        if self.is_local:
            return message(
                "Second opinions come from {model} on this machine ({host}): answers go to that server only.",
                **names,
            )
        if self.url.startswith("http:"):
            return message(
                "Answers leave this machine: they are sent to {host}, unencrypted, for a second opinion"
                " by {model}.",
                **names,
            )
        return message(
            "Answers leave this machine: they are sent to {host}, encrypted, for a second opinion"
            " by {model}.",
            **names,
        )


def endpoint_of(values: Mapping[str, str]) -> Endpoint | None:
    """The endpoint that `values` name under URL, MODEL, KEY and TIMEOUT; None when they name nothing.

    Raises:
        BadInputError: if they name half of one, or something that cannot be one.
    """
    url, model, key = (values.get(name, "").strip() for name in (URL, MODEL, KEY))
    if not url and not model:
        return None
    if not url or not model:
        missing, given = (URL, MODEL) if model else (MODEL, URL)
        raise BadInputError(
            message("{given} is set and {missing} is not.", given=given, missing=missing),
            message("A second opinion needs both; docs/llm.md has examples."),
        )
    if len(model) > _MODEL_LENGTH or not _VISIBLE.fullmatch(model):
        raise BadInputError(message("{name} must be the name of a model, without spaces.", name=MODEL))
    if key and not _VISIBLE.fullmatch(key):
        raise BadInputError(message("{name} holds characters that no key has.", name=KEY))
    return Endpoint(_base(url), model, key, _seconds(values.get(TIMEOUT, "").strip()))


def _seconds(written: str) -> int:
    if not written:
        return TIMEOUT_SECONDS
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(_LONGEST_SECONDS))
    if not is_number or not 1 <= int(written) <= _LONGEST_SECONDS:
        raise BadInputError(
            message(
                "{name} must be a number of seconds from 1 to {most}.", name=TIMEOUT, most=_LONGEST_SECONDS
            )
        )
    return int(written)


def none_is_set() -> BadInputError:
    """The error for asking a model where none is named."""
    return BadInputError(
        message("No language model is set up for second opinions."),
        message("Set {url} and {model}; docs/llm.md has examples.", url=URL, model=MODEL),
    )


def _base(url: str) -> str:
    """The URL as the client wants it; a bare server gets the usual path."""
    parts = _split(url)
    if parts is None or parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        raise _bad_url()
    if parts.username is not None or parts.password is not None:
        raise BadInputError(
            message("{name} must not hold a user name or a password.", name=URL),
            message("A key goes into {name}.", name=KEY),
        )
    if parts.query or parts.fragment:
        raise _bad_url()
    path = parts.path.rstrip("/") or "/v1"
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def _split(url: str) -> SplitResult | None:
    """The parts of a URL; None when it has none, such as a port that is no number."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 and _VISIBLE.fullmatch(url) else None
    except ValueError:
        return None


def _bad_url() -> BadInputError:
    return BadInputError(
        message("{name} must be the address of a server, such as http://localhost:11434/v1.", name=URL)
    )
