"""Gold files: reading them, unfolding their facts, and finding the letters that they are of."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from kg.errors import NotFoundError, UsageError
from kg.evaluating.facts import facts_of
from kg.reading import collect

Row = Mapping[str, Any]

_PART = re.compile(r"(?<=\.(?:eml|msg))#", re.IGNORECASE)
_NEEDED: dict[str, frozenset[str]] = {
    "facts": frozenset(),
    "outcomes": frozenset({"question", "outcome"}),
    "referrals": frozenset({"label"}),
    "observations": frozenset({"measure", "value"}),
}
"""The lists of a gold file, with the keys that each of their rows must have."""


def stem_of(source: str) -> str:
    """What a letter is called whatever its format: `x` for `x.txt`, and for `x.eml#a.pdf`, a part of an e-mail."""
    return PurePosixPath(_PART.split(source, maxsplit=1)[0]).stem


def place_of(source: str) -> str:
    """Its stem after the folders that the source names: `2024/x` for `2024/x.txt`."""
    path = PurePosixPath(_PART.split(source, maxsplit=1)[0])
    return path.with_name(path.stem).as_posix() if path.name else ""


def may_be_same(place: str, other: str) -> bool:
    """Whether two places may be of one letter: one names more of the folders around it than the other."""
    return f"/{place}".endswith(f"/{other}") or f"/{other}".endswith(f"/{place}")


def load_gold(folder: Path) -> dict[str, Row]:
    """Gold files of a folder, or one, by the name of their letter.

    Raises:
        UsageError: no folder, no gold in it, or a file that is no gold.
    """
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not files:
        raise UsageError(f"There is no gold in {folder}.", "Name a folder of JSON files in the format of docs/gold.md.")
    gold: dict[str, Row] = {}
    for path in files:
        row = _gold(path)
        if place_of(row["letter"]) in {place_of(name) for name in gold}:
            raise UsageError(f"{path} is of {row['letter']}, which has gold already.", "Keep one of the two files.")
        gold[row["letter"]] = row
    return gold


def _gold(path: Path) -> Row:
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _no_gold(path, str(error)) from error
    if not isinstance(row, dict) or not isinstance(row.get("letter"), str):
        raise _no_gold(path, "it names no letter")
    if "facts" not in row:
        raise _no_gold(path, "it has no facts (write an empty list where the letter states none)")
    whole: dict[str, Any] = {name: [] for name in _NEEDED} | row
    for name in _NEEDED:
        if not isinstance(whole[name], list) or not all(isinstance(one, dict) for one in whole[name]):
            raise _no_gold(path, f"its {name} are no list of objects")
        for one in whole[name]:
            for key in _NEEDED[name] - one.keys():
                raise _no_gold(path, f"one of its {name} has no {key!r}")
    return whole


def _no_gold(path: Path, problem: str) -> UsageError:
    return UsageError(f"{path} is no gold: {problem}.", "See docs/gold.md for its format.")


def gold_facts(row: Row) -> list[dict[str, Any]]:
    """The facts of a gold file, unfolded: one object a field."""
    return [
        {
            "service": fact.service, "question": fact.question, "field": fact.field, "value": fact.value,
            "quote": fact.quote,
        }
        for fact in facts_of(row)
    ]  # fmt: skip


def find_letters(gold: Collection[str], where: Path, letters: Path | None) -> tuple[list[Path], list[str]]:
    """The files of the letters that gold is of, by their names without ending; and the letters that are not there.

    Without a folder of letters, the first of these that holds one of them: the folder called `letters` where the
    gold's is called `gold`, `letters` beside the gold, and the gold's own folder.

    Raises:
        UsageError: not one of the letters is there.
    """
    wanted = {place_of(name): name for name in gold}
    tried = [letters] if letters is not None else list(_candidates(where))
    for folder in tried:
        found = _choose(wanted, folder)
        if found:
            return list(found.values()), sorted(name for place, name in wanted.items() if place not in found)
    places = ", ".join(str(folder) for folder in tried) or "any folder beside the gold"
    names = ", ".join(sorted(gold)[:3]) + (", …" if len(gold) > 3 else "")
    raise UsageError(
        f"None of the letters that {where} is gold of ({names}) is in {places}.",
        "Name their folder with --letters; a letter is found by its name without ending.",
    )


def _candidates(where: Path) -> Iterator[Path]:
    folder = where if where.is_dir() else where.parent
    folder = folder.absolute()
    places = (
        folder.with_name(folder.name.replace("gold", "letters")) if folder.name else folder,
        folder.parent / "letters",
        folder / "letters",
        folder,
    )
    yield from dict.fromkeys(place for place in places if place.is_dir())


def _ends_of(place: str) -> Iterator[str]:
    """`x`, `2024/x`, and so on."""
    parts = place.split("/")
    yield from ("/".join(parts[at:]) for at in range(len(parts) - 1, -1, -1))


def _choose(wanted: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """One file a letter, by its place: that of the very name in the gold, else the only one of its stem."""
    if not folder.exists():
        raise NotFoundError(f"There is no folder {folder}.", "Name the folder of the letters with --letters.")
    if folder.is_dir() and not any(folder.iterdir()):
        return {}
    found: dict[str, list[Path]] = {}
    for path in collect([folder]):
        for place in () if path.suffix == ".json" else _ends_of(place_of(path.absolute().as_posix())):
            if place in wanted:
                found.setdefault(place, []).append(path)
    chosen: dict[str, Path] = {}
    for place, paths in sorted(found.items()):
        exact = [path for path in paths if f"/{path.absolute().as_posix()}".endswith(f"/{wanted[place]}")] or paths
        if len(exact) > 1:
            names = " and ".join(str(path) for path in exact[:2])
            hint = "Keep one format of each letter in the folder; in gold, name the folder too: `2024/reply.txt`."
            raise UsageError(f"{names} have the same name.", hint)
        chosen[place] = exact[0]
    return chosen
