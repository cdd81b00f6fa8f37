"""A small build to review: nine letters of six or seven claims each, and a page of it that a server gives."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from kg.cli import app
from kg.model import Interval
from kg.reviewing import Review, Wish, render, review_of
from kg.reviewing.serving import Server
from tests.letters import letter_text

HORIZON = Interval(date(2026, 11, 1), date(2028, 11, 1))
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
BODY = """1. Which system do you use for adult social care, and who supplies it?

We use {system}, supplied by {supplier}.

2. What is the contract reference?

{reference}

3. When did the contract start, and when does it end?

It started on 1 April {start} and ends on 31 March {end}.

4. How much does it cost a year?

£{cost}

5. Is it hosted by the supplier?

It is in the supplier's cloud. {more}
"""
ROWS = (
    ("Mosaic", "The Access Group", "AB-1234", 2021, 2028, "16,446", f"Our note says {HOSTILE}"),
    ("Liquidlogic", "System C", "CD-7701", 2020, 2030, "125,000", ""),
    ("Eclipse", "OLM Systems", "OL-5005", 2019, 2027, "81,000", ""),
    ("CareDirector", "CareWorks", "CW-1010", 2018, 2025, "44,000", ""),
    ("Mosaic", "The Access Group", "SV-6006", 2022, 2029, "52,300", ""),
    ("Liquidlogic", "System C", "LL-2112", 2023, 2033, "9,900", ""),
    ("Eclipse", "OLM Systems", "EC-9009", 2017, 2028, "120,500", ""),
    ("ContrOCC", "Oxford Computer Consultants", "OC-3003", 2020, 2029, "33,000", ""),
    ("Capita One", "Capita", "CO-4004", 2021, 2031, "71,000", ""),
)
COUNCILS = ("Borsetshire County Council", "Wiltshire Council", "Kent County Council")


def kg(*arguments: object, status: int | None = 0) -> str:
    """What a command prints."""
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert status is None or done.exit_code == status, done.output
    return done.stdout


def built(folder: Path, count: int = len(ROWS)) -> Path:
    """So many letters in `folder/letters`, and their graph in `folder/output`."""
    (folder / "letters").mkdir(parents=True)
    for number, (system, supplier, reference, start, end, cost, more) in enumerate(ROWS[:count], start=1):
        body = BODY.format(
            system=system, supplier=supplier, reference=reference, start=start, end=end, cost=cost, more=more
        )
        text = letter_text(body, reference=f"FOI/24/{number:04}", council=COUNCILS[number % len(COUNCILS)])
        (folder / "letters" / f"letter-{number}.txt").write_text(text, encoding="utf-8")
    kg("build", folder / "letters", "-o", folder / "output", status=None)
    return folder


def review(home: Path, **wish: Any) -> Review:
    return review_of(home / "output", decisions(home), HORIZON, Wish(**wish))


def decisions(home: Path) -> Path:
    return home / "letters" / "decisions.csv"


def lines(home: Path) -> list[dict[str, str]]:
    """The lines of the file of decisions."""
    if not decisions(home).is_file():
        return []
    return list(csv.DictReader(io.StringIO(decisions(home).read_text(encoding="utf-8"), newline="")))


def written(home: Path, name: str = "review.html") -> Path:
    """The review as one file."""
    path = home / name
    path.write_text(render(review(home), file="letters/decisions.csv", who="AB"), encoding="utf-8")
    return path


@contextmanager
def serving(home: Path, who: str = "AB") -> Iterator[Server]:
    """A server of the review."""

    def page() -> str:
        return render(review(home), file="letters/decisions.csv", who=who, served=True)

    with Server(page, decisions(home)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
