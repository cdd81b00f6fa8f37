"""Formats: PDF, DOCX, HTML and e-mail give the text that the same letter has as text; bad files say what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ReadError
from kg.model import Document
from kg.reading import READERS, read, read_all
from tests.papers import docx, eml, paragraph, pdf, shown, written

FORMATS = Path(__file__).parent / "fixtures" / "formats"
LETTERS = sorted(path for path in FORMATS.iterdir() if path.suffix in (".pdf", ".docx", ".html", ".eml"))


def twin(path: Path) -> str:
    """The same letter as text."""
    return next(one for one in FORMATS.iterdir() if one.stem == path.stem and one.suffix in (".txt", ".md")).read_text()


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.replace("**", "").replace("’", "'").casefold())


def missed(of: list[str], within: list[str]) -> list[str]:
    """Words that are not there in the same order, a page's header or a label aside."""
    import difflib

    matcher = difflib.SequenceMatcher(None, of, within, autojunk=False)
    return [
        word
        for tag, start, end, _, _ in matcher.get_opcodes()
        if tag in ("delete", "replace")
        for word in of[start:end]
    ]


def refused(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.hint
    return caught.value


# real files


def test_the_fixtures_are_all_there() -> None:
    assert [path.suffix for path in LETTERS].count(".pdf") == 2
    assert len(LETTERS) == 8


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_the_words_are_those_of_the_text_in_their_order(path: Path) -> None:
    found = words("\n".join(document.text for document in read_all(path)))
    lacking = missed(words(twin(path)), found)
    # What a text version shows beside the letter: navigation, cookie banners, page headers, addresses of e-mails.
    allowed = {".html": 0.4, ".eml": 0.06, ".pdf": 0.15, ".docx": 0.01}[path.suffix]
    assert len(lacking) <= allowed * len(words(twin(path))), lacking
    extra = missed(found, words(twin(path)))
    assert len(extra) <= 0.02 * len(found) + 3, extra


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_reading_is_repeatable_and_pages_begin_within_the_text(path: Path) -> None:
    for first, second in zip(read_all(path), read_all(path), strict=True):
        assert first == second
        assert bool(first.page_starts) == (first.media_type == "application/pdf")
        assert first.page_starts[:1] in ((), (0,))
        assert list(first.page_starts) == sorted(first.page_starts)
        assert all(start < len(first.text) for start in first.page_starts)
        assert "\x00" not in first.text


def test_a_pdf_tells_bold_questions_and_joins_what_a_page_break_cuts() -> None:
    document = read(FORMATS / "aldermoor-waste.pdf")
    assert document.media_type == "application/pdf"
    assert "**Question 4. Is it hosted by the Council?**\n" in document.text
    assert (
        "It was let for a period of four years, with two optional extensions of one year each. The total value"
        in document.text
    )
    assert len(document.page_starts) == 3
    assert document.page_of(document.text.index("Question 1.")) == 1
    assert document.page_of(document.text.index("Question 5.")) == 2


def test_headers_and_footers_of_pages_stand_once_and_not_within_answers() -> None:
    text = read(FORMATS / "aldermoor-waste.pdf").text
    assert not re.search(r"Page \d of \d", text)
    assert text.count("Response to a request for information") == 1
    assert text.count("Aldermoor District Council, Mill Lane") == 1
    assert text.rstrip().endswith("Aldermoor District Council, Mill Lane, Aldermoor")


def test_a_table_of_a_pdf_is_rows_of_cells() -> None:
    text = read(FORMATS / "westhaven-corporate-systems.pdf").text
    assert "| Service | System | Supplier | Start | End | Annual cost (ex VAT) |" in text
    assert (
        "| Finance | Oracle Fusion Cloud ERP | Oracle Corporation UK Ltd | 01/04/2020 | 31/03/2025 | £640,000 |" in text
    )


def test_word_lists_keep_their_labels_and_tables_their_cells() -> None:
    text = read(FORMATS / "harrowgate-park-social-care.docx").text
    assert "(iii) Since June 2016\n(iv) HP/ASC/0932, ending on 30 June 2026\n" in text
    assert text.count("(i) ") == 4  # each list begins anew
    assert "## ADULT SOCIAL CARE" in text
    assert "NUMPAGES" not in text
    assert "| 2. Supplier | OLM Systems | Liquidlogic | Aareon UK |" in read(FORMATS / "thornleigh-matrix.docx").text


def test_a_web_page_is_read_without_what_stands_around_it() -> None:
    text = read(FORMATS / "tarnside-libraries.html").text
    assert text.startswith("Tarnside Council\n")
    assert "Received: 3 October 2022\n" in text
    assert "- Room booking: Mossgate Rooms" in text
    for word in ("cookies", "CareFirst", "Oracle", "Skip to", "My account", "dataLayer", "wrong with this page"):
        assert word not in text


def test_a_letter_attached_to_a_message_is_a_letter_of_its_own() -> None:
    message, letter = read_all(FORMATS / "easterbrook-school-mis.eml")
    assert message.source == "easterbrook-school-mis.eml"
    assert letter.source == "easterbrook-school-mis.eml#EB-FOI-2025-014"
    assert Path(letter.source).stem == Path(message.source).stem == "easterbrook-school-mis"
    assert letter.media_type == "application/pdf"
    assert message.sha256 != letter.sha256
    assert "From: Information Governance Team\nDate: 5 February 2025 15:20\n" in message.text
    assert "@" not in message.text
    assert "Arbor, from Arbor Education Partners: 31 schools\n" in letter.text
    assert read(FORMATS / "easterbrook-school-mis.eml") == message


def test_the_request_quoted_in_a_message_keeps_its_signs() -> None:
    text = read(FORMATS / "stourcombe-telephony.eml").text
    assert "Subject: RE: FOI SBC-2025-0388 – telephony and contact centre" in text
    assert "> 2) Who is the supplier of each?" in text
    assert "c. £54k p.a." in text


# Word


NUMBERING = (
    '<w:root><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:root>'
)


def test_labels_count_by_level_and_bold_takes_them_in(tmp_path: Path) -> None:
    body = (
        paragraph("Which system?", bold=True, level=0)
        + paragraph("for adults", level=1)
        + paragraph("for children", level=1)
        + paragraph("Who supplies it?", level=0)
        + paragraph("for both", level=1)
    )
    text = read(written(tmp_path, "a.docx", docx(body, numbering=NUMBERING))).text
    assert text == "**3. Which system?**\n  3a) for adults\n  3b) for children\n4. Who supplies it?\n  4a) for both\n"


def test_text_boxes_notes_and_insertions_are_read_once_and_deletions_not(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent>" + paragraph("A box.") + "</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = (
        paragraph("The cost is £5,000", more=f'<w:footnoteReference w:id="4"/>{drawn}')
        + "<w:p><w:ins><w:r><w:t>New.</w:t></w:r></w:ins><w:del><w:r><w:delText>Old.</w:delText></w:r></w:del></w:p>"
    )
    notes = f'<w:root><w:footnote w:id="4">{paragraph("Without VAT.")}</w:footnote></w:root>'
    text = read(written(tmp_path, "a.docx", docx(body, footnotes=notes))).text
    assert "The cost is £5,000[1]" in text
    assert text.count("A box.") == 1
    assert "New." in text
    assert "Old." not in text
    assert text.endswith("[1] Without VAT.\n")


def test_cells_over_several_rows_stand_in_each(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("Service") + cell("System"),
        cell("Adults", '<w:vMerge w:val="restart"/>') + cell("Mosaic"),
        cell("", "<w:vMerge/>") + cell("ContrOCC"),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    text = read(written(tmp_path, "a.docx", docx(body))).text
    assert text == "| Service | System |\n| --- | --- |\n| Adults | Mosaic |\n| Adults | ContrOCC |\n"


# HTML

PAGE = """<!doctype html><html><head><meta charset="iso-8859-1"><title>FOI 12 | Anytown Borough Council</title></head>
<body><form action="/"><div id="cookie-consent"><p>We use cookies.</p></div><nav><ul><li>Bins</li></ul></nav>
<main><h1>Systems</h1><ol start="4" type="a"><li><b>Which system?</b><p>Mosaic, from <a href="/x">Access</a>.</p></li>
<li>Cost?<br>\xa354,000</li></ol><table><tr><th>Service</th><th>End</th></tr><tr><td rowspan="2">Adults</td><td>2027</td></tr>
<tr><td>2028</td></tr></table><table><tr><th>Reference</th><td>FOI 12</td></tr></table>
<div style="display:none">Secret</div><section class="related-links"><a href="/y">Oracle</a></section></main>
<footer>Contact us</footer></form></body></html>"""


def test_html_keeps_numbers_breaks_links_and_tables(tmp_path: Path) -> None:
    text = read(written(tmp_path, "a.html", PAGE.encode("cp1252"))).text
    assert text.startswith("Anytown Borough Council\n\n# Systems\n")
    assert "**d. Which system?**" in text
    assert "Mosaic, from [Access](/x)." in text
    assert "e. Cost?\n£54,000\n" in text
    assert "| Service | End |\n| --- | --- |\n| Adults | 2027 |\n| Adults | 2028 |" in text
    assert "Reference: FOI 12\n" in text
    for word in ("cookies", "Bins", "Secret", "Oracle", "Contact us"):
        assert word not in text


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "cp1252"),
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">', "iso-8859-15"),
        ('<meta charset="utf-8">', "cp1252"),
    ],
)
def test_html_is_decoded_as_it_says_or_as_it_is(tmp_path: Path, head: str, encoding: str) -> None:
    markup = f"<html><head>{head}</head><body><p>Tîm – FOI: it’s €5.</p></body></html>"
    text = read(written(tmp_path, "a.htm", markup.encode(encoding, "replace"))).text
    expected = "Tîm – FOI: it’s €5.".encode(encoding, "replace").decode(encoding).lstrip("\ufeff")
    assert text == expected + "\n"


# e-mail


def test_a_message_in_html_names_no_person(tmp_path: Path) -> None:
    text = read(written(tmp_path, "a.eml", eml())).text
    assert "Jane" not in text
    assert "Subject: Re: FOI £5\n" in text
    assert text.endswith("Cost: **£5**\n\n> Q1?\n")


def test_attachments_of_known_formats_are_read_and_others_told(tmp_path: Path) -> None:
    letter = b"Dear Sir,\n\nMosaic.\n"
    data = eml(
        ("a.b.txt", "text/plain", letter),
        ("a b.txt", "text/plain", letter + b"Again.\n"),
        ("logo.png", "image/png", b"x"),
        ("old.doc", "application/msword", b"x"),
    )
    path = written(tmp_path, "m.eml", data)
    failed: list[ReadError] = []
    assert [one.source for one in read_all(path, failed.append)] == ["m.eml", "m.eml#a-b", "m.eml#a-b-2"]
    assert [error.code for error in failed] == ["unknown-format"]
    assert "old.doc in m.eml" in failed[0].message
    with pytest.raises(ReadError):
        read_all(path)


# bad files


def test_columns_stay_apart_and_headed_columns_are_a_table(tmp_path: Path) -> None:
    rows = [("Service", "System", "End"), ("Adults", "Mosaic", "2027"), ("Roads", "Alloy", "2028")]
    lines = [("F", 60.0, 780.0, "Our reference"), ("F", 300.0, 780.0, "FOI 4471")]
    lines += [
        ("B" if not i else "F", 60.0 + 150 * j, 700.0 - 16 * i, cell)
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
    ]
    text = read(written(tmp_path, "a.pdf", pdf(shown(*lines)))).text
    assert "Our reference    FOI 4471\n" in text
    assert text.endswith(
        "| Service | System | End |\n| --- | --- | --- |\n| Adults | Mosaic | 2027 |\n| Roads | Alloy | 2028 |\n"
    )


def test_a_wrapped_line_is_joined_and_a_broken_one_is_not(tmp_path: Path) -> None:
    lines = [
        ("B", 60.0, 780.0, "1. Which system is used by the council for the care of adults, and who is it that"),
        ("B", 60.0, 766.0, "supplies it?"),
        ("F", 60.0, 752.0, "Mosaic."),
        ("F", 60.0, 738.0, "It is supplied by Access, who have supplied it to us for as long as anyone knows of"),
        ("F", 60.0, 724.0, "it."),
    ]
    text = read(written(tmp_path, "a.pdf", pdf(shown(*lines)))).text
    assert text == (
        "**1. Which system is used by the council for the care of adults, and who is it that supplies it?**\n"
        "Mosaic.\nIt is supplied by Access, who have supplied it to us for as long as anyone knows of it.\n"
    )


@pytest.mark.parametrize("matrix", ["1 0 0 1 60 {0}", "0 1 -1 0 {1} 60", "-1 0 0 -1 500 {1}", "0 -1 1 0 {0} 780"])
def test_pages_that_are_turned_are_read_upright(tmp_path: Path, matrix: str) -> None:
    lines = ["Dear requester", "we use Mosaic for the care of adults"]
    stream = "\n".join(
        f"BT /F 11 Tf {matrix.format(560 - 30 * i, 200 + 30 * i)} Tm ({line}) Tj ET" for i, line in enumerate(lines)
    )
    watermark = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 200 200 Tm (DRAFT) Tj ET"
    text = read(written(tmp_path, "a.pdf", pdf(stream + "\n" + watermark))).text
    assert text.split() == " ".join(lines).split()


def test_a_scan_says_that_it_needs_text_recognition(tmp_path: Path) -> None:
    error = refused(written(tmp_path, "scan.pdf", pdf("q 500 0 0 700 40 40 cm Q")))
    assert error.code == "no-text"
    assert "OCR" in error.hint


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "11" * 32 + ">/U<" + "22" * 32 + ">>>/ID[<00><00>]"
    error = refused(written(tmp_path, "locked.pdf", pdf(shown(("F", 60.0, 700.0, "Words")), extra=locked)))
    assert error.code == "encrypted"
    assert "password" in error.hint


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7 and nothing more", "damaged"),
        ("a.pdf", b"Dear Sir", "damaged"),
        ("a.docx", (FORMATS / "thornleigh-matrix.docx").read_bytes()[:6000], "damaged"),
        ("a.docx", b"Dear Sir", "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown-format"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown-format"),
        ("a.html", b"Dear Sir", "not-text"),
        ("a.html", b"\x89PNG\r\n\x00\x00", "not-text"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no-text"),
        ("a.eml", b"Dear Sir,\nno.", "not-text"),
        ("a.eml", b"Subject: \n\n", "no-text"),
    ],
)
def test_files_that_are_not_what_they_seem(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert refused(written(tmp_path, name, data)).code == code


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.name)
def test_damaged_bytes_are_read_or_refused(tmp_path: Path, path: Path, data: st.DataObject) -> None:
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 30))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(damaged)))
    bad = written(tmp_path, path.name, bytes(damaged[:end]))
    failed: list[ReadError] = []
    documents: list[Document] = []
    try:
        documents = read_all(bad, failed.append)
    except ReadError as error:
        failed.append(error)
    assert not [error for error in failed if error.code == "failed"]
    assert all(isinstance(document, Document) and document.text.strip() for document in documents)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    markup=st.text(st.sampled_from("<>/=\"' \n&;abdlipthrou1:!-éŵ£"), max_size=300),
    suffix=st.sampled_from([".html", ".eml"]),
)
def test_any_markup_is_read_or_refused(tmp_path: Path, markup: str, suffix: str) -> None:
    text = f"Subject: x\nContent-Type: text/html\n\n<p>{markup}" if suffix == ".eml" else f"<html><p>{markup}"
    failed: list[str] = []
    try:
        read(written(tmp_path, f"a{suffix}", text))
    except ReadError as error:
        failed.append(error.code)
    assert "failed" not in failed


def test_every_format_has_a_reader() -> None:
    assert {".pdf", ".docx", ".html", ".htm", ".eml", ".md", ".txt"} <= set(READERS)
