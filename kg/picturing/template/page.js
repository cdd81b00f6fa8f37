// The page: what is chosen becomes the state, the state becomes what is seen.
"use strict";
(function (page) {
  const byId = (id) => document.getElementById(id);
  let seen = { nodes: new Set(), edges: [] };
  let seenEdges = new Set();
  let endWanted = ""; // the node from which a path is asked for
  let went = 0; // views that this page has gone to by itself

  page.lastSeen = () => seenEdges;
  page.lastNodes = () => seen;
  page.cameFrom = () => went > 0;
  page.path = function () {
    const { pick, to } = page.state;
    if (!page.nodes.has(pick) || !page.nodes.has(to)) return null;
    return page.pathBetween(pick, to, seen.edges);
  };

  // Choose a node, a line or nothing. `focus` brings it into view, `fromPanel` moves the keyboard's focus to the panel.
  page.choose = function ({ node, edge, focus, fromPanel }) {
    if (page.picture().nodes.get(node)?.section) return page.go({ ...page.nothing, open: [...page.state.open, node] }, { refit: true });
    const from = endWanted;
    askedForEnd("");
    if (from && node && node !== from) return page.go({ ...page.nothing, pick: from, to: node }, { fromPanel: true, path: true });
    const change = { ...page.nothing, pick: node || "", edge: edge || "" };
    if (node) Object.assign(change, revealing(node, focus || fromPanel));
    return page.go(change, { focus: focus || fromPanel, fromPanel, group: change.open && node });
  };

  page.select = page.choose;

  // What has to change so that a node is seen: a folded group opens, a filter that hides it goes.
  function revealing(id, looked) {
    const node = page.nodes.get(id);
    if (!node) return {};
    const change = {};
    const { hide, open } = page.state;
    if (hide.includes(node.group)) change.hide = hide.filter((kind) => kind !== node.group);
    if (looked && !seen.nodes.has(id) && !change.hide) Object.assign(change, page.clear);
    if (looked) change.view = "";
    const home = page.homes.get(id);
    const folds = change.council === "" ? page.data.fold : page.isFolding(); // a filter that goes may leave a picture that folds
    if (home && folds && !page.isOpen(home)) change.open = [...open, home];
    return change;
  }

  function askedForEnd(id) {
    endWanted = id;
    byId("ask").hidden = !id;
    if (id) byId("ask-words").textContent = `Path from ${page.nodes.get(id).name}: click its other end, or find it by name.`;
  }

  page.askForEnd = function (id) {
    askedForEnd(id);
    byId("search-box").focus();
  };

  // Make the page what the state says.
  page.apply = function ({ focus, fromPanel, refit, path, group, look, fromOutside } = {}) {
    went += 1;
    seen = page.seen(page.state);
    seenEdges = new Set(seen.edges);
    const isTable = page.state.view === "table";
    document.body.classList.toggle("with-table", isTable);
    document.body.classList.toggle("is-bare", Boolean(page.state.bare));
    document.body.classList.toggle("has-choice", Boolean(page.state.pick || page.state.edge || page.state.read));
    byId("stage").hidden = isTable;
    byId("table").hidden = !isTable;
    page.draw(seen);
    tellUnknown();
    page.showFilters(seen);
    if (isTable) page.whenProved(() => page.showTable(seen));
    page.whenProved(() => page.showPanel(fromPanel));
    if (!isTable) lookAt({ focus, refit, path, group, look, fromOutside });
  };

  // An address made for another graph may name what is not in this one.
  function tellUnknown() {
    const { pick, to, near, supplier } = page.state;
    const missing = [pick, to, near, supplier].filter((id) => id && !page.nodes.has(id) && !page.picture().nodes.has(id));
    byId("notice").hidden = !missing.length;
    byId("notice").textContent = `The address of this view names what is not in this graph: ${missing.join(", ")}`;
  }

  function lookAt({ focus, refit, path, group, look, fromOutside }) {
    const { pick, edge } = page.state;
    const drawn = page.picture();
    const line = page.drawnEdge(edge);
    if (refit) showWhole();
    else if (path && page.path()) page.bringIntoView(page.path().flatMap((one) => [one.from, one.to]), true);
    else if (group) page.bringIntoView(groupOf(group), true);
    else if (look || (fromOutside && (page.state.near || !(pick || line)))) page.showAll(true);
    else if (focus && drawn.captions.length && drawn.nodes.has(pick) && !page.homes.get(pick)) page.showAll(true); // all who use it are in the overview
    else if (focus && page.isFolding() && page.homes.get(pick) === pick && drawn.nodes.has(pick)) page.bringIntoView(groupOf(pick), true);
    else if (focus && pick) page.bringIntoView(withNeighbours(pick), byId("canvas").clientWidth < 640);
    else if (fromOutside && line) page.bringIntoView([line.from, line.to]);
    else if (page.isLaidOutAnew()) showWhole();
    else page.refit();
  }

  function showWhole() {
    page.untouch();
    page.showAll(false);
  }

  // An open group with the shared systems and suppliers that stand beside it.
  function groupOf(id) {
    const own = new Set([...page.picture().nodes.keys()].filter((one) => page.homes.get(one) && page.homes.get(one) === page.homes.get(id)));
    const tied = page.picture().edges.flatMap((edge) => [edge.from, edge.to].filter((one) => !page.homes.get(one) && own.has(page.other(edge, one))));
    return [...own, ...tied];
  }

  // On a small screen what a node is tied to comes into view with it; elsewhere there is room around it.
  function withNeighbours(id) {
    if (byId("canvas").clientWidth >= 640) return [id];
    const near = page.picture().edges.filter((edge) => edge.from === id || edge.to === id).map((edge) => page.other(edge, id));
    return [id, ...near.slice(0, 12)];
  }

  // Esc closes the panel, unless something nearer is open or written in.
  function closesPanel({ defaultPrevented, target }) {
    const busy = defaultPrevented || document.querySelector("dialog[open]") || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    return !busy && (page.state.pick || page.state.edge);
  }

  byId("ask-no").addEventListener("click", () => askedForEnd(""));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && endWanted) askedForEnd("");
    else if (event.key === "Escape" && closesPanel(event)) page.choose({});
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      byId("search-box").focus();
    }
  });

  let proved = null;
  let waiting = [];
  page.whenProved = (act) => {
    if (proved) act();
    else waiting.push(act);
  };

  async function start() {
    if (!("DecompressionStream" in window)) throw new Error("This browser is too old for this page. A current Firefox, Chrome, Edge or Safari shows it.");
    await page.load();
    page.startState();
    page.startCanvas();
    page.startFilters();
    page.startSearch();
    page.drawLegend();
    const drawn = new Promise((done) => page.whenDrawn(done));
    page.apply({ refit: true });
    if (page.state.pick || page.state.edge) page.apply({ focus: true, fromOutside: true, path: true });
    went = 0;
    if (page.state.view !== "table") await drawn;
    performance.mark("first-drawing");
    await new Promise((done) => setTimeout(done)); // the picture is on the screen before the proofs are read
    await page.loadProofs();
    proved = true;
    waiting.forEach((act) => act());
    waiting = [];
    performance.mark("ready");
    document.body.dataset.ready = "true";
  }

  // Another window may have room for another picture.
  let width = window.innerWidth;
  window.addEventListener("resize", () => requestAnimationFrame(() => {
    if (!proved || width === window.innerWidth) return;
    width = window.innerWidth;
    page.draw(seen);
    page.refit();
  }));

  // The theme may change while the page is open; on paper it is always light.
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => page.repaint());
  window.matchMedia("print").addEventListener("change", () => {
    page.repaint();
    page.showAll(false);
  });

  start().catch((error) => {
    const words = byId("empty-words");
    words.textContent = `The graph cannot be shown. ${error.message}`;
    byId("empty").hidden = false;
    byId("empty-clear").hidden = true;
    throw error;
  });
})(window.councilKg);
