"""The words by which letters speak of extensions: what announces one, counts it, splits it, uses it, denies it.

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
_PLUS = re.compile(r"(?:\bplus|\+|\bwith)\s*(?:(?:an?|up\s+to|potentially|possibly|then|optional)\s+)*\Z", re.IGNORECASE)
_RESET = re.compile(
    r"\b(?:new|initial|original|replacement|current|present)\s+(?:\w+\s+){0,2}(?:contract|agreement|term|period|licen[cs]e)\b"
    r"|\b(?:is|was|be)\s+(?:let\s+|signed\s+|awarded\s+)?for\b|\bterm\s+(?:is|was|of)\b|[.;:]\s|\bno\s+\Z",
    re.IGNORECASE,
)
TERM = re.compile(
    r"\b(?:contract|agreement|term|licen[cs]e|it)\b[^.;]{0,30}\b(?:is|was|for|of|lasts?|runs?)\b|\b(?:is|was)\s+(?:let\s+)?for\b|\binitial|\blet\s+for\b|\bsigned\b"
    r"|£[\d.,]+",
    re.IGNORECASE,
)
CHAIN_TERM = re.compile(r"\b(?:length|duration|period|contract|agreement|term|for|of)\s*(?:is|was|:|an?)?\s*\(?\Z", re.IGNORECASE)
CHAIN_TERM_RIGHT = re.compile(r"[-\s]*(?:contract|agreement|term|deal|licen[cs]e)\b", re.IGNORECASE)
EXTRA = re.compile(r"\b(?:further|additional|extra|more|optional|another)\b", re.IGNORECASE)
NOT_LEFT = re.compile(
    r"\b(?:within|after|every|each|past|last|previous|next|beyond|notice\s+of|exten\w+\s+(?:(?:it|the|this|contract|agreement|term)\s+){0,2}(?:from\s+[\w-]+\s+(?:years?\s+)?)?to(?:\s+a\s+(?:maximum\s+)?total\s+of)?"
    r"|(?:a\s+)?(?:maximum\s+)?total\s+of|in\s+total|break(?:\s+clause)?(?:\s+(?:at|after))?|initial(?:\s+(?:term|period)\s+of)?"
    r"|initial\s+term\s+(?:is|was))\s*(?:the\s+|a\s+|an\s+)?\Z",
    re.IGNORECASE,
)
NOT_RIGHT = re.compile(
    r"['’]?s?['’]?\s*(?:written\s+|prior\s+)?notice\b|\s+(?:ago|late|before)\b|[-\s]+(?:contract|agreement|term)\b(?!\s+extension)", re.IGNORECASE
)
RIGHT = re.compile(
    rf"""[-\s]*(?:(?:long|{_ADJECTIVE})\s+)*(?P<noun>extensions?(?:\s+(?:options?|periods?))?|options?(?:\s+to\s+extend)?|renewals?|extension\s+periods?)\b(?:\s+available\b)?
      |\s+each\b(?!\s+(?:\d|year|month|{MONTH}))(?:\s*(?:\(optional\)|if\s+required))?
      |\s+(?:being\s+|is\s+|are\s+)?(?:possible|available|optional)\b
      |\s+as\s+(?:an\s+)?options?\b|\s+if\s+(?:both|agreed|required|needed|the\s+council)\b[^.;\n]{{0,24}}
      |\s+(?:by|for)\s+which\b[^.;\n]{{0,50}}?\bextended\b
      |\s*\((?:optional|options?|extensions?)\)""",
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
    rf"\s*,?\s*{_AND}\s*(?:(?:then|after\s+that|thereafter|once\s+more|again|an?|possibly|potentially|finally|subsequently|"
    r"optionally|the\s+option\s+of|with)\s*)*(?:of|for|by)?\s*(?:up\s+to\s+)?",
    re.IGNORECASE,
)
ALONGSIDE = re.compile(rf"\s*,?\s*{_AND}\b[^.;:\n|]{{0,40}}", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\s*,?\s*{_AND}\s+(?:(?:after\s+that|then|thereafter|possibly)\s+)*(?:another|once\s+more|one\s+more|the\s+same\s+again)(?!\s+(?:\w+\s+)?(?:{UNIT}))(?!\s+for)",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    rf"(?<![^\W_])(?:up\s+to\s+|a\s+maximum\s+of\s+|the\s+)?(?P<count>{_COUNT})\s+(?:\(\d\)\s+)?(?:{_ADJECTIVE}\s+)*{_NOUN}"
    rf"(?:\s+(?:(?:are|is|being)\s+)?(?:possible|available|to\s+extend|to\s+renew|remaining))?\s*[,:(]?\s*"
    r"(?:(?:each|both|every\s+one)\s*)?(?:of|for|lasting|by|being|at)?\s*(?:each\s+of\s*)?(?:up\s+to\s+)?(?:an?\s+)?(?:maximum\s+of\s+)?\Z",
    re.IGNORECASE,
)
_COUNT_BARE = re.compile(
    rf"(?<![^\W_])(?P<count>{_COUNT})\s*,?\s*(?:each\s*)?(?:of|for|lasting)\s*(?:up\s+to\s+)?\Z", re.IGNORECASE
)
_COUNT_DIRECT = re.compile(
    rf"(?<![^\W_])(?:the\s+)?(?P<count>{WORDS}|\d{{1,2}}|both(?:\s+of)?(?:\s+the)?|all\s+(?:{WORDS}|\d)(?:\s+of\s+the)?)\s*(?:[x×]\s*)?(?:\(\d\)\s*)?(?:{_ADJECTIVE}\s+)*\Z",
    re.IGNORECASE,
)
_YEARLY = re.compile(r"\b(?:annually|yearly|year\s+by\s+year|on\s+an?\s+(?:annual|yearly)\s+basis)\b[^.;]{0,30}\Z", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:up\s+to|(?:a\s+)?maximum\s+of)\s+(?:an?\s+)?\Z", re.IGNORECASE)
_ELLIPTIC = re.compile(
    rf"\b(?:extend|lengthen|prolong|renew|increas)\w*\s+(?:\w+\s+){{0,3}}?(?:by|for)\s+(?:up\s+to\s+)?(?:an?\s+(?:further|additional|extra)\s+)?"
    rf"(?P<count>{WORDS}|\d{{1,2}})(?:\s+(?:more|further|extra))?(?=\s*(?:[.,;)]|\Z|\band\b|\bif\b))",
    re.IGNORECASE,
)
_EXTENSION_YEARS = re.compile(
    rf"(?<![^\W_])(?P<count>{WORDS}|\d{{1,2}}|an?|the|first|second|third|final|last)\s+(?:{_ADJECTIVE}\s+)*(?:extension|option)\s+(?P<unit>years?|months?)\b", re.IGNORECASE
)

_VERB = r"(?:used|exercised|taken\s+up|taken|activated|invoked|triggered|utili[sz]ed|enacted|implemented|applied|granted|actioned|executed|agreed|exhausted)"
_HAS = rf"(?:has|have|had|was|were)(?:\s+(?:now|already|both|all|since|recently|each))*(?:\s+been)?(?:\s+(?:fully|now|already))?\s+{_VERB}\b"
_USED_AFTER = re.compile(
    rf"(?:[^.;\n]|\n(?!\s*\n)){{0,70}}?(?:\b(?:which|that)\s+(?:the\s+)?\w+\s+)?(?:\b{_HAS}(?!\s+(?:by|for|to|as)\s)|\(\s*(?:already\s+)?used\s*\)|\b(?:already|now)\s+{_VERB}\b)",
    re.IGNORECASE,
)
_USED_BEFORE = re.compile(
    rf"\b(?:(?:has|have|had|we|council|authority)\s+(?:now\s+|already\s+|since\s+|both\s+)*{_VERB}|(?:agreed|decided|resolved)\s+to\s+(?:use|exercise|take\s+up|activate|invoke|trigger))"
    r"\s+(?:[^.;\n]|\n(?!\s*\n)){0,40}?(?=\b(?:first|second|one|two|both|extension|option|further|\d))",
    re.IGNORECASE,
)
_IN_EXTENSION = re.compile(r"\b(?:in|into|within|during)\s+(?:the|its|our)\s+(?=(?:first|second|third|final|last|one|two|\w+\s+){0,4}exten)", re.IGNORECASE)
_NOT_USED = re.compile(
    r"\b(?:neither|none|not|never|no|if|un(?:used|exercised)|yet|can|could|may|might|would|should|unless|nor)\b|n['’]t\b", re.IGNORECASE
)
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_SHARE = re.compile(
    rf"\b(?:(?P<ordinal>first|second|third|fourth|1st|2nd|3rd)\b(?!\s+(?:and\s+last\s+)?time|\s+place)|(?P<some>{WORDS}|\d)\s+of\s+(?:the|these|those|which|them)\b|(?P<one>one)\s+(?:has|was)\b|(?P<all>both|all)\b)",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(
    rf"\b(?P<subject>(?:the\s+)?(?:first|second|third|both|all|one|two|neither|none|these|they|options?|extensions?)\b(?:[^.;\n]|\n(?!\s*\n)){{0,60}}?)\b{_HAS}"
    r"(?:\s+(?:in|on)\s+(?:[A-Z]\w+\s+)?\d{4}|\s+last\s+\w+)?(?:,?\s+and\s+the\s+(?P<also>second|third)\b(?:\s+in\s+(?:[A-Z]\w+\s+)?\d{4})?)?",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"\b{_HAS}\s+(?:the\s+|its\s+|our\s+)?(?:first|second|both|all|one|two|option|extension)\b(?:[^.;\n]{{0,30}}?\b(?:extension|option)s?\b)?",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"""\b(?:no|without(?:\s+any)?|nor\s+any)\s+(?:(?:further|more|other|additional|remaining|available|contractual|optional|unused|such|provision\s+for|scope\s+for|right\s+to|possibility\s+of|option\s+of|option\s+to|options?\s+for)\s+)*
        (?:extensions?|options?|extend|renewal|renew|extending)\b(?:\s+(?:options?|periods?))?(?:\s+(?:left|remain\w*|available|possible))?
      |\b(?:none|nothing)\s+(?:(?:is|are)\s+)?(?:left|remain\w*|available|further)(?:\s+to\s+(?:exercise|use))?
      |\b(?:extensions?|options?)(?:\s+to\s+extend)?\s*:\s*(?:none|no|nil)\b
      |\b(?:cannot|can\s*not|can['’]t|will\s+not|won['’]t|may\s+not|(?:does|did)\s+not|(?:is|are)\s+not(?:\s+to)?|not)\s+(?:be\s+|allow\s+(?:for\s+)?|include\s+|provide\s+for\s+|contain\s+|have\s+)?(?:any\s+|an\s+)?(?:further\s+|more\s+)?(?:exten(?:ded|sions?|dable|d)|options?)\b(?:\s+(?:again|further))?""",
    re.IGNORECASE | re.VERBOSE,
)
_PLAIN_NO = re.compile(r"(?:[^.;:\n]{0,40}:\s*)?(?:no|none|nil)(?:\s+(?:left|remaining|further|more))?\s*(?:[.,;]|\Z)(?!\s*but\b)", re.IGNORECASE)


def trigger(left: str) -> int | None:
    """Where the words begin that announce an option in what stands before a length, or None."""
    plus = _PLUS.search(left)
    if plus and (plus[0][0] in "+pP"):
        return plus.start()
    found = None
    for found in _TRIGGER.finditer(left):
        pass
    if found is None or len(left) - found.end() > 70 or _RESET.search(left, found.end()):
        return None
    return found.start()


def count_before(left: str, *, bare: bool) -> tuple[int | None, int | None]:
    """How many options of a length there are, by the words before it, and where these begin."""
    return _counted(_COUNT_BEFORE.search(left) or (_COUNT_BARE.search(left) if bare else None))


def count_directly_before(left: str) -> tuple[int | None, int | None]:
    """The same where the noun follows the length: "both of the one-year extensions", "two further 12-month options"."""
    return _counted(_COUNT_DIRECT.search(left))


def _counted(found: re.Match[str] | None) -> tuple[int | None, int | None]:
    if found is None:
        return None, None
    return _number(found["count"]), found.start()


def _number(stated: str) -> int:
    """The count that words state; an article or "single" is one, "both" is two."""
    text = re.sub(r"^all\s+|\s+of.*$", "", stated.lower())
    if text.startswith("both"):
        return 2
    number = parse_number(text)
    return int(number) if number and 0 < number <= 10 else 1


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
        times = _number(found["count"])
        iso = "P1Y" if found["unit"][0] in "yY" else "P1M"
        values.append(DurationValue(iso, Span(*found.span()), times=times, unit="optional"))
    before = [value for value in known if value.span.end <= sentence.end]
    for found in _ELLIPTIC.finditer(text, sentence.start, sentence.end):
        unit = before[-1].unit if before else "year"
        count = parse_number(found["count"])
        iso = normalise(unit, count) if count and count <= 60 else None
        if iso and (unit == "month" or (count and count <= 10)):
            values.append(DurationValue(iso, Span(found.start("count"), found.end()), unit=unit))
    return values


def was_extended(left: str) -> bool:
    """Whether the words before a length say that a contract was extended by it, and not that it may be."""
    found = None
    for found in re.finditer(r"\b(?:extended|renewed)\b", left, re.IGNORECASE):
        pass
    if found is None:
        return False
    before = left[: found.start()].rpartition(";")[2][-28:]
    return not re.search(
        r"\b(?:can|could|may|might|to|would|will|shall|should|if|options?|not|never|possib\w+|able|scope|right|unless)\b[^,;.]{0,20}\Z",
        before,
        re.IGNORECASE,
    )


def use_of(text: str, sentence: Span, option: Span) -> tuple[int | None, Span] | None:
    """How many lengths of an option its sentence says have been used (None: all), and where; None if it does not."""
    after = _USED_AFTER.match(text, option.end, sentence.end)
    before = None
    if after is None:
        for pattern in (_USED_BEFORE, _IN_EXTENSION):
            found = pattern.search(text, sentence.start, min(sentence.end, option.end))
            if found and option.start - found.end() <= 40:
                before = found
                break
    found = after or before
    if found is None:
        return None
    span = Span(min(found.start(), option.start), max(found.end(), option.end))
    said = text[max(sentence.start, option.start - 24 if after else found.start() - 24) : option.start] + (
        text[option.end : found.end()] if after else ""
    )
    if _NOT_USED.search(re.sub(r"(?:by|for)\s+which.*?extended", "", said, flags=re.IGNORECASE)):
        return None
    return _share(text[max(sentence.start, span.start - 30) : span.end]), span


def _share(said: str) -> int | None:
    """How many options the words speak of: "the first of", "one of the"; None for all."""
    count = None
    for found in _SHARE.finditer(said):
        if found["all"]:
            return None
        number = _ORDINALS[found["ordinal"].lower()] if found["ordinal"] else _number(found["some"] or found["one"])
        count = max(count or 0, number)
    return count


def follow_up(text: str, sentence: Span) -> tuple[int | None, Span] | None:
    """What a sentence that names no length says of options named before it: how many have been used, and where."""
    active = _ACTIVE.search(text, sentence.start, sentence.end)
    if active and not _NOT_USED.search(active[0]):
        return _share(active[0]), Span(*active.span())
    found = _FOLLOW_UP.search(text, sentence.start, sentence.end)
    if found is None or _NOT_USED.search(found[0]):
        return None
    if found["also"]:
        return _ORDINALS[found["also"].lower()], Span(*found.span())
    return _share(found["subject"] + " has"), Span(*found.span())


def denial(text: str, sentence: Span, *, asked: bool) -> Span | None:
    """The place of words that deny an option to extend."""
    found = _DENIAL.search(text, sentence.start, sentence.end)
    if found is None and asked:
        found = _PLAIN_NO.match(text, sentence.start, sentence.end)
    return Span(*found.span()) if found else None
