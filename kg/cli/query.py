"""`kg query`: SPARQL in, a table or another format out."""

from __future__ import annotations

import glob
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.querying import NamedQuery


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"


def _names_beginning(typed: str) -> list[str]:
    """Names of queries for a shell that completes what is typed: the files alone, which none of them is read for."""
    from kg.resources import ontology_dir

    return sorted(path.stem for path in (ontology_dir() / "queries").glob(f"{glob.escape(typed)}*.rq"))


def query(
    text: Annotated[str | None, typer.Argument(help="A SPARQL 1.1 query.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A file with the query; - for standard input.")] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="A query that comes with council-kg.", autocompletion=_names_beginning),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="A parameter of the query; repeatable.")
    ] = None,
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    format_: Annotated[Format | None, typer.Option("--format", help="Default: table, and turtle for triples.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the queries that come with council-kg.")] = False,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="How long the query may take.")
    ] = 60,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MB", min=1, help="How much memory it may take beside the graph.")
    ] = 2000,
    allow_service: Annotated[
        bool, typer.Option("--allow-service", help="Let the query ask other machines (SERVICE).")
    ] = False,
) -> None:
    """Ask the graph in SPARQL. The usual prefixes (kg:, skos:, prov:, …) need not be declared."""
    from kg.cli.emitting import emit, table_width

    if list_:
        emit(_listing(), output)
        return
    from kg.cli.working import Limits, in_worker
    from kg.querying import bind

    chosen, values = _chosen(text, file, name), _values(param or [])
    bind(chosen, values)  # what is wrong with the values is said before a large graph is opened
    request = _Request(chosen, values, where, format_, table_width(output), allow_service)
    emit(in_worker(_answered, request, limits=Limits(timeout, memory), stopped=_STOPPED), output)


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked of which graph, and how the answer is to be written."""

    query: NamedQuery
    values: dict[str, str]
    where: Path
    format_: Format | None
    width: int | None
    allow_service: bool


_STOPPED = "Stopped: the graph was not opened.", "Stopped: the query was not finished, and nothing was written."


def _answered(begin: Callable[[], None], request: _Request) -> str:
    from kg.exporting.results import format_results
    from kg.querying import answer
    from kg.store import Store

    store = Store.open(request.where)
    begin()
    result = answer(store, request.query, request.values, allow_service=request.allow_service)
    return format_results(result, request.format_, labels=store.label, width=request.width)


def _chosen(text: str | None, file: Path | None, name: str | None) -> NamedQuery:
    from kg.errors import UsageError
    from kg.querying import named_query, parse_query

    given = [source for source in (text, file, name) if source is not None]
    if len(given) != 1:
        message = "Give one query: as text, with --file or with --name."
        raise UsageError(message, "`kg query --list` lists those that come with council-kg.")
    if name is not None:
        return named_query(name)
    found = text if text is not None else _read(file or Path("-"))
    if not found.strip():
        raise UsageError("The query is empty.", "Write for instance: kg query 'SELECT ?s WHERE { ?s a kg:System }'")
    return parse_query("given", found)


def _read(file: Path) -> str:
    from kg.errors import UsageError

    try:
        return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.", "Name a file with a query.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not text in UTF-8.", "Name a file with a query.") from error


def _values(params: list[str]) -> dict[str, str]:
    from kg.errors import UsageError

    values: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name or name in values:
            problem = "is given twice" if name in values else "is no NAME=VALUE"
            raise UsageError(f"--param {param} {problem}.", "Write for instance --param from=2026-01-31")
        values[name] = value
    return values


def _listing() -> str:
    import textwrap

    from kg.querying import named_queries

    lines = []
    for found in named_queries():
        about = textwrap.wrap(f"{found.title}. {found.description}", width=96)
        lines += [found.name, *(f"  {line}" for line in about)]
        for parameter in found.parameters:
            note = {None: "", "": " (may be left out)"}.get(parameter.default, f" (default {parameter.default})")
            usage = f"--param {parameter.name}={parameter.type.upper()}"
            lines.append(f"    {usage:<26}  {parameter.description}{note}")
    return "\n".join(lines) + "\n"
