"""`kg graph`: the graph page, whole or a part of it, and a picture of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.answering import Proposals

_PAGE = Path("graph.html")


def graph(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The page to write.  [default: graph.html]")
    ] = None,
    where: Annotated[Path, typer.Option("--where", help="An output folder or a graph file.")] = Path("output"),
    council: Annotated[str | None, typer.Option(help="Only this council.")] = None,
    service: Annotated[str | None, typer.Option(help="Only this service, such as adult-social-care.")] = None,
    supplier: Annotated[str | None, typer.Option(help="Only what this supplier supplies.")] = None,
    around: Annotated[str | None, typer.Option(metavar="NAME", help="Only this thing and what is near it.")] = None,
    hops: Annotated[int, typer.Option(min=1, max=9, help="How many lines away --around goes.")] = 2,
    letters: Annotated[
        list[str] | None, typer.Option("--letters", metavar="FILE", help="Only this letter; may be given again.")
    ] = None,
    proposals: Proposals = "with",
    png: Annotated[Path | None, typer.Option("--png", help="Write a picture too; needs Chromium.")] = None,
) -> None:
    """Write the graph as one page that needs nothing else.

    It holds a picture, and the words of the letters behind it.

    Exit status: 0 clean, 1 the graph is too large and a part of it was drawn, 2 bad input or usage.
    """
    from kg.errors import UsageError
    from kg.exporting.files import write_aside
    from kg.known.proposals import choice_of, chosen
    from kg.picturing import picture, render
    from kg.picturing.letters import read_texts
    from kg.picturing.parting import Wish, drawable, part
    from kg.picturing.portrait import write_png
    from kg.store import Store

    store = chosen(Store.open(where), choice_of(proposals))
    whole = picture(store, read_texts(where))
    if not len(whole):
        raise UsageError(f"The graph in {where} holds nothing to draw.", "Build one from letters: kg build LETTERS")
    wish = Wish(council, service, supplier, around, hops, tuple(letters or ()))
    wanted = part(whole, wish)
    drawn = drawable(wanted)
    html = render(drawn)
    if output or not png:
        page = output or _PAGE
        write_aside(page, html.encode())
        typer.echo(f"Wrote {page}: {len(drawn):,} things, {drawn.number_of_edges():,} lines", err=True)
    if png:
        write_png(html, png)
        typer.echo(f"Wrote {png}", err=True)
    if drawn is not wanted:
        typer.echo(drawn.graph["part"] + " Draw a part: --council, --service, --supplier, --around.", err=True)
        raise typer.Exit(1)
