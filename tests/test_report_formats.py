"""What other programs read of reports: workbooks by a spreadsheet reader, calendars by a calendar's, pages by their policy."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kg.reporting.formats.calendar import calendar
from kg.reporting.formats.page import page
from kg.reporting.formats.rendering import FORMATS, render, rendered
from kg.reporting.formats.spreadsheet import workbook
from kg.reporting.formats.timeline import timeline
from kg.reporting.report import EVIDENCE, Column, Report, Section
from kg.reporting.reports.changes import changes
from kg.reporting.reports.coverage import coverage
from kg.reporting.reports.gaps import gaps
from kg.reporting.reports.market import market
from kg.reporting.reports.refusals import refusals
from kg.reporting.reports.renewals import renewals
from kg.reporting.reports.statistics import statistics
from kg.reporting.reports.wanting import wanted
from kg.store import Store
from tests.test_calendar import events_of

DAY = date(2026, 11, 21)
HOSTILE = '=HYPERLINK("http://x")|<script>alert(1)</script>\u202e& "][ `x` \\; ,\n\x1b[31m'
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200)


def reports(store: Store) -> list[Report]:
    return [
        renewals(store, wanted(lead="18m"), DAY), gaps(store, None, DAY), market(store, None, DAY), changes(store),
        refusals(store, None, DAY), statistics(store, None, DAY), coverage(store),
    ]  # fmt: skip


def report_with(text: str) -> Report:
    """A report of one renewal, every text of which is `text`."""
    row = dict.fromkeys(("council", "service", "system", "supplier", "reference", "quote", "letter", "question"), text)
    days = {
        "end": "2028",
        "earliest": "2028-01-01",
        "latest": "2028-12-31",
        "start_by": "2026-07-01",
        "contract": "id:x",
    }
    columns = (*(Column(key, key.title()) for key in (*row, *days) if key not in {c.key for c in EVIDENCE}), *EVIDENCE)
    found = {
        **row,
        **days,
        "start": None,
        "latest_end": None,
        "band": "overdue",
        "system_status": "stated",
        "letter_date": None,
    }
    return Report("renewals", "Ends", "2026-11-21", (Section("ends", "Ends", columns, (found,)),))


def test_what_a_page_tells_to_type_is_set_as_code() -> None:
    notes = ("Counted from today, or from the day given by `--as-of <day>`.", "An odd ` is a mark like others.")
    shown = page(Report("changes", "What changed", None, (), notes), Store())
    assert "<p>Counted from today, or from the day given by <code>--as-of &lt;day&gt;</code>.</p>" in shown
    assert "<p>An odd ` is a mark like others.</p>" in shown


def test_every_report_holds_its_rows_in_every_format(store: Store) -> None:
    for report in reports(store):
        rows = sum(len(section.rows) for section in report.sections)
        sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook(report)))
        names = [section.name for section in report.sections]
        first = ["next-18-months"] if report.name == "renewals" else []
        assert sheets.sheet_names == [*first, *names, "about"]
        read = [sheets.get_sheet_by_name(name).to_python() for name in names]
        assert [len(sheet) - 1 for sheet in read if len(sheet) > 1] == [len(s.rows) for s in report.sections if s.rows]
        assert sum(len(section["rows"]) for section in json.loads(render(report, "json"))["sections"]) == rows
        assert page(report, store).count('class="row"') == rows
        assert len(render(report, "table")) > 0
        assert sum(line.startswith("| ") for line in render(report, "md").splitlines()) == rows + 2 * sum(
            bool(section.rows) for section in report.sections
        )


def test_every_row_that_letters_tell_of_has_its_evidence(store: Store) -> None:
    for report in reports(store):
        for section in report.sections:
            if section.name in ("not-understood", "accounted"):
                continue
            if section.name == "ownership":
                assert all(row["status"] == "reference" and row["source"] for row in section.rows)
                continue
            assert [row for row in section.rows if not row["letter"] or "quote" not in row] == [], report.name


def test_people_read_services_by_label_and_programs_by_notation(store: Store) -> None:
    report = renewals(store, wanted("2026", "2028"), DAY)
    for format_ in ("table", "md", "html", "ics"):
        text = rendered(report, format_, store).decode()
        words = " ".join(text.replace("\r\n ", "").split()).replace("&#39;", "'")
        assert "Children's social care" in words or (format_ == "table" and "Children's" in words), format_
        assert "childrens-social-care" not in words, format_
    for format_ in ("csv", "json"):
        text = rendered(report, format_, store).decode()
        assert "childrens-social-care" in text, format_
        assert "Children's social care" not in text, format_
    drawn = timeline(report)
    assert drawn is not None
    services = [service for _, by_service in drawn.groups for service, _ in by_service]
    assert services == ["Adult social care", "Children's social care"]


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(store: Store) -> None:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(workbook(renewals(store, wanted("2026", "2028"), DAY))))
    heads, *lines = sheets.get_sheet_by_name("ends").to_python()
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [row["End"] for row in rows] == ["2026-11", "2028"]
    assert [row["Months"] for row in rows] == [0.0, 25.0]
    assert [row["System: by whom"] for row in rows] == ["inferred", "inferred"]
    assert [(row["Earliest"], row["Latest"]) for row in rows] == [
        (date(2026, 11, 1), date(2026, 11, 30)), (date(2028, 1, 1), date(2028, 12, 31)),
    ]  # fmt: skip
    assert [row["Service"] for row in rows] == ["Adult social care", "Children's social care"]


@given(WORDS)
@settings(max_examples=50, deadline=None)
def test_any_words_go_into_any_format(text: str) -> None:
    report = report_with(text)
    empty = Store.of(())
    for format_ in FORMATS:
        assert rendered(report, format_, empty)
    (ends, starts) = events_of(calendar(report))
    assert ends["DTSTART"] == date(2028, 1, 1)
    assert starts["DTSTART"] == date(2026, 11, 21), "what is overdue stands on the day of the report"
    assert max(len(line) for line in calendar(report).split(b"\r\n")) <= 75
    cells = CalamineWorkbook.from_filelike(io.BytesIO(workbook(report))).get_sheet_by_name("ends").to_python()
    assert len(cells) == 2


def test_letters_words_never_become_markup_or_formulas() -> None:
    report = report_with(HOSTILE)
    html = page(report, Store.of(()))
    assert "<script>alert" not in html
    assert "http://" not in html
    assert "\x1b" not in render(report, "table") + render(report, "md")
    summary = str(events_of(calendar(report))[0]["SUMMARY"])
    assert '=HYPERLINK("http://x")|<script>alert(1)</script>' in summary
    assert "\n" not in summary


# Pages


def test_a_page_asks_for_nothing_and_runs_only_what_it_brings(store: Store) -> None:
    for report in reports(store):
        html = page(report, store)
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
        assert policy
        assert "default-src &#39;none&#39;" in policy[1]
        for kind in ("script", "style"):
            (inner,) = re.findall(rf"<{kind}>(.*?)</{kind}>", html, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
            assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy[1]
        assert "://" not in html
        assert not re.search(r"<[^<>]*\s(?:src|srcset|action|style)=", html)
        assert set(re.findall(r'href="([^#"][^"]*)"', html)) == {"data:,"}


def test_every_row_leads_to_its_words_in_the_letter(store: Store) -> None:
    html = page(renewals(store, wanted(), DAY), store)
    targets = re.findall(r'<a href="#(letter-[^"]+)">“(.*?)”</a>', html)
    marks = dict(re.findall(r'<mark id="([^"]+)" tabindex="-1">(.*?)</mark>', html, re.DOTALL))
    assert len(targets) == 7
    for anchor, quote in targets:
        assert quote in marks[anchor]
