"""Questions → the kinds of fact that they ask for, by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.schemes import scheme

_SOFTWARE = (
    r"(?:systems?|software|databases?|solutions?|applications?|tools?|platforms?|products?|packages?|mis\b|erp\b)"
)


_NO_DETAIL = r"(?![^?]{0,60}\b(?:references?|numbers?|dates?|costs?|frameworks?|routes?)\s(?:do|does|is|are)\b)"
_NO_PRONOUN = r"(?!(?:it|this|they|of|modules|functions?|parts|departments?|teams?|services)\b)"
_YOU_USE = (
    r"(?:do|does|is|are)\s(?:you|the\s(?:council|authority|service)|we|it|they|currently\s)?\s?"
    r"(?:currently\s|now\s|also\s)?(?:us(?:e|es|ed|ing)|have|has|operate)\b"
)
_WHICH_NOUN = rf"(?:what|which)\s{_NO_DETAIL}{_NO_PRONOUN}(?:[\w/&’'-]+\s){{1,7}}{_YOU_USE}"
"""A question after a thing by its kind: "Which CRM do you use?"."""


_THING = r"(?:bookings?|ticketing|wi-?fi|tablets?|apps?|devices?|portals?|kiosks?|automation|chatbots?|modules?|online\sforms|e-?forms|web\sforms)"
_AGREEMENT = r"(?:contracts?|agreements?|arrangements?|licen[cs]es?|terms?)"
_AI = r"(?:artificial\sintelligence|\bAI\b|machine\slearning|learning\ssoftware|predictive|algorithm\w*)"

_KINDS: dict[str, tuple[str, ...]] = {
    "system": (
        r"\bproduct(?:s|\(s\))?(?=\s?(?:,|and\b|/|\(|$))",
        r"\b(?:use|have)\sany\sof\sthe\sfollowing",
        rf"\bnames?\s(?:and\s\w+\s)?of\b[^?.]{{0,60}}\b{_SOFTWARE}",
        rf"\b{_WHICH_NOUN}",
        r"\bwhich\s(?:\w+\s){1,3}(?:gateway|provider|product|module|tool)s?",
        r"\bwhat\sdo\syou\suse\b(?!\s(?:it|this|that|the|them|each)\b)",
        r"\b(?:make|brand|manufacturer)\s(?:and|or|/)\s(?:model|version|product|name)",
        r"\bbrand\b",
        rf"\b(?<!what\s)(?<!how\s)(?<!when\s)(?<!who\s)(?<!many\s)(?:do|does|have|has)\s(?:you|the\s(?:council|authority|service)|we)\b[^?.]{{0,40}}\b(?:{_SOFTWARE}|{_THING}|(?-i:[A-Z]{{2,6}}\b))",
        rf"\b(?:which|what)\b(?!\s(?:do\s)?you\suse\s(?:the|it|this))[^?.]{{0,80}}\b{_SOFTWARE}",
        rf"\b{_SOFTWARE}\s(?:name|in\suse|used)",
        r"\b(?:what|which)\s(?:is|are)\s(?:currently\s)?used\s(?:for|to)",
        rf"\blist\b[^?.]{{0,40}}\b{_SOFTWARE}",
        r"^(?:product|system|software|name)\s*:?$",
    ),
    "supplier": (
        r"\bsuppliers?\b",
        r"\bmake\s(?:and|/|or)\smodel\b",
        r"\bsupplied\b",
        r"\bsupplies\b",
        r"\bwho\ssupply\b",
        r"\bproviders?\b",
        r"\bprovided\sby\b",
        r"\bvendors?\b",
        r"\bwho\s(?:currently\s|also\s)?(?:provides|makes|sells|developed|hosts\sand\sprovides)\b",
        r"\b(?:who\sis|with\swhom\sis|is)\sthe\s(?:current\s)?contract\s(?:with|held)\b",
        r"\bcompan(?:y|ies)\b",
        r"\bmanufacturers?\b",
        r"\bto\swhich\b",
    ),
    "former_system": (
        rf"\b(?:previous|former|old|last|predecessor|legacy)\s(?:\w+\s)?{_SOFTWARE}",
        rf"\b{_SOFTWARE}\s(?:did|was|were)\b[^?.]*\b(?:before|previously|prior)",
        r"\b(?:what|which)\b[^?.]{0,60}\b(?:before|previously|formerly|prior\sto)\b",
        r"\b(?:what|which)\b[^?.]{0,30}\breplaced?$",
        r"\b(?:what|which)\b[^?.]{0,40}\bdid\s(?:it|this|they|\w+)\sreplace",
    ),
    "function": (
        r"\bus(?:e|ing)\s(?:it|the\s\w+|this|them|each)\sfor\b",
        r"\b(?:what|which)\b[^?.]{0,60}\bused?\sfor\b",
        r"\bfor\swhat\b",
        r"\bpurposes?\b",
        r"\bfunctions?\b",
        r"\bfunctionality\b",
        r"\bmodules\b",
    ),
    "contract_start": (
        rf"\b{_AGREEMENT}\b[^?.]{{0,40}}\b(?:start|beg[iau]n|commence)",
        r"\bstart\s(?:date|and)",
        r"\bstart\s?/\s?end",
        r"\bcommencement",
        rf"\bwhen\s(?:did|was|is)\b[^?.]{{0,60}}\b{_AGREEMENT}\b[^?.]{{0,30}}\b(?:start|begin|commence|signed|awarded|let)",
        r"\bwhen\s(?:did|was)\b[^?.]{0,40}\b(?:purchase[d]?|buy|bought|procured?)",
        rf"\b{_AGREEMENT}\sdates",
        rf"\bdates\s(?:of|for)\b[^?.]{{0,30}}{_AGREEMENT}",
    ),
    "contract_end": (
        rf"\bend\s(?:date\s)?of\b[^?.]{{0,30}}\b{_AGREEMENT}",
        r"\bexpir\w+",
        r"\bend\sdate",
        r"\brenewal\sdate",
        r"\b(?:start|beg[iu]n)\s(?:date\s)?(?:and|/)\s(?:end|finish)",
        r"\bhow\slong\sare\syou\scontracted",
        r"\buntil\swhen",
        r"\bcontract(?:s|ed)?\s(?:end|until)s?",
        r"\bwhen\b[^?.]{0,80}\b(?:end|finish|(?:up|due)\s(?:for|to\sbe)\srenew(?:al|ed)|run\sout|terminate)s?\b",
        rf"\b{_AGREEMENT}\b[^?.]{{0,40}}\b(?:ends?|finish\w*|dates)\b",
    ),
    "contract_term": (
        r"\b(?:length|duration|term)s?\s(?:of|and)",
        rf"\bhow\slong\s(?:is|are|was|does|do|did)\b[^?.]{{0,50}}(?:{_AGREEMENT}|\blast|\bfor)",
        rf"\b{_AGREEMENT}\s(?:length|term|period|duration)",
    ),
    "extension": (r"\b(?:exten(?:d|ds|ded|sions?)|prolong\w*|options?\sto)\b",),
    "in_use_since": (
        r"\bhow\slong\s(?:have|has)\b",
        r"\b(?:start(?:ed)?|begin|began)\s(?:using|to\suse)",
        r"\b(?:since\swhen|in\suse\ssince|live\ssince|first\suse[d]?|go(?:ne)?\slive|went\slive|been\susing|been\sin\suse)",
        r"\bwhen\b[^?.]{0,60}\b(?:install|implement|introduc|brought\sin|adopt|go\slive|first\sus)\w*",
        r"\bin\swhat\syear",
        r"\byears?\sin\suse",
    ),
    "hosting": (
        r"\bhost(?:ed|ing|s)?\b",
        r"\bon[- ]?(?:site|premises?)\b",
        r"\bcloud\b(?!\s(?:services?|providers?|platforms?|storage|computing))\b",
        r"\byour\s(?:own\s)?premises\b",
        r"\bdata\s(?:is\s)?held\b",
    ),
    "cost": (
        r"\b(?:annual|yearly)\s(?:support|maintenance|licen\w+|charge)\b",
        r"\bcosts?\b",
        r"\bprices?\b",
        r"\bspend\w*\b",
        r"\bspent\b",
        r"\bcharges?\b",
        r"\bvalues?\b",
        r"\bfees?\b",
        r"\bpa(?:y|id)s?\b",
        r"\bpayments?\b(?!\s(?:gateway|system|provider|software|solution|card|platform|kiosk|portal)s?)\b",
        r"\bexpenditure\b",
        r"\bbudget\b",
        r"\bhow\smuch\b",
    ),
    "procurement_route": (
        r"\bprocur\w+\b",
        r"\broute\sto\smarket\b",
        r"\bframeworks?\b",
        r"\bbought\b",
        r"\bpurchas\w+\b",
        r"\btender\w*\b",
        r"\baward(?:ed)?\b",
        r"\bhow\s(?:did|was|were|is)\b[^?.]{0,40}\b(?:buy|choos\w+|chosen|select\w*|acquired?|obtain\w*|let)\b",
    ),
    "contract_reference": (rf"\b(?:references?(?:\snumbers?)?\b|{_AGREEMENT}\s(?:no|number|ref)\b|register\sref)",),
    "contract": (r"\bcontracts?\b",),
    "users": (
        r"\b(?:how\smany|number\sof)\s(?:(?!service\s)\w+\s){0,3}(?:users?|log-?ins|staff\suse|people\s(?:use|hold|have))",
        r"\buser\snumbers",
    ),
    "api": (r"\b(?:API|application\sprogramming\sinterface)",),
    "ai_research": (rf"\b(?:research|explor|investigat|trial|pilot)\w*\b[^?.]{{0,60}}{_AI}",),
    "ai_use": (
        rf"{_AI}[^?.]{{0,40}}\b(?:enabled|in\suse|used|deployed)\b",
        rf"\b(?:using|use[sd]?)\b[^?.]{{0,60}}{_AI}",
    ),
    "ai_development": (r"\binternal(?:ly)?\s(?:or|/)\s(?:an?\s)?external",),
    "activity": (r"\bwhich\sof\sthe\sfollowing\s(?:\w+\s)?(?:activities|services|tasks)\b",),
    "plans": (r"\b(?:plans?|replac\w+|intend\w*|considering|thinking\sof|next)\b",),
    "counting": (r"\b(?:figures?|numbers?|totals?)\b[^?.]{0,30}\b(?:calculated|counted|compiled)",),
}
"""The ways of asking for each kind, any of which is enough."""


_PATTERNS = tuple((kind, re.compile("|".join(ways), re.IGNORECASE)) for kind, ways in _KINDS.items())


EXAMPLES = re.compile(
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


_BRACKETS = re.compile(r"\([^)]{3,}\)")


@lru_cache(maxsize=4096)
def kinds_in(text: str) -> frozenset[str]:
    """The kinds of fact that a question asks for; what it only gives as an example does not count."""
    plain = " ".join(EXAMPLES.sub(" ", _BRACKETS.sub(" ", text)).split())
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


def kinds_of_topic(text: str) -> frozenset[str]:
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
