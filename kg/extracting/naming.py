"""Names in a sentence: which words name a system, which its supplier, and whether it is in use, planned or gone.

The catalogue says what it knows; names that it does not hold are told by their capitals and the words around them
("…, supplied by X Ltd", "X by Y", "runs on X", "moved from X to Y").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from kg.catalogue import Mention
from kg.extracting.states import REPLACING, TO_BE_REPLACED, state_of
from kg.model import Span
from kg.resources import reference_dir
from kg.schemes import scheme

_CAPITAL = r"(?:[A-Z0-9][\w&+/’'-]*(?:\.\w+)*|[a-z]{1,3}[A-Z]\w*|[a-z]+\.[a-z]{3,}(?=[,\s]))"
_RUN = re.compile(rf"(?<![\w£@./-]){_CAPITAL}(?:[ \n\t]+(?:{_CAPITAL}|(?:&|of|for)(?=[ \n\t]+[A-Z])))*")


@cache
def plain_words() -> frozenset[str]:
    """Words that begin a sentence or stand in capitals and name no product by themselves."""
    return frozenset((reference_dir() / "plain-words.txt").read_text(encoding="utf-8").split())


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*"
_NO_NAME = re.compile(
    rf"^(?:\d[\d,./–-]*(?:st|nd|rd|th)?$|{_MONTHS}\s\d|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTHS}\b|£|RM\d|G-Cloud|OJEU|VAT|FTS|FOI|EIR|GDPR|DPIA|PO\sBox|Section|Regulation|Refused|Exempt|Withheld|Redacted|[Ss]\d+\b|Q\d|A\d+$|[A-Z]\d?$)"
)
_PLACE = re.compile(
    r"\b(?:Centre|House|Hall|Buildings?|Street|Road|Library|Court|Square|Depot|Park|Town|Team|Department|Directorate|Unit|Act|Regulations?|Committee|Cabinet|Board|Officer|Manager|Director|Leader|Regards|Partnership|Trust|Consortium|University|College|School|Statement|Accounts|Plan|Report|Register|Guidance|Notice|Review|Assessment|Programme|Project|Strategy|Policy)$"
)
"""How names of places and bodies end."""
_SUFFIX = re.compile(r"[ \n\t]+(?:\(?UK\)?[ \n\t]+)?(?:Ltd|Limited|plc|PLC|LLP|Inc|LLC|GmbH|Corp)\b\.?")

_IS_COMPANY = re.compile(r"\s(?:Ltd|Limited|plc|PLC|LLP|Inc|LLC|GmbH|Corp)\.?$")
_BY_SUPPLIER = re.compile(
    r"\b(?:(?:supplied|provided|made|sold|developed|delivered|produced|owned|bought|purchased|procured|licensed|written|offered|resold)\s+(?:to\sus\s+)?(?:by|from)"
    r"|,\s+(?:from|by)|(?<=[\w)])\s+(?:by|from)|(?:a\s(?:\w+\s)?)?(?:product|module)\s(?:of|by|from)|came\sfrom|service\sfrom|contract(?:\sfor\s\w+)?\s(?:is\s)?with"
    r"|agreement\s(?:is\s)?with|supplier(?:\sis|\s?:)?|(?:company|firm|supplier)\scalled|holds\sthe\sagreement\swith|is\swith)\s+(?:a\s(?:company|firm)\scalled\s+|the\s)?$",
    re.IGNORECASE,
)
_OWNS = re.compile(
    r"['’]s(?:\s[a-z][\w-]*){0,2}\s(?:product|system|software|module|database|cloud|servers?|platform|hosting|data\scentres?)\b|['’]s,",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:formerly|previously)\s(?:part\sof|owned\sby|known\sas|called)\s(?:the\s)?$|,\s(?:now\s)?(?:part\sof|owned\sby|a\s(?:subsidiary|division)\sof)|\b(?:programme|project|scheme)\s(?:is\s)?(?:known\sas|called)\s(?:the\s)?$",
    re.IGNORECASE,
)
"""Words before an owner or name of former times."""
_FORMERLY = re.compile(
    r"\(\s*(?:as|formerly|previously|was|now|aka|also\sknown\sas)\s(?:the\s)?(?:[\w-]+\s)?$", re.IGNORECASE
)
"""Words in brackets before another name of the same thing."""
_REFERENCE = re.compile(r"[A-Z]{2,}[-/][A-Z0-9/-]*\d[\w/-]*|[A-Z]{2,4}\d{5,}")
_SUPPLIES = re.compile(r"^\s+(?:provides?|supplies|makes|sells|develops|will\ssupply|hosts?|resells)\b", re.IGNORECASE)
_OF_SYSTEM = re.compile(
    r"\b(?:us(?:e|es|ed|ing)|called|named|runs?\s(?:on|in)|running\son|(?:recorded|record|held|kept|processed|handled|managed|logged|built|done|work|works|written|administered|stored)\s"
    r"(?:in|on|with|using|through|by)|instance\sof|system\sis|product\sis|tool\sis|software\sis|is\sin|was\sin|which\sis|homes\son|put\stogether\sin|reports?\sto"
    r"|(?:manag|record|run|handl|process|keep|log|stor|draw|work|administer|issu|book|publish|track|monitor|operat|co-?ordinat)\w*\s[^.;,]{0,50}\b(?:in|on|using|through|via)|(?:go|move|gone|moved|moving|migrat\w+)\s(?:\w+\s){0,4}(?:over\s)?to|replac(?:e|ing)\s(?:[A-Z][\w ]{1,40}|this|it|them|that)\s(?:with|by)|coming\sto"
    r"|moved?\s(?:\w+\s)?(?:\w+\s)?to|moving\sto|move\s(?:\w+\s){0,3}(?:in\s[A-Z]\w+\s\d{4}\s)?to|replaced\s(?:\w+\s)?by|replac(?:ed|ing)|switch\s\w+\sto|has\sbought|pay\sfor|works\son|runs?\sit\son)"
    r"\s+(?:an?\s|the\s)?(?:council['’]s\s(?:own\s)?)?$",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^\W*(?:[^:]{2,40}:\s+)?(?:(?:yes|and)\W+)?(?:(?:we|the\s(?:council|service|authority)|it|they)\s(?:currently\s|now\s|also\s)?(?:use|uses|is|have|has)\s)?(?:the\s|an?\s)?$",
    re.IGNORECASE,
)
_PAIRED = re.compile(r",?\s+(?:which\sis\s)?(?:from|by|(?:supplied|provided|made)\s(?:by|from))\s+(?:the\s)?[A-Z]")
"""A supplier that follows makes what stands before it a system."""
_WITHIN = re.compile(r"\b(?:in|on|with|using|through|via|called|named)\s(?:an?\s|the\s|our\s)?$")
_SECOND = re.compile(r"\s*(?:[;,|(–—-]|\bby\b|\bfrom\b)\s*")
"""What stands between a system and its supplier, where both are asked for."""
_OWNER = re.compile(r"['’]s\s(?:[A-Z][\w’']*\s){0,4}\(?")
"""What stands between an owner and the name of what it makes: "Liquidlogic's Children's System (LCS)"."""
_MERE_VERB = re.compile(r"\s+(?:come|comes|use|uses|choose|pay|go|goes|report|reports)\b", re.IGNORECASE)
_USED_OR_GONE = re.compile(
    r"\s(?:was|were|has\sbeen|have\sbeen|is|are)\s(?:\w+\s)?(?:used|in\suse|in\splace|decommissioned|retired|replaced|switched\soff|turned\soff|withdrawn|implemented|introduced|installed|procured|purchased|hosted|supplied|provided)\b"
    r"|,\s(?:the|our|an?)\s(?:\w+\s)?(?:tool|system|software|database|product|package|platform)\b"
)
"""Verbs whose subject, where it begins a sentence with a capital name, is a system."""
_STANDS = re.compile(
    r"\s*(?:$|[,.;:(|–—-])|\s+(?:by|from|supplied|provided|has|is|was|and|for|release|version|which|since|as|with)\b",
    re.IGNORECASE,
)
"""What follows a name that begins an answer: not the verb of a sentence about something else."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a sentence."""

    span: Span
    name: str
    is_system: bool
    mention: Mention | None = None
    """What the catalogue knows of it."""
    state: str = "current"
    """`current`, `planned`, `former`, `denied` or `supposed`."""
    replaced: bool = False
    """Whether the sentence tells of what is to take its place."""


def names_in(
    text: str, mentions: Sequence[Mention], *, system: bool, supplier: bool, supplier_first: bool = False
) -> list[Named]:
    """The systems and suppliers that a sentence names, in order.

    `system` and `supplier` say whether the question asks for such; a name that neither the catalogue, nor the
    question, nor the words around it mark as one is left out. `supplier_first` says that of two bare names the first
    is the supplier's, as the question asks for it first.
    """
    found: list[Named] = []
    candidates = list(_candidates(text, mentions))
    starts = [span.start for span, _ in candidates]
    for (span, mention), next_at in zip_longest(candidates, starts[1:]):
        kind = _kind(text, span, mention, found, next_at, system=system, supplier=supplier)
        if supplier_first and system and supplier and not mention and len(candidates) == 2:
            kind = _by_order(text, candidates, span, kind)
        if kind is not None:
            name = mention.words if mention else " ".join(span.of(text).split())
            replaced = bool(REPLACING.search(text[: span.start]) or TO_BE_REPLACED.match(text[span.end :]))
            state = state_of(text, span)
            if not kind and found and _bracketed(text, found[-1], span):
                state = found[-1].state
            found.append(Named(span, name, kind, mention, state, replaced))
    return found


def _by_order(
    text: str, candidates: Sequence[tuple[Span, Mention | None]], span: Span, kind: bool | None
) -> bool | None:
    """The kind of one of two names that only a comma or dash parts: the first a supplier, the second a system."""
    (first, _), (second, _) = candidates
    bare = re.fullmatch(r"\s*(?:[,;–|]|-)\s*", text[first.end : second.start])
    return span == second if bare and not text[: first.start].strip() else kind


def _candidates(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Span, Mention | None]]:
    """Runs of capitalised words, known names among them."""
    taken = [(m.span, m) for m in mentions]
    runs = [(span, None) for run in _RUN.finditer(text) for span in _trimmed(text, run.start(), run.end())]
    free = [(span, none) for span, none in runs if not any(s.start < span.end and span.start < s.end for s, _ in taken)]
    yield from sorted([*taken, *free], key=lambda pair: pair[0].start)


_ENDING = frozenset(
    [
        "one",
        "open",
        "payroll",
        "housing",
        "legal",
        "finance",
        "cloud",
        "services",
        "software",
        "systems",
        "planning",
        "office",
    ]
)
"""Plain words with which a name may end."""


def _is_plain_end(word: str) -> bool:
    return word in plain_words() and word not in _ENDING


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """A run without ordinary words at either end; nothing where only ordinary words are in it."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while words and words[0][0].strip(".,;:'’").lower() in plain_words():
        words.pop(0)
    while words and (_is_plain_end(words[-1][0].strip(".,;:'’").lower()) or words[-1][0] in ("&", "of", "for")):
        words.pop()
    if not words:
        return
    span = Span(start + words[0].start(), start + words[-1].end())
    name = re.sub(r"['’]s$", "", span.of(text)).rstrip(".,;:'’")
    span = Span(span.start, span.start + len(name))
    if len(name) > 1 and not _NO_NAME.match(name) and name.lower() not in plain_words():
        yield span


def _kind(
    text: str,
    span: Span,
    mention: Mention | None,
    before: Sequence[Named],
    owned_at: int | None,
    *,
    system: bool,
    supplier: bool,
) -> bool | None:
    """True for a system, False for a supplier, None for neither; `owned_at` is where the next name begins."""
    lead, rest = text[max(0, span.start - 160) : span.start], text[span.end : span.end + 160]
    supplied = bool(
        _BY_SUPPLIER.search(lead)
        or _SUFFIX.match(rest)
        or _IS_COMPANY.search(span.of(text))
        or _SUPPLIES.match(rest)
        or _OWNS.match(rest)
        or (
            mention is not None
            and mention.system is None
            and before
            and before[-1].is_system
            and re.search(r"\(\s*$", lead)
        )
        or (owned_at is not None and _OWNER.fullmatch(text[span.end : owned_at]))
    )
    if _HISTORY.search(lead) or _REFERENCE.fullmatch(span.of(text)) or _FORMERLY.search(lead):
        return None
    if mention is None and _PLACE.search(span.of(text)):
        return None
    if mention and mention.system is None and not (supplied or supplier):
        return None
    if mention:
        both = mention.supplier_span == mention.span
        second = (
            supplier
            and bool(before)
            and before[-1].is_system
            and _SECOND.fullmatch(text[before[-1].span.end : span.start])
        )
        return mention.system is not None and not (both and (supplied or second or (supplier and not system)))
    if supplied:
        return False
    if _OF_SYSTEM.search(lead) and not _MERE_VERB.match(rest):
        return True
    if system and _WITHIN.search(lead) and (_PAIRED.match(rest) or _STANDS.match(rest)):
        return True
    if _USED_OR_GONE.match(rest) and _LEAD_IN.match(lead):
        return True
    first = _LEAD_IN.match(lead) is not None and _STANDS.match(rest) is not None
    if first and (system or _PAIRED.match(rest)):
        return True
    if first and supplier:
        return False
    last = next((name for name in reversed(before) if name.is_system), None)
    between = text[last.span.end : span.start] if last else ""
    if system and _NEXT_OF_LIST.fullmatch(between) and ("and" in between or ";" in between or not supplier):
        return True
    if supplier and _COMPANY_LIKE.search(span.of(text)) and not system:
        return False
    if before and before[-1].is_system and _bracketed(text, before[-1], span) and (system or supplier):
        return False
    if (
        supplier
        and before
        and before[-1].is_system
        and re.search(r"(?:[;(|–]|\s-)\s*$", text[before[-1].span.end : span.start])
    ):
        return False
    return None


_NEXT_OF_LIST = re.compile(
    r"(?:\s?\([^)]*\))?(?:\s(?:[–-]\s)?(?:c\.?\s|approx\.?\s)?£[\d,.]+\w?(?:\s?p\.?a\.?)?)?\s*(?:;|,|\band\b|,\sand\b)\s+(?:the\s)?"
)
"""What may stand between two names of a list: brackets, a sum and a comma, a semicolon or an "and"."""
_COMPANY_LIKE = re.compile(
    r"\s(?:Solutions|Software|Systems|Technologies|Technology|Group|Services|Consulting|Consultants|Partners|Holdings|Associates|International)$"
)


def _bracketed(text: str, system: Named, span: Span) -> bool:
    """Whether a name alone in the brackets after a system's is its supplier's, and not the system's short form."""
    if text[system.span.end : span.start].strip() != "(" or text[span.end : span.end + 1] != ")":
        return False
    name = span.of(text)
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w*", system.name))
    service = scheme("services").named(name) or scheme("functions").named(name) or scheme("hosting").named(name)
    return service is None and not (name.isupper() and (name in initials or initials in name))
