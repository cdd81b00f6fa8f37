"""A request → the words of an answer, from a server with the chat-completions interface; the one place that calls out.

Nothing is followed (no redirect), nothing is taken from the surroundings (no proxy), the key goes into one header and
into no message, and what a server sends is read within bounds of size and time.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import math
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kg.errors import AnswerError, KgError, UsageError
from kg.proposing.carrying import content_of

KEY = "KG_API_KEY"
"""The variable of the environment that holds the key."""
_MOST_BYTES = 8_000_000
_CHUNK = 65_536
_SHOWN = 200
"""So much of what a server says of an error is told, in characters."""
_LONGEST_WAIT = 300.0
"""No server is waited for longer than that because it says so, in seconds."""


class PassingError(KgError):
    """What may be over when one asks again: a busy or broken server, a lost line; `wait` is what the server asks for,
    in seconds. `reached` says whether there was a server at all."""

    def __init__(self, message: str, wait: float = 0.0, *, reached: bool = True) -> None:
        super().__init__(message)
        self.wait = wait
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Server:
    """Where requests go, and how long one may take."""

    url: SplitResult
    key: str = field(default="", repr=False)
    seconds: float = 120.0

    @property
    def name(self) -> str:
        """The address as it may be shown."""
        return f"{self.url.scheme}://{self.url.netloc}{self.url.path}"


def server_at(address: str, *, key: str = "", remote: bool = False, seconds: float = 120.0) -> Server:
    """The server at an address, such as `http://localhost:11434/v1`.

    Raises:
        UsageError: no address; one outside this machine without `remote`; or one there without encryption.
    """
    try:
        url = urlsplit(address if "://" in address else f"http://{address}")
        port = url.port
    except ValueError as error:
        raise UsageError("The endpoint is no address.", "Write it as http://localhost:11434/v1") from error
    if url.scheme not in ("http", "https") or not url.hostname or port == 0 or url.query or url.fragment:
        raise UsageError("The endpoint is no address of a server.", "Write it as http://localhost:11434/v1")
    if url.username is not None or url.password is not None:
        raise UsageError("The endpoint holds a name or a password.", f"Set the key in the environment: {KEY}=…")
    if not _is_here(url.hostname):
        if not remote:
            raise UsageError(
                f"{url.hostname} is outside this machine: letters would leave it.",
                "Say --remote if they may; --dry-run tells what is sent.",
            )
        if url.scheme != "https":
            raise UsageError(f"{url.hostname} would be called without encryption.", "Use its https:// address.")
    if any(not 32 < ord(char) < 127 for char in key):
        raise UsageError(f"The key in {KEY} holds characters that no key has.", "Set it again, without spaces.")
    path = url.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    return Server(url._replace(path=path), key, seconds)


def _is_here(host: str) -> bool:
    """Whether a host is this machine, by its name or address; no other name is looked up."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def ask(server: Server, body: Mapping[str, Any]) -> str:
    """The words of the answer to one request.

    Raises:
        PassingError: asking again may help.
        AnswerError: the server answered, and it is no answer.
        UsageError: the server refuses the key, the model or the request; every other would fail too.
    """
    status, wait, data = _exchange(server, json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
    if status == 429 or status == 408 or status >= 500:
        raise PassingError(f"The server answered {status}.", wait)
    if status != 200:
        raise _refused(server, status, data)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AnswerError("The server's answer is no JSON.", "Check the endpoint's address.") from error
    return content_of(found)


def _exchange(server: Server, data: bytes) -> tuple[int, float, bytes]:
    """Status, seconds to wait, and body of a server's answer, all within the time of the server."""
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if server.key:
        headers["Authorization"] = f"Bearer {server.key}"
    late = threading.Event()
    connection = _connection(server)
    try:
        _connect(server, connection)
        with _hanging_up(connection, server.seconds, late):
            connection.request("POST", server.url.path, data, headers)
            response = connection.getresponse()
            found = response.read(_MOST_BYTES + 1)
        if len(found) > _MOST_BYTES:
            raise AnswerError(f"The answer has more than {_MOST_BYTES:,} bytes.", "Check the model.")
        if response.length or late.is_set():
            raise http.client.IncompleteRead(found)
        return response.status, _seconds(response.getheader("Retry-After")), found
    except (OSError, http.client.HTTPException) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise PassingError(f"The answer took longer than {server.seconds:g} seconds.") from error
        if isinstance(error, http.client.IncompleteRead):
            raise PassingError("The answer was cut off.") from error
        raise PassingError(f"The connection broke: {_words(error)}.") from error
    finally:
        connection.close()


def _connect(server: Server, connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except OSError as error:
        what = "no server answers there" if isinstance(error, ConnectionRefusedError) else _words(error)
        raise PassingError(f"{server.name} cannot be reached: {what}.", reached=False) from error


@contextmanager
def _hanging_up(connection: http.client.HTTPConnection, seconds: float, late: threading.Event) -> Iterator[None]:
    """Cut the line after some time, however slowly bytes drip until then."""

    def hang_up() -> None:
        late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    line = connection.sock
    assert line is not None
    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _connection(server: Server) -> http.client.HTTPConnection:
    host, port = server.url.hostname or "", server.url.port
    if server.url.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=server.seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=server.seconds)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


def _seconds(text: str | None) -> float:
    """What `Retry-After` asks for (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3), if in seconds."""
    try:
        found = float(text or 0)
    except ValueError:
        return 0.0
    return min(max(found, 0.0), _LONGEST_WAIT) if math.isfinite(found) else 0.0


_CURES = {
    401: f"Set the server's key in the environment: {KEY}=…",
    403: f"Set a key that may do this in the environment: {KEY}=…",
    404: "Check the model's name with --model, and the endpoint's address (it ends in /v1).",
    400: "Check the model's name; the server must know response_format with a JSON schema.",
    422: "Check the model's name; the server must know response_format with a JSON schema.",
}


def _refused(server: Server, status: int, data: bytes) -> UsageError:
    """The error of a request that the server will not answer; of a refused key nothing is repeated."""
    said = "" if status in (401, 403) else _said(server, data)
    hint = _CURES.get(status, "Check the endpoint's address; redirects are not followed.")
    return UsageError(f"{server.name} answered {status}{said}.", hint)


def _said(server: Server, data: bytes) -> str:
    try:
        row = json.loads(data)
        error = row.get("error", row) if isinstance(row, dict) else ""
        text = str(error.get("message", "") if isinstance(error, dict) else error)
    except (ValueError, RecursionError):
        return ""
    text = " ".join(text.split())[:_SHOWN].rstrip(".")
    if server.key:
        text = text.replace(server.key, "…")
    return f": {text}" if text else ""
