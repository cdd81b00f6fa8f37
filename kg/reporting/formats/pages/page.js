"use strict";
// Sorting and filtering of what the page already holds; without scripts all of it is there to read.
(() => {
  const rows = [...document.querySelectorAll("tbody.row")];
  const bars = [...document.querySelectorAll(".bar")];
  const heads = [...document.querySelectorAll(".chart h3")];
  const counts = [...document.querySelectorAll(".count")].map((count) => [count, count.textContent]);

  // Of tables that are folded away, the heads become buttons when they are opened.
  function sortable(table) {
    if (table.dataset.sortable !== undefined) return;
    table.dataset.sortable = "";
    const titles = [...table.tHead.rows[0].cells];
    titles.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        titles.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, at, down);
      });
      head.replaceChildren(button);
    });
  }

  const tables = [...document.querySelectorAll("table:not(.totals, .heat)")];
  for (const table of tables) if (!table.closest("details:not([open])")) sortable(table);
  for (const part of document.querySelectorAll("details"))
    part.addEventListener("toggle", () => {
      if (part.open) for (const table of part.querySelectorAll("table")) if (!table.closest("details:not([open])")) sortable(table);
    });

  const BANDS = ["overdue", "now", "6 months", "12 months", "18 months", "later"];

  function key(row, at) {
    const text = row.rows[0].cells[at].dataset.order;
    if (text === "") return null;
    const band = BANDS.indexOf(text);
    return band >= 0 ? band : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text.toLocaleLowerCase("en-GB");
  }

  function sort(table, at, down) {
    const own = [...table.tBodies];
    const place = new Map(own.map((row, number) => [row, [key(row, at), number]]));
    own.sort((a, b) => {
      const [one, first] = place.get(a), [other, second] = place.get(b);
      if (one === null || other === null) return one === other ? first - second : one === null ? 1 : -1;
      const mixed = typeof one !== typeof other;
      const [x, y] = mixed ? [String(one), String(other)] : [one, other];
      return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1) || first - second;
    });
    table.append(...own);
  }

  const OPENED = 60; // rows that are few enough to be seen at once: what holds them opens
  const folds = new Map([...document.querySelectorAll(".fold:has(tbody.row)")].map((fold) => {
    const number = fold.querySelector(".number");
    return [fold, [[...fold.querySelectorAll("tbody.row")], number, number.textContent]];
  }));
  const opened = new Set();

  // What the filter has opened closes with it; what the reader has opened stays.
  function unfold(few) {
    for (const fold of document.querySelectorAll("details.part, .fold")) {
      const holds = few && !fold.hidden && [...fold.querySelectorAll("tbody.row")].some((row) => !row.hidden);
      if (holds && !fold.open) opened.add(fold);
      if (holds) fold.open = true;
      else if (opened.delete(fold)) fold.open = false;
    }
  }

  // A link to something that is folded away opens what holds it.
  function reveal() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);

  const box = document.getElementById("filter");
  const found = document.getElementById("found");
  const under = (row) => row.closest(".fold")?.querySelector("summary > span").textContent || "";
  const words = new Map(rows.map((row) => [row, `${under(row)} ${row.textContent}`.toLocaleLowerCase("en-GB")]));

  function filter() {
    const wanted = box.value.toLocaleLowerCase("en-GB").split(/\s+/).filter(Boolean);
    const fits = (text) => wanted.every((word) => text.includes(word));
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(words.get(row));
      shown += row.hidden ? 0 : 1;
    }
    for (const bar of bars) {
      const row = document.getElementById(bar.querySelector("a").hash.slice(1));
      bar.hidden = row !== null && row.hidden;
    }
    for (const head of heads) {
      let bar = head.nextElementSibling;
      while (bar !== null && bar.hidden) bar = bar.nextElementSibling;
      head.hidden = bar === null || !bar.matches(".bar");
    }
    for (const [count, all] of counts) {
      const own = [...count.closest(".part").querySelectorAll("tbody.row")];
      const left = own.filter((row) => !row.hidden).length;
      count.textContent = left < own.length ? `(${left} of ${own.length})` : all;
    }
    for (const [fold, [own, number, all]] of folds) {
      const left = own.filter((row) => !row.hidden).length;
      fold.hidden = left === 0;
      number.textContent = left < own.length ? `${left} of ${all}` : all;
    }
    unfold(wanted.length > 0 && shown <= OPENED);
    found.textContent = wanted.length ? `${shown} of ${rows.length} rows` : "";
  }

  if (rows.length > 1) document.getElementById("tools").hidden = false;
  box.addEventListener("input", filter);
  reveal();
  document.body.dataset.ready = "";
})();
