// Heads: whose a letter is, its date and its reference, as people put them right, and whether a file is a letter at all.
"use strict";
(function (page) {
  const { data, byId } = page;
  const { noLetter } = data.kinds;
  const box = byId("head");
  const PARTS = Object.entries(data.heads); // what of a head can be put right, each with its kind of decision
  const DAY = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const councils = new Map(data.names.councils.map((name) => [page.fold(name), name]));
  let letter = 0; // the letter whose head is open

  byId("councils").append(...data.names.councils.map((name) => page.option(name, "")));

  const lineOf = (number, kind) => page.letterLines[number].find((line) => line.cells.decision === kind);
  const asBuilt = (number) => ({ council: data.letters[number].council, date: data.letters[number].date, reference: data.letters[number].cells.request });

  // Council, date and reference of a letter, as people have decided.
  page.headOf = function (number) {
    const decided = PARTS.map(([name, kind]) => [name, lineOf(number, kind)]).filter(([, line]) => line);
    return { ...asBuilt(number), ...Object.fromEntries(decided.map(([name, line]) => [name, line.cells.to])) };
  };

  // The value as it is written, or nothing where it cannot be one.
  const FORMS = { council: (text) => councils.get(page.fold(text)), date: (text) => (DAY.test(text) ? text : ""), reference: (text) => text };
  const PROBLEMS = { council: "No council of the register is called so: choose one of the list.", date: "A date is written as 2026, 2026-11 or 2026-11-30.", reference: "" };

  page.openHead = function () {
    letter = page.letter;
    const head = page.headOf(letter);
    byId("head-title").textContent = `Head of ${data.letters[letter].cells.letter}`;
    byId("head-problem").textContent = "";
    byId("head-why").value = byId("why").value;
    for (const [name] of PARTS) byId(`head-${name}`).value = head[name];
    box.showModal();
    byId("head-council").select();
  };

  const told = () => byId("told").textContent;

  async function save() {
    const [add, gone] = [[], []];
    for (const [name, kind] of PARTS) {
      const line = lineOf(letter, kind);
      const built = asBuilt(letter)[name];
      const typed = byId(`head-${name}`).value.trim().replace(/\s+/g, " ");
      const to = typed && FORMS[name](typed);
      const was = line ? line.cells.to : built;
      if (typed === was || to === was || (!typed && !line)) continue;
      if (line) gone.push(line);
      if (line && (!typed || to === built)) continue; // taken back
      if (!to) return PROBLEMS[name];
      add.push(page.lineOf(kind, letter, {}, { who: byId("who").value, why: byId("head-why").value, to }));
    }
    if (!add.length && !gone.length) return "Nothing is changed: close this if it is right.";
    if (!(await page.change(add, gone, page.current ? page.keyOf(page.current) : ""))) return told();
    page.letter = letter;
    byId("why").value = "";
    page.show();
    page.say(add.length ? `Put right: ${add.map((cells) => `${cells.decision.replace("letter ", "")} ${cells.to}`).join(", ")}.` : "Taken back.");
    return "";
  }

  byId("head-body").addEventListener("submit", (event) => {
    event.preventDefault();
    page.inTurn(async () => {
      const problem = await save();
      byId("head-problem").textContent = problem;
      if (!problem) box.close();
    });
  });

  // A file that is no letter is left out; said once more, it is one after all.
  page.none = () =>
    page.inTurn(async () => {
      const number = page.letter;
      const mine = page.letterLines[number].filter((line) => line.cells.decision === noLetter);
      const signed = { who: byId("who").value, why: byId("why").value };
      if (!(await page.change(mine.length ? [] : [page.lineOf(noLetter, number, {}, signed)], mine, ""))) return;
      if (mine.length) page.read(number);
      else page.onward("This file is left out.");
    });
})(window.kgReview);
