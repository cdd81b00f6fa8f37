"""The page of a review on this machine alone, and what it decides → lines of the file of decisions, at once.

Only who has the token of this run is answered, on the loopback address (RFC 6761, section 6.3), under the very name by
which the page was opened: another site that a browser shows can neither read the page nor write through it, whatever
its name resolves to (DNS rebinding; https://owasp.org/www-community/attacks/csrf).
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from kg.decisions import append
from kg.decisions.choosing import decision_of
from kg.decisions.persons import problem_of_who
from kg.errors import KgError, UsageError
from kg.model import DECISION_COLUMNS, Decision
from kg.version import __version__

HOST = "127.0.0.1"
_LARGEST = 2_000_000
"""So many bytes may a message have; one of a thousand decisions has some 500,000."""
_HEADERS = {
    "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": "frame-ancestors 'none'",
}  # fmt: skip


class Server(ThreadingHTTPServer):
    """Serves one review until it is shut down.

    Args:
        page: makes the page anew each time that it is asked for.
        file: the file of decisions; it is made with the first.
        port: 0 for any that is free.

    Raises:
        UsageError: the port is taken.
    """

    daemon_threads = True

    def __init__(self, page: Callable[[], str], file: Path, port: int = 0) -> None:
        try:
            super().__init__((HOST, port), _Handler)
        except (OSError, OverflowError) as error:
            raise UsageError(f"Port {port} cannot be used: {error}.", "Name another with --port, or none.") from error
        self.page = page
        self.file = file
        self.token = secrets.token_urlsafe(24)
        self.written = 0
        """How many decisions it has written."""
        self._writing = threading.Lock()

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.origin}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that has gone is no fault."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def write(self, message: Mapping[str, Any]) -> list[dict[str, str]]:
        """Write what the page has decided, and take out what it takes back; the cells of the new lines.

        Raises:
            UsageError: a decision is not whole; nothing is written.
            OutputError: the file cannot be written.
        """
        day = date.today().isoformat()
        made = [_decision({**cells, "when": day}) for cells in _listed(message, "add")]
        gone = [Decision(**{"decision": "", **cells}, file="", line=0) for cells in _listed(message, "remove")]
        with self._writing:
            if made or (gone and self.file.exists()):
                append(self.file, made, gone)
            self.written += len(made)
        return [one.cells for one in made]


def _listed(message: Mapping[str, Any], name: str) -> list[dict[str, str]]:
    """The cells of decisions in a message."""
    found = message.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UsageError("The page has sent what is no list of decisions.", "Load it again.")
    return [{key: str(text) for key, text in one.items() if key in DECISION_COLUMNS} for one in found]


def _decision(cells: dict[str, str]) -> Decision:
    if problem_of_who(cells.get("who", "")):
        raise UsageError("Who decides is written as initials or a role, not as a name.", "Write AB or records officer.")
    return decision_of(cells.pop("decision", ""), cells)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = f"council-kg/{__version__}"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        if self._is_ours() and self.path == f"/{self.server.token}/":
            self._guarded(lambda: self._send(HTTPStatus.OK, self.server.page(), "text/html"))
        else:
            self._refuse()

    def do_POST(self) -> None:
        if not self._is_ours() or self.headers.get("Origin") != self.server.origin:
            return self._refuse()
        if not compare_digest(self.path.encode(), f"/{self.server.token}/decisions".encode()):
            return self._refuse()
        if self.headers.get_content_type() != "application/json":
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            return self._refuse(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > _LARGEST:
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return self._guarded(lambda: self._write(self.rfile.read(int(length))))

    def _write(self, body: bytes) -> None:
        try:
            message = json.loads(body)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            raise UsageError("The page has sent what cannot be read.", "Load it again.")
        self._json(HTTPStatus.OK, {"lines": self.server.write(message)})

    def _is_ours(self) -> bool:
        """Whether the request has the token, and comes under the name that the server has."""
        token = self.path.split("/")[1] if self.path.startswith("/") else ""
        is_named = self.headers.get("Host") == f"{HOST}:{self.server.server_port}"
        return is_named and compare_digest(token.encode(), self.server.token.encode())

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except KgError as error:
            self._json(HTTPStatus.UNPROCESSABLE_ENTITY, {"problem": f"{error.message} {error.hint}".strip()})

    def _refuse(self, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> None:
        self.close_connection = True
        self._send(status, f"{status.phrase}. Open the address that `kg review` has printed.\n", "text/plain")

    def _json(self, status: HTTPStatus, data: object) -> None:
        self._send(status, json.dumps(data, ensure_ascii=False), "application/json")

    def _send(self, status: HTTPStatus, text: str, media_type: str) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed: the address holds the token."""
