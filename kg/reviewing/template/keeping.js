// Keeping: every decision is kept before it is shown as made, by the server in its file, or by this browser.
"use strict";
(function (page) {
  const { data } = page;
  const PLACE = "council-kg decisions";
  const numbers = new Map(data.letters.map((letter, number) => [letter.cells.digest, number]));

  page.lines = data.lines.map((line) => ({ ...line, inFile: true }));
  page.kept = () => page.lines.filter((line) => !line.inFile).map((line) => line.cells);

  // What this browser keeps, of these letters and of others.
  function stored() {
    try {
      const found = JSON.parse(localStorage.getItem(PLACE) || "[]");
      return Array.isArray(found) ? found.filter((cells) => cells && typeof cells === "object") : [];
    } catch {
      return null;
    }
  }

  // Other windows and pages of other letters keep theirs in the same place: only what has changed here is changed.
  function store(add, remove) {
    const before = stored();
    if (before === null) return false;
    try {
      localStorage.setItem(PLACE, JSON.stringify([...before.filter((cells) => !remove.some((gone) => page.isSame(gone, cells))), ...add]));
      return true;
    } catch {
      return false;
    }
  }

  page.recall = function () {
    if (data.served) return;
    for (const cells of stored() || []) {
      const letter = numbers.get(cells.digest);
      if (letter !== undefined && !page.lines.some((line) => page.isSame(line.cells, cells))) page.lines.push({ cells, letter, item: null });
    }
    page.keeps = store([], []);
  };

  async function send(message) {
    let answer;
    try {
      answer = await fetch("decisions", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) });
    } catch {
      throw new Error("Nothing answers any more: this decision is not written. Start kg review again, and load the page anew.");
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.problem || "This decision was refused, and is not written. Load the page anew.");
    return told.lines;
  }

  const today = () => new Date().toLocaleDateString("sv-SE"); // the reader's own day, as ISO 8601 writes it

  // Keep new lines in the place of others; throws what a person is to be told where that cannot be done.
  page.keep = async function (add, remove) {
    const gone = remove.map((line) => line.cells);
    let made;
    if (data.served) {
      made = await send({ add, remove: gone });
    } else {
      if (remove.some((line) => line.inFile)) throw new Error(`This stands in ${data.file} already: change or remove its line there.`);
      made = add.map((cells) => ({ ...cells, when: today() }));
      if (!store(made, gone)) page.keeps = false;
    }
    page.lines = page.lines.filter((line) => !remove.includes(line));
    const lines = made.map((cells) => ({ cells, letter: numbers.get(cells.digest), item: null, inFile: data.served }));
    page.lines.push(...lines);
    return lines;
  };

  window.addEventListener("beforeunload", (event) => {
    if (!data.served && page.keeps === false && page.kept().length) event.preventDefault();
  });
})(window.kgReview);
