"""What a person points at on the command line → decisions, and decisions → their file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import typer

from kg.building.places import listing, looked_at
from kg.building.report import build_again, decided_rows, decisions_file
from kg.cli.terminal import many
from kg.decisions import append, read_decisions
from kg.decisions.choosing import (
    WHICH,
    Row,
    by_a_decision,
    cells_of,
    decision_of,
    file_cells,
    matching,
    one_of,
)
from kg.decisions.contradicting import cannot_both_be
from kg.decisions.kinds import KINDS, About
from kg.decisions.telling import summary
from kg.errors import NotFoundError, UsageError
from kg.exporting.unsure import UNSURE_FILE, read_unsure
from kg.known.asking import ask
from kg.known.flat import facts
from kg.model import Decision, Kind
from kg.resources import BUILD_REPORT
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, why and when."""

    who: str
    why: str
    when: str

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a decision."""
        return {"who": self.who, "why": self.why, "when": self.when or date.today().isoformat()}


class _Seen:
    """A built graph as decisions look at it."""

    def __init__(self, where: Path) -> None:
        self._store = Store.open(where)

    @cached_property
    def facts(self) -> list[Row]:
        return list(facts(self._store))

    @cached_property
    def files(self) -> list[Row]:
        return list(ask(self._store, "letter-files"))


def _seen(where: Path) -> _Seen:
    """The graph of a folder, opened once as long as it stays as it is."""
    report = where / BUILD_REPORT
    return _opened(where.absolute(), report.stat().st_mtime_ns if report.is_file() else 0)


@lru_cache(maxsize=1)
def _opened(where: Path, changed: int) -> _Seen:
    return _Seen(where)


def wish(*values: str) -> dict[str, str]:
    """By what a claim is chosen, from the options of a command in their order."""
    return dict(zip(WHICH, values, strict=True))


def tell_of_council(name: str, where: Path) -> None:
    """Say so where neither the register nor the graph knows a council, since a misspelling makes another one of it."""
    from kg.catalogue import load
    from kg.parameters import nearest

    if not name or load().council(name):
        return
    here = {str(row["council"]) for row in _seen(where).files} if (where / BUILD_REPORT).is_file() else set()
    if name in here:
        return
    told = f"No council of this graph or of the register is called {name!r}: it will be one of its own."
    names = sorted(here | {one.name for one in load().councils})
    typer.echo(f"{told} {nearest(name, names, '')}".rstrip(), err=True)


def on_names(
    verdict: str, thing: str, names: tuple[str, str], council: str, letter: str, where: Path, signed: Signed
) -> Decision:
    """A decision on two names of a kind of thing; of contracts with the digests of the letters that name them."""
    if thing not in (*Kind, "contract"):
        raise UsageError(f"{thing!r} has no names to compare.", "Name a council, system, supplier or contract.")
    cells = letter_cells(where, letter) if letter else {}
    if council:
        cells["council"] = council
    if thing == "contract":
        left, right = (_digest_of(where, name) for name in names)
        cells["digest"] = "|".join((left or cells.get("digest", ""), right)).rstrip("|")
    return decision_of(f"{verdict} {thing}", {**cells, "value": names[0], "to": names[1]}, **signed.cells)


def _digest_of(where: Path, name: str) -> str:
    """The digest of the letter by which a contract is named."""
    file, bar, _ = name.partition("|")
    return letter_cells(where, file.strip())["digest"] if bar else ""


def on_claim(kind: str, wish: Mapping[str, str], where: Path, signed: Signed, to: str = "") -> Decision:
    """A decision on the one claim that a person means: of what is stated, else of what is unsure.

    Raises:
        NotFoundError: there is no such claim.
        UsageError: there are several, or it stands by a decision already.
    """
    rows: list[Row] = [row for row in _seen(where).facts if row["status"] == "stated"]
    if not matching(rows, wish) and (where / UNSURE_FILE).is_file():
        rows = list(read_unsure(where))
    row = one_of(rows, wish, listing("kg facts", where))
    if key := by_a_decision(row):
        line = next((f", line {one['line']} of {one['file']}" for one in decided_rows(where) if one["key"] == key), "")
        hint = f"See `{listing('kg decisions', where)}`: change or remove the line of that decision."
        raise UsageError(f"This claim stands by a decision{line}.", hint)
    cells = {**letter_cells(where, str(row["letter"])), **dict(cells_of(row))}
    return decision_of(kind, cells, to=to, **signed.cells)


def letter_cells(where: Path, letter: str) -> dict[str, str]:
    """The cells of a decision that name a letter, of which a person has written the file or a part of its name.

    Raises:
        NotFoundError: there is no such letter.
        UsageError: there are several.
    """
    files = _seen(where).files
    found = [row for row in files if row["letter"] == letter] or matching(files, {"letter": letter})
    if not found:
        hint = f"See `kg query --name letters{looked_at(where)}` for what there is."
        raise NotFoundError(f"No letter of {where} is {letter}.", hint)
    if len(found) > 1:
        names = ", ".join(str(row["letter"]) for row in found[:10])
        raise UsageError(f"{len(found)} letters are like {letter}: {names}.", "Write more of its name.")
    return file_cells(found[0])


def write(made: Sequence[Decision], where: Path, given: Path | None, dry_run: bool) -> None:
    """Print decisions, and add them to the file that is given, or to that of the last build."""
    file = decisions_of(where, given)
    for decision in made:
        typer.echo(summary(decision))
    if dry_run:
        typer.echo(f"Nothing was written: {file} stays as it is.")
        return
    before = read_decisions(file)[0] if file.is_file() else []
    next_one = next_step(where, file)  # first, so that nothing is written where the build is damaged
    append(file, made)
    for one in (one for decision in made for one in before if _is_against(one, decision)):
        told = f"Line {one.line} of {file} is of the same claim ({one.decision}): only one of both can stand."
        typer.echo(told, err=True)
    typer.echo(f"Wrote {many(len(made), 'line')} to {file}. {next_one}")


def _is_against(one: Decision, other: Decision) -> bool:
    """Whether two decisions are on one claim and cannot both be carried out; it may well be that a person has changed
    their mind, and has to remove the first."""
    is_of_claims = KINDS[one.decision].about is About.CLAIM
    return is_of_claims and _claim_of(one) == _claim_of(other) and cannot_both_be(one, other)


def _claim_of(decision: Decision) -> tuple[str, ...]:
    return tuple(getattr(decision, name) for name in (*WHICH, "digest"))


def next_step(where: Path, file: Path) -> str:
    """What to do when decisions have been written."""
    return f"Build again as before to apply what is decided, such as: {build_again(where, file)}"


def decisions_of(where: Path, given: Path | None) -> Path:
    """The file of decisions that is `given`, or else that of the last build: the one that it has applied, or
    `decisions.csv` beside its letters, which may not be there yet.

    Raises:
        UsageError: it is not known where that is, or there is no such folder.
    """
    found = given or decisions_file(where)
    hint = "Name a file beside your letters, where builds look for it: --decisions letters/decisions.csv"
    if found is None:
        raise UsageError(f"The build in {where} does not tell where its letters are.", hint)
    if not found.parent.is_dir():
        raise UsageError(f"There is no folder {found.parent} for {found.name}.", hint)
    return found
