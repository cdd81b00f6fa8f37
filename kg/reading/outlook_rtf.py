"""Rich text as Outlook keeps it in messages: compressed (MS-OXRTFCP), and often HTML in disguise (MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct
from html import escape

from kg.errors import ReadError
from kg.reading.mapi import encoding_of
from kg.reading.rich import SYMBOLS, TOKEN, text_of

_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_MOST_BYTES = 2_000_000
"""Of a message's text, unpacked."""
_MOST_TOKENS = 300_000
_WINDOW = 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What every text begins as if it stood before it (section 3.1.3.1)."""
_IS_HTML = re.compile(rb"^\{\\rtf1[^{}]{0,200}\\fromhtml1")
_PASSED = frozenset(("fonttbl", "colortbl", "stylesheet", "info", "pntext", "pict"))


def text_in(data: bytes, name: str) -> tuple[str, str]:
    """The text of a message from its compressed rich text, and what it is: `html` or `plain`.

    Raises ReadError `damaged`, `too-large`, or as the reader of rich text does.
    """
    rich = decompressed(data, name)
    if _IS_HTML.match(rich):
        return "html", _html_in(rich, name)
    return "plain", text_of(rich, name)


def decompressed(data: bytes, name: str) -> bytes:
    """Rich text, unpacked. Raises ReadError `damaged` or `too-large`."""
    try:
        _, size, kind, _ = struct.unpack_from("<IIII", data)
    except struct.error as error:
        raise _damaged(name) from error
    if kind == _PLAIN:
        return data[16 : 16 + min(size, _MOST_BYTES)]
    if kind != _COMPRESSED:
        raise _damaged(name)
    if size > _MOST_BYTES:
        raise _too_large(name)
    return _unpacked(data, name)[:size]


def _unpacked(data: bytes, name: str) -> bytes:
    out = bytearray(_DICTIONARY)
    at, end = 16, len(data)
    while at < end:
        control = data[at]
        at += 1
        for bit in range(8):
            if at >= end:
                break
            if not control >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            if at + 2 > end:
                return bytes(out[len(_DICTIONARY) :])
            reference = data[at] << 8 | data[at + 1]
            at += 2
            back = (len(out) - (reference >> 4)) % _WINDOW
            if not back:  # it points to where the next byte goes: the end
                return bytes(out[len(_DICTIONARY) :])
            start, length = len(out) - back, (reference & 0xF) + 2
            if start < 0:
                raise _damaged(name)
            if back >= length:
                out += out[start : start + length]
            else:
                out += (bytes(out[start:]) * (length // back + 1))[:length]
        if len(out) > _MOST_BYTES + len(_DICTIONARY):
            raise _too_large(name)
    return bytes(out[len(_DICTIONARY) :])


def _html_in(rich: bytes, name: str) -> str:
    """The HTML of which a mail program has made rich text: its tags stand in groups of their own."""
    page = re.search(rb"\\ansicpg(\d{3,5})", rich[:200])
    reading = _Disguised(encoding_of(int(page[1]) if page else None))
    at = 0
    for _ in range(_MOST_TOKENS):
        match = TOKEN.match(rich, at) if at < len(rich) else None
        if match is None:
            break
        at = match.end()
        if match[1] == b"bin":
            at += max(int(match[2] or 0), 0)
        reading.take(match)
    else:
        raise _too_large(name)
    reading.flush()
    # A character beyond the first plane is written as two.
    return "".join(reading.found).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Disguised:
    """Reads rich text token by token, and keeps the HTML in it."""

    def __init__(self, encoding: str) -> None:
        self.found: list[str] = []
        self._encoding = encoding
        self._states: list[tuple[bool, bool, bool]] = []
        self._is_tag = self._is_passed = self._is_rich = False
        """Whether a tag, something that is no text, or what only rich text needs is being read."""
        self._starred, self._after = False, 0
        self._bytes = bytearray()

    def take(self, match: re.Match[bytes]) -> None:
        word, figure, code, symbol, brace, words = match.groups()
        if words is not None or code is not None:
            data = words if words is not None else bytes([int(code, 16)])
            passed = min(self._after, len(data))
            self._after -= passed
            self._bytes += data[passed:]
            return
        self.flush()
        if brace == b"{":
            self._states.append((self._is_tag, self._is_passed, self._is_rich))
            self._after = 0
        elif brace:
            if self._states:
                self._is_tag, self._is_passed, self._is_rich = self._states.pop()
            self._after = 0
        elif symbol is not None:
            self._starred = symbol == b"*"
            if symbol in b"\\{}~_":
                self._say({b"~": "\u00a0", b"_": "-"}.get(symbol, symbol.decode("ascii")))
        elif word is not None:
            self._word(word.decode("ascii"), figure)

    def _word(self, word: str, figure: bytes | None) -> None:
        starred, self._starred = self._starred, False
        if starred:
            self._is_tag, self._is_passed = word == "htmltag", word != "htmltag"
        elif word in _PASSED:
            self._is_passed = True
        elif word == "htmlrtf":
            self._is_rich = figure != b"0"
        elif word == "u" and figure is not None:
            self._say(chr(int(figure) % 65_536))
            self._after = 1
        elif word in ("par", "line"):
            self._say("\r\n")
        elif word in SYMBOLS:
            self._say(SYMBOLS[word])

    def _say(self, text: str) -> None:
        if not self._is_passed and not self._is_rich:
            self.found.append(text if self._is_tag else escape(text, quote=False))

    def flush(self) -> None:
        data, self._bytes = self._bytes, bytearray()
        if data:
            self._say(data.decode(self._encoding, "replace"))


def _damaged(name: str) -> ReadError:
    return ReadError(
        "damaged", f"The text of {name} is damaged: it cannot be unpacked.", "Save the message as .html or .txt."
    )


def _too_large(name: str) -> ReadError:
    return ReadError(
        "too-large",
        f"The text of {name} is too large: the most that is read is {_MOST_BYTES / 1e6:.0f} MB of rich text.",
        "No reply is that long: check that it is one, or save its text as .txt.",
    )
