// Claims: what was read, what people have added, and what has been decided about each.
"use strict";
(function (page) {
  const { data } = page;
  const NAMES = ["question", "service", "system", "field", "value", "words"];
  const { accept, reject, reviewed, noLetter } = data.kinds;
  const assertion = data.kinds.assert;
  const ofLetter = new Set([reviewed, noLetter, ...Object.values(data.heads)]);

  const keyOf = (letter, cells) => [letter, ...NAMES.map((name) => cells[name] || "")].join("\u001f");

  // A claim that only its decision tells of: one that a person has added, or that is not read any more.
  function told(line) {
    const cells = Object.fromEntries(NAMES.map((name) => [name, line.cells[name] || ""]));
    const place = page.placeOf(line.letter, cells.words);
    return { letter: line.letter, cells, said: page.day(cells.value), quote: cells.words, start: place ? place[0] : null, end: place ? place[1] : null, stated: true, certainty: "definite", confidence: null, urgency: 0, soon: false, suppliers: [], told: true };
  }

  // Tie lines to the claims that they are about.
  page.tie = function () {
    const items = data.items.map((item) => item);
    const byKey = new Map(items.map((item) => [keyOf(item.letter, item.cells), item]));
    page.letterLines = data.letters.map(() => []);
    for (const item of items) item.lines = [];
    for (const line of page.lines) {
      if (ofLetter.has(line.cells.decision)) {
        page.letterLines[line.letter].push(line);
        continue;
      }
      const key = keyOf(line.letter, line.cells);
      let item = line.item === null ? byKey.get(key) : data.items[line.item];
      if (!item) {
        item = { ...told(line), lines: [] };
        items.push(item);
        byKey.set(key, item);
      }
      item.lines.push(line);
    }
    page.items = items;
    page.ofLetter = data.letters.map(() => []);
    for (const item of items) page.ofLetter[item.letter].push(item);
    const place = (item) => (item.start === null ? Infinity : item.start);
    for (const list of page.ofLetter) list.sort((a, b) => place(a) - place(b) || place(a) / 2 - place(b) / 2 || a.end - b.end);
  };

  page.keyOf = (item) => keyOf(item.letter, item.cells);

  // "", "accepted", "rejected", "corrected" or "added".
  page.stateOf = function (item) {
    const kinds = item.lines.map((line) => line.cells.decision);
    if (!kinds.length) return "";
    if (kinds.includes(reject)) return "rejected";
    if (kinds.includes(assertion)) return "added";
    return kinds.includes(accept) ? "accepted" : "corrected";
  };

  page.isFinished = (letter) => page.letterLines[letter].some((line) => line.cells.decision === reviewed);
  page.isNone = (letter) => page.letterLines[letter].some((line) => line.cells.decision === noLetter);
  page.isOpen = (item) => !item.lines.length && !page.isNone(item.letter);

  // What people say is right instead, in words.
  page.changesOf = (item) =>
    item.lines
      .filter((line) => line.cells.decision.startsWith("correct "))
      .map(({ cells }) => [cells.decision.slice("correct ".length), cells.to])
      .map(([aspect, to]) => (aspect === "service" ? [aspect, page.serviceOf(to)] : aspect === "field" ? [aspect, page.labelOf(to)] : [aspect, page.day(to)]));
})(window.kgReview);
