"""A model behind an OpenAI-compatible server, asked through pydantic-ai; imported only when one is set up."""

from __future__ import annotations

import asyncio
import warnings
from typing import TYPE_CHECKING, Any

import httpx2
from openai import OpenAIError
from pydantic_ai.direct import model_request
from pydantic_ai.exceptions import AgentRunError, ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, TextPart
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
from pydantic_ai.settings import ModelSettings

from dlprep.domain.opinion.opinions import Discard, NoReplyError
from dlprep.opinion.guarded_client import TooMuchError, guarded_client

if TYPE_CHECKING:
    from dlprep.domain.opinion.asking import Prompt
    from dlprep.domain.opinion.endpoint import Endpoint

_TRIES = 2
_MOST_TOKENS = 4_000
"""Of a reply; models that think aloud need most of them."""
_NO_SCHEMA = frozenset((400, 404, 415, 422, 501))
"""What servers answer to a schema that they do not know."""
_PASSING = frozenset((408, 409, 425, 429))
_FAILURES = (
    AgentRunError,
    OpenAIError,
    httpx2.HTTPError,
    httpx2.StreamError,
    TooMuchError,
    OSError,
    ValueError,
    RecursionError,
)
"""What is raised, on the way through three libraries, for what a server does."""
_SERVER_ERROR, _REDIRECTION, _CLIENT_ERROR = 500, 300, 400


class EndpointModel:
    """Asks one model; each request is made anew, over a connection of its own."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Sends nothing yet."""
        self.name = endpoint.model
        self.address = endpoint.url
        self._endpoint = endpoint
        self._takes_schema = True

    def reply(self, prompt: Prompt) -> str:
        """What the model says; a failure that may pass is tried once more.

        Raises:
            NoReplyError: if nothing comes, or nothing that can be read.
        """
        for left in reversed(range(_TRIES)):
            uses_schema = self._takes_schema and prompt.schema is not None
            try:
                return asyncio.run(self._request(prompt, prompt.schema if uses_schema else None))
            except ModelHTTPError as error:
                if uses_schema and error.status_code in _NO_SCHEMA and left:
                    self._takes_schema = False
                elif not left or not _may_pass(error.status_code):
                    raise NoReplyError(Discard.REFUSED, str(error.status_code)) from error
            except TimeoutError as error:
                if not left:
                    raise NoReplyError(Discard.TIMEOUT) from error
            except _FAILURES as error:
                reason = _reason(error)
                if not left or reason.reason is not Discard.UNREACHABLE:
                    raise reason from error
        raise NoReplyError(Discard.UNREACHABLE)

    async def _request(self, prompt: Prompt, schema: dict[str, Any] | None) -> str:
        async with (
            guarded_client(self._endpoint) as client,
            asyncio.timeout(self._endpoint.timeout_seconds),
        ):
            provider = OpenAICompatibleProvider("second-opinion", openai_client=client)
            with warnings.catch_warnings():
                # Models that take no temperature are told so in a warning, which is nothing to a learner.
                warnings.simplefilter("ignore")
                response = await model_request(
                    OpenAIChatModel(self.name, provider=provider),
                    _messages(prompt),
                    model_settings=ModelSettings(temperature=0.0, max_tokens=_MOST_TOKENS),
                    model_request_parameters=_parameters(schema),
                    instrument=False,
                )
        return "".join(part.content for part in response.parts if isinstance(part, TextPart))


def _messages(prompt: Prompt) -> list[ModelMessage]:
    messages: list[ModelMessage] = [ModelRequest.user_text_prompt(prompt.user, instructions=prompt.system)]
    if prompt.before is not None:
        reply, problem = prompt.before
        again = f"That could not be used: {problem}. Reply again, with the JSON object and nothing else."
        messages += [
            ModelResponse(parts=[TextPart(reply[:_MOST_TOKENS] or "…")]),
            ModelRequest.user_text_prompt(again, instructions=prompt.system),
        ]
    return messages


def _parameters(schema: dict[str, Any] | None) -> ModelRequestParameters:
    if schema is None:
        return ModelRequestParameters()
    shape = OutputObjectDefinition(json_schema=schema, name="verdicts", strict=True)
    return ModelRequestParameters(output_mode="native", output_object=shape)


def _may_pass(status: int) -> bool:
    return status in _PASSING or status >= _SERVER_ERROR


def _reason(error: BaseException) -> NoReplyError:
    """Why nothing came, from whatever was raised on the way."""
    causes = list(_causes(error))
    if any(isinstance(one, TooMuchError) for one in causes):
        return NoReplyError(Discard.TOO_LONG)
    statuses = [one.response.status_code for one in causes if hasattr(one, "response")]
    if any(_REDIRECTION <= status < _CLIENT_ERROR for status in statuses):
        return NoReplyError(Discard.REDIRECTED)
    if any(isinstance(one, OSError) or "Connect" in type(one).__name__ for one in causes):
        return NoReplyError(Discard.UNREACHABLE)
    return NoReplyError(Discard.UNREADABLE)


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
