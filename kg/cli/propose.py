"""`kg propose`: ask a language model what letters state; the one command that calls out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.proposing.asking import Request
    from kg.proposing.client import Server
    from kg.proposing.running import Outcome

_LISTED = 10


def propose(
    letters: Annotated[list[Path], typer.Argument(help="Letters, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder of the answers.")] = Path("answers"),
    endpoint: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A server with the chat-completions interface: http://localhost:11434/v1"),
    ] = None,
    model: Annotated[
        str | None, typer.Option(metavar="NAME", help="The model, as the server calls it; or who has answered.")
    ] = None,
    remote: Annotated[bool, typer.Option("--remote", help="Letters may leave this machine, encrypted.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be sent, and send nothing.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the requests, for others to answer.")
    ] = None,
    form: Annotated[str, typer.Option(help="How --export writes: plain, or batch.")] = "plain",
    take: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take answers that were made elsewhere.")
    ] = None,
    parallel: Annotated[int, typer.Option(min=1, max=64, help="Requests at the same time.")] = 2,
    per_minute: Annotated[float, typer.Option(min=0, help="Most requests a minute; 0 for no limit.")] = 0,
    attempts: Annotated[int, typer.Option(min=1, max=20, help="How often a request is made at most.")] = 5,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds for one answer.")] = 120,
    tokens: Annotated[int, typer.Option(min=64, help="Most tokens of one answer.")] = 8192,
) -> None:
    """Ask a language model, or anyone, what letters state.

    `kg build --answers` lets the letters decide what of it is taken. The key of a server is read from the variable
    KG_API_KEY. Exit status: 0 all is answered, 1 some letters are not, 2 bad input or usage; what was answered is kept,
    and asked for no more.
    """
    from kg.errors import UsageError
    from kg.proposing.answers import checked_model

    if sum((endpoint is not None, export is not None, take is not None)) > 1:
        raise UsageError("--endpoint, --export and --import exclude each other.", "Do one after the other.")
    name = checked_model(model) if model is not None else None
    server = _server(endpoint, remote, timeout) if endpoint is not None else None
    requests = _requests(letters)
    if dry_run:
        _tell(requests, server)
    elif export is not None:
        _export(requests, export, form, name)
    elif take is not None:
        _import(requests, take, output, _needed(name))
    else:
        if server is None:
            raise UsageError("No server is named.", "Name one: --endpoint URL; or write the requests: --export FILE")
        _ask(requests, server, output, _needed(name), (parallel, per_minute, attempts, tokens))


def _needed(model: str | None) -> str:
    from kg.errors import UsageError

    if model is None:
        raise UsageError("No model is named.", "Name what answers with --model NAME.")
    return model


def _server(endpoint: str, remote: bool, timeout: float) -> Server:
    from kg.proposing.client import KEY, server_at

    return server_at(endpoint, key=os.environ.get(KEY, ""), remote=remote, seconds=timeout)


def _requests(letters: Sequence[Path]) -> list[Request]:
    from kg.building import nothing_found, sources
    from kg.proposing.asking import all_requests
    from kg.proposing.prompt import prompt

    documents, findings = sources(letters)
    if not documents:
        raise nothing_found(findings)
    return all_requests(documents, prompt())


def _tell(requests: Sequence[Request], server: Server | None) -> None:
    """What would be sent."""
    first = requests[0]
    tokens = sum(one.tokens for one in requests)
    letters = len({one.letter for one in requests})
    typer.echo(f"{letters:,} letters in {len(requests):,} requests, about {tokens:,} tokens to read.")
    typer.echo(f"To  {server.name if server else 'no server: name one with --endpoint'}")
    typer.echo(f"Of each letter its words, and no file's name; {_hidden(requests):,} places with personal data are █.")
    typer.echo(f"Before each letter the prompt {first.prompt.version} ({first.prompt.digest}).")
    typer.echo("Every word that is sent:  kg propose LETTERS --export requests.jsonl")


def _hidden(requests: Sequence[Request]) -> int:
    return sum({one.letter: one.hidden for one in requests}.values())


def _export(requests: Sequence[Request], path: Path, form: str, model: str | None) -> None:
    from kg.errors import UsageError
    from kg.exporting.files import write_aside
    from kg.proposing.carrying import Form, lines_of

    if form not in list(Form):
        raise UsageError(f"There is no form {form!r}.", f"Write one of: {', '.join(Form)}.")
    name = _needed(model) if form == Form.BATCH else ""
    write_aside(path, "".join(lines_of(requests, Form(form), name)).encode("utf-8", "replace"))
    typer.echo(f"Wrote {len(requests):,} requests to {path}", err=True)


def _import(requests: Sequence[Request], path: Path, folder: Path, model: str) -> None:
    from kg.errors import AnswerError
    from kg.proposing.answers import make_folder
    from kg.proposing.carrying import take_in

    make_folder(folder)
    kept, problems = take_in(path, requests, folder, model)
    typer.echo(f"Kept {kept:,} answers in {folder}, of {len(requests):,} requests.", err=True)
    if problems:
        more = f"\n… and {len(problems) - _LISTED:,} more." if len(problems) > _LISTED else ""
        raise AnswerError("\n".join(problems[:_LISTED]) + more, "What was answered rightly is kept.")


def _ask(
    requests: Sequence[Request], server: Server, folder: Path, model: str, pace: tuple[int, float, int, int]
) -> None:
    from kg.proposing.running import Pace, run

    parallel, per_minute, attempts, tokens = pace
    wished = Pace(parallel=parallel, a_minute=per_minute, attempts=attempts, tokens=tokens)
    try:
        outcome = run(requests, server, folder, model, wished, lambda line: typer.echo(line, err=True))
    except KeyboardInterrupt as interruption:
        typer.echo(f"Interrupted. What was answered is in {folder}; run the command again for the rest.", err=True)
        raise typer.Exit(130) from interruption
    _print(outcome, folder)
    if outcome.failed:
        raise typer.Exit(1)


def _print(outcome: Outcome, folder: Path) -> None:
    failed = len(outcome.failed)
    typer.echo(f"{outcome.answered:,} answered, {outcome.there:,} were there, {failed:,} without an answer.")
    for source, reason in outcome.failed:
        typer.echo(f"  {source}: {reason}")
    if outcome.failed:
        typer.echo("Run the command again for these.")
    typer.echo(f"Build with them:  kg build LETTERS --answers {folder}")
