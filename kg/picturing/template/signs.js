// How things look on the canvas: a sign for each kind, lines by what they say, colours from the style sheet.
"use strict";
(function (page) {
  const KINDS = ["council", "service", "system", "contract", "supplier", "letter"];
  const PLAIN_BELOW = 6.5; // pixels of a sign on the screen: smaller than this it is a dot of its colour and outline
  const MARKED_FROM = 8; // likewise: smaller ones have no marks at their shoulders
  const colours = (page.colours = {});

  // Colours are read again when the theme changes and before printing.
  page.readColours = function () {
    const style = getComputedStyle(document.documentElement);
    for (const name of [...KINDS, "ink", "quiet", "halo", "line", "faint", "accent", "on-sign", "paper", "inferred-ink", "denied-ink", "ends"]) {
      colours[name] = style.getPropertyValue("--" + name).trim();
    }
  };

  // The outline of each kind; (0, 0) is its middle, r its size.
  const outlines = {
    council(path, r) {
      for (let corner = 0; corner < 6; corner += 1) {
        const angle = (Math.PI / 3) * corner;
        path.lineTo(r * Math.cos(angle), r * Math.sin(angle));
      }
      path.closePath();
    },
    service(path, r) {
      path.arc(0, 0, r, 0, 2 * Math.PI);
    },
    system(path, r) {
      path.roundRect(-r, -r, 2 * r, 2 * r, r * 0.35);
    },
    contract(path, r) {
      const [w, h, fold] = [r * 0.82, r * 1.1, r * 0.55];
      path.moveTo(-w, -h);
      path.lineTo(w - fold, -h);
      path.lineTo(w, fold - h);
      path.lineTo(w, h);
      path.lineTo(-w, h);
      path.closePath();
    },
    supplier(path, r) {
      path.moveTo(0, -r);
      path.lineTo(r, 0);
      path.lineTo(0, r);
      path.lineTo(-r, 0);
      path.closePath();
    },
    letter(path, r) {
      path.roundRect(-r * 1.2, -r * 0.82, r * 2.4, r * 1.64, r * 0.15);
    },
  };

  // What is drawn on a sign, so that kinds differ by more than colour and outline.
  const marks = {
    council(pen, r) {
      pen.moveTo(-r * 0.5, -r * 0.12);
      pen.lineTo(0, -r * 0.5);
      pen.lineTo(r * 0.5, -r * 0.12);
      for (const x of [-0.36, 0, 0.36]) {
        pen.moveTo(r * x, r * 0.02);
        pen.lineTo(r * x, r * 0.36);
      }
      pen.moveTo(-r * 0.52, r * 0.46);
      pen.lineTo(r * 0.52, r * 0.46);
    },
    service(pen, r) {
      pen.arc(0, -r * 0.22, r * 0.24, 0, 2 * Math.PI);
      pen.moveTo(-r * 0.46, r * 0.5);
      pen.arc(0, r * 0.5, r * 0.46, Math.PI, 2 * Math.PI);
    },
    system(pen, r) {
      pen.rect(-r * 0.55, -r * 0.5, r * 1.1, r * 0.72);
      pen.moveTo(-r * 0.28, r * 0.52);
      pen.lineTo(r * 0.28, r * 0.52);
    },
    contract(pen, r) {
      for (const y of [-0.2, 0.2, 0.6]) {
        pen.moveTo(-r * 0.42, r * y);
        pen.lineTo(r * 0.42, r * y);
      }
    },
    supplier(pen, r) {
      pen.moveTo(-r * 0.36, r * 0.26);
      pen.lineTo(-r * 0.36, -r * 0.02);
      pen.lineTo(0, -r * 0.24);
      pen.lineTo(0, -r * 0.02);
      pen.lineTo(r * 0.36, -r * 0.24);
      pen.lineTo(r * 0.36, r * 0.26);
      pen.closePath();
    },
    letter(pen, r) {
      pen.moveTo(-r * 1.1, -r * 0.62);
      pen.lineTo(0, r * 0.18);
      pen.lineTo(r * 1.1, -r * 0.62);
    },
  };

  page.isHollow = (look) => look.unnamed || look.standing !== "stated";

  const UNIT = 16; // outlines are made once, for this size, and scaled
  const paths = new Map();
  function path(table, kind) {
    const key = `${table === outlines ? "outline" : "mark"} ${kind}`;
    if (!paths.has(key)) {
      const made = new Path2D();
      table[kind](made, UNIT);
      paths.set(key, made);
    }
    return paths.get(key);
  }

  // A sign at the pen's origin. Hollow: what no letter states as there, or what no letter names.
  page.drawSign = function (pen, kind, r, look, scale = 1) {
    const hollow = page.isHollow(look);
    pen.save();
    pen.scale(r / UNIT, r / UNIT);
    pen.fillStyle = hollow ? colours.paper : colours[kind];
    pen.fill(path(outlines, kind));
    if (r * scale >= PLAIN_BELOW || hollow) {
      pen.lineWidth = 2 * (UNIT / r);
      pen.lineJoin = pen.lineCap = "round";
      pen.strokeStyle = colours[kind];
      if (hollow) pen.setLineDash(look.standing === "planned" ? [2, 4] : [5, 4]);
      pen.stroke(path(outlines, kind));
      pen.setLineDash([]);
    }
    if (r * scale >= PLAIN_BELOW) drawMark(pen, kind, look, hollow);
    pen.restore();
    if (look.selected) ring(pen, r * 1.45, 3 / Math.min(1, scale), colours.accent);
    if (r * scale < MARKED_FROM) return;
    if (look.folded) count(pen, r, look.folded);
    if (look.withheld) badge(pen, r, 1, colours["denied-ink"], "lock");
    if (look.window) badge(pen, r, -1, colours.ends, look.window === "certain" ? "clock" : "clock?");
  };

  function drawMark(pen, kind, look, hollow) {
    pen.strokeStyle = hollow ? colours[kind] : colours["on-sign"];
    if (look.unnamed) {
      pen.fillStyle = colours[kind];
      pen.font = `600 ${UNIT * 1.25}px system-ui, sans-serif`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText("?", 0, UNIT * 0.06);
      return;
    }
    pen.lineWidth = 1.8;
    pen.stroke(path(marks, kind));
  }

  function ring(pen, r, width, colour) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(0, 0, r, 0, 2 * Math.PI);
    pen.stroke();
  }

  // A small disc at a shoulder of the sign: a lock where something is withheld, a clock where a contract ends; the clock is
  // hollow where it only may end then.
  function badge(pen, r, side, colour, what) {
    const size = Math.max(7, r * 0.46);
    const hollow = what === "clock?";
    pen.save();
    pen.translate(side * r * 0.95, -r * 0.85);
    pen.beginPath();
    pen.arc(0, 0, size, 0, 2 * Math.PI);
    pen.fillStyle = hollow ? colours.paper : colour;
    pen.fill();
    pen.lineWidth = 1.6;
    pen.strokeStyle = hollow ? colour : colours.paper;
    pen.stroke();
    pen.strokeStyle = pen.fillStyle = hollow ? colour : colours.paper;
    pen.beginPath();
    if (what === "lock") {
      pen.arc(0, -size * 0.12, size * 0.26, Math.PI, 2 * Math.PI);
      pen.stroke();
      pen.fillRect(-size * 0.4, -size * 0.12, size * 0.8, size * 0.55);
    } else {
      pen.moveTo(0, -size * 0.55);
      pen.lineTo(0, 0);
      pen.lineTo(size * 0.4, size * 0.2);
      pen.stroke();
    }
    pen.restore();
  }

  // How many things are folded into a council.
  function count(pen, r, folded) {
    const text = String(folded);
    pen.font = `600 ${r * 0.62}px system-ui, sans-serif`;
    const half = Math.max(r * 0.45, pen.measureText(text).width / 2 + r * 0.22);
    pen.beginPath();
    pen.roundRect(r * 0.85 - half, r * 0.36, 2 * half, r * 0.78, r * 0.39);
    pen.fillStyle = colours.paper;
    pen.fill();
    pen.lineWidth = 1.6;
    pen.strokeStyle = colours.council;
    pen.stroke();
    pen.fillStyle = colours.ink;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, r * 0.85, r * 0.77);
  }

  // vis-network asks this of each node at each drawing; names are drawn by themselves (labels.js).
  page.renderer = (id) => function ({ ctx, x, y, state, style }) {
    const r = style.size;
    return {
      drawNode() {
        const look = page.lookOf(id);
        ctx.save();
        ctx.globalAlpha = look.faded ? 0.16 : 1;
        ctx.translate(x, y);
        page.drawSign(ctx, look.kind, state.hover ? r * 1.08 : r, look, page.scale());
        ctx.restore();
      },
      nodeDimensions: { width: 2.3 * r, height: 2.3 * r },
    };
  };

  // A line takes its colour from the kind of thing that it tells more about; it is the wider the more claims say it.
  const BY_KIND = { runs: "council", uses: "service", plans: "service", used: "line", covers: "contract", leads: "supplier", supplies: "supplier", supplied: "line", belongs: "supplier", says: "faint", part: "system", same: "inferred-ink" };
  const LIGHT = { says: 0.75 };

  page.edgeLook = function (edge, mood, crowded) {
    const colour = edge.standing === "reference" ? colours.faint : colours[BY_KIND[edge.kind]] || colours.line;
    const light = crowded || LIGHT[edge.kind] || 0.62;
    const opacity = { plain: light, bright: 1, faded: Math.min(0.08, light / 3) }[mood];
    const thin = edge.kind === "says" || edge.standing === "reference";
    const width = (thin ? 1 : 1.5) + Math.min(crowded ? 1 : 2.2, 0.45 * Math.log2(1 + edge.claims.length));
    return {
      color: { color: colour, highlight: colour, hover: colour, opacity },
      width: mood === "bright" ? width + 0.8 : width,
    };
  };

  page.drawLegend = function () {
    for (const canvas of document.querySelectorAll("canvas[data-sign]")) {
      const pen = canvas.getContext("2d");
      pen.clearRect(0, 0, 44, 44);
      pen.save();
      pen.translate(22, 22);
      const { sign, look } = canvas.dataset;
      page.drawSign(pen, sign, look ? 14 : 17, { standing: "stated", ...(look ? { [look]: "certain" } : {}) });
      pen.restore();
    }
  };
})(window.councilKg);
