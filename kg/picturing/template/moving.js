// Moving: where the reader looks, by mouse, by buttons and by keys.
"use strict";
(function (page) {
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const byId = (id) => document.getElementById(id);
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let network = null;
  let canvas = null;
  let touched = false; // until the reader moves the picture it is fitted to the window

  let look = null; // what was last brought into view, to be brought there again when the window changes

  function fit(items, animated, most = 1.4) {
    const { clientWidth, clientHeight } = canvas;
    if (!clientWidth || !clientHeight || !items.length) return; // the table is shown
    const aside = clientWidth < 640 || page.picture().captions.length ? 46 : 76; // room for names, in pixels
    const [above, below] = [46, 58];
    const { left, right, top, low } = page.box(items);
    const scale = Math.min((clientWidth - 2 * aside) / (right - left || 1), (clientHeight - above - below) / (low - top || 1), most);
    const position = { x: (left + right) / 2, y: (top + low) / 2 + (below - above) / 2 / scale };
    network.moveTo({ position, scale, animation: animated && !calm() ? { duration: 300 } : false });
  }

  page.showAll = function (animated) {
    look = () => {
      const { nodes, captions } = page.picture();
      return [...nodes.values(), ...captions.flatMap(([x, y, width]) => [{ x, y: y - 60 }, { x: x + width - 60, y }])];
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
