// The canvas: vis-network draws what is given to it; here is what it is given, and what its clicks mean.
"use strict";
(function (page) {
  const CROWDED = 500; // lines; more of them are drawn lighter
  const HEAVY = 2500; // lines; more of them are left out while the picture moves
  const ORDER = { says: 0, runs: 1, uses: 1, supplies: 2, covers: 2 };
  const canvas = document.getElementById("canvas");
  const caption = document.getElementById("caption");
  let network = null;
  let nodes = null; // what vis-network holds
  let edges = null;
  let drawn = { nodes: new Map(), edges: [], captions: [] };
  let before = drawn; // what vis-network still holds while it is told of the next picture
  let drawnEdges = new Map();
  let shown = new Set();
  let near = null; // what stays bright while something is chosen
  let bright = new Set();
  let years = null; // years in which contracts that end are marked

  page.scale = () => (network ? network.getScale() : 1);
  page.picture = () => drawn;
  page.shown = () => shown; // identifiers of what is drawn or folded into what is drawn
  page.drawnEdge = (id) => drawnEdges.get(id);

  page.startCanvas = function () {
    page.readColours();
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(canvas, { nodes, edges }, page.data.options);
    network.on("afterDrawing", (pen) => {
      page.drawCaptions(pen, drawn.captions);
      page.drawLabels(pen, network, { width: canvas.clientWidth, height: canvas.clientHeight });
    });
    network.on("click", ({ nodes: [node], edges: [edge] }) => page.choose(node ? { node } : edge ? { edge } : {}));
    network.on("dragEnd", ({ nodes: [id] }) => id && Object.assign(drawn.nodes.get(id), network.getPosition(id)));
    network.on("hoverNode", ({ node }) => say(drawn.nodes.get(node).name + inside(drawn.nodes.get(node)) + count(drawn.nodes.get(node))));
    network.on("hoverEdge", ({ edge }) => say(page.sentence(drawnEdges.get(edge)) + count(drawnEdges.get(edge))));
    network.on("blurNode", () => say(""));
    network.on("blurEdge", () => say(""));
    page.startMoving(network, canvas);
  };

  const say = (text) => {
    caption.textContent = text;
    canvas.style.cursor = text ? "pointer" : "";
  };
  const count = (thing) => (thing.claims.length ? ` (${page.many(thing.claims.length, "claim")})` : "");
  const inside = (node) => (node.folded && !node.section ? `, ${page.many(node.folded, "thing")} folded in` : "");

  // What is drawn of a node, as it is now.
  page.lookOf = function (id) {
    const node = drawn.nodes.get(id) || before.nodes.get(id) || page.nodes.get(id);
    return {
      kind: node.group, standing: node.standing, unnamed: node.unnamed, withheld: node.withheld, folded: node.beside ? 0 : node.folded, section: node.section,
      window: page.endsWithin(node, years),
      selected: page.state.pick === id || page.state.to === id,
      faded: near !== null && !near.has(id),
      near: near !== null && near.has(id),
    };
  };

  // "certain": a contract ends within the years, whatever day is meant; "possible": it may; else "".
  page.endsWithin = function (node, years) {
    if (!years || !node.ends) return "";
    const [earliest, latest] = node.ends;
    if (earliest.slice(0, 4) > years[1] || (latest && latest.slice(0, 4) < years[0])) return "";
    return latest && earliest.slice(0, 4) >= years[0] && latest.slice(0, 4) <= years[1] ? "certain" : "possible";
  };

  page.windowOf = function ({ ends }) {
    const found = /^(\d{4})-(\d{4})$/.exec(ends);
    if (found) return [found[1], found[2]];
    const year = new Date().getFullYear();
    return ends === "none" ? null : [String(year), String(year + 2)];
  };

  // Draw what is to be seen; vis-network is told only of what has changed.
  page.draw = function (seen) {
    before = drawn;
    const path = page.path();
    drawn = page.drawn(seen, path);
    shown = path ? new Set(drawn.nodes.keys()) : seen.nodes;
    years = page.windowOf(page.state);
    drawnEdges = new Map(drawn.edges.map((edge) => [edge.id, edge]));
    chooseNear(path);
    const gone = edges.getIds().filter((id) => !drawnEdges.has(id));
    gone.forEach((id) => looks.delete(id));
    edges.remove(gone);
    nodes.remove(nodes.getIds().filter((id) => !drawn.nodes.has(id)));
    const moved = ({ id, ...now }) => !nodes.get(id) || ["x", "y", "size"].some((name) => before.nodes.get(id)?.[name] !== now[name]);
    nodes.update([...drawn.nodes.values()].filter(moved).map(({ id, x, y, size }) => ({ id, x, y, size, shape: "custom", ctxRenderer: page.renderer(id) })));
    const heavy = drawn.edges.length > HEAVY;
    network.setOptions({ interaction: { hideEdgesOnDrag: heavy, hideEdgesOnZoom: heavy } });
    paintEdges();
    page.rankLabels(drawn.nodes.values());
    network.setSelection({ nodes: [], edges: [] });
    network.redraw();
  };

  // What is chosen, and what is tied to it, stays bright; a path stands alone.
  function chooseNear(path) {
    const { pick, edge } = page.state;
    near = null;
    bright = new Set();
    if (path) return;
    if (drawn.nodes.has(pick)) {
      near = new Set([pick]);
      for (const one of drawn.edges) {
        if (one.from !== pick && one.to !== pick) continue;
        near.add(page.other(one, pick));
        bright.add(one.id);
      }
      if (page.isFolding() && page.homes.get(pick) === pick && !drawn.nodes.get(pick).folded) brightenGroup(pick);
    } else if (drawnEdges.has(edge)) {
      const one = drawnEdges.get(edge);
      near = new Set([one.from, one.to]);
      bright.add(edge);
    }
  }

  // An open council is chosen with all that is its own, and with what that is tied to.
  function brightenGroup(council) {
    for (const one of drawn.edges) {
      if (page.homes.get(one.from) !== council && page.homes.get(one.to) !== council) continue;
      if ([one.from, one.to].some((id) => drawn.nodes.get(id).folded)) continue;
      near.add(one.from).add(one.to);
      bright.add(one.id);
    }
  }

  const looks = new Map(); // what each line was last told to look like

  function paintEdges() {
    const among = page.isFolding() || drawn.isIndex; // lines go through names
    const light = among ? Math.min(0.4, 40 / drawn.edges.length) : 180 / drawn.edges.length;
    const crowded = among || drawn.edges.length > CROWDED ? Math.max(0.07, light).toFixed(2) : 0;
    const changed = [];
    const inOrder = [...drawn.edges].sort((a, b) => (ORDER[a.kind] ?? 3) - (ORDER[b.kind] ?? 3));
    for (const edge of inOrder) {
      const mood = near === null ? "plain" : bright.has(edge.id) ? "bright" : "faded";
      const look = mood + crowded + JSON.stringify(edge.smooth);
      if (looks.get(edge.id) === look) continue;
      looks.set(edge.id, look);
      const { id, from, to, dashes, smooth } = edge;
      changed.push({ id, from, to, dashes, smooth, ...page.edgeLook(edge, mood, Number(crowded)), arrows: { to: { enabled: !crowded || mood === "bright" } } });
    }
    edges.update(changed);
  }

  page.repaint = function () {
    page.readColours();
    page.drawLegend();
    looks.clear();
    paintEdges();
    network.redraw();
  };

  // For tests: where a node or the middle of an edge is on the screen.
  function onScreen(place) {
    const { x, y } = network.canvasToDOM(place);
    const { left, top } = canvas.getBoundingClientRect();
    return { x: left + x, y: top + y };
  }
  page.positionOf = (id) => onScreen(network.getPosition(id));
  page.positionOfEdge = (id) => onScreen(network.body.edges[id].edgeType.getPoint(0.5));
  page.edgeIds = () => [...drawnEdges.keys()];
  page.isHidden = (id) => !nodes.get(id);
  page.whenDrawn = (act) => network.once("afterDrawing", act);
})(window.councilKg);
