"""`kg review`: a page on which a person decides claim by claim, served on this machine or written as a file."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.catalogue import OwnCatalogue
from kg.cli.terminal import many

if TYPE_CHECKING:
    from kg.model import Interval
    from kg.reviewing import Wish


def review(
    where: Annotated[Path, typer.Option("--where", help="The output folder of a build.")] = Path("output"),
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="The file of decisions.  [default: that of the build]", show_default=False),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Write one file that works from disk, and serve nothing.")
    ] = None,
    take: Annotated[
        Path | None, typer.Option("--take", help="Add the lines that such a file has given to the file of decisions.")
    ] = None,
    who: Annotated[str, typer.Option("--who", help="Who decides: initials or a role, no name.", envvar="KG_WHO")] = "",
    letters: Annotated[
        list[str] | None, typer.Option("--letter", "-l", help="Only this letter; may be given again.")
    ] = None,
    council: Annotated[str, typer.Option("--council", help="Only this council.")] = "",
    field: Annotated[str, typer.Option("--field", help="Only this field, as `kg facts` calls it.")] = "",
    supplier: Annotated[str, typer.Option("--supplier", help="Only what this supplier supplies.")] = "",
    horizon: Annotated[str, typer.Option("--horizon", help="Ends within this time are the most urgent.")] = "24m",
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day from which it counts.  [default: today]", show_default=False)
    ] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes one that is free.")] = 0,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    catalogue: OwnCatalogue = None,
) -> None:
    """Review what was read, on a page in your browser.

    Letters on one side, their claims on the other, the most urgent first; keys decide. The page is served on this
    machine alone until Ctrl+C, and each decision is a line of the file of decisions at once.
    """
    from kg.cli.deciding import decisions_of, next_step
    from kg.decisions.persons import problem_of_who
    from kg.errors import UsageError
    from kg.reviewing import Wish
    from kg.vocab import FIELDS

    if problem := problem_of_who(who):
        raise UsageError(f"--who {problem}.", "Give initials or a role: --who AB, --who 'records officer'")
    if field and field not in FIELDS:
        raise UsageError(f"{field!r} is no field.", f"Fields are: {', '.join(FIELDS)}.")
    lines = decisions_of(where, decisions)
    if take is not None:
        typer.echo(f"{_taken(take, lines)} {next_step(where, lines)}")
        return
    wish = Wish(tuple(letters or ()), _council(council), field, _supplier(supplier))
    within = _horizon(as_of, horizon)
    if file is not None:
        _write(file, where, lines, within, wish, who, _take(where, decisions))
    else:
        _serve(where, lines, within, wish, who, port, browser)


def _horizon(as_of: str, horizon: str) -> Interval:
    from datetime import date

    from kg.known.dating import lead_of, shifted
    from kg.model import Interval
    from kg.values import parse_user_date

    day = (parse_user_date(as_of).latest if as_of else None) or date.today()
    return Interval(day, shifted(day, lead_of(horizon)))


def _council(name: str) -> str:
    from kg.catalogue import load

    return load().council_entity(name).name if name else ""


def _supplier(name: str) -> str:
    from kg.catalogue import load

    known = load().supplier(name) if name else None
    return known.name if known else name


def _taken(given: Path, lines: Path) -> str:
    """Add the lines of a file that the file of decisions does not have yet; what became of them."""
    from kg.decisions import append, read_decisions
    from kg.decisions.lines import DAMAGED
    from kg.errors import UsageError

    made, findings = read_decisions(given)
    if damaged := [one for one in findings if one.code == DAMAGED]:
        raise UsageError(f"{damaged[0].message} Nothing was taken.", damaged[0].hint)
    known = set(read_decisions(lines)[0]) if lines.is_file() else set()
    new = [one for one in dict.fromkeys(made) if one not in known]
    if new:
        append(lines, new)
    return f"Took {len(new)} of {len(made)} lines into {lines}; the others stand there."


def _take(where: Path, decisions: Path | None) -> str:
    """The command that takes what a page on disk gives, into the file of decisions that the page names."""
    from kg.building.places import looked_at
    from kg.reviewing.page import TAKE

    return TAKE + looked_at(where) + (f" --decisions {shlex.quote(str(decisions))}" if decisions else "")


def _write(file: Path, where: Path, lines: Path, horizon: Interval, wish: Wish, who: str, take: str) -> None:
    from kg.exporting.files import write_aside
    from kg.reviewing import render, review_of

    found = review_of(where, lines, horizon, wish)
    write_aside(file, render(found, file=str(lines), who=who, take=take).encode("utf-8", "replace"))
    told = f"{many(len(found.letters), 'letter')}, {many(len(found.items), 'claim')}"
    typer.echo(f"Wrote {file}: {told}. Open it in a browser; it gives its lines to download, for: {take}", err=True)


def _serve(where: Path, lines: Path, horizon: Interval, wish: Wish, who: str, port: int, browser: bool) -> None:
    from kg.cli.deciding import next_step
    from kg.reviewing import render, review_of
    from kg.reviewing.serving import Server

    review_of(where, lines, horizon, wish)  # what cannot be shown is told here, and not in the browser

    def page() -> str:
        return render(review_of(where, lines, horizon, wish), file=str(lines), who=who, served=True)

    with Server(page, lines, port) as server:
        typer.echo(f"Review at {server.url}")
        typer.echo(f"Decisions go to {lines}. Ctrl+C ends it.")
        if browser:
            import webbrowser

            webbrowser.open(server.url)
        with suppress(KeyboardInterrupt):
            server.serve_forever()
        typer.echo(f"Wrote {many(server.written, 'decision')} to {lines}. {next_step(where, lines)}")
