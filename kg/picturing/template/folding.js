// Folding: what may be seen and which groups are open in; what is drawn, and where, out.
"use strict";
(function (page) {
  const BETWEEN = 130; // blocks of open groups, and they and the overview
  const [ASIDE, DOWN] = [190, 88]; // from one pulled node to the next
  const FIRMEST = ["uses", "covers", "supplies", "leads", "plans", "used", "supplied", "says"];
  const VERBS = { covers: "has a contract for", says: "tells of" };

  page.isOpen = (group) => page.state.open.includes("all") || page.state.open.includes(group);
  page.isFolded = (id) => Boolean(page.data.fold) && page.homes[id] === id && !page.unfolded && !page.isOpen(id);

  // Drawn nodes by identifier, with places and what is folded into them; drawn lines; captions.
  page.drawn = function ({ nodes, edges }) {
    const { fold } = page.data;
    if (!fold) return { nodes: new Map([...nodes].map((id) => [id, page.nodes.get(id)])), edges, captions: [] };
    page.unfolded = page.isFiltered() && nodes.size <= 300; // little enough to be shown whole
    const members = new Map();
    for (const id of nodes) {
      const home = page.homes[id] || "";
      if (!members.has(home)) members.set(home, []);
      members.get(home).push(id);
    }
    const drawn = new Map();
    for (const id of members.get("") || []) drawn.set(id, page.nodes.get(id));
    const opened = [];
    for (const [home, ids] of members) {
      if (!home) continue;
      if (page.unfolded || page.isOpen(home)) opened.push([home, ids]);
      else {
        const [x, y] = fold.councils[home];
        drawn.set(home, { ...page.nodes.get(home), x, y, folded: ids.length, inside: ids });
      }
    }
    const pulled = opened.length ? pull(opened, edges, drawn) : [];
    placeOpen(opened, pulled, drawn, edges);
    const captions = [...drawn.values()].some((node) => node.folded) ? fold.captions : [];
    return { nodes: drawn, edges: foldedEdges(edges, drawn), captions };
  };

  const box = (items) => {
    const side = (name, pick) => items.reduce((found, item) => pick(found, item[name]), pick === Math.min ? Infinity : -Infinity);
    return { left: side("x", Math.min), right: side("x", Math.max), top: side("y", Math.min), low: side("y", Math.max) };
  };
  page.box = box;

  // Shared systems that open groups use, and their suppliers, leave the overview and stand beside those groups.
  function pull(opened, edges, drawn) {
    const own = new Set(opened.flatMap(([, ids]) => ids));
    const pulled = new Set();
    const isShared = (id) => drawn.has(id) && !drawn.get(id).folded && !page.homes[id];
    const follow = (from, kinds) => {
      const found = [];
      for (const edge of edges) {
        for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
          if (from.has(one) && isShared(other) && kinds.includes(page.nodes.get(other).group)) found.push(other);
        }
      }
      found.forEach((id) => pulled.add(id));
    };
    follow(own, ["system", "supplier"]);
    follow(pulled, ["supplier"]);
    if (page.unfolded) for (const id of drawn.keys()) if (isShared(id)) pulled.add(id);
    for (const id of pulled) drawn.delete(id);
    return [...pulled];
  }

  // Open groups stand in rows below the overview, in the order in which they were opened; what was pulled to their right.
  function placeOpen(opened, pulled, drawn, edges) {
    if (!opened.length) return;
    const order = page.state.open;
    opened.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || (page.nodes.get(a[0]).name < page.nodes.get(b[0]).name ? -1 : 1));
    const blocks = opened.map(([, ids]) => ids.map((id) => page.nodes.get(id)));
    const boxes = blocks.map(box);
    const above = drawn.size ? box([...drawn.values()]) : { left: 0, low: -BETWEEN };
    const area = boxes.reduce((sum, one) => sum + (one.right - one.left + 2 * BETWEEN) * (one.low - one.top + BETWEEN), 0);
    const width = 1.1 * Math.sqrt(area);
    const top = above.low + 2 * BETWEEN;
    let [x, y, height] = [above.left, top, 0];
    const placed = new Map();
    blocks.forEach((block, index) => {
      const { left, right, top: first, low } = boxes[index];
      if (x > above.left && x + right - left > above.left + width) [x, y, height] = [above.left, y + height + BETWEEN, 0];
      for (const node of block) placed.set(node.id, { ...node, x: x + node.x - left, y: y + node.y - first });
      x += right - left + 2 * BETWEEN;
      height = Math.max(height, low - first);
    });
    placeBeside(pulled, placed, edges);
    for (const [id, node] of placed) drawn.set(id, node);
  }

  // In columns, systems before suppliers, each node as high as what it is tied to, as far as there is room.
  function placeBeside(ids, placed, edges) {
    let x = box([...placed.values()]).right;
    const tall = Math.max(8, Math.ceil(Math.sqrt(ids.length * 2)));
    for (const isSupplier of [false, true]) {
      const column = ids.filter((id) => (page.nodes.get(id).group === "supplier") === isSupplier);
      const heights = new Map(column.map((id) => [id, []]));
      for (const edge of edges) {
        for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
          if (heights.has(one) && placed.has(other)) heights.get(one).push(placed.get(other).y);
        }
      }
      const middle = (id) => (heights.get(id).length ? heights.get(id).reduce((a, b) => a + b, 0) / heights.get(id).length : 0);
      column.sort((a, b) => middle(a) - middle(b) || (a < b ? -1 : 1));
      const centre = column.reduce((sum, id) => sum + middle(id), 0) / (column.length || 1);
      const rows = Math.min(tall, column.length);
      column.forEach((id, index) => {
        const rank = Math.floor(index / rows);
        placed.set(id, { ...page.nodes.get(id), x: x + ASIDE * (rank + 1), y: centre + (index % rows - (rows - 1) / 2) * DOWN });
      });
      if (column.length) x += ASIDE * Math.ceil(column.length / rows);
    }
  }

  // Lines that end in a folded group end at its council; several between the same two become one.
  function foldedEdges(edges, drawn) {
    const kept = [];
    const bundles = new Map();
    for (const edge of edges) {
      const [from, to] = [page.shownAs(edge.from, drawn), page.shownAs(edge.to, drawn)];
      if (from === edge.from && to === edge.to) kept.push(edge);
      else if (from !== to && drawn.has(from) && drawn.has(to)) {
        const key = [from, to].sort().join(" ~ ");
        if (!bundles.has(key)) bundles.set(key, []);
        bundles.get(key).push(edge);
      }
    }
    for (const [id, inside] of bundles) kept.push(bundle(id, inside, drawn));
    return kept;
  }

  page.shownAs = (id, drawn) => (drawn.has(id) && !drawn.get(id).folded ? id : drawn.has(page.homes[id]) ? page.homes[id] : id);

  function bundle(id, inside, drawn) {
    inside.sort((a, b) => FIRMEST.indexOf(a.kind) - FIRMEST.indexOf(b.kind));
    const first = inside[0];
    const ends = [page.shownAs(first.from, drawn), page.shownAs(first.to, drawn)];
    if (first.kind === "covers" && !drawn.get(ends[0]).folded) ends.reverse();
    const claims = [...new Set(inside.flatMap((edge) => edge.claims))];
    const standing = inside.some((edge) => edge.standing === "stated") ? "stated" : first.standing;
    return { id, from: ends[0], to: ends[1], kind: first.kind, verb: VERBS[first.kind] || first.verb, standing, dashes: standing === "stated" ? false : first.dashes, smooth: false, claims, inside };
  }
})(window.councilKg);
