// Names on the canvas: drawn last, above all lines and signs, and only where they cover nothing: as one comes nearer,
// there is room for more of them.
"use strict";
(function (page) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  const [SMALLEST, LARGEST] = [10.5, 15]; // pixels on the screen
  const AT_MOST = 220; // names a drawing
  const FAR = 0.3; // farther away than this only what is chosen has a name
  const FEW = 80; // in pictures of so few nodes all may have
  const RANK = { council: 0, service: 1, system: 2, supplier: 3, contract: 4, letter: 5 };
  const CELL = 90;
  const widths = new Map();
  let order = [];

  // The order in which nodes get their names: landmarks first.
  page.rankLabels = function (nodes) {
    order = [...nodes].sort((a, b) => RANK[a.group] - RANK[b.group] || b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1));
  };

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

  function widthOf(pen, text) {
    if (!widths.has(text)) {
      pen.font = `600 13px ${FONT}`;
      widths.set(text, Math.max(...text.split("\n").map((line) => pen.measureText(line).width)) / 13);
    }
    return widths.get(text);
  }

  page.drawLabels = function (pen, network, size) {
    const scale = page.scale();
    const font = Math.min(LARGEST, Math.max(SMALLEST, 13 * scale)) / scale;
    const origin = network.canvasToDOM({ x: 0, y: 0 });
    const taken = new Taken();
    const seen = [];
    for (const node of order) {
      const r = node.size * scale;
      const [x, y] = [origin.x + node.x * scale, origin.y + node.y * scale];
      if (x < -120 || y < -60 || x > size.width + 120 || y > size.height + 30) continue;
      seen.push([node, x, y, r]);
      taken.add({ left: x - r, right: x + r, top: y - r, low: y + r, owner: node.id });
    }
    const chosen = seen.filter(([node]) => page.lookOf(node.id).near);
    const others = seen.filter(([node]) => !page.lookOf(node.id).near);
    let left = AT_MOST;
    for (const [node, x, y, r] of [...chosen, ...others]) {
      const look = page.lookOf(node.id);
      if (scale < FAR && !look.near && order.length > FEW) continue;
      const lines = node.label.split("\n");
      const half = (widthOf(pen, node.label) * font * scale) / 2;
      const top = y + r * 1.15 + 4;
      const box = { left: x - half - 2, right: x + half + 2, top, low: top + lines.length * font * scale * 1.23, owner: node.id };
      const landmark = node.group === "council" && order.length <= FEW;
      if (!look.selected && !landmark && taken.hits(box)) continue;
      taken.add(box);
      write(pen, node, lines, look, font, scale);
      if ((left -= 1) === 0) break;
    }
  };

  function write(pen, node, lines, look, font, scale) {
    const { colours } = page;
    pen.save();
    pen.globalAlpha = look.faded ? 0.22 : 1;
    pen.font = `${node.group === "council" || look.selected ? "600 " : ""}${font}px ${FONT}`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5 / Math.min(1, scale);
    pen.strokeStyle = colours.halo;
    pen.fillStyle = page.isHollow(look) ? colours.quiet : colours.ink;
    lines.forEach((line, index) => {
      const y = node.y + node.size * 1.15 + 4 / scale + index * font * 1.23;
      pen.strokeText(line, node.x, y);
      pen.fillText(line, node.x, y);
    });
    pen.restore();
  }

  // Headings of the groups of a folded picture, in two lines at most.
  page.drawCaptions = function (pen, captions) {
    const font = Math.max(24, Math.min(64, 12.5 / page.scale()));
    pen.save();
    pen.font = `600 ${font}px ${FONT}`;
    pen.textAlign = "left";
    pen.textBaseline = "bottom";
    pen.fillStyle = page.colours.quiet;
    for (const [x, low, width, text] of captions) {
      const lines = [""];
      for (const word of text.split(" ")) {
        const longer = `${lines.at(-1)} ${word}`.trim();
        if (lines.at(-1) && lines.length < 2 && pen.measureText(longer).width > width) lines.push(word);
        else lines[lines.length - 1] = longer;
      }
      lines.forEach((line, index) => pen.fillText(line, x, low - (lines.length - 1 - index) * font * 1.15, width));
    }
    pen.restore();
  };
})(window.councilKg);
