// Where things stand: nodes and lines in, places out. No chance and no physics: what is the same looks the same.
// The rules are those of kg/picturing/layout.py, which places the whole picture for other programs; here they place
// what a filter, a neighbourhood or the slider leaves. Where there is little room, signs are small and names beside them.
"use strict";
(function (page) {
  const COLUMNS = ["letter", "council", "service", "system", "contract", "supplier"];
  const ORDER = ["system", "service", "contract", "supplier", "council", "letter"]; // in which columns find their heights
  const STYLES = {
    roomy: { width: 200, heights: [72, 88, 104], between: 110, tallest: 18 },
    compact: { width: 190, heights: [25, 25, 25], between: 36, tallest: 26 },
  };
  const SMALL = 0.5; // of a sign's size, where signs are small
  const READABLE = 0.62; // a scale at which names under signs have room
  const GAIN = 1.15; // how much larger a picture has to become for small signs
  const FURTHEST = 2.4; // times as far apart, at the most, rows are set to fill a room
  const SIGN = 26; // half the height of a sign and a little air
  const BOW_BELOW = 60; // lines that rise or fall by more than this are curves already
  const LEFT_OF_SIGNS = 26; // the room of an index for its bows
  const CURVES_UP_TO = 600; // with more lines than this all are straight: curves cost a browser a third of its frames

  const mean = (values) => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const byName = (a, b) => Boolean(a.unnamed) - Boolean(b.unnamed) || compare(a.name, b.name) || compare(a.id, b.id);

  page.box = function (items) {
    const found = { left: Infinity, right: -Infinity, top: Infinity, low: -Infinity };
    for (const { x, y } of items) {
      found.left = Math.min(found.left, x);
      found.right = Math.max(found.right, x);
      found.top = Math.min(found.top, y);
      found.low = Math.max(found.low, y);
    }
    return found;
  };

  function neighbours(ids, edges) {
    const near = new Map([...ids].map((id) => [id, new Set()]));
    for (const { from, to } of edges) {
      near.get(from)?.add(to);
      near.get(to)?.add(from);
    }
    return new Map([...near].map(([id, found]) => [id, [...found].filter((other) => near.has(other)).sort()]));
  }

  // The council in whose block each node stands; "" for what several share.
  page.homesOf = function (ids, edges) {
    const near = neighbours(ids, edges);
    const homes = new Map();
    for (const id of near.keys()) {
      const { group, council } = page.nodes.get(id);
      homes.set(id, group === "council" ? id : council || "");
    }
    for (const kind of ["system", "supplier", "supplier"]) { // twice: a supplier may be known by its parent only
      for (const [id, others] of near) {
        if (page.nodes.get(id).group !== kind || homes.get(id)) continue;
        const found = new Set(others.map((other) => homes.get(other)).filter(Boolean));
        if (found.size === 1) homes.set(id, [...found][0]);
      }
    }
    return homes;
  };

  // Positions as near as can be to the wanted ones, in their order, no nearer to each other than the gaps. Least
  // squares: what is too close forms a run, which stands at its mean (pool adjacent violators).
  function spread(wanted, gaps) {
    const offsets = [];
    let total = 0;
    gaps.forEach((gap, index) => {
      if (index) total += (gaps[index - 1] + gap) / 2;
      offsets.push(total);
    });
    const runs = [];
    wanted.forEach((want, index) => {
      let [middle, size] = [want - offsets[index], 1];
      while (runs.length && runs.at(-1)[0] > middle) {
        const [last, lastSize] = runs.pop();
        middle = (last * lastSize + middle * size) / (lastSize + size);
        size += lastSize;
      }
      runs.push([middle, size]);
    });
    const starts = runs.flatMap(([middle, size]) => Array(size).fill(middle));
    return starts.map((start, index) => start + offsets[index]);
  }

  // The nodes of one council, in columns. Systems come first, by service; the others follow their ties.
  function block(ids, near, style) {
    const { width, heights, tallest } = STYLES[style];
    const columns = new Map(COLUMNS.map((kind) => [kind, []]));
    for (const id of ids) columns.get(page.nodes.get(id).group).push(page.nodes.get(id));
    for (const column of columns.values()) column.sort(byName);
    const service = new Map(columns.get("service").map(({ id }, index) => [id, index]));
    const first = ({ id }) => Math.min(service.size, ...near.get(id).map((other) => service.get(other) ?? service.size));
    columns.get("system").sort((a, b) => first(a) - first(b) || byName(a, b));
    const rows = new Map();
    const ranks = new Map();
    for (const kind of ORDER) {
      const column = columns.get(kind);
      const rank = Math.max(1, Math.ceil(column.length / tallest));
      const wanted = new Map(column.map(({ id }) => [id, mean(near.get(id).filter((other) => rows.has(other)).map((other) => rows.get(other)))]));
      if (kind !== "system") column.sort((a, b) => wanted.get(a.id) - wanted.get(b.id) || byName(a, b));
      const gaps = column.map(({ label }) => heights[Math.min(label.split("\n").length, 3) - 1] / rank);
      spread(column.map(({ id }) => wanted.get(id)), gaps).forEach((y, index) => rows.set(column[index].id, y));
      ranks.set(kind, rank);
    }
    const { top, low } = page.box([...rows.values()].map((y) => ({ x: 0, y })));
    const places = new Map();
    let x = 0;
    for (const kind of COLUMNS) {
      const column = columns.get(kind);
      column.forEach(({ id }, index) => places.set(id, { x: x + (index % ranks.get(kind)) * width, y: Math.round(rows.get(id) - (top + low) / 2) }));
      if (column.length) x += width * ranks.get(kind);
    }
    return places;
  }

  function sizeOf(places, style) {
    const { left, right, top, low } = page.box(places.values());
    const { width, heights, between } = STYLES[style];
    return { width: right - left + width + between, height: low - top + heights[0] + between };
  }

  // Blocks side by side in rows, as wide for their height as the window, what is shared in their middle.
  function pack(blocks, shared, style, ratio) {
    const all = shared ? [...blocks, shared] : blocks;
    const area = all.reduce((sum, one) => sum + sizeOf(one, style).width * sizeOf(one, style).height, 0);
    const widest = Math.sqrt(area * ratio);
    const rows = [[]];
    for (const one of blocks) {
      const taken = rows.at(-1).reduce((sum, other) => sum + sizeOf(other, style).width, 0);
      if (taken && taken + sizeOf(one, style).width > widest) rows.push([]);
      rows.at(-1).push(one);
    }
    if (shared) {
      const middle = rows[Math.floor(rows.length / 2)];
      middle.splice(Math.floor((middle.length + 1) / 2), 0, shared);
    }
    const placed = new Map();
    let y = 0;
    for (const row of rows) {
      let x = 0;
      const height = Math.max(0, ...row.map((one) => sizeOf(one, style).height));
      for (const one of row) {
        const { left, top } = page.box(one.values());
        const down = y + Math.floor((height - sizeOf(one, style).height) / 2) - top;
        for (const [id, place] of one) placed.set(id, { x: x + place.x - left, y: down + place.y });
        x += sizeOf(one, style).width;
      }
      y += height;
    }
    return placed;
  }

  function placed(ids, edges, style) {
    const near = neighbours(ids, edges);
    const members = new Map();
    for (const [id, home] of page.homesOf(ids, edges)) {
      if (!members.has(home)) members.set(home, []);
      members.get(home).push(id);
    }
    const blocks = new Map([...members.keys()].sort().map((home) => [home, block(members.get(home), near, style)]));
    const shared = blocks.get("");
    blocks.delete("");
    return pack([...blocks.values()], shared, style, page.room().width / page.room().height);
  }

  const shortDay = (day) => day.replace(/([A-Z][a-z]{2})[a-z]+/g, "$1");

  // What says most of a thing where a name has to be short.
  const BRIEF = {
    system: ({ name, unnamed }) => (unnamed ? name.replace(/^System not named/, "Unnamed") : ""),
    council: ({ name }) => page.brief(name),
    letter: ({ date, label }) => (date ? shortDay(page.day(date)) : label),
    contract: ({ name, until }) => (!name.endsWith("reference not given") ? name : until ? `until ${shortDay(until)}` : "end not known"),
  };

  page.briefName = (node) => BRIEF[node.group]?.(node) || node.label.replaceAll("\n", " ");

  // A service whose council is not drawn says whose it is.
  const labelOf = (node, places) => (node.group === "service" && !places.has(node.council) && page.nodes.has(node.council) ? `${node.label},\n${page.brief(page.nodes.get(node.council).name)}` : node.label);

  // Nodes as they are drawn: each with its place, by identifier.
  function drawnAt(places, style) {
    const drawn = new Map();
    for (const [id, place] of places) {
      const node = page.nodes.get(id);
      const label = labelOf(node, places);
      if (style === "roomy") drawn.set(id, { ...node, ...place, label });
      else drawn.set(id, { ...node, ...place, label: BRIEF[node.group]?.(node) || label.replaceAll("\n", " "), size: node.size * SMALL, beside: STYLES.compact.width - 34 });
    }
    return drawn;
  }

  // All of some nodes, with signs as large as the window has room for. A window that is too narrow for both ways has more
  // room for names under the signs.
  page.place = function (ids, edges) {
    const roomy = drawnAt(placed(ids, edges, "roomy"), "roomy");
    const scale = page.scaleFor([...roomy.values()]);
    if (scale >= READABLE) return roomy;
    const compact = stretched(drawnAt(placed(ids, edges, "compact"), "compact"));
    return page.scaleFor([...compact.values()]) > GAIN * scale ? compact : roomy;
  };

  // Rows further apart where a picture as wide as its room leaves some of it free above and below.
  function stretched(nodes) {
    const items = [...nodes.values()];
    const { top, low } = page.box(items);
    const free = page.roomWithin(page.room(), true).height / (page.scaleFor(items) * (low - top || 1));
    const times = Math.min(FURTHEST, Math.max(1, free));
    for (const node of items) node.y = top + times * (node.y - top);
    return nodes;
  }

  // A path from its one end to the other, in rows like a text.
  page.placePath = function (path, start) {
    const ids = [start];
    for (const edge of path) ids.push(page.other(edge, ids.at(-1)));
    const { width, heights } = STYLES.roomy;
    const room = page.room();
    const across = Math.min(ids.length, Math.max(2, Math.floor((room.width - 80) / width)));
    return drawnAt(new Map(ids.map((id, index) => [id, { x: (index % across) * width, y: Math.floor(index / across) * 1.6 * heights[2] }])), "roomy");
  };

  // A calm curve from column to column; a bow within a column, and over a node that stands in the way.
  function bend(start, end, nodes) {
    if (start.x === end.x) return { enabled: true, type: "curvedCW", roundness: start.y < end.y ? -0.35 : 0.35 };
    for (const node of nodes) if (inTheWay(start, end, node)) return { enabled: true, type: "curvedCW", roundness: start.x < end.x ? 0.16 : -0.16 };
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
  }

  function inTheWay(start, end, node) {
    if (node.x <= Math.min(start.x, end.x) || node.x >= Math.max(start.x, end.x) || Math.abs(start.y - end.y) > BOW_BELOW) return false;
    const part = (node.x - start.x) / (end.x - start.x);
    return Math.abs(start.y + part * (end.y - start.y) - node.y) < (node.beside ? SIGN / 2 : SIGN);
  }

  // Within a column of an index a line bows to the left, where no names are; elsewhere it is straight.
  page.bowed = function (edges, nodes) {
    return edges.map((edge) => {
      const [start, end] = [nodes.get(edge.from), nodes.get(edge.to)];
      if (start.x !== end.x) return { ...edge, smooth: false };
      const bow = Math.min(0.35, LEFT_OF_SIGNS / Math.abs(start.y - end.y));
      return { ...edge, smooth: { enabled: true, type: "curvedCW", roundness: start.y < end.y ? -bow : bow } };
    });
  };

  // Lines as they are drawn: straight ones are bent where that helps.
  page.bent = function (edges, nodes) {
    if (edges.length > CURVES_UP_TO) return edges.map((edge) => ({ ...edge, smooth: false }));
    const all = [...nodes.values()];
    return edges.map((edge) => ({ ...edge, smooth: bend(nodes.get(edge.from), nodes.get(edge.to), all) }));
  };
})(window.councilKg);
