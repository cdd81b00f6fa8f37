"""Which council answers: of all that a letter names, the one whose head, signature and addresses they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from kg.catalogue import load
from kg.segmenting.heads.clues import Candidate, Clue, Judged, judged, seen, sign
from kg.segmenting.heads.names import names_in, place_of
from kg.segmenting.heads.rows import Row, Sheet

_WELSH = re.compile(r"^Cyngor\s(?:(?:Sir|Dinas|Bwrdeistref\sSirol)\s)?(?=.*Council$)")
_MAY_NAME = re.compile(
    r"council|borough|authority|cit(?:y|ies) of|county|service|corporation|cyngor|comhairle|trust|partnership|constabulary|police|\b(?:[MC]?[BD]C|CC|TC|UA|NPA|LB)\b",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:@|www\.|https?://)((?:[\w-]+\.){1,4}[a-z]+)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:of|and|&|upon|the)\s*$", re.IGNORECASE)
_REST = re.compile(r"^\s*(?:(?:metropolitan|county|city|district|borough|and|&)\s+){0,3}council\s*$", re.IGNORECASE)
_DIRECTION = re.compile(r"(?:north|south|east|west|mid|upper|lower|greater?|little|new|old|central|isleof|valeof|st)+$")

_OF_ANOTHER = "of another"
"""Where this is said of a council wherever the letter names it, that it is named often tells nothing."""
_CLUES: tuple[Clue, ...] = (
    seen("greeted by who asks", "before", r"\bdear\s(?:the\s)?(?:\w+\s){0,3}(?:at\s)?(?:the\s)?$", 8),
    seen("whose right it is", "before", r"(?:©|copyright\b.{0,20})\s*(?:\d{4}(?:\s?[–-]\s?\d{2,4})?)?,?\s*$", 5),
    seen("asked on a site", "before", r"\b(?:request\sto|to)\s*:?\s*$", 2),
    seen("its reply", "before", r"\b(?:response\s(?:of|from|by)|repl(?:y|ies)\s(?:of|from|by)|on\sbehalf\sof|that|published\sby|responsibility\sof.{0,40}|request\sto|sent\sto)\s(?:the\s)?$", 4),
    seen("its programs", "before", r"\bautomat(?:ic|ed)\s(?:message|reply|response|e-?mail|acknowledgement)\s(?:of|from|by)\s(?:the\s)?$", 8),
    seen("its letter", "before", r"(?:\bthis\sis|\b(?:received|logged|recorded)\sby|\bmail\sis\sfrom|\b(?:writing|request|enquiry|contacting)\s(?:to\s)?)\s?(?:the\s)?$", 12),
    seen("an office of it", "after", r"^\s(?:[A-Z]\w+\s){0,3}(?:Unit|Team|Office|Department|Service|Services|Officer)\b", 3, exact=True),
    seen("for whom another speaks", "before", r"\b(?:organisation\sof|(?<!,)\sfor|company\sof|owned\sby)\s$", -4),
    seen("an office's", "before", r"\b(?:team|officer|unit|manager|services?|governance|requests?|clerk|department|office|mailbox|co-?ordinator|solicitor|information)\W{1,3}$|,\sfor\s(?:the\s)?$|\bclerk\sto\s(?:the\s)?$", 3),
    seen(_OF_ANOTHER, "before",
         r"\b(?:with|neighbouring|neighbours?|partners?|joint(?:ly)?|shared|hosted|between|other|formerly|than|via|through|lead|led\sby|host|provided\sby|run\sby|and|or|by|from|employed\sby"
         r"|(?:dealt\swith|handled|delivered|managed|carried\sout|undertaken|administered)\sby|works?\s(?:for|at)|moved\sto|over\sto|as\sdoes|like|unlike|ask|contact|former|old|predecessor)\s(?:is\s|are\s|the\s)?$", -5),
    seen("of who asks", "before", r"\b(?:requester|requestor|applicant|complainant|from)\b[\w\s]{0,10}:\s?$", -6),
    seen("in a list of others", "after", r"^(?:,|\sand)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)*\s(?:Council|and\b)", -3, exact=True),
    seen("does what we do not", "after", r"^,?\s(?:is|are)\s(?:the\s(?:lead|host)|responsible\sfor|our\s)"
         r"|^,?\s(?:passed|forwarded|asked|told|runs?|provides?|pays?|delivers?|operates?|employs?|manages?|hosts?|leads|administers?|who|whose)\b", -8),
    seen("it will answer", "after", r"^\s(?:will|aims\sto|must|has\sto)(?:$|\s(?:respond|reply|answer|write|send))", 5),
    seen("it holds", "after", r"^\s(?:holds?|does|confirms?|received|can\sconfirm|has|uses?|aims|reserves)\b", 2),
    sign("fills its row", 6), sign("fills its cell", 4), sign("begins its row", 2), sign("first rows", 3), sign("top", 2), sign("signed", 3), sign("quoted", -4),
    sign("below the first question", -3), sign("of the foot", 1), sign("in initials", -2), sign("not in English", -3), sign("no council by its words", -1),
    sign("of its addresses", 5), sign("sender", 5),
)  # fmt: skip
_LEAST = 4
_SIGNED = re.compile(r"^\s*(?:yours|regards|kind regards|thank you|thanks|diolch|many thanks)\b", re.IGNORECASE)


_SHORTEST = 4
"""A name of a place has so many letters at least."""
_MOST_HOSTS = 40


def authority_of(sheet: Sheet) -> str | None:
    """The council's name, as the register has it or else in the letter's own words; None where it is not told."""
    hosts = _hosts(sheet)
    groups: dict[str, list[Judged]] = defaultdict(list)
    for candidate in _candidates(sheet, hosts):
        groups[_key(candidate.value)].append(judged(candidate, _CLUES))
    _joined(groups)
    scored = sorted(
        ((_score(group), -min(one.candidate.row.start for one in group), key) for key, group in groups.items()),
        reverse=True,
    )
    if not scored or scored[0][0] < _LEAST:
        return None
    return _named(groups[scored[0][2]])


def _score(group: Sequence[Judged]) -> int:
    """The best mention, and a little for each further one, unless all are said of another council."""
    further = 0 if all(_OF_ANOTHER in one.because for one in group) else len(group) - 1
    return max(one.score for one in group) + min(3, further)


def _named(group: list[Judged]) -> str:
    registered = load().council(group[0].candidate.value)
    if registered:
        return registered.name
    ordered = sorted(group, key=lambda one: -one.score)
    names = [one.candidate for one in ordered if one.score > ordered[0].score - 12]
    full = [
        one for one in names if not one.signs & {"in initials", "not in English", "no council by its words"}
    ] or names
    return _WELSH.sub("", max(full, key=lambda one: (len(one.value), full.index(one) == 0)).value)


def _key(name: str) -> str:
    registered = load().council(name)
    return f"={registered.key}" if registered else place_of(_WELSH.sub("", name))


def _joined(groups: dict[str, list[Judged]]) -> None:
    """Names that end with another's, and say nothing else of a place, are the other's, with words before it."""
    for key in sorted(groups, key=len, reverse=True):
        for cut in range(1, len(key) - _SHORTEST + 1):
            other = key[cut:]
            if other in groups and not _DIRECTION.search(key[:cut]) and _score(groups[other]) >= _score(groups[key]):
                del groups[key]
                break


def _hosts(sheet: Sheet) -> str:
    found = (match[1].lower() for row in (*sheet.rows, *sheet.others) for match in _HOST.finditer(row.text))
    return " ".join(re.sub(r"[^a-z.]", "", host) for host in islice(dict.fromkeys(found), _MOST_HOSTS))


def _candidates(sheet: Sheet, hosts: str) -> Iterator[Candidate]:
    rows = dict.fromkeys((*sheet.head, *sheet.foot, *sheet.rows[len(sheet.head) :], *sheet.others))
    for row in rows:
        if _MAY_NAME.search(row.text):
            yield from _in_row(row, hosts)
    for first, second in pairwise(sheet.head[:12]):
        if (_OPEN.search(first.text) or _REST.match(second.text)) and len(first.text) + len(second.text) < 90:
            both = Row(f"{first.text.strip()} {second.text.strip()}", first.start, first.number, first.above)
            yield from (one for one in _in_row(both, hosts) if one.end > len(first.text.strip()) + 1)


def _in_row(row: Row, hosts: str) -> Iterator[Candidate]:
    for named in names_in(row.text):
        place = place_of(named.name)
        signs = set(_signs(row, named.start, named.end))
        signs |= {"short": {"in initials"}, "bare": {"no council by its words"}, "foreign": {"not in English"}}.get(
            named.kind, set()
        )
        if len(place) > 3 and place in hosts:
            signs.add("of its addresses")
        yield Candidate(named.name, row, named.start, named.end, frozenset(signs))
    for entity, span in load().find_councils(row.text):
        yield Candidate(entity.name, row, span.start, span.end, frozenset(_signs(row, span.start, span.end)))


def _signs(row: Row, start: int, end: int) -> Iterator[str]:
    before, after = row.text[:start], row.text[end:]
    if not before.strip(" *|#") and not after.strip(" *|.,"):
        yield "fills its row"
    elif re.search(r"(?:^|[|·•\t–—-]\s?|\s{2,}|[,.:/]\s)\W*$", before) and re.match(
        r"\W*(?:$|[|·•\t–—/(-]|\s{2,}|[,.])", after
    ):
        yield "fills its cell"
    if not before.strip(" *|#"):
        yield "begins its row"
    if row.quoted:
        if not row.councils:
            yield "quoted"
        return
    if row.number < 3 and not row.foot:
        yield "top"
    if row.number < 8 and not row.foot:
        yield "first rows"
    if row.foot:
        yield "of the foot"
    if _SIGNED.match(row.above):
        yield "signed"
    if row.field == "from":
        yield "sender"
    if row.asked and not row.foot:
        yield "below the first question"
