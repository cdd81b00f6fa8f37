"""A true HTTP server on 127.0.0.1 with the chat-completions interface, which behaves as a test wants it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any], int], None]
"""What answers a request: the handler, the body, and how often this request has come before."""


@dataclass(slots=True)
class Server:
    """A running server: where it is, and the requests that it got."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def words(self) -> list[str]:
        """The letters of the requests, in their order."""
        return [body["messages"][-1]["content"] for body in self.bodies]


class Handler(BaseHTTPRequestHandler):
    """Reads a request, notes it, and lets the behaviour answer."""

    protocol_version = "HTTP/1.1"
    behaviour: Behaviour
    server_state: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state = type(self).server_state
        with state.lock:
            before = state.words().count(body["messages"][-1]["content"])
            state.bodies.append(body)
            state.headers.append(dict(self.headers))
        type(self).behaviour(self, body, before)

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""

    def handle_one_request(self) -> None:
        """As always; that nobody waits for an answer any more is no fault of the server."""
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self, status: int, data: object, **headers: str) -> None:
        text = (data if isinstance(data, str) else json.dumps(data)).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(text)

    def says(self, content: str, reason: str = "stop") -> None:
        """Answer as a model does."""
        message = {"role": "assistant", "content": content}
        self.answer(200, {"choices": [{"index": 0, "message": message, "finish_reason": reason}]})


def proposals(*entries: dict[str, Any]) -> str:
    """The words of a good answer."""
    return json.dumps({"proposals": list(entries)})


def well(handler: Handler, body: dict[str, Any], before: int) -> None:
    """Answer well: Mosaic is used."""
    handler.says(proposals(MOSAIC))


MOSAIC = {
    "field": "system", "value": "Mosaic", "quote": "We use Mosaic", "service": "adult-social-care", "system": "Mosaic",
    "certainty": "definite", "question": "1",
}  # fmt: skip


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Server]:
    """A server that answers by `behaviour`."""
    state = Server("")
    handler = type("_Handler", (Handler,), {"behaviour": staticmethod(behaviour), "server_state": state})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
