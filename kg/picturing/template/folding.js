// What is drawn: of what may be seen, all that the window has room for; of more, each council with all that is its own
// becomes one line of an overview, and opens on a click. What has no room for its names is set like an index.
"use strict";
(function (page) {
  const BETWEEN = 130; // blocks of open groups, and they and the overview
  const [ASIDE, DOWN] = [190, 88]; // from one pulled node to the next
  const FIRMEST = ["uses", "covers", "supplies", "leads", "plans", "used", "supplied", "says"];
  const VERBS = { covers: "has a contract for", says: "tells of" };
  const LAID_OUT_BY = ["near", "hops", "hide", "without", "council", "service", "supplier", "since", "at", "open", "bare"];
  const ENOUGH = 0.95; // of the names of a picture; with fewer it is set like an index
  let last = { view: null, key: null, drawn: null };
  let isNew = false;
  let as = new Map(); // node → what it is drawn as, where that is another
  let folding = false;

  page.isOpen = (group) => page.state.open.includes("all") || page.state.open.includes(group);
  page.shownAs = (id) => as.get(id) || id;
  page.isFolding = () => folding;
  page.isLaidOutAnew = () => isNew;

  // Drawn nodes by identifier, with places and what is folded into them; drawn lines; captions. It is laid out anew only
  // if something else is to be seen: what a reader has dragged stays where it is while things are chosen.
  page.drawn = function (seen, path) {
    const { pick } = page.state;
    const wanted = page.homes.get(pick) && !last.drawn?.isIndex ? "" : pick; // it has to stand by itself
    const view = JSON.stringify([...LAID_OUT_BY.map((name) => page.state[name]), path && path.map(({ id }) => id), page.room()]);
    const key = view + wanted;
    isNew = view !== last.view;
    if (key !== last.key) {
      folding = !path && isToFold(seen.nodes);
      last = { view, key, drawn: path ? onPath(path) : folding ? folded(seen) : whole(seen) };
    }
    return last.drawn;
  };

  // A picture folds if it has many councils or many things, by the same measure whether it is all or what a filter leaves.
  function isToFold(ids) {
    const { fold } = page.data;
    if (!fold || page.state.open.includes("all")) return false;
    const councils = new Set([...ids].map((id) => page.homes.get(id)).filter(Boolean)).size;
    return councils >= fold.councils || (ids.size > fold.things && councils > 1);
  }

  function whole({ nodes: ids, edges }) {
    as = new Map();
    const nodes = page.place(ids, edges);
    if (hasNames(nodes) || (page.state.open.includes("all") && !page.isNarrow())) return { nodes, edges: page.bent(edges, nodes), captions: [] };
    return listed([...ids].map((id) => page.nodes.get(id)), edges, ids);
  }

  const hasNames = (nodes) => page.shareNamed([...nodes.values()]) >= ENOUGH;

  // All set like an index: where a picture of signs and lines has no room for its names.
  function listed(entries, edges, own) {
    const { nodes, captions, groups } = page.index(entries, tiesOf(edges), own);
    hide(groups);
    return { nodes, edges: page.bowed(foldedEdges(edges, nodes), nodes), captions, isIndex: true };
  }

  // What is drawn as the group in which it is.
  function hide(groups) {
    for (const [id, home] of as) if (groups.has(home)) as.set(id, groups.get(home));
    for (const [id, group] of groups) as.set(id, group);
  }

  function onPath(path) {
    as = new Map();
    const nodes = page.placePath(path, page.state.pick);
    return { nodes, edges: page.bent(path, nodes), captions: [] };
  }

  function folded({ nodes: ids, edges }) {
    const members = new Map();
    for (const id of ids) {
      const home = page.homes.get(id);
      if (!members.has(home)) members.set(home, []);
      members.get(home).push(id);
    }
    const shared = new Set(members.get("") || []);
    const opened = [...members].filter(([home]) => home && page.isOpen(home));
    const closed = [...members].filter(([home]) => home && !page.isOpen(home));
    as = new Map(closed.flatMap(([home, inside]) => inside.filter((id) => id !== home).map((id) => [id, home])));
    const own = opened.flatMap(([, inside]) => inside);
    const entries = closed.map(([home, inside]) => ({ ...page.nodes.get(home), folded: inside.length, inside }));
    if (own.length && page.isNarrow()) return listed([...entries, ...[...own, ...shared].map((id) => page.nodes.get(id))], edges, new Set(own));
    const pulled = pull(own, shared, edges);
    for (const id of shared) entries.push(page.nodes.get(id));
    const { nodes, captions, groups } = page.overview(entries, tiesOf(edges));
    hide(groups);
    placeOpen(opened, pulled, nodes, edges);
    return { nodes, edges: foldedEdges(edges, nodes), captions };
  }

  // With how many councils, or with how many shared things, each is tied.
  function tiesOf(edges) {
    const found = new Map();
    const add = (id, other) => found.set(id, (found.get(id) || new Set()).add(other));
    for (const { from, to } of edges) {
      add(page.shownAs(from), page.shownAs(to));
      add(page.shownAs(to), page.shownAs(from));
    }
    return new Map([...found].map(([id, others]) => [id, others.size]));
  }

  // Shared systems that open groups use, and their suppliers, leave the overview and stand beside those groups.
  function pull(own, shared, edges) {
    const pulled = new Set();
    const follow = (from, kinds) => {
      const found = [];
      for (const edge of edges) {
        for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]]) {
          if (from.has(one) && shared.has(other) && kinds.includes(page.nodes.get(other).group)) found.push(other);
        }
      }
      found.forEach((id) => pulled.add(id));
    };
    if (own.length) {
      follow(new Set(own), ["system", "supplier"]);
      follow(pulled, ["supplier"]);
    }
    for (const id of pulled) shared.delete(id);
    return [...pulled];
  }

  // Open groups stand in rows below the overview, in the order in which they were opened; what was pulled to their right.
  function placeOpen(opened, pulled, drawn, edges) {
    if (!opened.length) return;
    const order = page.state.open;
    opened.sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]));
    const blocks = opened.map(([, ids]) => [...page.place(new Set(ids), edges).values()]);
    const boxes = blocks.map(page.box);
    const above = drawn.size ? page.box(drawn.values()) : { left: 0, low: -BETWEEN };
    const area = boxes.reduce((sum, one) => sum + (one.right - one.left + 2 * BETWEEN) * (one.low - one.top + BETWEEN), 0);
    const width = 1.1 * Math.sqrt(area);
    const top = above.low + 1.4 * BETWEEN;
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
    let x = page.box(placed.values()).right;
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

  // Lines that end in a folded group end at its sign; several between the same two become one.
  function foldedEdges(edges, drawn) {
    const kept = [];
    const bundles = new Map();
    for (const edge of edges) {
      const [from, to] = [page.shownAs(edge.from), page.shownAs(edge.to)];
      if (from === edge.from && to === edge.to) kept.push(edge);
      else if (from !== to) {
        const key = [from, to].sort().join(" ~ ");
        if (!bundles.has(key)) bundles.set(key, []);
        bundles.get(key).push(edge);
      }
    }
    const straight = [...bundles].map(([id, inside]) => bundle(id, inside, drawn));
    const among = kept.filter(({ from, to }) => !drawn.get(from).beside && !drawn.get(to).beside);
    const others = kept.filter(({ from, to }) => drawn.get(from).beside || drawn.get(to).beside).map((edge) => ({ ...edge, smooth: false }));
    return [...page.bent(among, drawn), ...others, ...straight];
  }

  function bundle(id, inside, drawn) {
    inside.sort((a, b) => FIRMEST.indexOf(a.kind) - FIRMEST.indexOf(b.kind));
    const first = inside[0];
    const ends = [page.shownAs(first.from), page.shownAs(first.to)];
    if (first.kind === "covers" && !drawn.get(ends[0]).folded) ends.reverse();
    const claims = [...new Set(inside.flatMap((edge) => edge.claims))];
    const standing = inside.some((edge) => edge.standing === "stated") ? "stated" : first.standing;
    return { id, from: ends[0], to: ends[1], kind: first.kind, verb: VERBS[first.kind] || first.verb, standing, dashes: standing === "stated" ? false : first.dashes, smooth: false, claims, inside };
  }
})(window.councilKg);
