"""The words of letters, for reading beside their claims: questions and answers, personal data blacked out.

The graph holds quotes, not letters. A build writes `letters.json` beside the graph: for each letter the run of its
text from the first question to the last answer, free of marks, in pieces that know their place in the canonical
text, so that spans of claims find their words. Letterhead and signature stay out. Where the file is missing, the
questions and the first passage of each answer, which the graph holds, stand for the letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.describing import letter_key
from kg.errors import DataError, OutputError
from kg.model import Letter, LetterClaims
from kg.outputs import read_bytes
from kg.picturing import asking
from kg.picturing.asking import ask, short
from kg.store import Store
from kg.values.personal import blacked_out

TEXTS_FILE = "letters.json"
"""The file of an output folder that holds the words of its letters."""

Pieces = list[tuple[int, str]]
"""Runs of text in order, each with its offset in the canonical text (Unicode code points); -1: has none."""
Texts = Mapping[str, Pieces]
"""Identifier of a letter (`letter/…`) → its words."""


def texts_of(letters: Iterable[LetterClaims]) -> Texts:
    """The words of letters as a build has them."""
    return {f"letter/{letter_key(letter)}": _pieces(letter.letter, letter.hidden) for letter in letters}


def write_texts(texts: Texts, path: Path) -> None:
    """Write them as JSON.

    Raises:
        OutputError: the place cannot be written.
    """
    try:
        path.write_text(json.dumps(texts, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}.", "Choose another place.") from error


def read_texts(where: Path) -> Texts:
    """The words that a build has left beside its graph; nothing where it has left none.

    Raises:
        DataError: the file is damaged.
    """
    path = (where if where.is_dir() else where.parent) / TEXTS_FILE
    try:
        found = json.loads(read_bytes(path))
        return {str(key): [(int(at), str(text)) for at, text in pieces] for key, pieces in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is damaged: {error}.", "Build again, or remove the file.") from error


def texts_in(store: Store) -> Texts:
    """What of the letters' words stands in the graph: questions, and the first passage of each answer."""
    found: dict[str, list[tuple[int, str, int, str]]] = {}
    for row in ask(store, asking.ANSWERS):
        label, text = row.get("question", ""), row.get("text", "")
        question = f"{label}. {text}".strip(". ") if label else text
        place = int(row.get("order", "0")), question, int(row.get("start", "-1")), row.get("quote", "")
        found.setdefault(short(row["letter"]), []).append(place)
    texts: dict[str, Pieces] = {}
    for letter, rows in found.items():
        pieces: Pieces = []
        for _, question, at, quote in sorted(rows):
            pieces.append((-1, f"{question}\n\n"))
            if quote and (at, quote) not in pieces:
                pieces += [(at, quote), (-1, "\n\n")]
        texts[letter] = pieces
    return texts


def _pieces(letter: Letter, hidden: Sequence[str]) -> Pieces:
    passages = [item.question.passage for item in letter.items if item.question]
    passages += [passage for item in letter.items if item.answer for passage in item.answer.passages]
    if not passages:
        return []
    view = letter.view
    start, end = min(p.start for p in passages), max(p.end for p in passages)
    start = view.text.rfind("\n", 0, start) + 1  # the label of the first question stands before it
    text, offsets = blacked_out(view.text, hidden)[start:end], view.offsets[start:end]
    pieces: Pieces = []
    begin = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or offsets[place] != offsets[place - 1] + 1:
            pieces.append((offsets[begin], text[begin:place]))
            begin = place
    return pieces
