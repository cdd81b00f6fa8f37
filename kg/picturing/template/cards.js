// Cards: claims in words. Everything reaches the page as text, by textContent.
"use strict";
(function (page) {
  // An element with a class, a text and children; the one place where elements are made.
  function make(name, className, text, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  function button(className, text, action, label) {
    const element = make("button", className, text);
    element.type = "button";
    if (label) element.setAttribute("aria-label", label);
    element.addEventListener("click", action);
    return element;
  }

  const STANDINGS = { reference: "from the catalogue", rejected: "read, and rejected by a person", corrected: "read, and corrected by a person" };

  // What was read, and gave way to a person's decision.
  page.isSetAside = (claim) => claim.standing === "rejected" || claim.standing === "corrected";

  page.standingOf = (claim) => (claim.standing === "inferred" ? `inferred by rule: ${claim.rule}` : STANDINGS[claim.standing] || claim.standing);

  // How firm it is, and where it stands.
  function footer(claim) {
    const line = make("p", "foot", "", make("span", `badge badge-${claim.standing}`, page.standingOf(claim)));
    if (claim.approximate) line.append(make("span", "badge badge-approximate", "approximate"));
    if (claim.sure) line.append(make("span", "badge badge-sure", `value, service and system: ${claim.sure} % sure`));
    const question = claim.question ? `Question ${claim.question}` : "";
    line.append(document.createTextNode([question, claim.letter, claim.date].filter(Boolean).join(" · ")));
    return line;
  }

  // The words of the letter; a click shows them where they stand.
  page.quote = function (claim) {
    const words = make("blockquote", "", "");
    if (!claim.source || !page.data.texts[claim.source]) {
      words.textContent = claim.quote;
      return words;
    }
    words.append(button("quote", claim.quote, () => page.go({ read: claim.source, claim: String(page.data.claims.indexOf(claim)) }, { fromPanel: true })));
    return words;
  };

  // Claims that share their words share a card: six functions in one sentence are one quote.
  page.cards = function (claims) {
    const groups = new Map();
    for (const claim of claims) {
      const key = claim.quote && !claim.grounds
        ? JSON.stringify([claim.quote, claim.about, claim.letter, claim.question, claim.standing, claim.approximate, claim.sure, claim.decided])
        : groups.size;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
    return [...groups.values()].map(card);
  };

  function card(claims) {
    const claim = claims[0];
    const list = make("dl");
    let last = null;
    for (const one of claims) {
      if (one.field !== last) list.append(make("dt", "", one.field));
      last = one.field;
      list.append(make("dd", "", one.value));
    }
    const element = make("article", page.isSetAside(claim) ? "card aside" : "card", "", list);
    if (claim.about) element.append(make("p", "about", claim.about));
    if (claim.part === "outcome" && claim.note) element.append(make("p", "asked", claim.note, make("span", "visually-hidden", " was asked")));
    if (claim.quote) element.append(page.quote(claim));
    if (claim.part !== "outcome" && claim.note) element.append(make("p", "foot", `Note of the catalogue: ${claim.note}`));
    if (claim.sources) element.append(make("p", "foot", `Sources: ${claim.sources.join(", ")}`));
    if (claim.decided) element.append(make("p", "foot decided", claim.decided));
    element.append(footer(claim));
    if (claim.grounds) {
      element.append(make("p", "foot", "It rests on:"), ...page.cards(claim.grounds.map((number) => page.data.claims[number])));
    }
    return element;
  }

  // Claims under a heading each; of very many only the first, until more are asked for.
  page.sections = function (claims, headingOf) {
    const SHOWN = 60;
    const groups = new Map();
    for (const claim of claims.slice(0, SHOWN)) {
      const [words, more] = headingOf(claim);
      const key = JSON.stringify([words, more]);
      if (!groups.has(key)) groups.set(key, [make("h3", "", `${words} `, make("small", "", more || "")), []]);
      groups.get(key)[1].push(claim);
    }
    const parts = [...groups.values()].flatMap(([title, group]) => [title, ...page.cards(group)]);
    if (claims.length > SHOWN) {
      const more = button("more", `Show ${page.many(claims.length - SHOWN, "more claim")}`, () => more.replaceWith(...page.sections(claims.slice(SHOWN), headingOf)));
      parts.push(more);
    }
    return parts;
  };

  page.byLetter = function (claim) {
    if (claim.letter && claim.standing !== "inferred") return [claim.date ? `Letter of ${claim.date}` : "Letter without a date", claim.letter];
    return [claim.standing === "reference" ? "From the catalogue" : "Inferred by rules"];
  };

  const ASIDE = "Read, and set aside by a person";
  const PARTS = { claim: "What it says of systems and contracts", figure: "Figures", outcome: "Questions not plainly answered" };
  page.byPart = (claim) => (claim.standing === "inferred" ? page.byLetter(claim) : [page.isSetAside(claim) ? ASIDE : PARTS[claim.part]]);

  page.make = make;
  page.button = button;
})(window.councilKg);
