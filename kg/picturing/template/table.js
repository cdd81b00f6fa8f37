// The table: the same content in words, for those who cannot or will not use a picture.
"use strict";
(function (page) {
  const { make, button } = page;
  const STEP = 200; // rows at a time: a page of thousands of claims opens without them
  const box = document.getElementById("table");
  const COLUMNS = [
    ["About", (claim) => claim.about],
    ["What", (claim) => claim.field],
    ["Says", (claim) => claim.value],
    ["Standing", (claim) => page.standingOf(claim) + (claim.approximate ? ", approximate" : "") + (claim.sure ? `, value, service and system ${claim.sure} % sure` : "")],
    ["In the letter’s words", (claim) => claim.quote],
    ["Question", (claim) => claim.question],
    ["Letter", (claim) => claim.letter],
    ["Date", (claim) => claim.date],
  ];
  const QUOTE = 4;
  let rows = []; // of what is seen: the claim, its words, all of them in small letters
  let left = [];

  const OF_COUNCILS = ["council", "letter", "supplier"]; // their claims are of a service only if they say so

  // The claims that are of what the filters ask for, in the order of the page. What stands around that is drawn, for a
  // picture needs it; its own claims are not asked for.
  function claimsSeen({ nodes, edges }) {
    const { council, service } = page.state;
    const meant = page.meant(page.state, edges);
    const numbers = new Set();
    const add = (thing, kinds) => thing.claims.forEach((number) => {
      const claim = page.data.claims[number];
      const isOfService = !service || claim.service === service || (!claim.service && !kinds.some((kind) => OF_COUNCILS.includes(kind)));
      if (isOfService && (!council || councilOf(claim) === council)) numbers.add(number);
    });
    for (const id of nodes) if (!meant || meant.has(id)) add(page.nodes.get(id), [page.nodes.get(id).group]);
    for (const edge of edges) if (!meant || meant.has(edge.from) || meant.has(edge.to)) add(edge, [edge.from, edge.to].map((id) => page.nodes.get(id).group));
    return page.claimsThrough([...numbers].sort((a, b) => a - b).map((number) => page.data.claims[number]), page.state);
  }

  // Whose a claim is: what a letter says of no system is of the council that wrote it.
  const councilOf = (claim) => claim.council || page.nodes.get(claim.source)?.council;

  function row({ claim, words }) {
    return make("tr", "", "", ...words.map((text, index) => {
      if (index !== QUOTE || !text || !page.data.texts[claim.source]) return cell(index, text);
      return cell(index, "", button("go", text, () => page.go({ view: "", read: claim.source, claim: String(page.data.claims.indexOf(claim)) }, { fromPanel: true })));
    }));
  }

  // A cell knows what its column is called: on a small screen it stands beside it.
  function cell(index, text, ...children) {
    const made = make("td", "", text, ...children);
    made.dataset.column = COLUMNS[index][0];
    return made;
  }

  function fill() {
    const body = box.querySelector("tbody");
    const next = left.splice(0, STEP);
    body.append(...next.map(row));
    box.querySelector(".more").hidden = !left.length;
    box.querySelector(".more").textContent = `Show ${Math.min(STEP, left.length)} more of ${left.length.toLocaleString("en-GB")}`;
  }

  function filter() {
    const wanted = box.querySelector("input").value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = rows.filter(({ text }) => wanted.every((word) => text.includes(word)));
    const all = page.many(rows.length, "claim");
    box.querySelector("caption").textContent = wanted.length ? `${found.length.toLocaleString("en-GB")} of ${all}.` : `${all}, newest letter first.`;
    left = [...found];
    box.querySelector("tbody").replaceChildren();
    fill();
  }

  page.showTable = function (seen) {
    if (!box.firstChild) {
      const head = make("tr", "", "", ...COLUMNS.map(([title]) => make("th", "", title)));
      head.childNodes.forEach((cell) => cell.setAttribute("scope", "col"));
      const input = make("input");
      input.type = "text";
      input.placeholder = "Only rows with these words …";
      input.setAttribute("aria-label", "Only rows with these words");
      input.addEventListener("input", filter);
      const caption = make("caption");
      caption.setAttribute("aria-live", "polite");
      box.append(input, make("table", "", "", caption, make("thead", "", "", head), make("tbody")), button("more", "", fill));
    }
    rows = claimsSeen(seen).map((claim) => {
      const words = COLUMNS.map(([, read]) => read(claim) || "");
      return { claim, words, text: words.join(" ").toLowerCase() };
    });
    filter();
  };
})(window.councilKg);
