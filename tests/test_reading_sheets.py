"""Tables of workbooks and of comma-separated values, as letters and as what a message answers with."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import ReadError
from kg.reading import read, read_all
from tests.papers import docx, odf, paragraph, written, zipped


def book(*sheets: tuple[str, list[tuple[object, ...]]], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    """A workbook; the cells of its first sheet have the formats that are given by row and column."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, (title, rows) in enumerate(sheets):
        sheet = made.add_worksheet(title)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                code = (formats or {}).get((i, j)) if number == 0 else None
                if cell is not None:
                    sheet.write(i, j, cell, made.add_format({"num_format": code}) if code else None)
    made.close()
    return out.getvalue()


HEAD = ("System", "Supplier", "Cost")
ROWS: list[tuple[object, ...]] = [HEAD, ("Mosaic", "Access", 96300), ("Rio", "Servelec | Group", 1.5)]
TABLE = (
    "| System | Supplier | Cost |\n| --- | --- | --- |\n| Mosaic | Access | 96300 |\n| Rio | Servelec ¦ Group | 1.5 |\n"
)


def test_a_sheet_is_a_table(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.xlsx", book(("Sheet1", ROWS)))).text == TABLE


def test_what_stands_alone_above_and_below_is_no_row(tmp_path: Path) -> None:
    rows = [("FOI 2291: contracts",), (), *ROWS, ("Alone",), (), ("All without tax.",)]
    assert read(written(tmp_path, "a.xlsx", book(("Sheet1", rows)))).text == (
        f"FOI 2291: contracts\n\n{TABLE.rstrip()}\n| Alone |  |  |\n\nAll without tax.\n"
    )


def test_sheets_have_their_titles_where_there_are_several(tmp_path: Path) -> None:
    data = book(("Adults", ROWS), ("Empty", []), ("Notes", [("All without tax.",)]))
    assert read(written(tmp_path, "a.xlsx", data)).text == f"## Adults\n\n{TABLE}\n## Notes\n\nAll without tax.\n"


@pytest.mark.parametrize(
    ("cell", "code", "shown"),
    [
        (96300, '"£"#,##0.00', "£96,300.00"),
        (96300, "[$£-809]#,##0", "£96,300"),
        (-5, '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-@_-', "-£5.00"),
        (1234567.891, "#,##0", "1,234,568"),
        (0.1 + 0.2, "0.00", "0.30"),
        (0.25, "0%", "25%"),
        (2027, None, "2027"),
        (2027.5, None, "2027.5"),
        (datetime.date(2027, 3, 31), "dd/mm/yyyy", "31 March 2027"),
        (datetime.date(2027, 3, 31), "[$-809]dd mmmm yyyy;@", "31 March 2027"),
        (datetime.date(2027, 3, 31), "mmm-yy", "March 2027"),
        (datetime.datetime(2027, 3, 31, 14, 30), "d/m/yyyy h:mm", "31 March 2027 14:30"),
        (99999999, "dd/mm/yyyy", "99999999"),
        (True, None, "TRUE"),
        ("01/02/2027", None, "01/02/2027"),
    ],
)
def test_cells_read_as_they_are_shown(tmp_path: Path, cell: object, code: str | None, shown: str) -> None:
    data = book(("Sheet1", [("Key", "Value"), ("x", cell)]), formats={(1, 1): code} if code else None)
    assert read(written(tmp_path, "a.xlsx", data)).text.endswith(f"| x | {shown} |\n")


def test_what_a_workbook_hides_stays_hidden_and_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    shown, secret = made.add_worksheet("Shown"), made.add_worksheet("Staff")
    for i, row in enumerate(
        [("System", "Payroll no", "Supplier"), ("Mosaic", "777", "Access"), ("Hidden", "778", "x")]
    ):
        shown.write_row(i, 0, row)
    shown.set_row(2, None, None, {"hidden": True})
    shown.set_column(1, 1, None, None, {"hidden": True})
    secret.write(0, 0, "Jane Private")
    secret.hide()
    made.close()
    document = read(written(tmp_path, "a.xlsx", out.getvalue()))
    assert document.text == "| System | Supplier |\n| --- | --- |\n| Mosaic | Access |\n"
    (notice,) = document.notices
    assert notice.code == "hidden-cells"
    assert all(part in notice.message for part in ("a sheet", "rows", "columns"))


def test_merged_cells_and_strings_set_in_several_ways(tmp_path: Path) -> None:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet, bold = made.add_worksheet(), made.add_format({"bold": True})
    sheet.write_row(0, 0, ("Service", "System"))
    sheet.merge_range(1, 0, 2, 0, "Adults")
    sheet.write_rich_string(1, 1, "Mo", bold, "saic")
    sheet.write(2, 1, "Rio\nnew")
    made.close()
    text = read(written(tmp_path, "a.xlsx", out.getvalue())).text
    assert text == "| Service | System |\n| --- | --- |\n| Adults | Mosaic |\n| Adults | Rio new |\n"


def test_cells_far_apart_cost_nothing(tmp_path: Path) -> None:
    rows = book(("Sheet1", [("near",)]))
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet()
    sheet.write(0, 0, "near")
    sheet.write(20_000, 16_383, "far")
    made.close()
    assert read(written(tmp_path, "a.xlsx", out.getvalue())).text == "near\n\nfar\n"
    assert read(written(tmp_path, "b.xlsx", rows)).text == "near\n"


def test_a_sheet_that_is_larger_than_any_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.reading import sheets

    monkeypatch.setattr(sheets, "MOST_CELLS", 8)
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "a.xlsx", book(("Sheet1", ROWS))))
    assert caught.value.code == "too-large"


def test_cells_that_are_repeated_without_end_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>' * 2000
    for name, kind in (("a.ods", "spreadsheet"), ("a.odt", "text")):
        with pytest.raises(ReadError) as caught:
            read(written(tmp_path, name, odf(f"<table:table>{rows * 5}</table:table>", kind=kind)))
        assert caught.value.code == "too-large"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = zipped(("xl/workbook.xml", b"<workbook>" + b" " * 40_000_000 + b"</workbook>"))
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "a.xlsx", bomb))
    assert caught.value.code == "too-large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b", "damaged"),
        (zipped(("a", "b")), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown-format"),
        (book(("Sheet1", [])), "empty"),
    ],
)
def test_files_that_are_no_workbooks(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "a.xlsx", data))
    assert caught.value.code == code
    assert caught.value.hint


def test_an_open_document_spreadsheet_reads_alike(tmp_path: Path) -> None:
    def row(*cells: str, more: str = "") -> str:
        shown = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row{more}>{shown}</table:table-row>"

    hidden = (
        '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = (
        '<table:table table:name="Shown">'
        + row("FOI 2291") + row("") + row(*HEAD) + row("Mosaic", "Access", "£96,300") + row("x", "y", more=' table:visibility="collapse"')
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        + '</table:table><table:table table:name="Staff" table:style-name="H">' + row("Jane Private") + "</table:table>"
    )  # fmt: skip
    document = read(written(tmp_path, "a.ods", odf(body, kind="spreadsheet", styles=hidden)))
    assert (
        document.text
        == "FOI 2291\n\n| System | Supplier | Cost |\n| --- | --- | --- |\n| Mosaic | Access | £96,300 |\n"
    )
    assert [notice.code for notice in document.notices] == ["hidden-cells"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_comma_separated_values_whatever_parts_them(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [
        "Contracts",
        "",
        delimiter.join(HEAD),
        delimiter.join(("Mosaic", '"Access, the; ""Group""\n(UK)"', "£5")),
        delimiter * 2,
    ]
    text = read(written(tmp_path, "a.csv", "\r\n".join(lines).encode(encoding))).text
    assert text == (
        'Contracts\n\n| System | Supplier | Cost |\n| --- | --- | --- |\n| Mosaic | Access, the; "Group" (UK) | £5 |\n'
    )


def test_bytes_that_are_no_comma_separated_values(tmp_path: Path) -> None:
    for data, code in ((b"\x89PNG\r\n\x1a\n", "not-text"), (b'a,"' + b"x" * 200_000, "damaged"), (b",,,\n,,", "empty")):
        with pytest.raises(ReadError) as caught:
            read(written(tmp_path, "a.csv", data))
        assert caught.value.code == code


@pytest.mark.parametrize("name", ["contracts.xlsx", "contracts.csv"])
def test_a_table_that_comes_with_a_message_is_its_answer(tmp_path: Path, name: str) -> None:
    message = EmailMessage()
    message["From"] = "Anytown Council FOI Team <foi@anytown.example>"
    message["Subject"] = "FOI 2291"
    message["Date"] = "Wed, 03 May 2023 10:00:00 +0100"
    message.set_content(
        "Thank you for your request under the Freedom of Information Act 2000. The answer is in the table.\n"
    )
    rows = [("System", "Supplier", "Service"), ("Mosaic", "The Access Group", "Adult social care")]
    data = book(("Sheet1", [*rows])) if name.endswith("x") else "\n".join(map(",".join, rows)).encode()
    message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path = written(tmp_path, "reply.eml", bytes(message))
    (document,) = read_all(path)
    assert document.text.endswith("| Mosaic | The Access Group | Adult social care |\n")
    done = CliRunner().invoke(app, ["facts", str(path), "--format", "json"])
    rows_found = json.loads(done.stdout)
    assert {row["letter"] for row in rows_found} == {"reply.eml"}
    assert "The Access Group" in {row["quote"] for row in rows_found if row["field"] == "supplier"}


def test_a_workbook_within_a_word_document_is_a_part_of_it(tmp_path: Path) -> None:
    path = written(tmp_path, "reply.docx", docx(paragraph("Our systems are in the table.")))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/Microsoft_Excel_Sheet1.xlsx", book(("Sheet1", ROWS)))
        archive.writestr("word/embeddings/Microsoft_Excel_Sheet2.xlsx", "damaged")
        archive.writestr("word/embeddings/oleObject1.bin", "x")
    failed: list[ReadError] = []
    (document,) = read_all(path, failed.append)
    assert document.text == f"Our systems are in the table.\n\n{TABLE}"
    assert [error.code for error in failed] == ["damaged"]
