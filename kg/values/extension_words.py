"""The words by which letters speak of options to extend: what announces one, counts it, splits it.

Text enters; places and counts leave, for `extensions` to put together.
"""

from __future__ import annotations

import re

from kg.model import Span
from kg.values.date_grammar import MONTH
from kg.values.durations import UNIT, DurationValue, normalise
from kg.values.numbers import WORDS, parse_number

_COUNT = rf"(?:{WORDS}|\d{{1,2}}|an?|both(?:\s+of(?:\s+the)?)?|single)"
_ADJECTIVE = (
    r"(?:optional|further|additional|possible|potential|more|extra|separate|successive|consecutive|subsequent|contract|"
    r"renewable|available|permitted|remaining|planned|annual|equal|such|the)"
)
_NOUN = r"(?:extension\s+options?|extensions?(?:\s+periods?)?|options?(?:\s+(?:to\s+(?:extend|renew)|periods?))?|option\s+periods?|periods?|renewals?|terms?)"
ADVERBS = {"annual": "P1Y", "yearly": "P1Y", "monthly": "P1M", "quarterly": "P3M", "six-monthly": "P6M"}

_TRIGGER = re.compile(
    r"""\b(?:exten(?:d|ds|ded|ding|dable|dible|sible|sion|sions)\b|options?\b|optional(?:ly)?\b|lengthen\w*|prolong\w*|(?:can|could|may|to)\s+(?:run|roll|continue|go)\s+on\b
        |adding\b|(?:may|can|could|to)\s+add\b(?!\s+that)|possibility\s+of\b|renewals?\b|right\s+to\s+renew\b
        |(?:further|additional)\b(?!\s+(?:competition|information|details?|notice|request|copies|copy|questions?|cost|charge|to\b)))""",
    re.IGNORECASE | re.VERBOSE,
)
_PLUS = re.compile(
    r"(?:\bplus|\+|\bwith)\s*(?:(?:an?|up\s+to|potentially|possibly|then|optional)\s+)*\Z", re.IGNORECASE
)
_RESET = re.compile(
    r"\b(?:new|initial|original|replacement|current|present)\s+(?:\w+\s+){0,2}(?:contract|agreement|term|period|licen[cs]e)\b"
    r"|\b(?:is|was|be)\s+(?:let\s+|signed\s+|awarded\s+)?for\b|\bterm\s+(?:is|was|of)\b|[.;]\s|\b(?!periods?\b|options?\b|terms?\b|available\b|length\b|extensions?\b|renewals?\b|clause\b|extend\b)\w+\s*:\s|\bno\s+\Z",
    re.IGNORECASE,
)
TERM = re.compile(
    r"\b(?:contract|agreement|term|licen[cs]e|it)\b[^.;]{0,30}\b(?:is|was|for|of|lasts?|runs?)\b|\b(?:is|was)\s+(?:let\s+)?for\b|\binitial|\blet\s+for\b|\bsigned\b"
    r"|£[\d.,]+",
    re.IGNORECASE,
)
_SUM_LEFT = re.compile(
    r"\b(?:length|duration|period|contract|agreement|term|for|of)\s*(?:is|was|:|an?)?\s*\(?\Z", re.IGNORECASE
)
_SUM_RIGHT = re.compile(r"[-\s]*(?:contract|agreement|term|deal|licen[cs]e)\b", re.IGNORECASE)
EXTRA = re.compile(r"\b(?:further|additional|extra|more|optional|another)\b", re.IGNORECASE)
NOT_LEFT = re.compile(
    r"\b(?:within|after|every|each|past|last|previous|next|beyond|notice\s+of|exten\w+\s+(?:(?:it|the|this|contract|agreement|term)\s+){0,2}(?:from\s+[\w-]+\s+(?:years?\s+)?)?to(?:\s+a\s+(?:maximum\s+)?total\s+of)?"
    r"|(?:a\s+)?(?:maximum\s+)?total\s+of|in\s+total|break(?:\s+clause)?(?:\s+(?:at|after))?|initial(?:\s+(?:term|period)\s+of)?"
    r"|initial\s+term\s+(?:is|was))\s*(?:the\s+|a\s+|an\s+)?\Z",
    re.IGNORECASE,
)
NOT_RIGHT = re.compile(
    r"['’]?s?['’]?\s*(?:written\s+|prior\s+)?notice\b|\s+(?:in\s+total|altogether|overall|ago|late|before)\b|[-\s]+(?:contract|agreement|term)\b(?!\s+extension)",
    re.IGNORECASE,
)
RIGHT = re.compile(
    rf"""[-\s]*(?:(?:long|{_ADJECTIVE})\s+){{0,4}}(?P<noun>extensions?(?:\s+(?:options?|periods?))?|options?(?:\s+to\s+extend)?|renewals?|extension\s+periods?)\b(?:\s+available\b)?
      |(?P<each>\s+each)\b(?!\s+(?:\d|year|month|{MONTH}))(?:\s*(?:\(optional\)|if\s+required))?
      |\s+(?:being\s+|is\s+|are\s+)?(?:possible|available|optional)\b
      |\s+as\s+(?:an\s+)?options?\b|\s+if\s+(?:both|agreed|required|needed|the\s+council)\b[^.;\n]{{0,24}}
      |\s+(?:by|for)\s+which\b[^.;\n]{{0,50}}?\bextended\b
      |\s*\((?:optional|options?|extensions?)\)|(?=\s*\((?:[^()\n]{0, 20}\s)?used\))""",
    re.IGNORECASE | re.VERBOSE,
)
STEPS = re.compile(
    rf"""\s*,?\s*\(?(?:to\s+be\s+)?(?:(?:taken|exercised|granted)\s+)?(?:
        (?:in|by|as|of)\s+(?:(?:separate|successive|consecutive|equal)\s+)?(?:periods?|increments?|steps?|blocks?|stages?|tranches?|instalments?|terms?|intervals?|extensions?)\s+of\s+(?:up\s+to\s+)?(?={WORDS}|\d|a\b)
      | (?:in|by|as|on|at)\s+(?:an?\s+)?(?P<adverb>annual|yearly|monthly|quarterly|six-monthly)\s+(?:periods?|increments?|steps?|blocks?|stages?|tranches?|instalments?|terms?|intervals?|extensions?|basis)\b
      | (?:in|by|as)\s+(?:an?\s+)?(?=(?:{WORDS}|\d{{1,2}})[-\s](?:year|month)s?[-\s]*(?:long\s+)?(?:periods?|increments?|steps?|blocks?|stages?|tranches?|instalments?|terms?|intervals?|extensions?|at\s+a\s+time))
      | (?=(?:{WORDS}|\d{{1,2}}|a)\s+(?:year|month)s?\s+at\s+a\s+time)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_AND = r"(?:and|then|followed\s+by|plus|\+|&)"
JOIN = re.compile(
    rf"(?:\s+(?:in|on|to|until)\s+(?:[A-Z]\w+\s+)?\d{{4}})?\s*,?\s*{_AND}\s*(?:(?:then|after\s+that|thereafter|once\s+more|again|an?|possibly|potentially|finally|subsequently|"
    r"optionally|the\s+option\s+of|with)\s*)*(?:of|for|by)?\s*(?:up\s+to\s+)?",
    re.IGNORECASE,
)
ALONGSIDE = re.compile(rf"\s*,?\s*{_AND}\b[^.;:\n|]{{0,40}}", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\s*,?\s*{_AND}\s+(?:(?:after\s+that|then|thereafter|possibly)\s+)*(?:another|once\s+more|one\s+more|the\s+same\s+again)(?!\s+(?:\w+\s+)?(?:{UNIT}))(?!\s+for)",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    rf"(?<![^\W_])(?:up\s+to\s+|a\s+maximum\s+of\s+|the\s+)?(?P<count>{_COUNT})\s+(?:\(\d\)\s+)?(?:{_ADJECTIVE}\s+){{0,4}}{_NOUN}"
    rf"(?:\s+(?:(?:are|is|being)\s+)?(?:possible|available|to\s+extend|to\s+renew|remaining))?\s*[,:(]?\s*"
    r"(?:(?:each|both|every\s+one)\s*)?(?:of|for|lasting|by|being|at)?\s*(?:each\s+of\s*)?(?:up\s+to\s+)?(?:an?\s+)?(?:maximum\s+of\s+)?\Z",
    re.IGNORECASE,
)
_COUNT_BARE = re.compile(
    rf"(?<![^\W_])(?P<count>{_COUNT})\s*,?\s*(?:each\s*)?(?:of|for|lasting)\s*(?:up\s+to\s+)?\Z", re.IGNORECASE
)
_COUNT_DIRECT = re.compile(
    rf"(?<![^\W_])(?:the\s+)?(?P<count>{WORDS}|\d{{1,2}}|both(?:\s+of)?(?:\s+the)?|all\s+(?:{WORDS}|\d)(?:\s+of\s+the)?)\s*(?:[x×]\s*)?(?:\(\d\)\s*)?(?:{_ADJECTIVE}\s+){{0,4}}\Z",
    re.IGNORECASE,
)
AT_MOST = re.compile(r"\b(?:up\s+to|maximum|by)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(twice|two\s+times|three\s+times|thrice)\b[^.;]{0,20}\Z", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:annually|yearly|year\s+by\s+year|on\s+an?\s+(?:annual|yearly)\s+basis)\b[^.;]{0,30}\Z", re.IGNORECASE
)
_LIMIT = re.compile(r"\b(?:up\s+to|(?:a\s+)?maximum\s+of)\s+(?:an?\s+)?\Z", re.IGNORECASE)
_ELLIPTIC = re.compile(
    rf"\b(?:extend|lengthen|prolong|renew|increas)\w*\s+(?:\w+\s+){{0,3}}?(?:by|for)\s+(?:up\s+to\s+)?(?:an?\s+(?:further|additional|extra)\s+)?"
    rf"(?P<count>{WORDS}|\d{{1,2}})(?:\s+(?:more|further|extra))?(?=\s*(?:[.,;)]|\Z|\band\b|\bif\b))",
    re.IGNORECASE,
)
_EXTENSION_YEARS = re.compile(
    rf"(?<![^\W_])(?P<count>{WORDS}|\d{{1,2}}|an?|the|first|second|third|final|last)\s+(?:{_ADJECTIVE}\s+){{0,4}}(?:extension|option)\s+(?P<unit>years?|months?)\b",
    re.IGNORECASE,
)


def trigger(left: str) -> int | None:
    """Where the words begin that announce an option in what stands before a length, or None."""
    plus = _PLUS.search(left)
    if plus and (plus[0][0] in "+pP"):
        return plus.start()
    said = list(_TRIGGER.finditer(left))
    if not said or len(left) - said[-1].end() > 70 or _RESET.search(left, said[-1].end()):
        return None
    return said[-1].start()


def tells_term(left: str, right: str) -> bool:
    """Whether the words around a sum say that it begins with the term: "for 2+2 years", "2 + 1 year contract"."""
    return bool(TERM.search(left) or _SUM_LEFT.search(left) or _SUM_RIGHT.match(right))


def count_before(left: str, *, bare: bool) -> tuple[int | None, int | None]:
    """How many options of a length there are, by the words before it, and where these begin."""
    return _counted(_COUNT_BEFORE.search(left) or (_COUNT_BARE.search(left) if bare else None))


def count_directly_before(left: str) -> tuple[int | None, int | None]:
    """The same where the noun follows the length: "both of the one-year extensions", "two further 12-month options"."""
    return _counted(_COUNT_DIRECT.search(left))


def _counted(found: re.Match[str] | None) -> tuple[int | None, int | None]:
    if found is None:
        return None, None
    return number_of(found["count"]), found.start()


def number_of(stated: str) -> int:
    """The count that words state; an article or "single" is one, "both" is two."""
    text = re.sub(r"^all\s+|\s+of.*$", "", stated.lower())
    if text.startswith("both"):
        return 2
    number = parse_number(text)
    return int(number) if number and 0 < number <= 10 else 1


def repeated(left: str) -> int | None:
    """How often an extension is to come, by "twice" before its length, or None."""
    found = _REPEATED.search(left)
    return (3 if found[1].lower().startswith("th") else 2) if found else None


def yearly(left: str, value: DurationValue) -> tuple[tuple[str, ...], int] | None:
    """The lengths of "extended annually for up to three years", and where these words end."""
    if not _YEARLY.search(left) or not re.fullmatch(r"P[2-9]Y", value.iso):
        return None
    return ("P1Y",) * int(value.iso[1]), value.span.end


def limit_start(text: str, begin: int) -> int:
    """Where "up to" or "a maximum of" begin that stand right before a place, or the place itself."""
    window = max(0, begin - 20)
    found = _LIMIT.search(text[window:begin])
    return window + found.start() if found else begin


def another(text: str, end: int, lengths: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The lengths with the last one once more where "and then another" follows, and where the words end."""
    found = _ANOTHER.match(text, end)
    return (found.end(), (*lengths, lengths[-1])) if found else (end, lengths)


def elliptic(text: str, sentence: Span, known: list[DurationValue]) -> list[DurationValue]:
    """Lengths without a unit of their own ("extended by three more"), and years that are options by name."""
    values = []
    for found in _EXTENSION_YEARS.finditer(text, sentence.start, sentence.end):
        times = number_of(found["count"])
        iso = "P1Y" if found["unit"][0] in "yY" else "P1M"
        values.append(DurationValue(iso, Span(*found.span()), times=times, unit="optional"))
    before = [value for value in known if value.span.end <= sentence.end]
    for found in _ELLIPTIC.finditer(text, sentence.start, sentence.end):
        unit = before[-1].unit if before else "year"
        count = parse_number(found["count"])
        length = normalise(unit, count) if count and count <= 60 else None
        if length and (unit == "month" or (count and count <= 10)):
            values.append(DurationValue(length, Span(found.start("count"), found.end()), unit=unit))
    return values
