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

  // The claims behind what is seen, in the order of the page.
  function claimsSeen({ nodes, edges }) {
    const numbers = new Set();
    for (const id of nodes) page.nodes.get(id).claims.forEach((number) => numbers.add(number));
    for (const edge of edges) edge.claims.forEach((number) => numbers.add(number));
    return page.claimsThrough([...numbers].sort((a, b) => a - b).map((number) => page.data.claims[number]), page.state);
  }

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
