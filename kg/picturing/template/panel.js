// The panel: what is known of what is chosen, and the proof of it.
"use strict";
(function (page) {
  const { make, button } = page;
  const panel = document.getElementById("panel");
  const start = document.getElementById("panel-start");
  const content = document.getElementById("panel-content");
  const BACKWARDS = { runs: "run by", uses: "used for", plans: "planned for", used: "once used for", part: "has as a part", same: "probably the same as", supplies: "supplied by", supplied: "once supplied by", leads: "main contractor", belongs: "owns", covers: "covered by", says: "told of in" };
  const TIES = Object.keys(BACKWARDS);
  const STANDINGS = { reference: ", known from the catalogue", planned: ", planned", denied: ": a letter says it is not used", former: ", used before", inferred: ", inferred" };
  const SHOWN = 40;

  const goTo = (node) => button("go", node.name, () => page.choose({ node: node.id, fromPanel: true }));

  function sign(node) {
    const canvas = make("canvas", "sign");
    canvas.width = canvas.height = 44;
    canvas.setAttribute("aria-hidden", "true");
    const pen = canvas.getContext("2d");
    pen.translate(22, 22);
    page.drawSign(pen, node.group, 17, { standing: node.standing, unnamed: node.unnamed });
    return canvas;
  }

  // Lines of the whole graph that the filters let through, named ones first.
  function tiesOf(id) {
    const seen = page.lastSeen();
    return page.edgesOf.get(id)
      .filter((edge) => seen.has(edge))
      .map((edge) => ({ edge, out: edge.from === id, other: page.nodes.get(page.other(edge, id)) }))
      .sort((a, b) => TIES.indexOf(a.edge.kind) - TIES.indexOf(b.edge.kind) || (a.other.name < b.other.name ? -1 : 1));
  }

  function ties(node) {
    const found = tiesOf(node.id);
    const list = make("ul", "ties");
    const lines = (some) => {
      let before = "";
      return some.map(({ edge, other, out }) => {
        const verb = out ? edge.verb : BACKWARDS[edge.kind] || edge.verb;
        const line = make("li", "", "", make("span", "verb", verb === before ? "" : verb), make("span", "grow", "", goTo(other)));
        if (other.group === "service" && node.group !== "council") line.lastChild.append(make("small", "", ` ${other.detail}`));
        before = verb;
        if (edge.claims.length) line.append(button("why", "why?", () => page.choose({ edge: edge.id, fromPanel: true }), `Why: ${page.sentence(edge)}`));
        return line;
      });
    };
    list.append(...lines(found.slice(0, SHOWN)));
    if (found.length > SHOWN) {
      const more = make("li", "", "", button("more", `Show ${found.length - SHOWN} more`, () => more.replaceWith(...lines(found.slice(SHOWN)))));
      list.append(more);
    }
    return list;
  }

  // What can be done with a node: look at it alone, with what is near it, or on its way to another.
  function actions(node) {
    const row = make("div", "actions");
    const group = page.homes.get(node.id);
    const { near, hops, open } = page.state;
    row.append(button("", "Focus", () => page.bringIntoView([node.id], true)));
    for (const step of ["1", "2"]) {
      const on = near === node.id && hops === step;
      const one = button("", step === "1" ? "Neighbours" : "Two steps", () => page.go(on ? { near: "", hops: "1" } : { near: node.id, hops: step }, { refit: true, fromPanel: true }), step === "1" ? "Show only its neighbours" : "Show only what is two steps away");
      one.setAttribute("aria-pressed", String(on));
      row.append(one);
    }
    row.append(button("", "Path to …", () => page.askForEnd(node.id)));
    if (group && page.isFolding() && !open.includes("all")) {
      const isOpen = open.includes(group);
      row.append(button("", isOpen ? "Fold" : "Open", () => page.go({ open: isOpen ? open.filter((one) => one !== group) : [...open, group] }, { look: isOpen ? group : "", group: isOpen ? "" : group })));
    }
    return row;
  }

  function heading(...children) {
    const element = make("h2", "", "", ...children);
    element.tabIndex = -1;
    return element;
  }

  function nodeParts(node) {
    const kind = page.data.kinds[node.group];
    const claims = page.claimsThrough(page.claimsOf(node), page.state);
    const parts = [make("p", "what", "", sign(node), document.createTextNode(kind + (STANDINGS[node.standing] || ""))), heading(document.createTextNode(node.name))];
    if (node.detail) parts.push(make("p", "quiet", node.detail));
    if (node.aliases && node.group !== "letter") parts.push(make("p", "quiet", `Also written: ${node.aliases.join(", ")}`));
    parts.push(...marksOf(node), actions(node), ...page.endsTable(node));
    if (node.group === "letter" && page.data.texts[node.id]) parts.push(button("read", "Read the letter, with all its claims marked", () => page.go({ read: node.id, claim: "" }, { fromPanel: true })));
    parts.push(ties(node), ...page.sections(claims, node.group === "letter" ? page.byPart : page.byLetter));
    if (claims.length < node.claims.length) parts.push(make("p", "quiet", `${page.many(node.claims.length - claims.length, "claim")} outside the filters not shown.`));
    else if (!claims.length) parts.push(make("p", "quiet", "No claim of its own; see what it is tied to."));
    return parts;
  }

  // A group of the overview that stands for several things.
  function sectionParts(node) {
    const open = button("", "Open", () => page.choose({ node: node.id }));
    const list = make("ul", "names", "", ...node.inside.map((id) => make("li", "", "", goTo(page.nodes.get(id)))));
    return [make("p", "what", page.many(node.folded, "thing")), heading(document.createTextNode(node.name)), make("div", "actions", "", open), list];
  }

  function marksOf(node) {
    const years = page.windowOf(page.state);
    const ends = page.endsWithin(node, years);
    const found = [];
    if (ends) found.push(make("p", "note note-ends", `${ends === "certain" ? "Ends" : "May end"} within ${years[0] === years[1] ? years[0] : years.join(" to ")}.`));
    if (node.withheld) found.push(make("p", "note note-withheld", `${page.many(node.withheld, "answer")} withheld.`));
    return found;
  }

  function edgeParts(edge) {
    const nodeOf = (id) => page.nodes.get(id) || page.picture().nodes.get(id);
    const [from, to] = [nodeOf(edge.from), nodeOf(edge.to)];
    const parts = [make("p", "what", edge.inside ? page.many(edge.inside.length, "line") : "Line"), heading(make("span", "sentence", "", goTo(from), make("i", "", ` ${edge.verb} `), goTo(to)))];
    if (edge.inside) {
      const list = make("ul", "ties");
      for (const one of edge.inside.slice(0, SHOWN)) list.append(make("li", "", "", make("span", "grow", "", button("go", page.sentence(one), () => page.choose({ edge: one.id, fromPanel: true })))));
      parts.push(list);
    }
    const claims = page.claimsThrough(page.claimsOf(edge), page.state);
    parts.push(...page.sections(claims, page.byLetter));
    if (!claims.length) parts.push(make("p", "quiet", "This follows from the claims about its ends."));
    return parts;
  }

  function pathParts(from, to, path) {
    const parts = [make("p", "what", "Path"), heading(document.createTextNode(`${from.name} → ${to.name}`))];
    if (!path) return [...parts, make("p", "quiet", "Nothing that is shown ties these two. Fewer filters may find a way.")];
    parts.push(make("p", "quiet", page.many(path.length, "step")));
    const list = make("ol", "steps");
    for (const edge of path) {
      const line = make("li", "", "", goTo(page.nodes.get(edge.from)), make("i", "", ` ${edge.verb} `), goTo(page.nodes.get(edge.to)));
      if (edge.claims.length) line.append(button("why", "why?", () => page.choose({ edge: edge.id, fromPanel: true }), `Why: ${page.sentence(edge)}`));
      list.append(line);
    }
    return [...parts, list];
  }

  function show(parts, moveFocus) {
    const close = button("close", "×", () => page.choose({}), "Close");
    content.replaceChildren(close, ...parts);
    start.hidden = true;
    content.hidden = false;
    panel.scrollTop = 0;
    const wanted = content.querySelector(".wanted");
    const narrow = window.matchMedia("(max-width: 860px)").matches;
    if (wanted) wanted.scrollIntoView({ block: "center" });
    else if (narrow && moveFocus) panel.scrollIntoView({ block: "start" });
    if (moveFocus) content.querySelector("h2").focus({ preventScroll: true });
  }

  // Show what the state says is chosen.
  page.showPanel = function (moveFocus) {
    const { pick, to, edge, read, claim } = page.state;
    const line = page.drawnEdge(edge) || page.edges.get(edge);
    document.body.classList.toggle("is-reading", Boolean(read && page.data.texts[read]));
    if (read && page.data.texts[read]) show(page.letterParts(read, claim), moveFocus);
    else if (page.nodes.has(pick) && page.nodes.has(to)) show(pathParts(page.nodes.get(pick), page.nodes.get(to), page.path()), moveFocus);
    else if (page.nodes.has(pick)) show(nodeParts(page.nodes.get(pick)), moveFocus);
    else if (page.picture().nodes.get(pick)?.section) show(sectionParts(page.picture().nodes.get(pick)), moveFocus);
    else if (line) show(edgeParts(line), moveFocus);
    else {
      const narrow = window.matchMedia("(max-width: 860px)").matches;
      if (narrow && !content.hidden) panel.scrollIntoView({ block: "start" });
      page.showList(page.shown());
      content.hidden = true;
      content.replaceChildren();
      start.hidden = false;
    }
  };
})(window.councilKg);
