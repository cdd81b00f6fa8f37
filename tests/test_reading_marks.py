"""What is set otherwise than plain words reads alike in all formats: numbers of notes, deletions, labels of lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.reading import read
from tests.papers import docx, paragraph, pdf, written


def text_of(folder: Path, name: str, data: bytes | str) -> str:
    return " ".join(read(written(folder, name, data)).text.split())


NOTED = "It costs £5,000[1], for 12 m2, since the 3rd of May."
RAISED = ("It costs £5,000", "^1", ", for 12 m", "^2", ", since the 3", "^rd", " of May.")


def raised_pdf() -> bytes:
    x, stream = 60.0, []
    for part in RAISED:
        size, rise, words = (7, 4, part[1:]) if part.startswith("^") else (11, 0, part)
        stream.append(f"/F {size} Tf {rise} Ts ({words}) Tj")
    return pdf(f"BT {x} 700 Td {' '.join(stream)} ET")


def raised_docx() -> bytes:
    runs = "".join(
        f"<w:r><w:rPr>{'<w:vertAlign w:val=' + chr(34) + 'superscript' + chr(34) + '/>' if part[0] == '^' else ''}</w:rPr>"
        f'<w:t xml:space="preserve">{part.removeprefix("^")}</w:t></w:r>'
        for part in RAISED
    )
    return docx(f"<w:p>{runs}</w:p>")


def raised_html() -> str:
    return "<p>" + "".join(f"<sup>{part[1:]}</sup>" if part[0] == "^" else part for part in RAISED) + "</p>"


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", raised_pdf()), ("a.docx", raised_docx()), ("a.html", raised_html())]
)
def test_the_number_of_a_note_joins_no_figure(tmp_path: Path, name: str, data: bytes | str) -> None:
    assert text_of(tmp_path, name, data) == NOTED


def test_what_is_struck_out_hidden_or_only_for_screen_readers_is_not_read(tmp_path: Path) -> None:
    page = "<p>Mosaic<del>CareFirst</del><s>Paris</s> is <span class='govuk-visually-hidden'>opens in a tab</span>used.</p>"
    assert text_of(tmp_path, "a.html", page) == "Mosaic is used."
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>CareFirst</w:t></w:r>"
    moved = (
        "<w:moveFrom><w:r><w:t>Old place.</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>New place.</w:t></w:r></w:moveTo>"
    )
    body = f"<w:p><w:r><w:t>Mosaic</w:t></w:r>{struck}</w:p><w:p>{moved}</w:p>"
    assert text_of(tmp_path, "a.docx", docx(body)) == "Mosaic New place."


def test_spans_over_rows_and_columns_keep_their_places(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>Service</th><th colspan='2'>Contract</th><th>Cost</th></tr>"
        "<tr><td>Adults</td><td rowspan='2' colspan='2'>To 2028</td><td>5</td></tr>"
        "<tr><td>Housing</td><td>6</td></tr></table>"
    )
    text = text_of(tmp_path, "a.html", page)
    assert text.endswith(
        "| Service | Contract | Cost | | --- | --- | --- | | Adults | To 2028 | 5 | | Housing | To 2028 | 6 |"
    )


def test_lists_without_labels_have_none_and_soft_hyphens_part_no_word(tmp_path: Path) -> None:
    page = "<ol style='list-style: none'><li>Mosaic con&shy;figured</li></ol><details><summary>Who?</summary>Access</details>"
    assert text_of(tmp_path, "a.html", page) == "Mosaic configured **Who?** Access"


LEGAL = (
    '<w:root><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:root>'
)


def test_legal_numbering_is_in_figures_and_content_controls_and_merged_cells_are_read(tmp_path: Path) -> None:
    body = paragraph("Systems", level=0) + paragraph("Which?", level=1) + paragraph("Whose?", level=1)
    assert text_of(tmp_path, "a.docx", docx(body, numbering=LEGAL)) == "I. Systems 1.1 Which? 1.2 Whose?"
    control = "<w:sdt><w:sdtContent>" + paragraph("Reference: FOI 4471") + "</w:sdtContent></w:sdt>"
    cells = "".join(
        f"<w:sdt><w:sdtContent><w:tc>{paragraph(text)}</w:tc></w:sdtContent></w:sdt>" for text in ("Mosaic", "2028")
    )
    row = f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{paragraph('Adults')}</w:tc></w:tr><w:tr>{cells}</w:tr>"
    text = text_of(tmp_path, "b.docx", docx(f"{control}<w:tbl>{row}</w:tbl>"))
    assert text == "Reference: FOI 4471 | Adults | | | --- | --- | | Mosaic | 2028 |"


def test_paragraphs_whose_mark_was_deleted_are_one(tmp_path: Path) -> None:
    deleted = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>{0}</w:t></w:r></w:p>"
    body = deleted.replace("{0}", "We use ") + deleted.replace("{0}", "Mosaic ") + paragraph("until 2027.")
    cell = "<w:tc>" + deleted.replace("{0}", "{0}") + "</w:tc>"
    row = "<w:tr>" + cell.replace("{0}", "System") + cell.replace("{0}", "Supplier") + "</w:tr>"
    text = read(written(tmp_path, "a.docx", docx(f"{body}<w:tbl>{row}</w:tbl>" + deleted.replace("{0}", "Last")))).text
    assert text == "We use Mosaic until 2027.\n\n| System | Supplier |\n\nLast\n"
