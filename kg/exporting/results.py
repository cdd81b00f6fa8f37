"""What a query answered → text: a table for a terminal, or one of the formats that other programs read.

SELECT and ASK: JSON (https://www.w3.org/TR/sparql11-results-json/), XML
(https://www.w3.org/TR/rdf-sparql-XMLres/), CSV and TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/); in CSV, which
people open with spreadsheets, what would run as a formula has an apostrophe in front, in TSV and JSON it is as it is.
CONSTRUCT and DESCRIBE: Turtle, TriG, N-Quads.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import UsageError
from kg.reporting.printing import harmless, printable
from kg.sparql import PREFIXES
from kg.store import Graph, Result, Table, Term

TABLE_FORMATS = ("table", "csv", "tsv", "json", "xml")
GRAPH_FORMATS = ("turtle", "trig", "nquads")
FORMATS = TABLE_FORMATS + GRAPH_FORMATS

Labels = Callable[[str], str | None]
"""What a thing is called, by its IRI."""

_STRING = PREFIXES["xsd"] + "string"
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def format_results(
    result: Result, format_: str | None = None, *, labels: Labels | None = None, width: int | None = None
) -> str:
    """`result` in one of `FORMATS`; without one, a table for solutions and Turtle for triples.

    A table shows what `labels` calls a thing instead of its IRI; it is `width` columns wide, or as wide as
    its cells.
    """
    wanted = format_ or ("turtle" if isinstance(result, Graph) else "table")
    allowed = GRAPH_FORMATS if isinstance(result, Graph) else TABLE_FORMATS
    if wanted not in allowed:
        kind = {Graph: "triples", Table: "a table", bool: "yes or no"}[type(result)]
        message = f"This query answers with {kind}, which {wanted} does not hold."
        raise UsageError(message, f"Formats for it are: {', '.join(allowed)}.")
    if isinstance(result, Graph):
        return _triples(result, wanted)
    if isinstance(result, Table):
        return _table(result, labels, width) if wanted == "table" else _WRITERS[wanted](result)
    return _boolean(result, wanted)


def _triples(result: Graph, wanted: str) -> str:
    from kg.exporting.graphs import as_text

    return as_text((Quad(t.subject, t.predicate, t.object) for t in result.triples), wanted)


def _boolean(result: bool, wanted: str) -> str:
    word = "true" if result else "false"
    if wanted == "json":
        return json.dumps({"head": {}, "boolean": result}) + "\n"
    if wanted == "xml":
        return f'{_XML_HEAD}<sparql xmlns="{_XML_NS}"><head/><boolean>{word}</boolean></sparql>\n'
    if wanted == "table":
        return "yes\n" if result else "no\n"
    return word + "\n"  # CSV and TSV are not defined for ASK; this is what SPARQL servers send


def _json(table: Table) -> str:
    bindings = [{name: _json_term(term) for name, term in row.items()} for row in table]
    document = {"head": {"vars": list(table.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


_XML_NS = "http://www.w3.org/2005/sparql-results#"
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _xml(table: Table) -> str:
    lines = [f'{_XML_HEAD}<sparql xmlns="{_XML_NS}">', "<head>"]
    lines += [f"<variable name={quoteattr(name)}/>" for name in table.variables]
    lines += ["</head>", "<results>"]
    for row in table:
        bindings = (f"<binding name={quoteattr(n)}>{_xml_term(t)}</binding>" for n, t in row.items())
        lines.append(f"<result>{''.join(bindings)}</result>")
    return "\n".join([*lines, "</results>", "</sparql>", ""])


def _xml_term(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, Triple):
        parts = (("subject", term.subject), ("predicate", term.predicate), ("object", term.object))
        return f"<triple>{''.join(f'<{name}>{_xml_term(part)}</{name}>' for name, part in parts)}</triple>"
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype.value != _STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    # XML 1.0 has no way to write most control characters; a carriage return only as a reference.
    text = "".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in term.value)
    return f"<literal{kind}>{escape(text, {chr(13): '&#13;'})}</literal>"


def _csv(table: Table) -> str:
    """Values as they are, but for texts that a spreadsheet would run as a formula: those get an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.variables)
    writer.writerows(["" if term is None else _cell(term) for term in row] for row in table.rows)
    return out.getvalue()


def _tsv(table: Table) -> str:
    lines = ["\t".join(f"?{name}" for name in table.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in table.rows]
    return "\n".join(lines) + "\n"


_WRITERS: dict[str, Callable[[Table], str]] = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}


def _cell(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype.value != _STRING and _NUMBER.fullmatch(term.value):
        return term.value  # a number may begin with a sign
    return harmless(_value(term))


def _value(term: Term) -> str:
    if isinstance(term, BlankNode | Triple):
        return str(term)
    return term.value


def _table(table: Table, labels: Labels | None, width: int | None) -> str:
    names: dict[str, str] = {}
    return grid(table.variables, ([_shown(term, labels, names) for term in row] for row in table.rows), width)


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int | None) -> str:
    """Cells as a table `width` columns wide, or as wide as its cells."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head in heads:
        grid.add_column(Text(head), overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    if not grid.row_count:
        return "Nothing found.\n"
    out = io.StringIO()
    console = Console(file=out, width=width or 10_000, color_system=None, legacy_windows=False)
    console.print(grid)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _shown(term: Term | None, labels: Labels | None, names: dict[str, str]) -> str:
    """A cell of the table: labels, values, or IRIs shortened by their prefixes."""
    if term is None:
        return ""
    if not isinstance(term, NamedNode):
        return printable(_value(term))
    if term.value not in names:
        names[term.value] = printable((labels(term.value) if labels else None) or short(term.value))
    return names[term.value]


def short(iri: str) -> str:
    """An IRI by its prefix, for people: the local part may hold what SPARQL would want escaped."""
    fitting = [(len(base), f"{prefix}:{iri[len(base) :]}") for prefix, base in PREFIXES.items() if iri.startswith(base)]
    return max(fitting)[1] if fitting else iri
