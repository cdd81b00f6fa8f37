// The panel and the table: what is known, in words. Everything reaches the page as text, by textContent.
"use strict";
(function (page) {
  const PARTS = { claim: "What it says of systems and contracts", figure: "Figures", outcome: "Questions not plainly answered" };
  const panel = document.getElementById("panel");
  const start = document.getElementById("panel-start");
  const content = document.getElementById("panel-content");

  // An element with a class, a text and children; the one place where elements are made.
  function make(name, className, text, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  function button(className, text, action) {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", action);
    return element;
  }

  const goTo = (node) => button("go", node.name, () => page.select({ node: node.id, fromPanel: true }));

  // How firm it is, and where it stands.
  function footer(claim) {
    const words = claim.standing === "inferred" ? `inferred by rule: ${claim.rule}` : claim.standing;
    const line = make("p", "foot", "", make("span", `badge badge-${claim.standing}`, words));
    if (claim.approximate) line.append(make("span", "badge badge-approximate", "approximate"));
    const question = claim.question ? `Question ${claim.question}` : "";
    line.append(document.createTextNode([question, claim.letter, claim.date].filter(Boolean).join(" · ")));
    return line;
  }

  // Claims that share their words share a card: six functions in one sentence are one quote.
  function cards(claims) {
    const groups = new Map();
    for (const claim of claims) {
      const key = claim.quote && !claim.grounds
        ? JSON.stringify([claim.quote, claim.about, claim.letter, claim.question, claim.standing, claim.approximate])
        : groups.size;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
    return [...groups.values()].map(card);
  }

  function card(claims) {
    const claim = claims[0];
    const list = make("dl");
    let last = null;
    for (const one of claims) {
      if (one.field !== last) list.append(make("dt", "", one.field));
      last = one.field;
      list.append(make("dd", "", one.value));
    }
    const element = make("article", "card", "", list);
    if (claim.about) element.append(make("p", "about", claim.about));
    if (claim.quote) element.append(make("blockquote", "", claim.quote));
    if (claim.note) element.append(make("p", "foot", `${claim.part === "outcome" ? "Asked" : "Note of the catalogue"}: ${claim.note}`));
    if (claim.sources) element.append(make("p", "foot", `Sources: ${claim.sources.join(", ")}`));
    element.append(footer(claim));
    if (claim.grounds) {
      element.append(make("p", "foot", "It rests on:"), ...cards(claim.grounds.map((number) => page.data.claims[number])));
    }
    return element;
  }

  // Claims under a heading each: the letter that makes them, or what adds them.
  function sections(claims, headingOf) {
    const groups = new Map();
    for (const claim of claims) {
      const [words, more] = headingOf(claim);
      const key = JSON.stringify([words, more]);
      if (!groups.has(key)) groups.set(key, [make("h3", "", `${words} `, make("small", "", more || "")), []]);
      groups.get(key)[1].push(claim);
    }
    return [...groups.values()].flatMap(([title, group]) => [title, ...cards(group)]);
  }

  function byLetter(claim) {
    if (claim.letter && claim.standing !== "inferred") return [claim.date ? `Letter of ${claim.date}` : "Letter without a date", claim.letter];
    return [claim.standing === "reference" ? "From the catalogue" : "Inferred by rules"];
  }

  const byPart = (claim) => (claim.standing === "inferred" ? byLetter(claim) : [PARTS[claim.part]]);

  function sign(kind, look) {
    const canvas = make("canvas", "sign");
    canvas.width = canvas.height = 44;
    canvas.setAttribute("aria-hidden", "true");
    const pen = canvas.getContext("2d");
    pen.translate(22, 22);
    page.drawSign(pen, kind, 17, look);
    return canvas;
  }

  // What a node is tied to, one line each, with the way to the proof of the tie.
  function ties(node) {
    const list = make("ul", "ties");
    let before = "";
    for (const { edge, other, out } of page.tiesOf(node.id)) {
      const verb = out ? edge.verb : page.backwards[edge.kind] || edge.verb;
      const line = make("li", "", "", make("span", "verb", verb === before ? "" : verb), make("span", "grow", "", goTo(other)));
      const why = button("why", "why?", () => page.select({ edge: edge.id, fromPanel: true }));
      why.setAttribute("aria-label", `Why: ${page.sentence(edge)}`);
      if (edge.claims.length) line.append(why);
      before = verb;
      list.append(line);
    }
    return list;
  }

  function show(parts, moveFocus) {
    const close = button("close", "×", () => page.select({}));
    close.setAttribute("aria-label", "Close");
    content.replaceChildren(close, ...parts);
    start.hidden = true;
    content.hidden = false;
    panel.scrollTop = 0;
    const narrow = window.matchMedia("(max-width: 860px)").matches;
    if (narrow) panel.scrollIntoView({ block: "start" });
    if (moveFocus) content.querySelector("h2").focus({ preventScroll: true });
  }

  function heading(...children) {
    const element = make("h2", "", "", ...children);
    element.tabIndex = -1;
    return element;
  }

  const claimsOf = (thing) => thing.claims.map((number) => page.data.claims[number]);

  page.showNode = function (node, moveFocus) {
    const kind = page.data.kinds[node.group];
    const words = { reference: ", known from the catalogue", planned: ", planned", denied: ": a letter says it is not used", former: ", used before", inferred: ", inferred" };
    const parts = [
      make("p", "what", "", sign(node.group, node), document.createTextNode(kind + (words[node.standing] || ""))),
      heading(document.createTextNode(node.name)),
    ];
    if (node.detail) parts.push(make("p", "quiet", node.detail));
    if (node.aliases && node.group !== "letter") parts.push(make("p", "quiet", `Also written: ${node.aliases.join(", ")}`));
    parts.push(ties(node), ...sections(claimsOf(node), node.group === "letter" ? byPart : byLetter));
    if (!node.claims.length) parts.push(make("p", "quiet", "No claim of its own; see what it is tied to."));
    show(parts, moveFocus);
  };

  page.showEdge = function (edge, moveFocus) {
    const [from, to] = [page.nodes.get(edge.from), page.nodes.get(edge.to)];
    const verb = make("i", "", ` ${edge.verb} `);
    const parts = [make("p", "what", "Line"), heading(make("span", "sentence", "", goTo(from), verb, goTo(to)))];
    parts.push(...sections(claimsOf(edge), byLetter));
    if (!edge.claims.length) parts.push(make("p", "quiet", "This follows from the claims about its ends."));
    show(parts, moveFocus);
  };

  page.showStart = function () {
    content.hidden = true;
    content.replaceChildren();
    start.hidden = false;
  };

  const COLUMNS = [
    ["About", (claim) => claim.about],
    ["What", (claim) => claim.field],
    ["Says", (claim) => claim.value],
    ["Standing", (claim) => (claim.standing === "inferred" ? `inferred by rule: ${claim.rule}` : claim.standing) + (claim.approximate ? ", approximate" : "")],
    ["In the letter’s words", (claim) => claim.quote],
    ["Question", (claim) => claim.question],
    ["Letter", (claim) => claim.letter],
    ["Date", (claim) => claim.date],
  ];

  // The table is built when it is first wanted: a page of thousands of claims opens without it.
  page.buildTable = function (box) {
    const words = page.data.claims.map((claim) => COLUMNS.map(([, read]) => read(claim) || ""));
    const rows = words.map((cells) => make("tr", "", "", ...cells.map((text) => make("td", "", text))));
    const head = make("tr", "", "", ...COLUMNS.map(([title]) => make("th", "", title)));
    head.childNodes.forEach((cell) => cell.setAttribute("scope", "col"));
    const caption = make("caption", "", `All ${rows.length} claims, newest letter first.`);
    const filter = make("input");
    filter.type = "text";
    filter.placeholder = "Only rows with these words …";
    filter.setAttribute("aria-label", "Only rows with these words");
    filter.addEventListener("input", () => {
      const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      rows.forEach((row, index) => {
        const text = words[index].join(" ").toLowerCase();
        row.hidden = !wanted.every((word) => text.includes(word));
        left += row.hidden ? 0 : 1;
      });
      caption.textContent = wanted.length ? `${left} of ${rows.length} claims.` : `All ${rows.length} claims, newest letter first.`;
    });
    caption.setAttribute("aria-live", "polite");
    box.replaceChildren(filter, make("table", "", "", caption, make("thead", "", "", head), make("tbody", "", "", ...rows)));
  };

  page.make = make;
})(window.councilKg);
