"""The graph page: a picture in, one HTML file out that needs nothing else and lets nothing else in.

pyvis carries the graph into a template of our own; vis-network, which pyvis ships, is written into the page.
Text from letters travels as JSON and reaches the page as text only: the content security policy names each
script and style by its digest, and trusted types forbid every way to turn text into markup.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, OutputError
from kg.picturing import carrying
from kg.reporting.policy import policy

if TYPE_CHECKING:
    import networkx

_HERE = Path(__file__).parent
_SCRIPTS = ("drawing.js", "panel.js", "search.js", "page.js")


def write_page(graph: networkx.MultiDiGraph, path: Path) -> None:
    """Write the page of a picture to `path`, whose name may be any."""
    html = render(graph)
    try:
        path.write_bytes(html.encode())
    except OSError as error:
        raise OutputError(
            f"The graph page cannot be written to {path}: {error.strerror}.",
            "Choose another folder with --out.",
        ) from error


def render(graph: networkx.MultiDiGraph) -> str:
    """The page of a picture. The same picture gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    network = carrying.network(graph)
    network.set_template_dir(str(_HERE), "template.html")
    # pyvis makes an environment that escapes nothing; ours escapes all that is not marked as made here
    network.templateEnv = Environment(loader=FileSystemLoader(_HERE), autoescape=True)
    scripts = [_vis_script(), *map(_asset, _SCRIPTS)]
    styles = [_vis_style(), _asset("page.css")]
    network.templateEnv.globals.update(
        policy=policy(scripts, styles),
        scripts=[Markup(text) for text in scripts],
        styles=[Markup(text) for text in styles],
        intro=carrying.intro(graph),
        legend=carrying.legend(graph),
        data=lambda nodes, edges, options: Markup(_json(carrying.data(graph, nodes, edges, options))),
    )
    return str(network.generate_html()) + "\n"


def _json(data: dict[str, Any]) -> str:
    """JSON that no reader of HTML can take for anything else: no `<`, no address, no line separator."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.replace("://", r":\/\/")


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _vis_script() -> str:
    """vis-network without a call for its source map; its addresses (licences, a name space) are no links."""
    text = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", _vis("vis-network.min.js"))
    return text.replace("://", r":\/\/").replace("</script", r"<\/script")


def _vis_style() -> str:
    """vis-network's style without its pictures, which belong to buttons that this page does not have."""
    rules = _vis("vis-network.css").split("}")
    return "}".join(rule for rule in rules if "url(" not in rule)


def _vis(name: str) -> str:
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob(f"lib/vis-9.1*/{name}"))
    if not found:
        raise DataError(f"The installed pyvis does not hold {name}.", "Install pyvis 0.3.2: pip install pyvis==0.3.2")
    return found[-1].read_text(encoding="utf-8")
