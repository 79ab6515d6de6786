"""A server that speaks OpenAI's protocol as far as a test wants, and remembers what it was sent."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Answer:
    """What the server does with a request."""

    text: str = ""
    """The reply of the model."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    """Sent as it is, in place of a reply."""
    waits: bool = False
    """Says nothing until the server is closed."""


@dataclass
class Stub:
    """The running server."""

    script: list[Answer | Callable[[dict[str, Any]], Answer]]
    """What it does, request by request; the last goes on."""
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def prompts(self) -> list[str]:
        """The last user message of each request."""
        return [request["messages"][-1]["content"] for request in self.requests]


def labels(request: dict[str, Any]) -> dict[str, str]:
    """The points of a request, text by label, the decoy among them."""
    whole = "\n".join(message["content"] for message in request["messages"])
    return dict(re.findall(r"^(p\d+): (.*)$", whole, re.MULTILINE))


def says(verdicts: dict[str, tuple[str, str]]) -> Callable[[dict[str, Any]], Answer]:
    """Replies with verdict and quote for points that hold a text, and missed for all others."""

    def answer(request: dict[str, Any]) -> Answer:
        found = {}
        for label, text in labels(request).items():
            verdict, quote = next((said for part, said in verdicts.items() if part in text), ("missed", ""))
            found[label] = {"verdict": verdict, "quote": quote}
        return Answer(json.dumps(found, ensure_ascii=False))

    return answer


@contextmanager
def serving(*script: Answer | Callable[[dict[str, Any]], Answer]) -> Iterator[Stub]:
    """A stub on a free port of this machine."""
    stub = Stub(list(script))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["content-length"])))
            step = stub.script[min(len(stub.requests), len(stub.script) - 1)]
            stub.requests.append(request)
            stub.keys.append(self.headers["authorization"])
            stub.asked.set()
            answer = step if isinstance(step, Answer) else step(request)
            if answer.waits:
                stub.over.wait(60)
                return
            body = answer.body if answer.body is not None else _completion(answer.text)
            self.send_response(answer.status)
            for name, value in {"content-type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            pass  # a client that hangs up is what some tests are about

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield stub
    finally:
        stub.over.set()
        server.shutdown()
        thread.join(10)
        server.server_close()


def _completion(text: str) -> bytes:
    return json.dumps({
        "id": "1", "object": "chat.completion", "created": 1, "model": "stub",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }).encode()  # fmt: skip
