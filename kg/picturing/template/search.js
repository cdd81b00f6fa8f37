// Finding by name: a box with a list of matches, over names, other spellings, references and file names.
"use strict";
(function (page) {
  const SHOWN = 12;
  const box = document.getElementById("search-box");
  const list = document.getElementById("search-list");
  const status = document.getElementById("search-none");
  let entries = [];
  let matches = [];
  let active = -1;

  page.startSearch = function () {
    entries = page.data.nodes.map((node) => ({
      node,
      name: node.name.toLowerCase(),
      others: (node.aliases || []).map((alias) => [alias, alias.toLowerCase()]),
    }));
  };

  // Lower is better: begins with the words, has a word that does, holds them, is also written so.
  function rank(entry, wanted) {
    if (entry.name.startsWith(wanted)) return 0;
    if (entry.name.includes(" " + wanted)) return 1;
    if (entry.name.includes(wanted)) return 2;
    const other = entry.others.find(([, lower]) => lower.includes(wanted));
    return other ? 3 : -1;
  }

  function find(text) {
    const wanted = text.trim().toLowerCase().replace(/\s+/g, " ");
    if (!wanted) return [];
    const found = [];
    for (const entry of entries) {
      const place = rank(entry, wanted);
      const alias = place === 3 ? entry.others.find(([, lower]) => lower.includes(wanted))[0] : "";
      if (place >= 0) found.push({ entry, place, alias });
    }
    return found.sort((a, b) => a.place - b.place || (a.entry.name < b.entry.name ? -1 : 1));
  }

  function draw() {
    const items = matches.slice(0, SHOWN).map(({ entry, alias }, index) => {
      const { node } = entry;
      const words = [page.data.kinds[node.group], alias ? `also ${alias}` : node.detail].filter(Boolean).join(" · ");
      const item = page.make("li", "", node.name, page.make("small", "", words));
      item.id = `match-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(index === active));
      item.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      item.addEventListener("click", () => choose(index));
      return item;
    });
    const more = matches.length - SHOWN;
    const note = !matches.length ? "Nothing is called so." : more > 0 ? `and ${more} more` : "";
    if (note) {
      const item = page.make("li", "none", note);
      item.setAttribute("role", "presentation");
      items.push(item);
    }
    list.replaceChildren(...items);
    open(Boolean(box.value.trim()));
    if (active >= 0) list.children[active].scrollIntoView({ block: "nearest" });
    status.textContent = box.value.trim() ? `${matches.length} found` : "";
  }

  function open(wanted) {
    list.hidden = !wanted;
    box.setAttribute("aria-expanded", String(wanted));
    if (wanted && active >= 0) box.setAttribute("aria-activedescendant", `match-${active}`);
    else box.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    const match = matches[index];
    if (!match) return;
    open(false);
    page.choose({ node: match.entry.node.id, focus: true, fromPanel: true });
  }

  box.addEventListener("input", () => {
    matches = find(box.value);
    active = matches.length ? 0 : -1;
    draw();
  });
  box.addEventListener("keydown", (event) => {
    const last = Math.min(matches.length, SHOWN) - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (last < 0) return;
      active = event.key === "ArrowDown" ? Math.min(last, active + 1) : Math.max(0, active - 1);
      draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(Math.max(active, 0));
    } else if (event.key === "Escape") {
      open(false);
    }
  });
  box.addEventListener("blur", () => open(false));
  box.addEventListener("focus", () => {
    if (box.value.trim()) draw();
  });
})(window.councilKg);
