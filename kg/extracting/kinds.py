"""Questions → the kinds of fact that they ask for, by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.schemes import scheme

_SOFTWARE = (
    r"(?:systems?|software|databases?|solutions?|applications?|tools?|platforms?|products?|packages?|mis\b|erp\b)"
)


_WHICH_NOUN = (
    r"(?:what|which)\s(?![^?]{0,60}\b(?:references?|numbers?|dates?|costs?|frameworks?|routes?)\s(?:do|does|is|are)\b)(?!it\b|this\b|they\b|of\b|modules\b|functions?\b|parts\b|departments?\b|teams?\b|services\b)(?:[\w/&’'-]+\s){1,7}(?:do|does|is|are)\s(?:you|the\s(?:council|authority|service)|we|it|they|currently\s)?\s?(?:currently\s|now\s|also\s)?(?:us(?:e|es|ed|ing)|have|has|operate)\b"
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
