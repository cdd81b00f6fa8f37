"""Rich text and OpenDocument texts: words, labels, tables and margins as they are printed; nothing that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.reading import read
from kg.segmenting import segment
from tests.letters import letter_text
from tests.papers import odf, written

BODY = """1. Which system do you use for adult social care?

We use Mosaic.

2. When does the contract end?

31 March 2027."""


def rtf(body: str, head: str = "") -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset2 Symbol;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + head + "\n" + body + "}").encode("ascii")


def rich(folder: Path, body: str, head: str = "") -> str:
    return read(written(folder, "a.rtf", rtf(body, head))).text


def open_text(folder: Path, body: str, **parts: str) -> str:
    return read(written(folder, "a.odt", odf(body, **parts))).text


# a whole letter


def as_rtf(text: str) -> bytes:
    return rtf("".join(rf"\pard {line}\par" + "\n" for line in text.split("\n")))


def as_odt(text: str) -> bytes:
    return odf("".join(f"<text:p>{line}</text:p>" for line in text.split("\n")))


@pytest.mark.parametrize(("name", "data"), [("a.rtf", as_rtf(letter_text(BODY))), ("a.odt", as_odt(letter_text(BODY)))])
def test_a_letter_reads_as_its_text_does(tmp_path: Path, name: str, data: bytes) -> None:
    found = segment(read(written(tmp_path, name, data)))
    expected = segment(read(written(tmp_path, "a.txt", letter_text(BODY))))
    assert [item.question and item.question.label for item in found.items] == ["1", "2"]
    assert [item.answer and [p.text for p in item.answer.passages] for item in found.items] == [
        item.answer and [p.text for p in item.answer.passages] for item in expected.items
    ]
    assert (found.date, found.authority, found.request_reference) == (
        expected.date,
        expected.authority,
        expected.request_reference,
    )


# rich text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\'a35 \endash  it\u8217?s", "£5 – it’s"),
        (r"\u8217\'92 and {\uc2\u163 ab5} and {\uc0\u163 5}", "’ and £5 and £5"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"{\f1 \'b9} and \'b9", "ą and ¹"),
        (r"\{a\} \\ b\~c\_d\-e", "{a} \\ b c-de"),
        (r"one\line two", "one\ntwo"),
        (r"{\v hidden}{\deleted gone}{\strike struck}left", "left"),
        (r"{\*\unknown words}{\*\bkmkstart a}{\pict\wmetafile8 0102ff}left", "left"),
        (r"{\pict\bin4 {{{{}left", "left"),
        (r"{\field{\*\fldinst{HYPERLINK x}}{\fldrslt a link}}", "a link"),
        (r"{\upr{ansi}{\*\ud{words}}}", "ansi"),
        (r"plain {\b bold} plain", "plain **bold** plain"),
        (r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt in a box\par}}}", "in a box"),
    ],
)  # fmt: skip
def test_words_of_rich_text(tmp_path: Path, body: str, text: str) -> None:
    assert rich(tmp_path, body + r"\par").strip() == text


def test_labels_and_tables_of_rich_text(tmp_path: Path) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {0}\cell {1}\cell\row "
    body = (
        r"{\pard{\listtext\tab ii.\tab}Which system?\par}{\pard{\pntext\f2\'b7\tab}A point\par}"
        + row.replace("{0}", r"{\b System}").replace("{1}", r"{\b Supplier}")
        + row.replace("{0}", r"Mosaic").replace("{1}", r"The Access\par Group")
        + r"\pard After\par"
    )
    assert rich(tmp_path, body) == (
        "ii. Which system?\n- A point\n\n| System | Supplier |\n| --- | --- |\n| Mosaic | The Access Group |\n\nAfter\n"
    )


def test_margins_and_notes_of_rich_text_stand_around_it(tmp_path: Path) -> None:
    head = r"{\header\pard Anytown Council\par Page 1 of 2\par}{\footer\pard Town Hall\par}"
    text = rich(tmp_path, r"\pard The cost{\footnote\pard Without tax.} is told.\par", head)
    assert text == "Anytown Council\n\nThe cost[1] is told.\n\n[1] Without tax.\n\nTown Hall\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"Dear Sir", "not-text"), (b"{\\rtf1}", "empty"), (b"{\\rtf1" + b"{" * 5000 + b"Dear", "damaged")],
)
def test_files_that_are_no_rich_text(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "a.rtf", data))
    assert caught.value.code == code


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([
            *"{}\\ ab1?", r"\par", r"\cell", r"\row", r"\intbl", r"\u55357?", r"\bin3", r"\'e9", r"\b0", r"{\listtext", r"{\footnote",
            r"{\header", r"\fcharset2", r"\ansicpg99999", r"\uc-4", r"\pard", r"\f99", "\\",
        ]),
        max_size=40,
    )
)  # fmt: skip
def test_any_rich_text_is_read_or_refused(tmp_path: Path, parts: list[str]) -> None:
    path = written(tmp_path, "any.rtf", b"{\\rtf1 " + "".join(parts).encode())
    try:
        text = read(path).text
    except ReadError:
        return
    assert text.strip()
    assert read(path).text == text


# OpenDocument

LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="x"/></text:list-style>'
)
BOLD = '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'


def item(text: str, more: str = "", start: str = "") -> str:
    return f"<text:list-item{start}><text:p>{text}</text:p>{more}</text:list-item>"


def points(*items: str, more: str = "") -> str:
    return f'<text:list text:style-name="L"{more}>{"".join(items)}</text:list>'


def test_lists_of_an_open_document_have_their_labels(tmp_path: Path) -> None:
    inner = "<text:list>" + item("a part", "<text:list>" + item("a point") + "</text:list>") + "</text:list>"
    body = (
        points(item("One"), item("Two", inner), "<text:list-header><text:p>no label</text:p></text:list-header>")
        + "<text:p>Answer</text:p>"
        + points(item("Three"), more=' text:continue-numbering="true"')
        + points(item("Anew"), item("Nine", start=' text:start-value="9"'))
    )
    lines = [line for line in open_text(tmp_path, body, styles=LIST).split("\n") if line]
    assert lines == [
        "1. One", "2. Two", "  (a) a part", "    - a point", "no label", "Answer", "3. Three", "1. Anew", "9. Nine",
    ]  # fmt: skip


def test_words_of_an_open_document(tmp_path: Path) -> None:
    body = (
        '<text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>'
        '<text:h text:outline-level="2">A heading</text:h>'
        '<text:p>Two<text:s text:c="2"/>blanks,\n   a<text:tab/>tab, <text:span text:style-name="B">bold</text:span>'
        '<office:annotation><text:p>a comment</text:p></office:annotation> and<text:line-break/>a line'
        '<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>'
        '<text:section><text:p>In a section <draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame></text:p></text:section>'
    )  # fmt: skip
    assert open_text(tmp_path, body, styles=BOLD) == (
        "## A heading\n\nTwo  blanks, a    tab, **bold** and\na line[1]\nIn a section\nIn a box\n[1] A note.\n"
    )


def test_tables_and_margins_of_an_open_document(tmp_path: Path) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell{more}><text:p>{text}</text:p></table:table-cell>"

    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("System") + cell("Supplier")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell("Mosaic") + cell("Access", ' table:number-rows-spanned="2"')
        + "</table:table-row><table:table-row>" + cell("Rio") + "<table:covered-table-cell/></table:table-row></table:table>"
    )  # fmt: skip
    margins = "<style:master-page><style:header><text:p>Anytown Council</text:p></style:header></style:master-page>"
    assert open_text(tmp_path, body, margins=margins) == (
        "Anytown Council\n\n| System | Supplier |\n| --- | --- |\n| Mosaic | Access |\n| Rio | Access |\n"
    )


@pytest.mark.parametrize("name", ["a.odt", "a.ods"])
def test_open_documents_that_cannot_be_opened(tmp_path: Path, name: str) -> None:
    whole = odf("<text:p>x</text:p>", kind="text" if name == "a.odt" else "spreadsheet")
    locked = odf("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")
    for data, code in (
        (b"Dear Sir", "damaged"),
        (whole[:200], "damaged"),
        (odf("", kind="drawing"), "damaged"),
        (locked, "encrypted"),
    ):
        with pytest.raises(ReadError) as caught:
            read(written(tmp_path, name, data))
        assert caught.value.code == code
        assert caught.value.hint
