// The page: the network on its canvas, what is chosen, what is hidden. Data come from the JSON block, nothing from outside.
"use strict";
(function (page) {
  const byId = (id) => document.getElementById(id);
  const canvas = byId("canvas");
  const caption = byId("caption");
  const data = (page.data = JSON.parse(byId("data").textContent));
  page.backwards = { runs: "run by", uses: "used for", plans: "planned for", used: "once used for", part: "has as a part", same: "probably the same as", supplies: "supplied by", supplied: "once supplied by", leads: "main contractor", belongs: "owns", covers: "covered by", says: "told of in" };

  const nodes = (page.nodes = new Map(data.nodes.map((node) => [node.id, node])));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edge.verb = data.verbs[edge.kind];
    edgesOf.get(edge.from).push(edge);
    edgesOf.get(edge.to).push(edge);
  }
  const hidden = new Set(); // kinds
  let chosen = {}; // { node } or { edge }
  let near = null; // what stays bright while something is chosen

  page.isFaded = (id) => near !== null && !near.has(id);
  page.scale = () => (network ? network.getScale() : 1);
  page.sentence = (edge) => `${nodes.get(edge.from).name} ${edge.verb} ${nodes.get(edge.to).name}`;
  const TIES = Object.keys(page.backwards);
  page.tiesOf = (id) =>
    edgesOf
      .get(id)
      .map((edge) => ({ edge, out: edge.from === id, other: nodes.get(edge.from === id ? edge.to : edge.from) }))
      .sort((a, b) => TIES.indexOf(a.edge.kind) - TIES.indexOf(b.edge.kind) || (a.other.name < b.other.name ? -1 : 1));

  // What vis-network is given: looks only. Names and claims stay here, where nothing can take them for markup.
  const ORDER = { says: 0, runs: 1, uses: 1, supplies: 2, covers: 2 };
  page.readColours();
  const shownNodes = new vis.DataSet(
    data.nodes.map(({ id, x, y, size, label, group, standing, unnamed }) => ({
      id, x, y, size, label, shape: "custom", ctxRenderer: page.renderer({ id, kind: group, standing, unnamed }),
    })),
  );
  const shownEdges = new vis.DataSet(
    [...data.edges]
      .sort((a, b) => (ORDER[a.kind] ?? 3) - (ORDER[b.kind] ?? 3))
      .map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, smooth: edge.smooth, ...page.edgeLook(edge, "plain") })),
  );
  let network = null;
  network = new vis.Network(canvas, { nodes: shownNodes, edges: shownEdges }, data.options);
  page.drawLegend();
  page.startSearch();

  // Where to look.

  function bounds() {
    const seen = data.nodes.filter((node) => !hidden.has(node.group));
    const [xs, ys] = [seen.map((node) => node.x), seen.map((node) => node.y)];
    const edge = (list, pick) => list.reduce((a, b) => pick(a, b), list.length ? list[0] : 0);
    return { left: edge(xs, Math.min) - 95, right: edge(xs, Math.max) + 95, top: edge(ys, Math.min) - 45, low: edge(ys, Math.max) + 80 };
  }

  function showAll(animated) {
    const { left, right, top, low } = bounds();
    const { clientWidth, clientHeight } = canvas;
    if (!clientWidth || !clientHeight) return; // the table is shown
    const scale = Math.min(clientWidth / (right - left), clientHeight / (low - top), 1.4);
    const position = { x: (left + right) / 2, y: (top + low) / 2 };
    network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(4, Math.max(0.05, network.getScale() * factor)) });
  }

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Choosing.

  function paintEdges() {
    const bright = chosen.edge ? new Set([chosen.edge]) : new Set((chosen.node ? edgesOf.get(chosen.node) : []).map((edge) => edge.id));
    const mood = (edge) => (near === null ? "plain" : bright.has(edge.id) ? "bright" : "faded");
    shownEdges.update(data.edges.map((edge) => ({ id: edge.id, ...page.edgeLook(edge, mood(edge)) })));
  }

  // Choose a node, an edge or nothing; `focus` brings it into view, `fromPanel` moves the keyboard's focus to the panel.
  page.select = function ({ node, edge, focus, fromPanel }) {
    chosen = { node, edge };
    near = null;
    if (node) near = new Set([node, ...page.tiesOf(node).map(({ other }) => other.id)]);
    if (edge) near = new Set([edges.get(edge).from, edges.get(edge).to]);
    network.setSelection({ nodes: node ? [node] : [], edges: [] });
    paintEdges();
    if (node) page.showNode(nodes.get(node), fromPanel);
    else if (edge) page.showEdge(edges.get(edge), fromPanel);
    else page.showStart();
    if (node && (focus || fromPanel)) bringIntoView(node);
  };

  // The picture moves only if what is chosen cannot be seen or read where it is.
  function bringIntoView(node) {
    const { x, y } = network.canvasToDOM(network.getPosition(node));
    const seen = x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60;
    if (seen && network.getScale() > 0.5) return;
    const scale = Math.max(network.getScale(), 0.8);
    network.focus(node, { scale, animation: calm() ? false : { duration: 250 } });
  }

  network.on("click", ({ nodes: [node], edges: [edge] }) => page.select(node ? { node } : edge ? { edge } : {}));

  const say = (text) => {
    caption.textContent = text;
    canvas.style.cursor = text ? "pointer" : "";
  };
  const count = (thing) => (thing.claims.length ? ` (${thing.claims.length} ${thing.claims.length === 1 ? "claim" : "claims"})` : "");
  network.on("hoverNode", ({ node }) => say(nodes.get(node).name + count(nodes.get(node))));
  network.on("hoverEdge", ({ edge }) => say(page.sentence(edges.get(edge)) + count(edges.get(edge))));
  network.on("blurNode", () => say(""));
  network.on("blurEdge", () => say(""));

  // Keys on the canvas: arrows go to the nearest node that way, + and − zoom, 0 shows all.

  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function nearest(from, [dx, dy]) {
    let best = null;
    let least = Infinity;
    for (const node of data.nodes) {
      const ahead = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (hidden.has(node.group) || ahead <= 0) continue;
      if (ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
    return best;
  }

  canvas.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      const here = nodes.get(chosen.node);
      const next = here ? nearest(here, way) : data.nodes.find((node) => !hidden.has(node.group));
      if (next) page.select({ node: next.id, focus: true });
    } else if (event.key === "Enter" && chosen.node) page.select({ node: chosen.node, fromPanel: true });
    else if (event.key === "Escape") page.select({});
    else if (event.key === "+") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") showAll(true);
  });

  // Hiding by kind.

  function hide(kind, wanted) {
    if (wanted) hidden.add(kind);
    else hidden.delete(kind);
    document.querySelector(`.kind[data-kind="${kind}"]`).setAttribute("aria-pressed", String(!wanted));
    shownNodes.update(data.nodes.filter((node) => node.group === kind).map(({ id }) => ({ id, hidden: wanted })));
    const gone = (id) => hidden.has(nodes.get(id).group);
    shownEdges.update(data.edges.map((edge) => ({ id: edge.id, hidden: gone(edge.from) || gone(edge.to) })));
    if (chosen.node && gone(chosen.node)) page.select({});
  }

  page.reveal = (kind) => {
    view(false);
    if (hidden.has(kind)) hide(kind, false);
  };
  for (const button of document.querySelectorAll(".kind")) {
    button.addEventListener("click", () => hide(button.dataset.kind, !hidden.has(button.dataset.kind)));
  }

  // Picture or table.

  function view(table) {
    document.body.classList.toggle("with-table", table);
    byId("stage").hidden = table;
    byId("table").hidden = !table;
    byId("show-picture").setAttribute("aria-pressed", String(!table));
    byId("show-table").setAttribute("aria-pressed", String(table));
    if (table && !byId("table").firstChild) page.buildTable(byId("table"));
    if (!table) network.redraw();
  }

  byId("show-picture").addEventListener("click", () => view(false));
  byId("show-table").addEventListener("click", () => view(true));
  byId("zoom-in").addEventListener("click", () => zoom(1.3));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
  byId("zoom-all").addEventListener("click", () => showAll(true));

  // The theme may change while the page is open; on paper it is always light.

  function repaint() {
    page.readColours();
    page.drawLegend();
    paintEdges();
    network.redraw();
  }

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  window.matchMedia("print").addEventListener("change", () => {
    repaint();
    showAll(false);
  });

  showAll(false);
  let touched = false; // until the reader moves the picture it is fitted to the window
  for (const act of ["dragStart", "zoom"]) network.on(act, () => (touched = true));
  network.on("resize", () => touched || chosen.node || showAll(false));

  // For tests: where a node or the middle of an edge is on the screen.
  function onScreen(place) {
    const { x, y } = network.canvasToDOM(place);
    const { left, top } = canvas.getBoundingClientRect();
    return { x: left + x, y: top + y };
  }
  page.positionOf = (id) => onScreen(network.getPosition(id));
  page.positionOfEdge = (id) => onScreen(network.body.edges[id].edgeType.getPoint(0.5));
  page.edgeIds = () => [...edges.keys()];
  page.isHidden = (id) => Boolean(shownNodes.get(id).hidden);
  network.once("afterDrawing", () => performance.mark("first-drawing"));
})(window.councilKg);
