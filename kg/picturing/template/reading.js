// Reading: a letter's own words, with every claim and every refusal marked where it stands.
"use strict";
(function (page) {
  const { make, button } = page;

  // The claims of a letter that have a place in it.
  function placed(letter) {
    const found = [];
    page.data.claims.forEach((claim, number) => {
      if (claim.source === letter && claim.span && claim.standing !== "inferred") found.push({ claim, number, start: claim.span[0], end: claim.span[1] });
    });
    return found;
  }

  // A run of text in parts: each the words and the marks that cover them. Offsets count code points, as the graph does.
  function parts(at, text, marks) {
    const signs = [...text];
    if (at < 0) return [[text, []]];
    const inside = marks.filter((mark) => mark.start < at + signs.length && mark.end > at);
    const cuts = new Set([0, signs.length]);
    for (const mark of inside) for (const cut of [mark.start - at, mark.end - at]) if (cut > 0 && cut < signs.length) cuts.add(cut);
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((from, index) => {
      const to = places[index + 1];
      return [signs.slice(from, to).join(""), inside.filter((mark) => mark.start < at + to && mark.end > at + from)];
    });
  }

  const said = (claim) => `${claim.field}: ${claim.value}${page.isSetAside(claim) ? ` (${claim.standing})` : ""}`;

  function marked(words, marks, wanted) {
    const refused = marks.every(({ claim }) => claim.part === "outcome");
    const aside = marks.every(({ claim }) => page.isSetAside(claim));
    const denied = marks.some(({ claim }) => claim.standing === "denied");
    const element = make("mark", refused ? "refused" : aside ? "aside" : denied ? "denied" : "", words);
    element.title = marks.map(({ claim }) => said(claim)).join("\n");
    if (marks.some(({ number }) => number === wanted)) element.classList.add("wanted");
    return element;
  }

  function body(letter, marks, wanted) {
    const box = make("div", "letter-text");
    const badged = new Set();
    for (const [at, text] of page.data.texts[letter]) {
      for (const [words, over] of parts(at, text, marks)) {
        for (const { claim, number } of over) {
          if (claim.part !== "outcome" || badged.has(number)) continue;
          badged.add(number);
          box.append(make("span", "badge badge-denied", `${claim.question ? `Question ${claim.question}: ` : ""}${claim.value}`));
        }
        box.append(over.length && words.trim() ? marked(words, over, wanted) : document.createTextNode(words));
      }
    }
    return box;
  }

  // The same marks as a list: what each says, and the way to its words.
  function index(marks, wanted) {
    const list = make("ol", "marks");
    for (const { claim, number } of marks) {
      const open = button("go", said(claim), () => page.go({ claim: String(number) }, { fromPanel: true }));
      if (number === wanted) open.setAttribute("aria-current", "true");
      list.append(make("li", claim.part === "outcome" ? "refused" : page.isSetAside(claim) ? "aside" : "", "", open, make("small", "", claim.question ? ` question ${claim.question}` : "")));
    }
    return list;
  }

  page.letterParts = function (letter, claimNumber) {
    const wanted = claimNumber === "" ? -1 : Number(claimNumber);
    const marks = placed(letter).sort((a, b) => a.start - b.start || a.number - b.number);
    const claim = page.data.claims[wanted];
    const node = page.nodes.get(letter);
    const back = button("back", "← Back", () => (page.cameFrom() ? history.back() : page.go({ read: "", claim: "" }, { fromPanel: true })));
    const title = make("h2", "", node ? node.name : "Letter");
    title.tabIndex = -1;
    const refusals = marks.filter((mark) => mark.claim.part === "outcome").length;
    const asides = marks.filter((mark) => page.isSetAside(mark.claim)).length;
    const counts = `${page.many(marks.length - refusals - asides, "claim")} and ${page.many(refusals, "question")} not plainly answered are marked${asides ? `, and ${asides} that people have set aside` : ""}. Addresses, signatures and personal data are left out.`;
    const parts = [back, title];
    if (node && node.detail) parts.push(make("p", "quiet", node.detail));
    if (claim && claim.source === letter) parts.push(make("p", "looked-for", "", make("b", "", claim.field), document.createTextNode(` ${claim.value}`)));
    parts.push(make("p", "quiet", counts), body(letter, marks, wanted), make("h3", "", "All that is marked"), index(marks, wanted));
    return parts;
  };
})(window.councilKg);
