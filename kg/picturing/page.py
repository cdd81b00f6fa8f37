"""The graph page: a picture in, one HTML file out that needs nothing else and lets nothing else in.

pyvis carries the graph into a template of our own; vis-network, which pyvis ships, is written into the page.
Text from letters travels as packed JSON and reaches the page as text only: the content security policy names each
script and style by its digest, and trusted types forbid every way to turn text into markup.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, OutputError
from kg.picturing import carrying, telling
from kg.reporting.formats.policy import policy
from kg.reporting.formats.templating import PAGES, Menu

if TYPE_CHECKING:
    import networkx

_TEMPLATE = Path(__file__).parent / "template"
_SCRIPTS = (
    *("data.js", "state.js", "filtering.js", "layout.js", "overview.js", "folding.js"),
    *("signs.js", "labels.js", "canvas.js", "moving.js", "cards.js", "reading.js", "ends.js", "listing.js"),
    *("panel.js", "table.js", "search.js", "filters.js", "page.js"),
)
"""In the order in which they run; each says in its first line what it is for."""
_STYLES = ("panel.css", "page.css")


def write_page(graph: networkx.MultiDiGraph, path: Path, menu: Menu = ()) -> None:
    """Write the page of a picture to `path`, whose name may be any; `menu` leads to the pages beside it."""
    html = render(graph, menu)
    try:
        path.write_bytes(html.encode())
    except OSError as error:
        raise OutputError(
            f"The graph page cannot be written to {path}: {error.strerror}.",
            "Choose another place.",
        ) from error


def render(graph: networkx.MultiDiGraph, menu: Menu = ()) -> str:
    """The page of a picture. The same picture gives the same bytes."""
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    network = carrying.network(graph)
    network.set_template_dir(str(_TEMPLATE), "template.html")
    # pyvis makes an environment that escapes nothing; ours escapes all that is not marked as made here
    network.templateEnv = Environment(loader=FileSystemLoader([_TEMPLATE, PAGES]), autoescape=True)
    scripts = [_vis_script(), *map(_asset, _SCRIPTS), (PAGES / "menu.js").read_text(encoding="utf-8")]
    styles = [_vis_style(), (PAGES / "menu.css").read_text(encoding="utf-8"), *map(_asset, _STYLES)]
    network.templateEnv.globals.update(
        policy=policy(scripts, styles),
        scripts=[Markup(text) for text in scripts],
        styles=[Markup(text) for text in styles],
        menu=menu,
        has_search=True,
        intro=telling.intro(graph),
        legend=telling.legend(graph),
        standings=telling.standings(graph),
        picture=lambda options: _packed(carrying.data(graph, network, options)),
        proofs=_packed(telling.proofs(graph)),
    )
    return str(network.generate_html()) + "\n"


def _packed(data: dict[str, Any]) -> str:
    """JSON, deflated (RFC 1951) and in base64 (RFC 4648): a tenth of its size, and nothing in it reads as HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    # lone surrogates, which no well-formed graph holds, would have no UTF-8
    return base64.b64encode(packer.compress(text.encode("utf-8", "replace")) + packer.flush()).decode()


def _asset(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")


def _vis_script() -> str:
    """vis-network without a call for its source map; its addresses (licences, a name space) are no links."""
    text = re.sub(r"\n//# sourceMappingURL=\S*\s*$", "\n", _vis("vis-network.min.js"))
    return text.replace("://", r":\/\/").replace("</script", r"<\/script")


def _vis_style() -> str:
    """vis-network's style without its pictures, which belong to buttons that this page does not have."""
    rules = _vis("vis-network.css").split("}")
    return "}".join(rule for rule in rules if "url(" not in rule)


def _vis(name: str) -> str:
    pyvis = find_spec("pyvis")
    found = sorted(Path(pyvis.origin).parent.glob(f"lib/vis-9.1*/{name}")) if pyvis and pyvis.origin else []
    if not found:
        raise DataError(f"The installed pyvis does not hold {name}.", "Install pyvis 0.3.2: pip install pyvis==0.3.2")
    return found[-1].read_text(encoding="utf-8")
