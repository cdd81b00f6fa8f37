"""A Virtuoso server of one's own for a test: started on 127.0.0.1 with free ports in a folder of its own, ended by its process.

Installed by `apt-get install virtuoso-opensource-7` (Debian). Settings:
https://docs.openlinksw.com/virtuoso/dbadm/#virtini
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.sparql import PREFIXES
from kg.store import Table

PROGRAM = shutil.which("virtuoso-t")
_CONSOLE = shutil.which("isql-vt") or "isql-vt"
_SETTINGS = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200

[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{console}
DirsAllowed = {folder}
ServerThreads = 10
NumberOfBuffers = 20000
DisableUnixSocket = 1
SSLServerPort =

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4

[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 120
"""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running server: its SPARQL endpoint and the address of its console."""

    folder: Path
    http: int
    console: int

    def load(self, graph: Path) -> None:
        """Add the quads of an N-Quads file, each to its graph (flag 512 of TTLP)."""
        own = self.folder / "load.nq"
        shutil.copyfile(graph, own)
        self._say(f"DB.DBA.TTLP (file_open ('{own}'), '', '{PREFIXES['id']}graph/none', 512);")
        self._say("checkpoint;")

    def clear(self) -> None:
        """Take out all quads that `load` has put in."""
        self._say(f"DELETE FROM DB.DBA.RDF_QUAD WHERE id_to_iri (G) LIKE '{PREFIXES['id']}%';")

    def select(self, text: str) -> Table:
        """The solutions of a SELECT query."""
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items() if f"PREFIX {name}:" not in text)
        data = urllib.parse.urlencode({"query": head + text, "format": "application/sparql-results+json"}).encode()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http}/sparql", data, timeout=120) as answer:
                body = answer.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()[:1000]) from error
        found = parse_query_results(_mended(body), QueryResultsFormat.JSON)
        assert isinstance(found, QuerySolutions)
        return Table(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))

    def _say(self, statement: str) -> None:
        done = subprocess.run(
            [_CONSOLE, f"127.0.0.1:{self.console}", "dba", "dba", f"EXEC={statement}"],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Error" not in done.stderr, done.stderr


def _mended(body: bytes) -> bytes:
    """Its JSON calls a typed literal `typed-literal`, the name that a draft of the standard had."""
    found = json.loads(body)
    for row in found["results"]["bindings"]:
        for term in row.values():
            if term["type"] == "typed-literal":
                term["type"] = "literal"
    return json.dumps(found).encode()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(folder: Path) -> Iterator[Virtuoso]:
    """A server that is there within the block."""
    assert PROGRAM, "Virtuoso is not installed: apt-get install virtuoso-opensource-7"
    server = Virtuoso(folder, _free_port(), _free_port())
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(folder=folder, http=server.http, console=server.console))
    command = [PROGRAM, "+foreground", "+configfile", str(settings)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.kill()


def _wait_for(server: Virtuoso, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, (server.folder / "virtuoso.log").read_text()
        try:
            server.select("SELECT ?a WHERE { ?a a <urn:none> }")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("Virtuoso does not answer.")
