// State: all that a view is stands in the address after the #, so that it can be shared and the browser can go back.
"use strict";
(function (page) {
  const EMPTY = {
    pick: "", // the chosen node
    to: "", // the other end of a path from it
    edge: "", // the chosen line
    near: "", // only this node and what is near it
    hops: "1",
    hide: [], // kinds
    without: [], // standings
    council: "",
    service: "",
    supplier: "",
    since: "", // letters of no earlier date
    at: "", // the graph as the letters knew it on that day
    ends: "", // contracts to mark: "2026-2028"; "none"; empty: this year and the two after it
    open: [], // groups, or "all"
    view: "", // "table"
    read: "", // the letter that is read
    claim: "", // the number of the claim whose words are looked for in it
    bare: "", // the picture alone, for a file
  };
  const LISTS = Object.keys(EMPTY).filter((name) => Array.isArray(EMPTY[name]));
  let written = "";

  page.state = { ...EMPTY };

  function parse(text) {
    const found = { ...EMPTY };
    for (const [name, value] of new URLSearchParams(text)) {
      if (name in EMPTY) found[name] = LISTS.includes(name) ? value.split(",").filter(Boolean) : value;
    }
    return found;
  }

  function print(state) {
    const words = new URLSearchParams();
    for (const name of Object.keys(EMPTY)) {
      const value = String(state[name]);
      if (value !== String(EMPTY[name])) words.set(name, value);
    }
    return words.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  }

  // Go to another view: `change` says what is different. `passing` leaves no step behind (a slider on its way).
  page.go = function (change, { passing = false, ...how } = {}) {
    page.state = { ...page.state, ...change };
    const text = print(page.state);
    if (text !== written) {
      written = text;
      if (passing) location.replace(`#${text}`);
      else location.hash = text;
    }
    page.apply(how);
  };

  // What is chosen and read goes; what is filtered and open stays.
  page.nothing = { pick: "", to: "", edge: "", read: "", claim: "" };

  page.startState = function () {
    written = location.hash.slice(1);
    page.state = parse(written);
    window.addEventListener("hashchange", () => {
      const text = location.hash.slice(1);
      if (text === written) return;
      written = text;
      page.state = parse(text);
      page.apply({ focus: true, fromOutside: true });
    });
  };

  page.isFiltered = () => ["near", "council", "service", "supplier", "since", "at"].some((name) => page.state[name]) || page.state.hide.length + page.state.without.length > 0;
  page.clear = { near: "", hops: "1", hide: [], without: [], council: "", service: "", supplier: "", since: "", at: "" };
})(window.councilKg);
