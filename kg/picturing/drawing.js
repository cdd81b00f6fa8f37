// How things look on the canvas: a sign for each kind, lines by what they say, colours from the style sheet.
"use strict";
window.councilKg = {};
(function (page) {
  const KINDS = ["council", "service", "system", "contract", "supplier", "letter"];
  const LABELS_FROM = 0.42; // farther away than this, names would be a grey haze
  const LANDMARKS = { council: 800, service: 150 }; // in pictures of up to so many nodes these stay readable
  const colours = {};

  // Colours are read again when the theme changes and before printing.
  page.readColours = function () {
    const style = getComputedStyle(document.documentElement);
    for (const name of [...KINDS, "ink", "quiet", "halo", "line", "faint", "accent", "on-sign", "paper", "inferred-ink"]) {
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

  const isHollow = (look) => look.unnamed || look.standing !== "stated";

  // A sign at the pen's origin. Hollow: what no letter states as there, or what no letter names.
  page.drawSign = function (pen, kind, r, look) {
    const outline = new Path2D();
    outlines[kind](outline, r);
    const hollow = isHollow(look);
    pen.lineWidth = 2;
    pen.lineJoin = pen.lineCap = "round";
    pen.fillStyle = hollow ? colours.paper : colours[kind];
    pen.fill(outline);
    pen.strokeStyle = colours[kind];
    if (hollow) pen.setLineDash(look.standing === "planned" ? [2, 4] : [5, 4]);
    pen.stroke(outline);
    pen.setLineDash([]);
    if (look.selected) {
      pen.strokeStyle = colours.accent;
      pen.lineWidth = 3;
      pen.beginPath();
      pen.arc(0, 0, r * 1.45, 0, 2 * Math.PI);
      pen.stroke();
    }
    pen.strokeStyle = hollow ? colours[kind] : colours["on-sign"];
    if (look.unnamed) {
      pen.fillStyle = colours[kind];
      pen.font = `600 ${r * 1.25}px system-ui, sans-serif`;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText("?", 0, r * 0.06);
      return;
    }
    pen.lineWidth = Math.max(1.4, r * 0.11);
    pen.beginPath();
    marks[kind](pen, r);
    pen.stroke();
  };

  function drawLabel(pen, text, r, look) {
    const far = page.scale() < LABELS_FROM; // then a landmark's name keeps its size on the screen
    const size = far ? 10.5 / page.scale() : 13;
    pen.font = `${look.kind === "council" || look.selected ? "600 " : ""}${size}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    pen.lineWidth = 4;
    pen.strokeStyle = colours.halo;
    pen.fillStyle = isHollow(look) ? colours.quiet : colours.ink;
    text.split("\n").forEach((line, index) => {
      const y = r * 1.15 + 5 + index * size * 1.23;
      pen.strokeText(line, 0, y);
      pen.fillText(line, 0, y);
    });
  }

  // vis-network asks this of each node at each drawing; names are drawn last, above all lines and signs.
  page.renderer = function (look) {
    return function ({ ctx, x, y, state, style, label }) {
      const r = style.size;
      const seen = { ...look, selected: state.selected };
      const faded = page.isFaded && page.isFaded(look.id) ? 0.2 : 1;
      const drawn = {
        drawNode() {
          ctx.save();
          ctx.globalAlpha = faded;
          ctx.translate(x, y);
          page.drawSign(ctx, look.kind, state.hover ? r * 1.08 : r, seen);
          ctx.restore();
        },
        nodeDimensions: { width: 2.3 * r, height: 2.3 * r },
      };
      const landmark = page.data.nodes.length <= (LANDMARKS[look.kind] || 0);
      if (page.scale() >= LABELS_FROM || state.selected || landmark) {
        drawn.drawExternalLabel = function () {
          ctx.globalAlpha = faded;
          ctx.translate(x, y);
          drawLabel(ctx, label, r, seen);
        };
      }
      return drawn;
    };
  };

  // A line takes its colour from the kind of thing that it tells more about.
  const BY_KIND = { runs: "council", uses: "service", plans: "service", used: "line", covers: "contract", leads: "supplier", supplies: "supplier", supplied: "line", belongs: "supplier", says: "faint", part: "system", same: "inferred-ink" };

  page.edgeLook = function (edge, mood) {
    const colour = edge.standing === "reference" ? colours.faint : colours[BY_KIND[edge.kind]] || colours.line;
    const light = edge.kind === "says" ? 0.75 : 0.62;
    const opacity = { plain: light, bright: 1, faded: 0.07 }[mood];
    const width = edge.kind === "says" || edge.standing === "reference" ? 1.2 : 1.9;
    return {
      color: { color: colour, highlight: colour, hover: colour, opacity },
      width: mood === "bright" ? width + 0.7 : width,
    };
  };

  page.drawLegend = function () {
    for (const button of document.querySelectorAll(".kind")) {
      const pen = button.querySelector("canvas").getContext("2d");
      pen.clearRect(0, 0, 44, 44);
      pen.save();
      pen.translate(22, 22);
      page.drawSign(pen, button.dataset.kind, 17, { standing: "stated" });
      pen.restore();
    }
  };
})(window.councilKg);
