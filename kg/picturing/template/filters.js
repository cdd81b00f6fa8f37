// Filters: the controls around the picture; all they do is to change the state, and to show it.
"use strict";
(function (page) {
  const { make, button } = page;
  const byId = (id) => document.getElementById(id);
  const YEARS = [2010, 2045];
  let dates = [];

  function options(select, rows, first) {
    const option = (value, text) => Object.assign(make("option", "", text), { value });
    select.replaceChildren(option("", first), ...rows.map(([value, text]) => option(value, text)));
  }

  const byName = (rows) => [...rows].sort((a, b) => (a[1].toLowerCase() < b[1].toLowerCase() ? -1 : 1));

  page.startFilters = function () {
    const { data } = page;
    options(byId("by-council"), byName(data.councils), "All councils");
    options(byId("by-service"), byName(data.services), "All services");
    options(byId("by-supplier"), byName(data.nodes.filter((node) => node.group === "supplier").map((node) => [node.id, node.name])), "All suppliers");
    dates = [...new Set(data.letters.map(([, date]) => date).filter(Boolean))].sort();
    options(byId("by-since"), [...new Set(dates.map((date) => date.slice(0, 4)))].map((year) => [year, `${year} or later`]), "All letters");
    const years = Array.from({ length: YEARS[1] - YEARS[0] + 1 }, (_, index) => [String(YEARS[0] + index), String(YEARS[0] + index)]);
    options(byId("ends-from"), years, "never");
    options(byId("ends-to"), years, "never");
    for (const [id, name] of [["by-council", "council"], ["by-service", "service"], ["by-supplier", "supplier"], ["by-since", "since"]]) {
      byId(id).addEventListener("change", (event) => page.go({ [name]: event.target.value }, { refit: true }));
    }
    byId("ends-from").addEventListener("change", setEnds);
    byId("ends-to").addEventListener("change", setEnds);
    startSlider();
    for (const kind of document.querySelectorAll(".kind")) kind.addEventListener("click", () => toggle("hide", kind.dataset.kind));
    for (const line of document.querySelectorAll(".line")) line.addEventListener("click", () => toggle("without", line.dataset.standing));
    byId("open-all").addEventListener("click", () => page.go({ open: page.state.open.length ? [] : ["all"] }, { refit: true }));
    byId("show-filters").addEventListener("click", () => openDrawer(byId("drawer").hidden));
    byId("go-back").addEventListener("click", () => history.back());
    byId("go-on").addEventListener("click", () => history.forward());
    byId("show-help").addEventListener("click", () => byId("help").showModal());
    byId("close-help").addEventListener("click", () => byId("help").close());
    byId("show-picture").addEventListener("click", () => page.go({ view: "" }));
    byId("show-table").addEventListener("click", () => page.go({ view: "table" }));
  };

  function openDrawer(wanted) {
    byId("drawer").hidden = !wanted;
    byId("show-filters").setAttribute("aria-expanded", String(wanted));
  }

  const toggle = (name, value) => {
    const list = page.state[name];
    page.go({ [name]: list.includes(value) ? list.filter((one) => one !== value) : [...list, value] });
  };

  function setEnds() {
    let [from, to] = [byId("ends-from").value, byId("ends-to").value];
    if (!from || !to) return page.go({ ends: "none" });
    if (from > to) to = from;
    return page.go({ ends: `${from}-${to}` });
  }

  function startSlider() {
    const slider = byId("slider");
    slider.max = String(dates.length - 1);
    byId("time").hidden = dates.length < 2;
    const at = () => (Number(slider.value) === dates.length - 1 ? "" : dates[Number(slider.value)]);
    slider.addEventListener("input", () => page.go({ at: at() }, { passing: true }));
  }

  // Show the state in the controls.
  page.showFilters = function (seen) {
    const { data, state } = page;
    for (const [id, name] of [["by-council", "council"], ["by-service", "service"], ["by-supplier", "supplier"], ["by-since", "since"]]) byId(id).value = state[name];
    const years = page.windowOf(state) || ["", ""];
    byId("ends-from").value = years[0];
    byId("ends-to").value = years[1];
    for (const line of document.querySelectorAll(".line")) line.setAttribute("aria-pressed", String(!state.without.includes(line.dataset.standing)));
    for (const kind of document.querySelectorAll(".kind")) kind.setAttribute("aria-pressed", String(!state.hide.includes(kind.dataset.kind)));
    showCounts();
    const place = state.at ? dates.findLastIndex((date) => date <= state.at) : dates.length - 1;
    byId("slider").value = String(place);
    const letters = page.lettersSeen(state).size;
    const words = state.at ? `As the letters knew it on ${page.day(state.at)}` : `All letters, up to ${page.day(dates.at(-1) || "")}`;
    byId("time-words").textContent = `${words} · ${letters} of ${page.many(page.data.letters.length, "letter")}`;
    byId("slider").setAttribute("aria-valuetext", words);
    byId("show-picture").setAttribute("aria-pressed", String(state.view !== "table"));
    byId("show-table").setAttribute("aria-pressed", String(state.view === "table"));
    byId("open-all").hidden = !data.fold;
    byId("open-all").textContent = state.open.length ? "Fold all councils" : "Open all councils";
    showChips(seen);
    showMarks(years);
  };

  // How many of each kind are shown, of how many there are.
  function showCounts() {
    const shown = {};
    for (const id of page.shown()) shown[page.nodes.get(id).group] = (shown[page.nodes.get(id).group] || 0) + 1;
    for (const kind of document.querySelectorAll(".kind")) {
      const [now, all] = [shown[kind.dataset.kind] || 0, Number(kind.dataset.all)];
      kind.querySelector(".count").textContent = now === all ? all.toLocaleString("en-GB") : `${now.toLocaleString("en-GB")} of ${all.toLocaleString("en-GB")}`;
    }
  }

  const nameOf = (rows, id) => (rows.find(([key]) => key === id) || ["", id])[1];

  function showChips({ nodes }) {
    const { state, data } = page;
    const chips = [];
    const chip = (words, change) => chips.push(button("chip", words, () => page.go(change, { refit: true }), `${words}: show all again`));
    const near = page.nodes.get(state.near);
    const [from, to] = [page.nodes.get(state.pick), page.nodes.get(state.to)];
    if (from && to && page.path()) chip(`Path from ${from.name} to ${to.name}`, { to: "" });
    if (near) chip(`Near ${near.name}`, { near: "", hops: "1" });
    if (state.council) chip(nameOf(data.councils, state.council), { council: "" });
    if (state.service) chip(nameOf(data.services, state.service), { service: "" });
    if (state.supplier) chip(page.nodes.get(state.supplier)?.name || state.supplier, { supplier: "" });
    if (state.since) chip(`Letters of ${state.since} or later`, { since: "" });
    if (state.at) chip(`Letters up to ${page.day(state.at)}`, { at: "" });
    for (const kind of state.hide) chip(`Without ${(byId("legend").querySelector(`[data-kind="${CSS.escape(kind)}"]`)?.dataset.words || kind).toLowerCase()}`, { hide: state.hide.filter((one) => one !== kind) });
    for (const standing of state.without) chip(`Without what is ${document.querySelector(`.line[data-standing="${CSS.escape(standing)}"]`)?.textContent || standing}`, { without: state.without.filter((one) => one !== standing) });
    const narrowing = chips.length;
    for (const id of state.open.filter((one) => one.startsWith("group/"))) chip(`Opened: ${page.groupName(id)}`, { open: state.open.filter((one) => one !== id) });
    if (narrowing > 1) chips.push(button("chip chip-all", "Clear all", () => page.go({ ...page.clear, to: "" }, { refit: true })));
    if (narrowing) chips.unshift(make("span", "shown", `${page.shown().size.toLocaleString("en-GB")} of ${page.many(data.nodes.length, "thing")}:`));
    byId("chips").replaceChildren(...chips);
    byId("filters-count").textContent = narrowing ? String(narrowing) : "";
    byId("empty").hidden = nodes.size > 0;
    byId("empty-words").textContent = data.nodes.length ? "Nothing in this graph fits all that is chosen." : "The letters of this graph tell of no council, system or contract.";
    byId("empty-clear").hidden = !data.nodes.length;
  }

  function showMarks(years) {
    const found = [...page.shown()].filter((id) => page.endsWithin(page.nodes.get(id), years[0] ? years : null)).length;
    byId("ends-mark").hidden = !years[0];
    byId("ends-words").textContent = `may end ${years[0] === years[1] ? years[0] : years.join(" to ")} (${found})`;
  }

  byId("empty-clear").addEventListener("click", () => page.go(page.clear, { refit: true }));
})(window.councilKg);
