"""PDF as councils make it: columns, tables over pages, running headers, filled-in forms and pages that are pictures."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from kg.building import build_graph, sources
from kg.reading import read
from tests.papers import pdf, shown, written

HEAD = ("Anytown Borough Council", "Date: 3 May 2024", "Request FOI 4471, Freedom of Information Act 2000")
LEFT = (
    "Adult social care uses Mosaic, which came into use in April 2016 and is supplied by The Access Group under a "
    "contract that ends on 31 March 2028 and can be extended twice, each time for one year, if both sides agree to it "
    "in writing before the end of the term.",
    "It was procured by direct award under the framework after the services that it offers had been compared by officers.",
)
RIGHT = (
    "Housing uses another system, whose supplier hosts it in the cloud, and for which the Council pays each year as "
    "many licences as there are officers in the service, at present one hundred and twelve of them in all.",
    "The libraries have used their own system since 2011, and no other supplier has been asked for a price since then "
    "as nobody in the service saw any need to do so.",
)


def column(x: float, top: float, width: int, paragraphs: tuple[str, ...], step: float = 14, apart: float = 10) -> str:
    """Paragraphs wrapped by characters, from `top` downwards."""
    lines, y = [], top
    for paragraph in paragraphs:
        for line in textwrap.wrap(paragraph, width):
            lines.append(("F", x, y, line))
            y -= step
        y -= apart
    return shown(*lines)


def text_of(folder: Path, data: bytes) -> str:
    return read(written(folder, "a.pdf", data)).text


@pytest.mark.parametrize("lower", [0.0, 5.0])
def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path, lower: float) -> None:
    above = "Our answers are set out in the two columns below, the first of which holds what was asked of social care."
    below = "If you are not content with this reply you may ask for a review of it."
    columns = (column(60, 650, 38, LEFT), column(310, 650 - lower, 38, RIGHT))
    page = "\n".join((column(60, 780, 95, (*HEAD, above)), *columns, column(60, 420, 95, (below,))))
    text = " ".join(text_of(tmp_path, pdf(page)).split())
    places = [text.index(paragraph) for paragraph in (above, *LEFT, *RIGHT, below)]
    assert places == sorted(places)


def test_rows_of_two_columns_stay_rows(tmp_path: Path) -> None:
    cells = [
        (
            f"{n}. Which system is used by the council for service number {n}?",
            f"It is system {n}, and that has been so for as long as anyone knows.",
        )
        for n in range(1, 9)
    ]
    page = "\n".join(
        column(x, 700 - 60 * i, 38, (row[side],)) for i, row in enumerate(cells) for side, x in enumerate((60, 310))
    )
    text = text_of(tmp_path, pdf(page))
    places = [text.index(start) for n in range(1, 9) for start in (f"{n}. Which", f"It is system {n},")]
    assert places == sorted(places)


def test_cells_wrap_and_a_table_goes_on_over_pages_without_losing_a_row(tmp_path: Path) -> None:
    def row(y: float, n: int) -> str:
        cells = (
            (60, f"Service {n} of the council", 14),
            (200, f"System {n} of a long name that wraps", 20),
            (400, f"31 March 20{20 + n}", 20),
        )
        return "\n".join(column(x, y, width, (cell,), step=13) for x, cell, width in cells)

    def page(rows: range) -> str:
        head = "\n".join(column(x, 800, 30, (cell,)) for x, cell in ((60, "Service"), (200, "System"), (400, "End")))
        return head + "\n" + "\n".join(row(776 - 36 * i, n) for i, n in enumerate(rows))

    text = text_of(tmp_path, pdf(page(range(1, 7)), page(range(7, 9)), page(range(9, 11))))
    assert text.count("| Service | System | End |") == 1
    for n in range(1, 11):
        assert f"| Service {n} of the council | System {n} of a long name that wraps | 31 March 20{20 + n} |\n" in text


def test_what_repeats_on_pages_is_kept_once_and_what_only_looks_alike_stays(tmp_path: Path) -> None:
    pages = [
        shown(
            ("F", 60.0, 800.0, "Anytown Borough Council"), ("F", 500.0, 800.0, str(n)),
            ("F", 60.0, 770.0, f"Question {n}. Which system do you use for service {n}?"),
            ("F", 60.0, 600.0, f"System {n}."), ("F", 60.0, 40.0, f"FOI 4471 Page {n} of 3"),
        )
        for n in (1, 2, 3)
    ]  # fmt: skip
    text = text_of(tmp_path, pdf(*pages))
    assert text.count("Anytown Borough Council") == text.count("FOI 4471") == 1
    assert "Page" not in text
    assert [text.count(f"Question {n}. Which system do you use for service {n}?") for n in (1, 2, 3)] == [1, 1, 1]


def test_what_was_filled_in_and_typed_on_a_page_is_read_and_comments_are_not(tmp_path: Path) -> None:
    page = shown(
        ("F", 60.0, 780.0, "Anytown Borough Council"), ("F", 60.0, 740.0, "1. Which system?"),
        ("F", 60.0, 700.0, "2. Who supplies it?"), ("F", 60.0, 660.0, "3. Is it hosted by you?"),
    )  # fmt: skip

    def drawn(number: int, text: str) -> str:
        stream = f"BT /F 11 Tf 2 4 Td ({text}) Tj ET"
        fonts = "/Resources<</Font<</F 5 0 R>>>>"
        return f"{number} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 200 17]{fonts}/Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"

    note = "/Type/Annot/F 4/DA(/F 11 Tf 0 g)"
    more = (
        # a field without a picture of its value, one with it, a typed note, and a comment
        f"100 0 obj<<{note}/Subtype/Widget/FT/Tx/T(a)/V(Mosaic)/Rect[300 735 500 752]>>endobj\n"
        f"101 0 obj<<{note}/Subtype/Widget/FT/Tx/T(b)/V(Access)/Rect[300 695 500 712]/AP<</N 102 0 R>>>>endobj\n"
        + drawn(102, "The Access Group")
        + f"103 0 obj<<{note}/Subtype/FreeText/Rect[300 655 500 672]/AP<</N 104 0 R>>>>endobj\n"
        + drawn(104, "No, by the supplier")
        + f"105 0 obj<<{note}/Subtype/Text/Rect[20 655 40 672]/Contents(check with legal)>>endobj\n"
    )
    text = text_of(tmp_path, pdf(page, page="/Annots[100 0 R 101 0 R 103 0 R 105 0 R]", more=more))
    assert "1. Which system?    Mosaic\n" in text
    assert "2. Who supplies it?    The Access Group\n" in text
    assert "3. Is it hosted by you?    No, by the supplier\n" in text
    assert "legal" not in text


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    words = column(60, 780, 90, (*HEAD, "Which system do you use for housing?", "Civica Cx."))
    picture = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    logo = "q 60 0 0 40 500 780 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    path = written(tmp_path, "part.pdf", pdf(words + "\n" + logo, picture, "", picture))
    document = read(path)
    assert "pages 2 and 4 are pictures" in document.notices[0].message
    found = [finding for finding in build_graph(*sources([path])).findings if finding.code == "scanned-pages"]
    assert [(finding.file, "OCR" in finding.hint) for finding in found] == [("part.pdf", True)]
    assert read(written(tmp_path, "whole.pdf", pdf(words + "\n" + picture))).notices == ()


def test_bullets_are_bullets_and_begin_their_points(tmp_path: Path) -> None:
    page = shown(
        *(
            (("F", 60.0, 700.0 - 20 * i, "•"), ("F", 78.0, 700.0 - 20 * i, name))[j]
            for i, name in enumerate(("Mosaic for adults", "Liquidlogic for children"))
            for j in (0, 1)
        )
    )
    assert text_of(tmp_path, pdf(page)) == "• Mosaic for adults\n• Liquidlogic for children\n"


def test_a_paragraph_that_ends_a_page_in_brackets_ends_there(tmp_path: Path) -> None:
    asked = "Question 5 (the prices that were tendered by all the companies that did not win the contract)"
    first = shown(
        (
            "F",
            60.0,
            700.0,
            "We have applied an exemption to one question of all those that you have put to us in your letter,",
        ),
        ("F", 60.0, 680.0, "as follows."),
        ("F", 60.0, 60.0, asked),
    )
    text = text_of(tmp_path, pdf(first, shown(("F", 60.0, 780.0, "Section 43(2). Three companies tendered."))))
    assert f"{asked}\n\nSection 43(2)." in text


def _with_letters(page: str, codes: dict[int, str]) -> bytes:
    """A page whose font says which letters some of its codes are."""
    pairs = {**{code: f"{code:04X}" for code in range(32, 127)}, **codes}
    told = "\n".join(f"<{code:02X}><{letters}>" for code, letters in pairs.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00><FF> "
        f"endcodespacerange\n{len(pairs)} beginbfchar\n{told}\nendbfchar endcmap end end"
    )
    data = pdf(page, more=f"7 0 obj<</Length {len(table)}>>stream\n{table}\nendstream endobj\n")
    return data.replace(b"/Helvetica/Encoding/WinAnsiEncoding", b"/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R")


def test_ligatures_are_their_letters_and_part_no_word(tmp_path: Path) -> None:
    words = r"The of\256ce \(an e\257ort\), the o\260ce, the \261rst \262oor, a di\263erence."
    codes = {0o256: "FB01", 0o257: "FB00", 0o260: "FB03", 0o261: "F001", 0o262: "F002", 0o263: "00660066"}
    text = text_of(tmp_path, _with_letters(shown(("F", 60.0, 700.0, words)), codes))
    assert text == "The office (an effort), the office, the first floor, a difference.\n"
    named = pdf(shown(("F", 60.0, 700.0, r"The of\001ce, an e\002ort, a di\003culty, a \004oor."))).replace(
        b"/Encoding/WinAnsiEncoding", b"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi/ff/ffi/fl]>>"
    )
    assert text_of(tmp_path, named) == "The office, an effort, a difficulty, a floor.\n"


@pytest.mark.parametrize("hyphen", ["-", r"\255"])
def test_a_word_parted_at_a_line_s_end_is_whole_again_and_others_keep_their_hyphen(tmp_path: Path, hyphen: str) -> None:
    lines = (
        f"Thank you for your request, which we have passed on to the service that looks after pro{hyphen}",
        f"curement, and to the third{hyphen}",
        f"party supplier of the system Kestro{hyphen}",
        f"nix. We have no re{hyphen}",
        "contract for Kestronix, and would re-contract.",
    )
    page = shown(*(("F", 60.0, 700.0 - 14 * i, line) for i, line in enumerate(lines)))
    text = text_of(tmp_path, pdf(page))
    assert "looks after procurement, and to the third-party supplier" in text
    assert "Kestronix. We have no re-contract for Kestronix" in text


def test_lines_with_nothing_but_even_steps_are_paragraphs_by_the_ends_of_sentences(tmp_path: Path) -> None:
    lines = (
        "The Council uses Mosaic for adult social", "care and has done so since the year two", "thousand and nineteen, when it was all",
        "bought. It costs 5,000 a year now.", "The contract ends in 2027 and may be", "extended by two years if the parties",
        "agree to it in writing.", "We hold nothing else.",
    )  # fmt: skip
    head = (
        "F",
        60.0,
        800.0,
        "Anytown Borough Council, Civic Centre, High Street, Anytown, and what else makes a head wide",
    )
    for step in (13, 20, 26):
        page = shown(head, *(("F", 60.0, 700.0 - step * i, line) for i, line in enumerate(lines)))
        assert text_of(tmp_path, pdf(page)).split("\n\n")[1:] == [
            " ".join(lines[:4]), " ".join(lines[4:7]), f"{lines[7]}\n",
        ]  # fmt: skip


def test_a_list_of_names_with_even_steps_stays_a_list(tmp_path: Path) -> None:
    names = (
        "Northgate Housing System",
        "Civica Revenues and more",
        "Capita Academy for all",
        "Access Mosaic for adults",
    )
    page = shown(
        (
            "F",
            60.0,
            740.0,
            "Anytown Borough Council, Civic Centre, High Street, Anytown, and what else makes a head wide",
        ),
        *(("F", 60.0, 700.0 - 14 * i, name) for i, name in enumerate(names)),
    )
    assert "\n".join(names) in text_of(tmp_path, pdf(page))
