"""Document → View: the text without its marks (Markdown, escapes), every character tied to where it stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from kg.model import Document, Link, View
from kg.segmenting.furniture import furniture
from kg.segmenting.repeats import repeats

# One pass over the text; each alternative says what of it is kept.
_MARKS = re.compile(
    r"""
      \[(?P<link>(?:[^\]\[\\]|\\.)*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s"[^"]*")?\)
    | \\(?P<escaped>[\\`*_{}\[\]()#+\-.!|>~<])
    | \*(?:
          (?P<closer>(?<=\S\*)\*(?!\w))
        | (?P<opener>\*)
        | (?P<italic>(?<![\w*]\*)(?=[^\s*])|(?<=[^\s*]\*)(?![\w*]))
      )
    | \n(?P<blank>[ \t]{0,100}\n)(?P<void>(?:[ \t]{0,100}\n){20,})?
    | \n(?P<newline>)
    | (?P<blanks>[^\S\n]{100})[^\S\n]+
    | ^(?:
          (?P<quoted>(?:[ \t]*>)+[ \t]?)
        | (?P<heading>[ \t]*\#{1,6}[ \t]+)
        | (?P<rule>[ \t]*(?:[-_*=]{3,}|(?:[-_*=][ ]){2,}[-_*=])[ \t]*)$
      )
    """,
    re.VERBOSE | re.MULTILINE,
)

_SIGN = re.compile(r"\s*>")


def clean(document: Document) -> View:
    """The view of a document on which all rules work.

    Bold marks, emphasis, headings' signs, escapes and links' targets are left out; a link keeps its label.
    The signs before quoted lines (`>`) go too; `is_quoted` still tells them. White space is kept as it is, save that of more than
    a hundred blanks in a row a hundred stay, and of more than twenty blank lines one: time grows with them faster than they do. Page
    numbers with the headers and footers around them go, and lines that are only said over again. A bold run ends with its paragraph at the latest, and a closing mark without
    an opening one makes its whole line bold: both are slips that converters make.
    """
    return _Cleaner(document.text).run()


def is_quoted(view: View, at: int) -> bool:
    """Whether the line at an offset of the view is quoted from another message (RFC 3676, section 4.5)."""
    start = view.offsets[at]
    line = view.canonical.rfind("\n", 0, start) + 1
    return _SIGN.match(view.canonical, line, start) is not None


class _Cleaner:
    def __init__(self, text: str) -> None:
        self.canonical = text
        self.kept: list[str] = []
        self.offsets = array("L")
        self.bold = bytearray()
        self.links: list[Link] = []
        self.in_bold = False
        self.in_heading = False
        self.left_out = [*furniture(text), *repeats(text)]

    def run(self) -> View:
        at = 0
        for match in _MARKS.finditer(self.canonical):
            if not (self.in_bold or self.in_heading) and match.lastgroup in ("newline", "blank"):
                continue  # nothing changes
            self.keep(at, match.start())
            at = match.end()
            self.take(match)
        self.keep(at, len(self.canonical))
        return View(self.canonical, "".join(self.kept), self.offsets, bytes(self.bold), tuple(self.links))

    def keep(self, start: int, end: int) -> None:
        for begin, goes_on in self.left_out:
            if start < goes_on and begin < end:
                self.keep(start, begin)
                self.keep(goes_on, end)
                return
        if start < end:
            self.kept.append(self.canonical[start:end])
            self.offsets.extend(range(start, end))
            self.bold.extend((b"\1" if self.in_bold or self.in_heading else b"\0") * (end - start))

    def take(self, match: re.Match[str]) -> None:
        match match.lastgroup:
            case "newline" | "blank":
                self.keep(*match.span())
                self.in_heading = False
                self.in_bold = self.in_bold and match.lastgroup == "newline"
            case "void":
                self.keep(match.start(), match.end("blank"))
                self.in_bold = self.in_heading = False
            case "blanks":
                self.keep(*match.span("blanks"))
            case "escaped":
                self.keep(*match.span("escaped"))
            case "target" | "link":
                self.keep_link(match)
            case "opener":
                self.in_bold = not self.in_bold
            case "closer":
                if not self.in_bold:
                    start = bisect_left(self.offsets, self.canonical.rfind("\n", 0, match.start()) + 1)
                    self.bold[start:] = b"\1" * (len(self.bold) - start)
                self.in_bold = False
            case "heading":
                self.in_heading = True

    def keep_link(self, match: re.Match[str]) -> None:
        start, end = match.span("link")
        view_start = len(self.offsets)
        for escape in re.finditer(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~<])", match["link"]):
            self.keep(start, match.start("link") + escape.start())
            start = match.start("link") + escape.end()
        self.keep(start, end)
        self.links.append(Link(view_start, len(self.offsets), match["target"]))
