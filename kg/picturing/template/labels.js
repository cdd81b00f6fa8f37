// Names on the canvas: drawn last, above all lines and signs, and only where they cover nothing. Where a name has no room
// as it is, it may stand above its sign or beside it, or be shorter by some words; no word is ever cut in two.
"use strict";
(function (page) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  const [SMALLEST, LARGEST] = [10.5, 15]; // pixels on the screen
  const SIZES = { below: 13, beside: 12 }; // at a scale of 1
  const AT_MOST = 450; // names a drawing
  const FAR = 0.3; // farther away than this only what is chosen has a name
  const FEW = 80; // in pictures of so few nodes all may have
  const RANK = { council: 0, service: 1, system: 2, supplier: 3, contract: 4, letter: 5 };
  const CELL = 90;
  const EDGE = 3; // pixels between a name and the edge of the window
  const LINE = 1.23; // height of a line for its size
  const MIDDLE = 0.5; // from the top of a line to the middle of its small letters, for its size
  const widths = new Map();
  const ruler = document.createElement("canvas").getContext("2d");
  let order = [];
  let named = new Map(); // what was last drawn: node in view → whether it had its name

  // The order in which nodes get their names: landmarks first.
  const ranked = (nodes) => [...nodes].sort((a, b) => RANK[a.group] - RANK[b.group] || b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1));

  page.rankLabels = (nodes) => (order = ranked(nodes));

  // For tests and measuring: which of the nodes in view have a name.
  page.named = () => named;

  // Boxes on the screen that are taken.
  class Taken {
    constructor() {
      this.cells = new Map();
    }
    around({ left, right, top, low }, visit) {
      for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
        for (let y = Math.floor(top / CELL); y <= Math.floor(low / CELL); y += 1) visit(x * 10007 + y);
      }
    }
    add(box) {
      this.around(box, (key) => (this.cells.has(key) ? this.cells.get(key).push(box) : this.cells.set(key, [box])));
    }
    hits(box) {
      let hit = false;
      this.around(box, (key) => {
        for (const one of this.cells.get(key) || []) {
          hit ||= one.owner !== box.owner && one.left < box.right && one.right > box.left && one.top < box.low && one.low > box.top;
        }
      });
      return hit;
    }
  }

  // The width of a line of text in pixels, for a size of letters.
  page.textWidth = function (text, size) {
    if (!widths.has(text)) {
      ruler.font = `600 13px ${FONT}`;
      widths.set(text, ruler.measureText(text).width / 13);
    }
    return widths.get(text) * size;
  };
  const widthOf = (lines, size) => Math.max(...lines.map((line) => page.textWidth(line, size)));

  // As many whole words as there is room for; at least one.
  page.shortened = function (text, size, room) {
    if (page.textWidth(text, size) <= room) return text;
    const words = text.split(" ");
    while (words.length > 1) {
      words.pop();
      const shorter = `${words.join(" ").replace(/[,;:–-]$/, "")} …`;
      if (page.textWidth(shorter, size) <= room) return shorter;
    }
    return `${words[0]} …`;
  };

  // Where a name may stand, the best place first: lines, their middle or left end, their top; on the screen.
  function* places({ node, x, y, r }, size, scale) {
    const lines = node.label.split("\n");
    const height = size * LINE;
    if (node.beside) {
      const count = node.count ? ` ${node.count}` : "";
      const room = node.beside * scale - page.textWidth(count, size);
      const text = page.shortened(node.label, size, room);
      yield { lines: [text], count, align: "left", x: x + r + 6, y: y - size * MIDDLE };
      const [first] = text.split(" ");
      if (first !== text) yield { lines: [`${first} …`], count: "", align: "left", x: x + r + 6, y: y - size * MIDDLE };
      return;
    }
    const below = y + r * 1.15 + 4;
    yield { lines, align: "center", x, y: below };
    yield { lines, align: "center", x, y: y - r * 1.15 - 4 - lines.length * height };
    yield { lines, align: "left", x: x + r + 6, y: y - (lines.length * height) / 2 };
    const text = lines.join(" ");
    for (const room of [110, 70]) {
      const short = page.shortened(text, size, room);
      if (page.textWidth(short, size) > 1.5 * room) continue;
      yield { lines: [short], align: "center", x, y: below };
      yield { lines: [short], align: "left", x: x + r + 6, y: y - height / 2 };
    }
  }

  function boxOf({ lines, count = "", align, x, y }, size, owner) {
    const width = widthOf(lines, size) + page.textWidth(count, size);
    const left = align === "center" ? x - width / 2 : x;
    return { left: left - 2, right: left + width + 2, top: y, low: y + lines.length * size * LINE, owner };
  }

  // A name under or above a sign at the window's edge moves inwards; one beside it that does not end in the window has no room.
  function within(place, size, width) {
    const { left, right } = boxOf(place, size);
    if (place.align === "center") return { ...place, x: place.x + Math.max(0, EDGE - left) - Math.max(0, right - width + EDGE) };
    return right > width ? null : place;
  }

  // Where names stand in a view (its scale, where the picture's origin is in it, its size): which nodes in view have one,
  // and what is to be written.
  function settled(nodes, { scale, origin, width, height }, lookOf) {
    const sizeOf = (node) => Math.min(LARGEST, Math.max(SMALLEST, SIZES[node.beside ? "beside" : "below"] * scale));
    const taken = new Taken();
    const seen = [];
    const found = { named: new Map(), written: [] };
    for (const node of nodes) {
      const r = node.size * scale;
      const [x, y] = [origin.x + node.x * scale, origin.y + node.y * scale];
      if (x < -120 || y < -60 || x > width + 120 || y > height + 30) continue;
      seen.push({ node, x, y, r, look: lookOf(node) });
      if (x > 0 && y > 0 && x < width && y < height) found.named.set(node.id, false);
      taken.add({ left: x - r, right: x + r, top: y - r, low: y + r, owner: node.id });
    }
    const inOrder = [...seen.filter(({ look }) => look.near), ...seen.filter(({ look }) => !look.near)];
    for (const one of inOrder) {
      const { node, look } = one;
      if (scale < FAR && !look.near && nodes.length > FEW) continue;
      const size = sizeOf(node);
      const landmark = look.selected || (node.group === "council" && !node.beside && nodes.length <= FEW);
      const inView = one.x > 0 && one.x < width;
      const all = [...places(one, size, scale)].map((place) => (inView && !node.beside ? within(place, size, width) : place)).filter(Boolean);
      const place = all.find((where) => !taken.hits(boxOf(where, size, node.id))) || (landmark && all[0]);
      if (!place) continue;
      taken.add(boxOf(place, size, node.id));
      found.written.push({ place, look, size });
      if (found.named.has(node.id)) found.named.set(node.id, true);
      if (found.written.length === AT_MOST) break;
    }
    return found;
  }

  page.drawLabels = function (pen, network, room) {
    const view = { ...room, scale: page.scale(), origin: network.canvasToDOM({ x: 0, y: 0 }) };
    const found = settled(order, view, ({ id }) => page.lookOf(id));
    named = found.named;
    for (const { place, look, size } of found.written) write(pen, place, look, size, view);
  };

  // How many of some nodes would have their names if the window showed just these, from 0 to 1.
  page.shareNamed = function (nodes) {
    if (!nodes.length) return 1;
    const plain = {};
    const shown = [...settled(ranked(nodes), page.viewFor(nodes), () => plain).named.values()];
    return shown.filter(Boolean).length / nodes.length;
  };

  // Lines of text at a place on the screen; the pen has the picture's own scale.
  function write(pen, { lines, count = "", align, x, y }, look, size, { origin, scale }) {
    const { colours } = page;
    const font = size / scale;
    pen.save();
    pen.globalAlpha = look.faded ? 0.22 : 1;
    pen.font = `${look.kind === "council" || look.selected || look.section ? "600 " : ""}${font}px ${FONT}`;
    pen.textAlign = align;
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5 / Math.min(1, scale);
    pen.strokeStyle = colours.halo;
    pen.fillStyle = page.isHollow(look) ? colours.quiet : colours.ink;
    const at = (x - origin.x) / scale;
    lines.forEach((line, index) => {
      const down = (y - origin.y) / scale + index * font * LINE;
      const end = count && index === lines.length - 1 ? pen.measureText(line).width : 0;
      pen.strokeText(line, at, down);
      pen.fillText(line, at, down);
      if (!end) return;
      pen.font = `${font}px ${FONT}`;
      pen.fillStyle = colours.quiet;
      pen.strokeText(count, at + end, down);
      pen.fillText(count, at + end, down);
    });
    pen.restore();
  }

  // Headings of the groups of a folded picture: each where its first line begins, as wide as its column.
  page.drawCaptions = function (pen, captions) {
    if (!captions.length) return;
    const font = Math.max(12.5, Math.min(40, 11 / page.scale()));
    pen.save();
    pen.font = `600 ${font}px ${FONT}`;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.fillStyle = page.colours.quiet;
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = page.colours.halo;
    for (const [x, y, width, text] of captions) {
      pen.strokeText(page.shortened(text, font, width), x, y);
      pen.fillText(page.shortened(text, font, width), x, y);
    }
    pen.restore();
  };
})(window.councilKg);
