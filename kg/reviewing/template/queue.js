// Queue: which claims come, and in which order.
"use strict";
(function (page) {
  const { data, byId } = page;
  const EMPTY = { order: "urgent", letter: "", field: "", supplier: "", show: "" };
  const view = (page.view = { ...EMPTY });
  page.current = null; // the claim that is shown
  page.letter = 0; // the letter that is shown

  const isWished = (item) =>
    (!view.letter || data.letters[item.letter].cells.digest === view.letter) && (!view.field || item.cells.field === view.field) && (!view.supplier || item.suppliers.includes(view.supplier)) && (view.show !== "unsure" || !item.stated) && (view.show !== "soon" || item.soon);

  // The claims in their order. Letter by letter: first the letter in which most is at stake.
  page.queue = function () {
    const wished = page.items.filter(isWished);
    if (view.order === "urgent") return wished.sort((a, b) => b.urgency - a.urgency || a.letter - b.letter);
    const stakes = new Map();
    for (const item of wished) stakes.set(item.letter, (stakes.get(item.letter) || 0) + item.urgency);
    const place = new Map(data.letters.map((_, letter) => page.ofLetter[letter]).flat().map((item, number) => [item, number]));
    return wished.sort((a, b) => stakes.get(b.letter) - stakes.get(a.letter) || a.letter - b.letter || place.get(a) - place.get(b));
  };

  // The claim `steps` further on; of those that are open alone, if `open`. Behind the last comes the first.
  page.step = function (steps, open) {
    const queue = page.queue();
    const at = queue.indexOf(page.current);
    for (let count = 1; count <= queue.length; count += 1) {
      const place = at < 0 && steps < 0 ? queue.length - count : at + steps * count;
      const item = queue[((place % queue.length) + queue.length) % queue.length];
      if (!open || page.isOpen(item)) return item;
    }
    return null;
  };

  page.go = function (item) {
    page.current = item;
    if (item) page.letter = item.letter;
    page.show();
  };

  function options(id, first, pairs) {
    byId(id).replaceChildren(page.option("", first), ...pairs.map(([value, text]) => page.option(value, text)));
  }

  page.startQueue = function () {
    const has = new Set(page.items.map((item) => item.letter));
    options("by-letter", "All letters", data.letters.map((letter, number) => [letter.cells.digest, letter.cells.letter, number]).filter(([, , number]) => has.has(number) || data.letters.length < 50));
    const fields = new Set(page.items.map((item) => item.cells.field));
    options("by-field", "All fields", data.fields.filter((field) => fields.has(field.name)).map((field) => [field.name, field.label]));
    const suppliers = [...new Set(page.items.flatMap((item) => item.suppliers))].sort((a, b) => a.localeCompare(b));
    options("by-supplier", "All suppliers", suppliers.map((name) => [name, name]));
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (name in EMPTY) view[name] = value;
    for (const name of Object.keys(EMPTY)) {
      const control = byId(name === "order" || name === "show" ? name : `by-${name}`);
      control.value = view[name];
      if (control.value !== view[name]) control.value = view[name] = EMPTY[name];
      control.addEventListener("change", () => changed(name, control.value));
    }
  };

  function changed(name, value) {
    view[name] = value;
    const words = new URLSearchParams(Object.entries(view).filter(([key, text]) => text !== EMPTY[key]));
    history.replaceState(null, "", `#${words}`);
    page.current = null;
    page.go(page.step(1, true));
    if (!page.current && view.letter) page.read(data.letters.findIndex((letter) => letter.cells.digest === view.letter));
  }

  page.progress = function () {
    const queue = page.queue();
    const decided = queue.filter((item) => !page.isOpen(item)).length;
    const bar = byId("progress");
    bar.max = queue.length || 1;
    bar.value = decided;
    const finished = data.letters.filter((_, letter) => page.isFinished(letter)).length;
    byId("progress-words").textContent = `${decided.toLocaleString("en-GB")} of ${page.many(queue.length, "claim")} · ${finished.toLocaleString("en-GB")} of ${page.many(data.letters.length, "letter")} finished`;
    byId("place").textContent = page.current && queue.includes(page.current) ? `${(queue.indexOf(page.current) + 1).toLocaleString("en-GB")} of ${queue.length.toLocaleString("en-GB")}` : "";
  };
})(window.kgReview);
