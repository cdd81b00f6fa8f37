"""Questions → what they ask: fields and services. What is asked decides what is answered.

`March 2028`, `Yes` or `Third party` say something only under a question that gives them a meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Item, Letter
from kg.schemes import scheme
from kg.values.headers import header_kind

_SOFTWARE = (
    r"(?:systems?|software|databases?|solutions?|applications?|tools?|platforms?|products?|packages?|mis\b|erp\b)"
)
_WHICH_NOUN = (
    r"(?:what|which)\s(?!it\b|this\b|they\b|modules\b|functions?\b|parts\b|departments?\b|teams?\b|services\b)(?:[\w/&’'-]+\s){1,7}(?:do|does|is|are)\s(?:you|the\s(?:council|authority|service)|we|it|they|currently\s)?\s?(?:currently\s|now\s|also\s)?(?:us(?:e|es|ed|ing)|have|has|operate)\b"
    r"|which\s(?:\w+\s){1,3}(?:gateway|provider|product|module|tool)s?"
)
"""A question after a thing by its kind: "Which CRM do you use?"."""
_THING = r"(?:bookings?|ticketing|wi-?fi|tablets?|apps?|devices?|portals?|kiosks?|automation|chatbots?|modules?|online\sforms|e-?forms|web\sforms)"
_AGREEMENT = r"(?:contracts?|agreements?|arrangements?|licen[cs]es?|terms?)"
_AI = r"(?:artificial\sintelligence|\bAI\b|machine\slearning|learning\ssoftware|predictive|algorithm\w*)"

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "system",
        rf"\bproduct(?:s|\(s\))?(?=\s?(?:,|and\b|/|\(|$))|\b(?:(?:use|have)\sany\sof\sthe\sfollowing|names?\s(?:and\s\w+\s)?of\b[^?.]{{0,60}}\b{_SOFTWARE}|{_WHICH_NOUN}|what\sdo\syou\suse\b(?!\s(?:it|this|that|the|them|each)\b)|(?:make|brand|manufacturer)\s(?:and|or|/)\s(?:model|version|product|name)|brand\b|(?<!what\s)(?<!how\s)(?<!when\s)(?<!who\s)(?<!many\s)(?:do|does|have|has)\s(?:you|the\s(?:council|authority|service)|we)\b[^?.]{{0,40}}\b(?:{_SOFTWARE}|{_THING}|(?-i:[A-Z]{{2,6}}\b))|(?:which|what)\b(?!\s(?:do\s)?you\suse\s(?:the|it|this))[^?.]{{0,80}}\b{_SOFTWARE}|{_SOFTWARE}\s(?:name|in\suse|used)"
        rf"|(?:what|which)\s(?:is|are)\s(?:currently\s)?used\s(?:for|to)|list\b[^?.]{{0,40}}\b{_SOFTWARE}|^(?:product|system|software|name)\s*:?$)",
    ),
    (
        "supplier",
        r"\b(?:suppliers?|make\s(?:and|/|or)\smodel|supplied|supplies|who\ssupply|providers?|provided\sby|vendors?|who\s(?:currently\s|also\s)?(?:provides|makes|sells|developed|hosts\sand\sprovides)|(?:who\sis|with\swhom\sis|is)\sthe\s(?:current\s)?contract\s(?:with|held)|compan(?:y|ies)|manufacturers?|to\swhich)\b",
    ),
    (
        "former_system",
        rf"\b(?:(?:previous|former|old|last|predecessor|legacy)\s(?:\w+\s)?{_SOFTWARE}|{_SOFTWARE}\s(?:did|was|were)\b[^?.]*\b(?:before|previously|prior)|(?:what|which)\b[^?.]{{0,60}}\b(?:before|previously|formerly|prior\sto)\b|(?:what|which)\b[^?.]{{0,30}}\breplaced?$|(?:what|which)\b[^?.]{{0,40}}\bdid\s(?:it|this|they|\w+)\sreplace)",
    ),
    (
        "function",
        r"\b(?:us(?:e|ing)\s(?:it|the\s\w+|this|them|each)\sfor|(?:what|which)\b[^?.]{0,60}\bused?\sfor|for\swhat|purposes?|functions?|functionality|modules)\b",
    ),
    (
        "contract_start",
        rf"\b(?:{_AGREEMENT}\b[^?.]{{0,40}}\b(?:start|beg[iau]n|commence)|start\s(?:date|and)|start\s?/\s?end|commencement|when\s(?:did|was|is)\b[^?.]{{0,60}}\b{_AGREEMENT}"
        rf"\b[^?.]{{0,30}}\b(?:start|begin|commence|signed|awarded|let)|when\s(?:did|was)\b[^?.]{{0,40}}\b(?:purchase[d]?|buy|bought|procured?)|{_AGREEMENT}\sdates|dates\s(?:of|for)\b[^?.]{{0,30}}{_AGREEMENT})",
    ),
    (
        "contract_end",
        rf"\b(?:end\s(?:date\s)?of\b[^?.]{{0,30}}\b{_AGREEMENT}|expir\w+|end\sdate|renewal\sdate|(?:start|beg[iu]n)\s(?:date\s)?(?:and|/)\s(?:end|finish)|how\slong\sare\syou\scontracted|until\swhen|contract(?:s|ed)?\s(?:end|until)s?"
        rf"|when\b[^?.]{{0,80}}\b(?:end|finish|(?:up|due)\s(?:for|to\sbe)\srenew(?:al|ed)|run\sout|terminate)s?\b|{_AGREEMENT}\b[^?.]{{0,40}}\b(?:ends?|finish\w*|dates)\b)",
    ),
    (
        "contract_term",
        rf"\b(?:(?:length|duration|term)s?\s(?:of|and)|how\slong\s(?:is|are|was|does|do|did)\b[^?.]{{0,50}}(?:{_AGREEMENT}|\blast|\bfor)|{_AGREEMENT}\s(?:length|term|period|duration))",
    ),
    ("extension", r"\b(?:exten(?:d|ds|ded|sions?)|prolong\w*|options?\sto)\b"),
    (
        "in_use_since",
        r"\b(?:how\slong\s(?:have|has)\b|(?:start(?:ed)?|begin|began)\s(?:using|to\suse)|(?:since\swhen|in\suse\ssince|live\ssince|first\suse[d]?|go(?:ne)?\slive|went\slive|been\susing|been\sin\suse)"
        r"|when\b[^?.]{0,60}\b(?:install|implement|introduc|brought\sin|adopt|go\slive|first\sus)\w*|in\swhat\syear|years?\sin\suse)",
    ),
    (
        "hosting",
        r"\b(?:host(?:ed|ing|s)?|on[- ]?(?:site|premises?)|cloud\b(?!\s(?:services?|providers?|platforms?|storage|computing))|your\s(?:own\s)?premises|data\s(?:is\s)?held)\b",
    ),
    (
        "cost",
        r"\b(?:(?:annual|yearly)\s(?:support|maintenance|licen\w+|charge)|costs?|prices?|spend\w*|spent|charges?|values?|fees?|pa(?:y|id)s?|payments?\b(?!\s(?:gateway|system|provider|software|solution|card|platform|kiosk|portal)s?)|expenditure|budget|how\smuch)\b",
    ),
    (
        "procurement_route",
        r"\b(?:procur\w+|route\sto\smarket|frameworks?|bought|purchas\w+|tender\w*|award(?:ed)?|how\s(?:did|was|were|is)\b[^?.]{0,40}\b(?:buy|choos\w+|chosen|select\w*|acquired?|obtain\w*|let))\b",
    ),
    ("contract_reference", rf"\b(?:references?(?:\snumbers?)?\b|{_AGREEMENT}\s(?:no|number|ref)\b|register\sref)"),
    ("contract", r"\bcontracts?\b"),
    (
        "users",
        r"\b(?:how\smany|number\sof)\s(?:(?!service\s)\w+\s){0,3}(?:users?|log-?ins|staff\suse|people\s(?:use|hold|have))|\buser\snumbers",
    ),
    ("api", r"\b(?:API|application\sprogramming\sinterface)"),
    ("ai_research", rf"\b(?:research|explor|investigat|trial|pilot)\w*\b[^?.]{{0,60}}{_AI}"),
    ("ai_use", rf"{_AI}[^?.]{{0,40}}\b(?:enabled|in\suse|used|deployed)\b|\b(?:using|use[sd]?)\b[^?.]{{0,60}}{_AI}"),
    ("ai_development", r"\binternal(?:ly)?\s(?:or|/)\s(?:an?\s)?external"),
    ("activity", r"\bwhich\sof\sthe\sfollowing\s(?:\w+\s)?(?:activities|services|tasks)\b"),
    ("plans", r"\b(?:plans?|replac\w+|intend\w*|considering|thinking\sof|next)\b"),
    ("counting", r"\b(?:figures?|numbers?|totals?)\b[^?.]{0,30}\b(?:calculated|counted|compiled)"),
)
_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_EXAMPLES = re.compile(
    r"\((?:e\.?g\.?|for (?:example|instance)|such as|including|i\.e\.)[^)]*\)|\b(?:e\.g\.|for (?:example|instance)|such as)[^?.]*",
    re.I,
)
_LOSERS = re.compile(r"\b(?:unsuccessful|bid|bids|bidders?|tenderers?|shortlisted|other\ssuppliers)\b", re.IGNORECASE)
"""Questions about suppliers that supply nothing."""
_OTHER_TRADES = re.compile(
    r"\b(?:act(?:s|ing)?\sas\s(?:your|the)|prints?|printing|bailiffs|consultants|consultancy|enforcement\sagents|agency\s(?:staff|workers)|auditors?|insurers?)\b",
    re.IGNORECASE,
)
"""Questions about those who supply services and no system."""
_NAMES_SOFTWARE = re.compile(rf"\b{_SOFTWARE}", re.IGNORECASE)
_REFERS_BACK = re.compile(
    r"^and\s(?:for|of|what|who|when|how|is|are|the)\b(?![^?]*\bservices?\b)|\b(?:it|its|this|that)\b|\bthe\s(?:present|current|same)\s(?:contract|system|supplier)\b",
    re.IGNORECASE,
)
"""Words by which a question goes on about what the question before it named."""
_SERVED = re.compile(r"\s?\b(?:service|team|department|directorate)\b", re.IGNORECASE)
"""What makes a word the name of a service: "the education service", beside "management information system"."""
_CROSS_CUTTING = frozenset({"analytics-ai", "document-management", "risk-verification", "gis-property"})
_BRACKETS = re.compile(r"\([^)]{3,}\)")
_CONTINUES = re.compile(
    r"^(?:and\s)?(?:is\sthis\s(?:also\s)?the\scase|similarly|is\sthis\sthe\ssame|same\squestion|what\sabout|and\s(?:for|regarding))\b",
    re.I,
)
_YEARLY = re.compile(
    r"\b(?:annual|yearly)\s(?:\w+\s)?(?:spend|cost|charge|value|fee)|\b(?:spend|cost)\s(?:per|a)\s(?:year|annum)",
    re.IGNORECASE,
)
"""What a system costs by the year is a fact of its contract, also where spending is a measure."""
_THING_ASKED = re.compile(
    r"(?:which|what)\s(?P<what>(?!is\b|are\b|do\b|does\b)[^?]{2,60}?)\s(?:do|does|is|are|did|has|have)\s", re.IGNORECASE
)
"""The thing that a question asks for: its service goes before those that the question names besides."""
_BOTH_CARES = re.compile(
    r"\badults?['’]?s?\s*(?:and|&|/|or)\s*child(?:ren)?s?['’]?s?['’]?\s(?:social|services)|\bchild(?:ren)?s?['’]?s?['’]?\s*(?:and|&|/|or)\s*adults?['’]?s?['’]?\s(?:social|services)|\(children['’]s or adults\)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks: kinds as in the table above, and the services it names."""

    kinds: frozenset[str]
    services: tuple[str, ...]
    continues: bool = False
    """Whether it only repeats the question before for another service."""
    measure: str | None = None
    """Notation in the scheme of measures, where it asks for a statistic."""
    words: str = ""
    """Its own words: the question, or the label of a column or line."""
    carried: bool = False
    """Whether its services are those of the question before, on which it goes on."""
    headed: bool = False
    """Whether its services are those of the heading, row or column under which it stands."""


def services_in(text: str) -> tuple[str, ...]:
    """Notations of the services that a text names, in order, each once.

    Technologies and tasks that any service may have count only where no service is named beside them.
    """
    hits = scheme("services").find(text)
    served = [hit for hit in hits if _SERVED.search(text[hit[1] : hit[2]]) or _SERVED.match(text[hit[2] :])]
    found = [concept.notation for concept, _, _ in served or hits]
    if _BOTH_CARES.search(text):
        found = ["adult-social-care", "childrens-social-care", *found]
    return tuple(dict.fromkeys(own(found) or found))


def served_in(text: str) -> tuple[str, ...]:
    """Services that a sentence names as such: "the Education team", "Benefits service"."""
    hits = scheme("services").find(text)
    served = [hit for hit in hits if _SERVED.search(text[hit[1] : hit[2]]) or _SERVED.match(text[hit[2] :])]
    return own(tuple(dict.fromkeys(concept.notation for concept, _, _ in served)))


def own(services: Sequence[str]) -> tuple[str, ...]:
    """Services proper, without technologies and tasks that any service may have."""
    return tuple(service for service in services if service not in _CROSS_CUTTING)


def measure_in(text: str) -> str | None:
    """Notation of the measure that a text names in the most words."""
    found = scheme("measures").find(text)
    return max(found, key=lambda hit: hit[2] - hit[1])[0].notation if found else None


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[str]:
    """The kinds of fact that a question asks for; what it only gives as an example does not count."""
    plain = " ".join(_EXAMPLES.sub(" ", _BRACKETS.sub(" ", text)).split())
    kinds = {kind for kind, pattern in _PATTERNS if pattern.search(plain)}
    if kinds & {"ai_research", "ai_use", "api", "ai_development", "activity"}:
        kinds -= {"system", "supplier", "function", "cost", "plans"}
    if "ai_research" in kinds:
        kinds -= {"ai_use"}
    if "in_use_since" in kinds:
        kinds -= {"function"}
    if "former_system" in kinds:
        kinds -= {"plans"}
    if _LOSERS.search(plain) or (_OTHER_TRADES.search(plain) and not _NAMES_SOFTWARE.search(plain)):
        kinds -= {"system", "supplier"}
    return frozenset(kinds)


_BY_HEADER: Mapping[str, frozenset[str]] = {
    "annual_cost": frozenset({"cost"}),
    "total_cost": frozenset({"cost"}),
    "contract_dates": frozenset({"contract_start", "contract_end", "contract_term", "extension"}),
}


def asked_by_header(asks: str, about: str) -> Asked:
    """What the label of a column or line asks, of what its row, column or section names."""
    kind = header_kind(asks)
    kinds = _BY_HEADER.get(kind or "", frozenset({kind} if kind else ()))
    if len(asks.split()) > 4:
        kinds = kinds_in(asks) or kinds  # a question, not a label
    services = services_named(about)
    return Asked(kinds, services, words=asks, headed=bool(services))


def services_named(text: str) -> tuple[str, ...]:
    """The services that a heading or cell names, also by words too ordinary for a sentence."""
    named = scheme("services").named(text)
    return (named.notation,) if named else services_in(text)


def asked_by(letter: Letter) -> tuple[Asked, ...]:
    """What each item of a letter asks, in order."""
    asked: list[Asked] = []
    for item in letter.items:
        asked.append(_asked(item, asked))
    return tuple(asked)


def _of_topic(text: str) -> frozenset[str]:
    """A topic that stands for a question: "Events booking", "Mobile app" ask for the system that does it.

    So does a question whether something is done that systems do: "Do you offer online financial assessments?".
    """
    if _WHETHER.match(text) and scheme("functions").find(text):
        return frozenset({"system"})
    short = "?" not in text and len(text.split()) <= _TOPIC
    thing = short and (scheme("functions").find(text) or _THING_IN.search(text) or _NAMES_SOFTWARE.search(text))
    return frozenset({"system"}) if thing else frozenset()


_WHETHER = re.compile(
    r"(?:do|does|have|has)\s(?:you|the\s\w+|your\s\w+)\s(?:\w+\s)?(?:offer|use|have|provide|operate)\b", re.IGNORECASE
)
_TOPIC = 6
_THING_IN = re.compile(rf"\b{_THING}\b", re.IGNORECASE)


_SUBJECT_LINE = re.compile(r"(?:subject|re|ref)\b\s*:", re.IGNORECASE)


def _of_heading(heading: str, question: str) -> tuple[str, ...]:
    """The services of the heading above a question, unless it only mentions some and the question names another."""
    found = services_named(heading) if heading and not _SUBJECT_LINE.match(heading) else ()
    if not found or scheme("services").named(heading):
        return found
    own_words = own(services_in(question))
    return () if own_words and not set(own_words) & set(found) else found


def _asked(item: Item, before: Sequence[Asked]) -> Asked:
    if item.question is None:
        return Asked(frozenset(), ())
    text = item.question.text
    stem = item.question.stem
    if _CONTINUES.match(text) and before:
        return Asked(
            before[-1].kinds,
            services_in(text) or before[-1].services,
            continues=True,
            measure=before[-1].measure,
            words=before[-1].words,
        )
    measure = measure_in(text) or measure_in(stem)
    stem_kinds = kinds_in(stem)
    if "activity" in stem_kinds:
        kinds = frozenset({"activity"})
    elif "counting" in kinds_in(text):
        kinds = frozenset({"counting"})
    elif measure and not _YEARLY.search(text):
        kinds = frozenset({"statistics"})
    else:
        kinds = kinds_in(text) or stem_kinds or _of_topic(text)
    services = _of_heading(item.question.heading, text)
    thing = _THING_ASKED.match(text)
    said = services or (own(services_in(thing["what"])) if thing else ()) or services_in(text) or services_in(stem)
    carried = not said and bool(before) and _REFERS_BACK.search(text) is not None
    if carried:
        said = before[-1].services
    return Asked(kinds, said, measure=measure, words=text, carried=carried, headed=bool(services))
