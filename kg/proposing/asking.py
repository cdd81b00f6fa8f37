"""Letters → requests: what is sent of each letter, personal data blacked out and offsets kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Document, Letter
from kg.persons import hidden_of
from kg.proposing.forms import schema_digest
from kg.proposing.prompt import Prompt
from kg.segmenting import segment
from kg.values.personal import blacked_out, personal_at

LONGEST = 12_000
"""A letter of more characters is asked about in parts."""
_HEAD = 600
"""So much of a letter's beginning goes before each further part."""
_LETTERS_A_TOKEN = 4
"""English text has about as many characters a token."""
_OPEN, _CLOSE = "<letter>\n", "\n</letter>"


@dataclass(frozen=True, slots=True)
class Request:
    """A question to a reader about a letter, or a part of it."""

    id: str
    """The digest of what it is about: canonical text, part, prompt and schema."""
    source: str
    """What the letter is called; it is never sent."""
    letter: str
    """The digest of the letter's canonical text."""
    part: int
    parts: int
    prompt: Prompt
    words: str
    """The letter's words, as they are sent."""
    hidden: int
    """So many places are blacked out."""

    @property
    def messages(self) -> list[dict[str, str]]:
        """The messages of a chat: the prompt, then the letter."""
        return [{"role": "system", "content": self.prompt.text}, {"role": "user", "content": self.words}]

    @property
    def tokens(self) -> int:
        """About how many tokens are sent."""
        return sum(len(one["content"]) for one in self.messages) // _LETTERS_A_TOKEN


def digest_of(document: Document) -> str:
    """By this an answer says of which letter it is."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def requests_of(document: Document, prompt: Prompt) -> list[Request]:
    """The requests about a document, in order."""
    letter = segment(document)
    text, hidden = shown(letter)
    cuts = list(parts_of(text))
    digest = digest_of(document)
    found = []
    for number, (start, end) in enumerate(cuts, start=1):
        key = "\x1f".join((digest, f"{start}-{end}", prompt.digest, schema_digest()))
        words = _words(text, start, end, number, len(cuts))
        name = hashlib.sha256(key.encode()).hexdigest()[:32]
        found.append(Request(name, document.source, digest, number, len(cuts), prompt, words, hidden))
    return found


def shown(letter: Letter) -> tuple[str, int]:
    """The words of a letter with `█` over personal data, each character in its place, and how often that is."""
    names = hidden_of(letter)
    return blacked_out(letter.view.text, names), len(personal_at(letter.view.text, names))


def parts_of(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """A text cut into stretches of bounded length, where a paragraph, a line or a word ends."""
    at = 0
    while len(text) - at > longest:
        ends = (text.rfind(mark, at + longest // 2, at + longest) for mark in ("\n\n", "\n", " "))
        cut = next((end for end in ends if end > at), at + longest - 1)
        yield at, cut + 1
        at = cut + 1
    yield at, len(text)


def _words(text: str, start: int, end: int, number: int, parts: int) -> str:
    if parts == 1:
        return f"{_OPEN}{text.strip()}{_CLOSE}"
    head = f"Part {number} of {parts} of a long letter.\n"
    if number > 1:
        head += f"The letter begins:\n{_OPEN}{text[:_HEAD].strip()} …{_CLOSE}\nQuote only from this part:\n"
    return f"{head}{_OPEN}{text[start:end].strip()}{_CLOSE}"


def all_requests(documents: Iterable[Document], prompt: Prompt) -> list[Request]:
    """The requests about documents; letters of the very same words are asked about once."""
    found: dict[str, Request] = {}
    for document in documents:
        for request in requests_of(document, prompt):
            found.setdefault(request.id, request)
    return list(found.values())
