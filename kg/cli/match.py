"""`kg match`: names that may be of one thing, for a person to judge, group by group."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.catalogue import OwnCatalogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.decisions.matching import Pair
    from kg.known.flat import Row


class Format(StrEnum):
    """How pairs are listed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


_IDS = "of these pairs, or of all pairs of these groups: 3fa21c,supplier/spelling"


def match(
    kinds: Annotated[
        list[str] | None,
        typer.Argument(help="council, system, supplier or contract.  [default: all]", show_default=False),
    ] = None,
    same: Annotated[str, typer.Option("--same", help=f"Judge that both are one, called by the second, {_IDS}")] = "",
    not_same: Annotated[str, typer.Option("--not-same", help="Judge that they are two, likewise.")] = "",
    unsure: Annotated[str, typer.Option("--unsure", help="Judge that it is not known, likewise.")] = "",
    ask: Annotated[bool, typer.Option("--ask", help="Ask for each group, and write each answer at once.")] = False,
    who: Annotated[str, typer.Option("--who", help="Who decides: initials or a role, no name.", envvar="KG_WHO")] = "",
    why: Annotated[str, typer.Option("--why", help="Why.")] = "",
    where: Annotated[Path, typer.Option("--where", help="The output folder of a build.")] = Path("output"),
    decisions: Annotated[
        Path | None,
        typer.Option("--decisions", help="The file of decisions.  [default: that of the build]", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the lines, and write nothing.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="text is for reading.")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to a file.")] = None,
    catalogue: OwnCatalogue = None,
) -> None:
    """List names that may be one thing, and take judgements.

    They are grouped by the reason for which they are alike. What has been judged, also as unsure, is listed no more.
    """
    from kg.building.places import looked_at
    from kg.cli.deciding import Signed, write
    from kg.cli.emitting import emit
    from kg.decisions.matching import decisions_of

    pairs = _pairs(kinds or [], where, decisions)
    lists = f"kg match{looked_at(where)}"
    signed = Signed(who, why, "").cells
    judged = [
        decision
        for verdict, ids in (("same", same), ("not same", not_same), ("unsure", unsure))
        for decision in decisions_of(_chosen(pairs, ids, lists), verdict, signed)
    ]
    if judged:
        write(judged, where, decisions, dry_run)
    elif ask:
        _ask(pairs, where, decisions, signed, dry_run)
    else:
        emit(_listed(pairs, format_), output)


def _pairs(kinds: Sequence[str], where: Path, file: Path | None) -> list[Pair]:
    from kg.building.report import decisions_file
    from kg.decisions import read_decisions
    from kg.decisions.matching import KINDS, pairs_of
    from kg.errors import UsageError
    from kg.store import Store

    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"{kind!r} is no kind of thing that is matched.", f"Kinds are: {', '.join(KINDS)}.")
    path = file or decisions_file(where)
    known = read_decisions(path)[0] if path and path.is_file() else []
    return [pair for pair in pairs_of(Store.open(where), known) if not kinds or pair.kind in kinds]


def _chosen(pairs: Sequence[Pair], ids: str, lists: str) -> list[Pair]:
    """The pairs of identifiers and groups, as the command that `lists` them calls these."""
    from kg.errors import NotFoundError

    found: list[Pair] = []
    for one in filter(None, (part.strip() for part in ids.split(","))):
        named = [pair for pair in pairs if one in (pair.id, pair.group)]
        if not named:
            raise NotFoundError(f"No pair and no group is called {one!r}.", f"List them with `{lists}`.")
        found += named
    return found


def _ask(pairs: Sequence[Pair], where: Path, file: Path | None, signed: dict[str, str], dry_run: bool) -> None:
    """Ask for a judgement on each group; `o` asks for each of its pairs."""
    from kg.cli.deciding import write
    from kg.decisions.matching import decisions_of

    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.group, []).append(pair)
    for group, mine in groups.items():
        typer.echo(_listed(mine, Format.TEXT), nl=False)
        answer = _answer(f"{group}, {len(mine)}", "one by one, " if len(mine) > 1 else "")
        if answer == "q":
            return
        for part in [[one] for one in mine] if answer == "o" else [mine]:
            if answer == "o":
                typer.echo(_listed(part, Format.TEXT), nl=False)
            verdict = _VERDICTS.get(_answer(group, "") if answer == "o" else answer)
            if verdict:
                write(decisions_of(part, verdict, signed), where, file, dry_run)


_VERDICTS = {"s": "same", "n": "not same", "u": "unsure"}


def _answer(what: str, more: str) -> str:
    answer: str = typer.prompt(f"{what}: same, not same, unsure, {more}later, quit", default="l")
    return answer.strip().lower()[:1]


def _listed(pairs: Sequence[Pair], format_: Format) -> str:
    from kg.decisions.likeness import REASONS
    from kg.exporting.tables import csv_text

    if format_ is not Format.TEXT:
        rows = [_row(pair) for pair in pairs]
        if format_ is Format.JSON:
            return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
        return csv_text(rows, list(rows[0]) if rows else ["id"])
    lines: list[str] = []
    group = ""
    for pair in pairs:
        if pair.group != group:
            group = pair.group
            count = sum(one.group == group for one in pairs)
            lines += [*([""] if lines else []), f"{group} ({count}): {REASONS[pair.reason]}"]
        lines += _lines(pair)
    return "".join(f"{line}\n" for line in lines) or "No two names are alike that nobody has judged.\n"


def _lines(pair: Pair) -> list[str]:
    from kg.reporting.printing import printable

    lines = []
    for sign, thing in ((pair.id, pair.one), (" " * len(pair.id), pair.other)):
        told = [f"{head}: {thing.told(head)}" for head in pair.headings if thing.told(head)]
        known = ["in the catalogue"] if thing.known else []
        facts = printable("; ".join([*known, *told])) or "nothing else is told"
        lines.append(f"  {sign}  {printable(thing.name)}  ({facts})")
    return lines


def _row(pair: Pair) -> Row:
    def facts(told: dict[str, set[str]]) -> str:
        return "; ".join(f"{head}: {', '.join(sorted(told[head]))}" for head in pair.headings if told.get(head))

    return {
        "id": pair.id, "group": pair.group, "one": pair.one.name, "other": pair.other.name, "council": pair.one.council,
        "one_known": "true" if pair.one.known else "", "other_known": "true" if pair.other.known else "",
        "one_facts": facts(pair.one.facts), "other_facts": facts(pair.other.facts),
    }  # fmt: skip
