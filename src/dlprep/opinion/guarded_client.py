"""The HTTP client that answers travel by: to the named server alone, and little comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
from openai import AsyncOpenAI

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from dlprep.domain.opinion.endpoint import Endpoint

MOST_BYTES = 1_000_000
_NO_KEY = "none"
"""What servers without keys are sent in place of one; the client insists on something."""


class TooMuchError(Exception):
    """A server sends more than any reply needs."""


def guarded_client(endpoint: Endpoint) -> AsyncOpenAI:
    """A client that follows no redirection, retries nothing by itself, and stops reading in time.

    A server on this machine is never reached through a proxy, since its notice says that nothing leaves.
    """
    http = httpx2.AsyncClient(
        follow_redirects=False,
        timeout=endpoint.timeout_seconds,
        trust_env=not endpoint.is_local,
        headers={"Accept-Encoding": "identity"},
        event_hooks={"response": [_limit]},
    )
    return AsyncOpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key or _NO_KEY,
        organization="",
        project="",
        max_retries=0,
        http_client=http,
    )


async def _limit(response: Any) -> None:
    """Puts a limit on what is read of a reply; a compressed one could unfold to anything."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise TooMuchError
    response.stream = _Limited(response.stream)


class _Limited(httpx2.AsyncByteStream):
    """A stream that ends in an error where it is too long."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._stream:
            size += len(part)
            if size > MOST_BYTES:
                raise TooMuchError
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
