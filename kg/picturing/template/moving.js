// Moving: where the reader looks, by mouse, by buttons and by keys.
"use strict";
(function (page) {
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const byId = (id) => document.getElementById(id);
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const CHIPS = 46; // pixels: a line of filters in force
  const MOST = 1.4; // no picture is drawn larger by itself
  let network = null;
  let canvas = null;
  let touched = false; // until the reader moves the picture it is fitted to the window

  let look = null; // what was last brought into view, to be brought there again when the window changes

  const NARROW = 640; // pixels of the canvas
  // Room around a picture for names and marks, in pixels; names beside their signs are of the picture itself.
  // Signs and names under them are the larger, the larger the picture is.
  function margins(width, beside, scale = 1) {
    if (beside) return { aside: width < NARROW ? 22 : 30, above: 30, below: 30 };
    const aside = width < NARROW ? 28 : 60;
    return scale > 1 ? { aside, above: 40 * scale, below: 60 * scale } : { aside, above: 40, below: 44 };
  }

  // The room for a picture, in pixels: as the window has it while nothing else is opened, so that the same view looks the
  // same however one came to it.
  page.room = function () {
    const { innerWidth, innerHeight } = window;
    if (page.state.bare) return { width: innerWidth, height: innerHeight - 160 };
    if (innerWidth <= 860) return { width: innerWidth, height: Math.min(560, Math.max(320, 1.3 * innerWidth)) }; // the window's height changes as one scrolls
    return { width: innerWidth - 400, height: Math.max(300, innerHeight - taken(innerWidth) - CHIPS) };
  };

  // How high what stands above and below the picture is, in windows of a width; measured once, before anything is chosen.
  const heights = new Map();
  function taken(width) {
    if (!heights.has(width)) heights.set(width, [...document.querySelectorAll(".menu, .top, .legend")].reduce((sum, one) => sum + one.offsetHeight, 0));
    return heights.get(width);
  }

  page.isNarrow = () => page.room().width < NARROW;

  // The room that is left for a picture itself.
  page.roomWithin = function ({ width, height }, beside, scale) {
    const { aside, above, below } = margins(width, beside, scale);
    return { width: width - 2 * aside, height: height - above - below };
  };

  function scaleIn(items, room, most) {
    const { left, right, top, low } = page.box(items.flatMap(corners));
    const beside = items.some((one) => one.beside);
    const scaleWithin = ({ width, height }) => Math.min(width / (right - left || 1), height / (low - top || 1), most);
    return scaleWithin(page.roomWithin(room, beside, scaleWithin(page.roomWithin(room, beside))));
  }

  // How large some nodes would be drawn if the window showed just these.
  page.scaleFor = (items) => (items.length ? scaleIn(items, page.room(), MOST) : 1);

  // Where a node is; of one with its name beside it, where the name ends too.
  const corners = (node) => (node.beside ? [node, { x: node.x + node.beside, y: node.y }] : [node]);

  // How large some nodes are drawn in a room, and which of their places is in its middle.
  function viewIn(items, room, most) {
    const box = page.box(items.flatMap(corners));
    const scale = scaleIn(items, room, most);
    const { above, below } = margins(room.width, items.some(({ beside }) => beside), scale);
    return { scale, position: { x: (box.left + box.right) / 2, y: (box.top + box.low) / 2 + (below - above) / 2 / scale } };
  }

  // The view of some nodes if the window showed just these.
  page.viewFor = function (items) {
    const room = page.room();
    const { scale, position } = viewIn(items, room, MOST);
    return { ...room, scale, origin: { x: room.width / 2 - scale * position.x, y: room.height / 2 - scale * position.y } };
  };

  function fit(items, animated, most = MOST) {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height || !items.length) return; // the table is shown
    const { scale, position } = viewIn(items, { width, height }, most);
    if (scale <= 0) return; // the window is still being laid out
    network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
  }

  page.showAll = function (animated) {
    look = () => {
      const { nodes, captions } = page.picture();
      return [...nodes.values(), ...captions.map(([x, y]) => ({ x, y: y - 10 }))];
    };
    fit(look(), animated);
  };

  page.refit = function () {
    if (touched) return;
    if (look) fit(look(), false);
    else page.showAll(false);
  };

  page.untouch = () => (touched = false);

  // Bring nodes into view: the picture moves only if they cannot be seen or read where they are.
  page.bringIntoView = function (ids, always) {
    const { nodes } = page.picture();
    const found = ids.map((id) => nodes.get(id)).filter(Boolean);
    if (!found.length) return;
    const seen = found.every((node) => {
      const { x, y } = network.canvasToDOM(node);
      return x > 40 && y > 30 && x < canvas.clientWidth - 40 && y < canvas.clientHeight - 40;
    });
    if (seen && network.getScale() > 0.5 && !always) return;
    touched = false;
    look = () => ids.map((id) => page.picture().nodes.get(id)).filter(Boolean);
    fit(found, true, Math.min(1.4, Math.max(network.getScale(), 1)));
  };

  function zoom(factor) {
    touched = true;
    network.moveTo({ scale: Math.min(4, Math.max(0.03, network.getScale() * factor)) });
  }

  function nearest(from, [dx, dy]) {
    let best = null;
    let least = Infinity;
    for (const node of page.picture().nodes.values()) {
      const ahead = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (ahead > 0 && ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
    return best;
  }

  function onKey(event) {
    const { nodes } = page.picture();
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      const here = nodes.get(page.state.pick);
      const next = here ? nearest(here, way) : [...nodes.values()][0];
      if (next) page.go({ ...page.nothing, pick: next.id }, { focus: true });
    } else if (event.key === "Enter" && page.state.pick) page.choose({ node: page.state.pick, fromPanel: true });
    else if (event.key === "+") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") page.showAll(true);
  }

  page.startMoving = function (made, element) {
    [network, canvas] = [made, element];
    canvas.addEventListener("keydown", onKey);
    byId("zoom-in").addEventListener("click", () => zoom(1.3));
    byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
    byId("zoom-all").addEventListener("click", () => {
      touched = false;
      page.showAll(true);
    });
    for (const act of ["dragStart", "zoom"]) network.on(act, () => (touched = true));
    network.on("resize", () => requestAnimationFrame(page.refit)); // afterwards: vis-network first keeps its own view
  };
})(window.councilKg);
