"""Scans: what text recognition reads is a letter like others, marked, and no claim from it is surer than it was."""

from __future__ import annotations

import os
import struct
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from kg.building import build_graph, sources
from kg.building.output import fingerprint_of
from kg.errors import ReadError
from kg.model import Span
from kg.reading import SET_ASIDE, pictures, read, read_all, recognizing
from tests.outlook import file_of, msg
from tests.papers import pdf, shown, written
from tests.scanning import Raster, hocr, needs_tesseract, picture_page, png, printing, scanned, stand_in, tiff

LINES = (
    "Anytown Borough Council", "Reference: FOI 4471", "3 May 2023",
    "Thank you for your request under the Freedom of Information Act 2000.", "1. Which system do you use for housing?",
    "Civica Cx, supplied by Civica UK Limited.", "2. When does the contract end?", "31 March 2027",
)  # fmt: skip
PAGE = shown(*(("B" if i in (0, 4, 6) else "F", 60.0, 780.0 - 24 * i, line) for i, line in enumerate(LINES)))
BLANK = Raster(1654, 2339, b"\xff" * 1654 * 2339)
SCAN = pdf(picture_page(BLANK))


def lines(sure: int = 96, **doubtful: int) -> list[list[tuple[str, int]]]:
    """The letter as recognised: each word as surely, but those that are named."""
    return [[(word, doubtful.get(word.strip(".,"), sure)) for word in line.split()] for line in LINES]


# --- by a program that stands in for Tesseract -------------------------------------------------------------------


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A recognition that finds the letter in every picture; its calls are logged in the file."""
    return stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines())))


def calls(log: Path) -> int:
    return len(log.read_text(encoding="utf-8").splitlines()) if log.exists() else 0


def test_a_scan_is_read_and_says_so(tmp_path: Path, reads: Path) -> None:
    document = read(written(tmp_path, "scan.pdf", SCAN))
    assert [line for line in document.text.splitlines() if line] == list(LINES)
    (notice,) = document.notices
    assert notice.code == "recognized-text"
    assert "page 1 is a picture" in notice.message
    assert "tesseract 0.1" in notice.message
    assert "0.96" in notice.message
    at = document.text.index("Civica Cx")
    assert document.recognition_of(Span(at, at + 9)) == 0.96
    assert document.page_of(at) == 1
    command = reads.read_text(encoding="utf-8")
    assert command == "stdin stdout -l eng --psm 3 --dpi 300 hocr\n"


def test_every_word_keeps_how_surely_it_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines(90, Cx=55, Limited=29))))
    document = read(written(tmp_path, "scan.pdf", SCAN))
    for word in document.recognized:
        assert word.confidence == (0.55 if document.text[word.start : word.end] == "Cx," else 0.9)
    joined = "".join(document.text[word.start : word.end] for word in document.recognized)
    assert joined == "".join(document.text.split())
    assert "Limited" not in document.text  # less likely than not to be there
    assert document.recognition_of(Span(0, len(document.text))) == 0.55
    assert "0.55 of the least sure word" in document.notices[0].message


@pytest.mark.parametrize("sure", [97, 80, 70])
def test_no_claim_is_surer_than_the_recognition_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sure: int
) -> None:
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines(sure))))
    built = build_graph(*sources([written(tmp_path, "scan.pdf", SCAN)]))
    (letter,) = built.letters
    claims = [one.claim for one in letter.statements]
    assert {claim.field for claim in claims} >= {"system", "contract_end"}
    for claim in claims:
        assert claim.confidence is not None
        assert claim.confidence <= sure / 100
        assert claim.extractor.endswith(", read by OCR")
    assert [finding.code for finding in built.findings] == ["recognized-text"]
    assert any("read by OCR" in str(quad.object) for quad in built.quads)


def test_what_was_hardly_read_is_not_stated_but_unsure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines(95, **{"2027": 41}))))
    (letter,) = build_graph(*sources([written(tmp_path, "scan.pdf", SCAN)])).letters
    fields = {one.claim.field for one in letter.statements}
    assert "system" in fields
    assert "contract_end" not in fields
    (end,) = [claim for claim in letter.unsure if claim.field == "contract_end"]
    assert end.confidence is not None
    assert end.confidence <= 0.41


@pytest.mark.usefixtures("reads")
def test_only_the_pages_that_are_pictures_are_recognised(tmp_path: Path) -> None:
    typed = shown(("F", 60.0, 700.0, "Our covering letter says that the reply is on the next page."))
    document = read(written(tmp_path, "part.pdf", pdf(typed, picture_page(BLANK))))
    assert document.recognition_of(Span(0, 20)) is None
    assert document.page_of(document.text.index("Civica")) == 2
    assert document.recognized[0].start >= document.page_starts[1]
    assert ["page 2 is a picture read" in notice.message for notice in document.notices] == [True]


def test_so_many_pages_are_recognised_and_the_others_named(
    tmp_path: Path, reads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizing, "MOST_PAGES", 2)
    document = read(written(tmp_path, "scan.pdf", pdf(*[picture_page(BLANK)] * 4)))
    assert calls(reads) == 2
    assert {notice.code: notice.message for notice in document.notices}["scanned-pages"].endswith(
        "pages 3 and 4 are pictures without text."
    )


def test_large_pages_are_drawn_with_fewer_dots(tmp_path: Path, reads: Path) -> None:
    large = SCAN.replace(b"[0 0 595 842]", b"[0 0 5950 8420]").replace(b"595 0 0 842", b"5950 0 0 8420")
    read(written(tmp_path, "scan.pdf", large))
    assert "--dpi 35 " in reads.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "script",
    ["exit 1", "cat > /dev/null; echo nonsense", "cat > /dev/null", "kill -9 $$", "exec 0<&-; echo '<html>'", "yes x"],
    ids=["fails", "prints nonsense", "prints nothing", "is killed", "reads nothing", "prints without an end"],
)
def test_a_recognition_that_fails_leaves_the_finding_as_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr(recognizing, "PAGE_SECONDS", 20.0)
    log = stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "scan.pdf", SCAN))
    assert caught.value.code == "no-text"
    assert "OCR" in caught.value.hint
    assert calls(log) == 1


def test_a_recognition_that_does_not_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizing, "PAGE_SECONDS", 1.0)
    stand_in(tmp_path, monkeypatch, f'sleep 300 & echo $! > "{tmp_path / "child"}"; sleep 300')
    with pytest.raises(ReadError, match="no text"):
        read(written(tmp_path, "scan.pdf", SCAN))
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(100):
        try:
            state = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return
        if state == "Z":
            return
        time.sleep(0.05)
    pytest.fail("The program that recognition had started is still running.")


def test_when_the_time_of_a_file_is_spent_the_other_pages_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizing, "FILE_SECONDS", 0.0)
    log = stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines())))
    with pytest.raises(ReadError, match="no text"):
        read(written(tmp_path, "scan.pdf", SCAN))
    assert calls(log) == 0


def test_without_tesseract_pictures_are_what_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "scan.pdf", SCAN))
    assert caught.value.code == "no-text"
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "scan.png", png(BLANK)))
    assert caught.value.code == "unknown-format"
    made = _with_pictures()
    failed: list[ReadError] = []
    assert [one.source for one in read_all(written(tmp_path, "m.eml", bytes(made)), failed.append)] == ["m.eml"]
    assert failed == []


def _with_pictures() -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "FOI 4471"
    made.set_content("Please see our reply.")
    for name, raster in (
        ("scan", BLANK),
        ("logo", Raster(300, 120, bytes(36_000))),
        ("line", Raster(2000, 60, bytes(120_000))),
    ):
        made.add_attachment(png(raster), maintype="image", subtype="png", filename=f"{name}.png")
    return made


def test_pictures_in_messages_are_read_and_logos_are_not_looked_at(tmp_path: Path, reads: Path) -> None:
    found = read_all(written(tmp_path, "m.eml", bytes(_with_pictures())))
    assert [one.source for one in found] == ["m.eml", "m.eml#scan"]
    assert found[1].media_type == "image/png"
    assert calls(reads) == 1
    data = msg({0x37: "FOI 4471", 0x1000: "Please see our reply."}, file_of("scan.tif", tiff(BLANK)), file_of("logo.png", png(Raster(9, 9, bytes(81)))))  # fmt: skip
    assert [one.source for one in read_all(written(tmp_path, "m.msg", data))] == ["m.msg", "m.msg#scan"]
    assert calls(reads) == 2


def test_pictures_say_how_large_they_are_before_anything_unpacks_them(tmp_path: Path, reads: Path) -> None:
    jpeg = (
        b"\xff\xd8\xff\xe0\0\x10JFIF"
        + bytes(10)
        + b"\xff\xdb\0\x04\0\0\xff\xff\xc2\0\x11\x08"
        + struct.pack(">HH", 2339, 1654)
        + bytes(12)
    )
    motorola = b"MM\0*" + struct.pack(">IHHHIHHHHIII", 8, 2, 256, 3, 1, 1654, 0, 257, 4, 1, 2339, 0)
    assert pictures.sizes_of(jpeg) == [(1654, 2339)]
    assert pictures.sizes_of(motorola) == [(1654, 2339)]
    assert pictures.sizes_of(png(BLANK)) == pictures.sizes_of(tiff(BLANK)) == [(1654, 2339)]
    assert pictures.sizes_of(tiff(BLANK, Raster(4, 2, bytes(8)))) == [(1654, 2339), (4, 2)]
    huge = bytearray(png(Raster(1, 1, b"x")))
    struct.pack_into(">II", huge, 16, 60_000, 60_000)
    ring = bytearray(tiff(Raster(4, 2, bytes(8))))
    ring[-4:] = ring[4:8]
    assert pictures.sizes_of(bytes(ring)) == [(4, 2)]
    many = tiff(*[Raster(4, 2, bytes(8))] * 30)
    for name, data, code in (
        ("a.png", bytes(huge), "too-large"), ("a.tif", many, "too-large"), ("a.jpg", b"\xff\xd8\xff\xe0", "not-text"),
        ("a.png", b"x", "not-text"), ("a.tif", b"II*\0\xff\xff\xff\xff", "not-text"), ("a.tiff", tiff(), "not-text"),
    ):  # fmt: skip
        with pytest.raises(ReadError) as caught:
            read(written(tmp_path, name, data))
        assert caught.value.code == code
    assert calls(reads) == 0


def test_a_photograph_among_letters_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr([[("EXIT", 90)]])))
    with pytest.raises(ReadError) as caught:
        read(written(tmp_path, "photo.jpeg", b"\xff\xd8\xff\xc0\0\x11\x08\x09\0\x09\0" + bytes(12)))
    assert caught.value.code == SET_ASIDE


def test_what_recognition_reads_otherwise_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "scan.pdf", SCAN)
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr(lines())))
    first, same = (fingerprint_of(*sources([path])) for _ in range(2))
    stand_in(tmp_path, monkeypatch, printing(tmp_path, hocr([*lines(), [("Yours", 90), ("faithfully", 90)]])))
    assert first == same != fingerprint_of(*sources([path]))


# --- by Tesseract itself -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def raster() -> Raster:
    needs_tesseract()
    return scanned(PAGE)


def test_a_scanned_letter_is_read_the_same_each_time(tmp_path: Path, raster: Raster) -> None:
    path = written(tmp_path, "scan.pdf", pdf(picture_page(raster)))
    document = read(path)
    assert [line for line in document.text.splitlines() if line] == list(LINES)
    assert read(path) == document
    assert all(0.3 <= word.confidence <= 1 for word in document.recognized)


def test_a_picture_of_a_letter_gives_the_claims_of_the_letter(tmp_path: Path, raster: Raster) -> None:
    (letter,) = build_graph(*sources([written(tmp_path, "scan.png", png(raster))])).letters
    assert letter.council.name == "Anytown Borough Council"
    values = {one.claim.field: str(one.claim.value) for one in letter.statements}
    assert values["contract_end"] == "2027-03-31"
    assert values["system"].startswith("Civica Cx")
    for one in letter.statements:
        assert one.claim.evidence.span.of(letter.letter.document.text) == one.claim.evidence.quote


def test_a_tiff_has_pages(tmp_path: Path, raster: Raster) -> None:
    more = scanned(shown(("F", 60.0, 700.0, "This annex names the costs of the system.")))
    document = read(written(tmp_path, "fax.tif", tiff(raster, more)))
    assert document.page_of(document.text.index("Civica")) == 1
    assert document.page_of(document.text.index("annex")) == 2
