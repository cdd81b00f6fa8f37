"""Reading: encodings and line ends of text files, bad files, and which files a user's paths mean."""

from __future__ import annotations

import codecs
import hashlib
import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import NotFoundError, ReadError, UsageError
from kg.reading import READERS, collect, files, find, read

LETTER = "Dear Sir or Madam,\n\nThe Council’s contract costs £96,300 – “in all”. Tîm Llywodraethu.\n"


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refused(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path)
    assert path.name in caught.value.message or files.shown(path) in caught.value.message
    assert caught.value.hint
    return caught.value


# what is read


def test_a_document_says_what_it_was_made_from(tmp_path: Path) -> None:
    data = LETTER.encode()
    document = read(write(tmp_path, "letter.txt", data))
    assert document.text == LETTER
    assert document.source == "letter.txt"
    assert document.media_type == "text/plain"
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.page_starts == ()
    assert document.page_of(0) is None


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.TXT", "text/plain"),
        ("a.text", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.b.Markdown", "text/markdown"),
    ],
)
def test_the_suffix_tells_the_format(tmp_path: Path, name: str, media_type: str) -> None:
    assert read(write(tmp_path, name, b"Yes.")).media_type == media_type


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        codecs.BOM_UTF8 + LETTER.encode(),
        codecs.BOM_UTF16_LE + LETTER.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + LETTER.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + LETTER.encode("utf-32-be"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace("\n", "\r").encode(),
        LETTER.replace("\n", "\r\n").encode("cp1252"),
        LETTER.encode() + b"\x00\x00",
    ],
    ids=[
        *("utf-8", "utf-8 with mark", "utf-16-le with mark", "utf-16-be with mark", "utf-16-le", "utf-16-be"),
        *("utf-32-le", "utf-32-be", "cp1252", "crlf", "cr", "cp1252 with crlf", "zeros at the end"),
    ],
)
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, data: bytes) -> None:
    assert read(write(tmp_path, "letter.txt", data)).text == LETTER


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9 \x80450", "café €450"),  # Windows-1252
        (b"caf\xc3\xa9 \xa3450", "café £450"),  # both in one file
        (b"\x81 and \x9d" + b" and so on" * 20, "\x81 and \x9d" + " and so on" * 20),  # undefined: as Latin-1
        (b"\xc3\x82\xc2\xa3450", "Â£450"),  # mangled before: not repaired
        (b"ends in a cut \xe2\x80", "ends in a cut â€"),
        (b"a\rb\r\nc\n\rd", "a\nb\nc\n\nd"),
        (b"vertical\x0btab", "vertical\ntab"),
        ("o\ufb03ce \ufb01le".encode(), "office file"),
        (b"sup\xc2\xadplier and con\xadtract", "supplier and contract"),
        (b"a \xef\xbb\xbf mark within" + b" and so on" * 20, "a \ufeff mark within" + " and so on" * 20),
        (b"one bell\x07 in a long line of text that is otherwise quite in order" * 2, None),
    ],
)
def test_what_odd_bytes_become(tmp_path: Path, data: bytes, text: str | None) -> None:
    found = read(write(tmp_path, "odd.txt", data)).text
    assert found == (text if text is not None else data.decode().replace("\x07", ""))


def test_form_feeds_begin_pages(tmp_path: Path) -> None:
    document = read(write(tmp_path, "pages.txt", b"one\ftwo\fthree\f"))
    assert document.page_starts == (0, 4, 8)
    assert [document.page_of(offset) for offset in (0, 3, 4, 8)] == [1, 1, 2, 3]


def test_the_same_bytes_give_the_same_text_under_any_name(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    one, two = write(tmp_path, "a.txt", LETTER.encode()), write(tmp_path / "folder", "b.txt", LETTER.encode())
    assert read(one).text == read(two).text
    assert read(one).sha256 == read(two).sha256


# bad files


@pytest.mark.parametrize(
    "data",
    [b"", b" \t\r\n\n", "\u00a0\u2003\n".encode(), codecs.BOM_UTF8, codecs.BOM_UTF16_LE, b"\f\f"],
)
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    assert refused(write(tmp_path, "empty.txt", data)).code == "empty"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\n\n%PDF-1.4 text", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00", "GIF"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"II*\x00\x08\x00\x00\x00", "TIFF"),
        (b"{\\rtf1\\ansi Dear Sir}", "RTF"),
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip"),
        (b"SQLite format 3\x00", "database"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 64, "binary"),
        (b"Dear Sir" + b"\x01\x02\x03" * 8, "binary"),
    ],
)
@pytest.mark.parametrize("name", ["letter.txt", "letter.md"])
def test_other_files_named_as_text(tmp_path: Path, data: bytes, kind: str, name: str) -> None:
    error = refused(write(tmp_path, name, data))
    assert error.code == "not-text"
    assert kind in error.message


def test_a_letter_may_speak_of_other_formats(tmp_path: Path) -> None:
    text = "GIF, PDF and PNG: %PDF-1.7 is how a PDF begins, PK how a ZIP file does.\n"
    assert read(write(tmp_path, "about.txt", text.encode())).text == text


@pytest.mark.parametrize("name", ["sheet.xls", "letter", "letter.txt.bak", ".txt"])
def test_unknown_formats_are_told_with_those_that_are_known(tmp_path: Path, name: str) -> None:
    error = refused(write(tmp_path, name, b"Yes."))
    assert error.code == "unknown-format"
    for suffix in READERS:
        assert suffix in error.hint


def test_an_old_word_document_should_be_saved_anew(tmp_path: Path) -> None:
    error = refused(write(tmp_path, "letter.doc", b"\xd0\xcf\x11\xe0"))
    assert error.code == "unknown-format"
    assert "Save it as .docx or PDF." in error.hint


@pytest.mark.parametrize("name", ["nothing.txt", "nothing.pdf", "a\x00b.txt"])
def test_missing_files(tmp_path: Path, name: str) -> None:
    error = refused(tmp_path / name)
    assert error.code == ("unreadable" if "\x00" in name else "missing")


def test_a_file_used_as_a_folder_is_missing(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "a.txt", b"a") / "b.txt").code == "missing"


def test_folders_pipes_and_loops_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    assert refused(tmp_path / "folder.txt").code == "unreadable"
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path / "pipe.txt").code == "unreadable"
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert refused(tmp_path / "loop.txt").code == "unreadable"
    assert refused(tmp_path / ("a" * 300 + ".txt")).code == "unreadable"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "secret.txt", b"Yes.")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    error = refused(path)
    assert error.code == "unreadable"
    assert "Permission denied" in error.message


def test_very_large_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    error = refused(path)
    assert error.code == "too-large"
    assert "20 MB" in error.message
    monkeypatch.setattr(files, "MOST_BYTES", 3)
    assert read(write(tmp_path, "small.txt", b"Yes")).text == "Yes"
    assert refused(write(tmp_path, "larger.txt", b"Yes.")).code == "too-large"


def test_a_name_that_is_no_unicode_can_be_shown(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"Yes.")
    assert read(path).source == "caf\ufffd.txt"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=100).map(str.encode),
        st.text(max_size=100).map(lambda text: text.encode("utf-16-le")),
        st.tuples(st.text(), st.binary(max_size=3)).map(lambda pair: pair[0].encode() + pair[1]),
    )
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, "any.txt", data)
    try:
        text = read(path).text
    except ReadError as error:
        codes = {error.code}
    else:
        codes = set()
        assert text.strip()
        assert "\x00" not in text
        assert "\r" not in text
        assert text.encode()
        assert read(path).text == text
    assert codes <= {"empty", "not-text"}


# which files


def test_files_and_folders_are_gathered_once_and_by_name(tmp_path: Path) -> None:
    deep = tmp_path / "2024" / "march"
    deep.mkdir(parents=True)
    for name in ("b.txt", "a.md", ".hidden.txt", "z.unknown"):
        write(tmp_path, name, b"Yes.")
    c = write(deep, "c.txt", b"Yes.")
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git", "d.txt", b"Yes.")
    expected = [tmp_path / "a.md", tmp_path / "b.txt", c, tmp_path / "z.unknown"]
    assert collect([tmp_path]) == expected
    assert collect([c, tmp_path, tmp_path / "b.txt"]) == collect([tmp_path / "b.txt", c, tmp_path])
    assert len(collect([c, tmp_path, tmp_path / "2024" / ".." / "b.txt"])) == 4
    assert collect([]) == []


LIKE_OTHERS = (
    "licensed-taxis.eml",
    "notices.txt",
    "readme-reply.txt",
    "README.md",
    "LICENSE",
    "contributing-officers.pdf",
)


def test_no_file_is_passed_over_for_its_name(tmp_path: Path) -> None:
    for name in LIKE_OTHERS:
        write(tmp_path, name, b"Yes.")
    assert {path.name for path in collect([tmp_path])} == set(LIKE_OTHERS)


def test_files_that_programs_leave_for_themselves_are_passed_over(tmp_path: Path) -> None:
    letter = write(tmp_path, "thumbs-up.txt", b"Yes.")
    for name in (
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "~$reply.docx",
        "~WRL0001.tmp",
        ".~lock.reply.odt#",
        ".DS_Store",
    ):
        write(tmp_path, name, b"Yes.")
    (tmp_path / "__MACOSX").mkdir()
    write(tmp_path / "__MACOSX", "reply.txt", b"Yes.")
    assert collect([tmp_path]) == [letter]


def sources_of(*paths: Path) -> list[str]:
    return sorted(one.source for one in find(paths))


def test_letters_are_called_by_their_path_in_the_folder_given(tmp_path: Path) -> None:
    for folder in ("2023", "2024"):
        (tmp_path / folder / "march").mkdir(parents=True)
        write(tmp_path / folder / "march", "reply.txt", folder.encode())
    write(tmp_path, "reply.txt", b"Yes.")
    assert sources_of(tmp_path) == ["2023/march/reply.txt", "2024/march/reply.txt", "reply.txt"]
    assert sources_of(tmp_path / "2023") == ["march/reply.txt"]
    assert sources_of(tmp_path / "2023" / "march" / "reply.txt") == ["reply.txt"]


def test_letters_of_one_name_stay_apart_however_they_are_given(tmp_path: Path) -> None:
    files = []
    for folder in ("2023", "2024"):
        (tmp_path / folder / "march").mkdir(parents=True)
        files.append(write(tmp_path / folder / "march", "reply.txt", folder.encode()))
    other = write(tmp_path / "2023" / "march", "other.txt", b"Yes.")
    apart = ["2023/march/reply.txt", "2024/march/reply.txt"]
    assert sources_of(*files) == sources_of(*reversed(files)) == apart
    assert sources_of(tmp_path / "2023" / "march", tmp_path / "2024" / "march") == [*apart, "other.txt"]
    assert sources_of(tmp_path, other) == sources_of(other, tmp_path) == ["2023/march/other.txt", *apart]


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "a/a", "a/b", "b/a/b"]), st.sampled_from(["x.txt", "y.txt"])),
        min_size=1,
        max_size=8,
        unique=True,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_no_two_files_have_one_name_and_the_order_of_paths_makes_none(
    tmp_path_factory: pytest.TempPathFactory, places: list[tuple[str, str]], order: Random
) -> None:
    root = tmp_path_factory.mktemp("tree")
    paths = []
    for folder, name in places:
        (root / folder).mkdir(parents=True, exist_ok=True)
        paths.append(write(root / folder, name, b"Yes."))
    given_paths = [*paths, *{root / folder for folder, _ in places[:2]}]
    first = sources_of(*given_paths)
    assert len(set(first)) == len(first) == len(paths)
    order.shuffle(given_paths)
    assert sources_of(*given_paths) == first


def test_the_order_of_the_paths_makes_no_difference(tmp_path: Path) -> None:
    paths = [write(tmp_path, name, b"Yes.") for name in ("c.txt", "a.txt", "b.txt")]
    assert collect(paths) == collect(reversed(paths)) == sorted(paths)


def test_links_to_one_file_count_once_and_loops_end(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"Yes.")
    (tmp_path / "link.txt").symlink_to(path)
    (tmp_path / "again").symlink_to(tmp_path)
    assert len(collect([tmp_path])) == 1


def test_a_missing_path_offers_the_nearest_names(tmp_path: Path) -> None:
    write(tmp_path, "letter-1.txt", b"Yes.")
    with pytest.raises(NotFoundError) as caught:
        collect([tmp_path / "leter-1.txt"])
    assert "leter-1.txt" in caught.value.message
    assert "letter-1.txt" in caught.value.hint
    with pytest.raises(NotFoundError, match="not there either"):
        collect([tmp_path / "nowhere" / "a.txt"])
    with pytest.raises(NotFoundError, match="Check the path"):
        collect([tmp_path / "quite different"])


def test_a_folder_without_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path, "Thumbs.db", b"Yes.")
    with pytest.raises(UsageError) as caught:
        collect([tmp_path])
    assert str(tmp_path) in caught.value.message
    assert not isinstance(caught.value, NotFoundError)
