"""What can be said of a SPARQL query without running it: a text in, a refusal or an explanation out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import urljoin

from kg.errors import QueryError

PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "id": "https://w3id.org/council-kg/id/",
    "kg": "https://w3id.org/council-kg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "scheme": "https://w3id.org/council-kg/scheme/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that a query may use without declaring them. Kept here, and not taken from `kg.vocab`, because
that loads rdflib, which takes longer than most queries; a test keeps the two equal."""

_GAP = r"(?:\s|#[^\r\n]*[\r\n])*"
_SERVICE = re.compile(
    rf"SERVICE{_GAP}(?:SILENT{_GAP})?"  # SPARQL 1.1, rule 59
    rf"(?:<[^<>]*>|[?$][^\s{{#]*|[^\s<>{{}}\"'()?$\#:]*:(?:\\.|[^\s{{}}\#\\])*){_GAP}\{{",
    re.IGNORECASE,
)
_GRAPHS = re.compile(
    rf"(?<![?$])(?:GRAPH{_GAP}(?:[<?$]|[^\s<>{{}}\"'()?$\#:]*:)|FROM{_GAP}(?:NAMED{_GAP})?(?:<|[^\s<>{{}}\"'()?$\#:]*:))",
    re.IGNORECASE,
)  # SPARQL 1.1, rules 13 to 16 and 58
_HEADER = re.compile(r"\A(?:\s*#[^\r\n]*[\r\n])*")
_NAME_BEFORE = re.compile(r"(?:[?$]\w*|[\w%-]*:[\w:%-]*)\Z")
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NOT_CODE = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
    r"|(?P<iri><[^<>\"{}|^`\\\s]*>)|#[^\r\n]*",
    re.DOTALL,
)
_FROM = re.compile(
    r"(?<![\w?$:@.%-])FROM(?!:)\s*(?:NAMED\b(?!:)\s*)?"
    r"(?:<(?P<iri>[^<>]*)>|(?P<prefix>[\w.-]*+):(?P<local>(?:[\w.:%-]|\\.)*))",
    re.IGNORECASE,
)  # SPARQL 1.1, rules 13 to 16
_PREFIX = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)
_BASE = re.compile(r"\bBASE\s*<([^<>]*)>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:.%-])([A-Za-z][\w-]*):(?=[\w%\\:]|$|\s|[;.,)])")
_SLASHED = re.compile(r"(?<![\w?$:])[A-Za-z][\w-]*:[\w-]+/(?=[\w-])(?!\w+:)")
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s*<[^<>]*>\s*)*", re.IGNORECASE)
_UPDATE = re.compile(r"(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b", re.IGNORECASE)
_NAMING = re.compile(
    r"\bSELECT\b[^{]*|\bVALUES\b[^{]*|\bAS\s+[?$]\w+|\b(?:GROUP|ORDER)\s+BY\b[^{}]*|\bGRAPH\s+[?$]\w+", re.IGNORECASE
)
_LONGEST, _MOST_GROUPS, _MOST_OPERATORS, _DEEPEST = 1_000_000, 1000, 1000, 200
"""Oxigraph 0.5 overflows its stack, and so ends Python, from 600 nested groups, 2,000 bindings and 3,000 operators."""
_BRACKET = re.compile(r"[()\[\]{}]")
_VALUES = re.compile(r"\bVALUES\s*(?:[?$]\w+|\([^()]*\))\s*\{[^{}]*\}", re.IGNORECASE)
_NAME = re.compile(r"[?$]\w+|(?<![\w.-])[\w.-]*+:[\w.:%-]*")
_OPERATOR = re.compile(
    r"[!<>]=|&&|\|\||<<|[!+*/^|=<>-]|\b(?:BIND|FILTER|AS|IN|OPTIONAL|MINUS|UNION|VALUES)\b", re.IGNORECASE
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def refuse_remote(query: str) -> None:
    """Raise QueryError if `query` would fetch something from another machine.

    Whether a piece of SPARQL is an IRI, a string or a comment depends on the grammar around it: the `<` of
    `?a <#b> …` may open an IRI or be a comparison before a comment. A scanner that skips strings and comments
    can be led to skip a SERVICE that the engine then obeys. So the whole text is searched for what every
    SERVICE clause must look like, strings and comments too; one that only quotes such a clause is refused as
    well (https://www.w3.org/TR/sparql11-query/#rServiceGraphPattern).
    """
    for text in {query, _CODE_POINT.sub(_unescaped, query)}:
        for found in _SERVICE.finditer(text):
            if not _NAME_BEFORE.search(text[max(0, found.start() - 200) : found.start()]):
                raise QueryError(
                    f"The query asks another machine in line {_line_of(text, found.start())}: SERVICE.",
                    "Take the SERVICE clause out, or allow it with --allow-service.",
                )


def refuse_excess(query: str) -> None:
    """Raise QueryError for a query so long, so nested or of so many operators that the engine's stack would run out.

    Brackets count wherever they stand, operators outside strings, comments, names and VALUES clauses.
    """
    if len(query) > _LONGEST:
        raise QueryError(
            f"The query is longer than {_LONGEST:,} characters.",
            "Put long lists into a graph of their own, or in parts.",
        )
    depth = deepest = 0
    for bracket in _BRACKET.findall(query):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    if query.count("{") > _MOST_GROUPS or deepest > _DEEPEST:
        message = f"The query has more than {_MOST_GROUPS:,} groups, or brackets more than {_DEEPEST} deep."
        raise QueryError(message, "Ask in several queries; VALUES takes a list of any length.")
    code = _NAME.sub(" ", _VALUES.sub(" ", _code(query, keep_iris=False)))
    if sum(1 for _ in _OPERATOR.finditer(code)) > _MOST_OPERATORS:
        raise QueryError(
            f"The query has more than {_MOST_OPERATORS:,} operators, filters and bindings.",
            "Ask in several queries; VALUES takes a list of any length.",
        )


def unknown_graph(query: str, graphs: Callable[[], Collection[str]]) -> str | None:
    """The first graph in a FROM clause that is none of `graphs`: its triples would silently be missing.

    `graphs` is only called where there is such a clause: to list 20,000 of them takes longer than most queries.
    """
    code = _code(_CODE_POINT.sub(_unescaped, query), keep_iris=True)
    clauses = list(_FROM.finditer(code))
    if not clauses:
        return None
    base = next((found[1] for found in _BASE.finditer(code)), "")
    bases = PREFIXES | {found[1]: urljoin(base, found[2]) for found in _PREFIX.finditer(code)}
    known = frozenset(graphs())
    for found in clauses:
        if found["iri"] is not None:
            asked: str = urljoin(base, found["iri"])
        elif found["prefix"] in bases:
            asked = bases[found["prefix"]] + _ESCAPED.sub(r"\1", found["local"])
        else:
            continue  # the engine says that the prefix is not declared
        if ":" in asked and asked not in known:
            return asked
    return None


def names_graphs(query: str) -> bool:
    """Whether a query may ask for more than the default graph.

    As for `refuse_remote` the text counts with its strings and comments, those in front of the query aside: to be wrong
    here costs time, to miss a clause would cost answers.
    """
    body = _HEADER.sub("", query)
    return any(_GRAPHS.search(text) for text in {body, _CODE_POINT.sub(_unescaped, body)})


def explain(query: str, message: str) -> QueryError:
    """The error for a query that the engine could not parse, with the line at which it stopped."""
    code = _code(query, keep_iris=False)
    update = _UPDATE.match(code, _end_of_prologue(_code(query, keep_iris=True), code))
    if update:
        return QueryError(
            f"This is an update ({update[1].upper()}); the graph is only read.",
            "Change the letters or the reference data and run `kg build LETTERS` again.",
        )
    return QueryError(f"The query does not parse{_place(query, message)}", _hint(code))


def _place(query: str, message: str) -> str:
    found = _PLACE.match(message)
    if not found:
        return f": {message}."
    line, column, expected = int(found[1]), int(found[2]), found[3]
    lines = query.splitlines() or [""]
    while line > len(lines) or (line > 1 and not lines[line - 1].strip()):
        line -= 1  # the engine counts the end of the text as a line of its own
    where = f" near line {found[1]}, column {column}"
    # Alternatives inside a name are classes of characters, pages long: those are left out.
    reason = f": {expected}" if len(expected) < 60 and "[" not in expected else ""
    return f"{where}{reason}:\n  {line} | {lines[line - 1].strip()}\n"


def _hint(code: str) -> str:
    declared = {name.lower() for name in _DECLARED.findall(code)} | PREFIXES.keys()
    unknown = [name for name in _USED.findall(_DECLARED.sub(" ", code)) if name.lower() not in declared]
    if unknown:
        return f"The prefix {unknown[0]}: is not declared; add PREFIX {unknown[0]}: <…> in front."
    slashed = _SLASHED.search(code)
    if slashed:
        return f"A prefixed name holds no bare slash ({slashed[0]}…): write the whole IRI in < >."
    opened, closed = code.count("{"), code.count("}")
    if opened != closed:
        missing, more = ("}", opened - closed) if opened > closed else ("{", closed - opened)
        return f"{'One' if more == 1 else more} {missing} {'is' if more == 1 else 'are'} missing."
    return "The error is at that place or shortly before it."


def put_terms(query: str, terms: Mapping[str, str]) -> str:
    """The query with variables replaced by constant terms (names without `?` → terms as SPARQL writes them).

    Strings, IRIs and comments are left as they are; `BOUND(?name)` becomes true.
    """
    if not terms:
        return query
    names = "|".join(map(re.escape, terms))
    token = re.compile(
        rf"{_NOT_CODE.pattern}|(?i:\bBOUND)\s*\(\s*[?$](?P<bound>{names})\s*\)|[?$](?P<name>{names})\b",
        re.DOTALL,
    )

    def put(found: re.Match[str]) -> str:
        if found["bound"] in terms:
            return "true"
        return terms.get(found["name"] or "", found[0])

    return token.sub(put, query)


def standing_as_names(query: str, names: Iterable[str]) -> set[str]:
    """Those variables that stand, somewhere in the query, where the grammar wants a variable and no term."""
    found = " ".join(_NAMING.findall(_code(query, keep_iris=False)))
    return {name for name in names if re.search(rf"[?$]{re.escape(name)}\b", found)}


def _code(query: str, *, keep_iris: bool) -> str:
    """The query without strings and comments, of the same length; good for messages, not for refusals."""

    def blank(found: re.Match[str]) -> str:
        if found["iri"] and keep_iris:
            return found[0]
        return re.sub(r"[^\n]", " ", found[0])

    return _NOT_CODE.sub(blank, query)


def _end_of_prologue(with_iris: str, code: str) -> int:
    found = _PROLOGUE.match(with_iris)
    return min(found.end() if found else 0, len(code))


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1] or found[2], 16)
    return chr(number) if number <= 0x10FFFF else found[0]


def _line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
