// The list beside the picture, and before it on a small screen: what is shown, by kind, and which contracts end next.
"use strict";
(function (page) {
  const { make, button } = page;
  const box = document.getElementById("list");
  const SHOWN = 8; // names of a kind, until more are asked for
  const NEXT = 6;
  const KINDS = ["council", "system", "supplier", "service", "contract", "letter"];
  const opened = new Set(["next"]); // what the reader has unfolded

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const byName = (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id);

  function item(node, more) {
    const words = more || (node.group === "council" || node.group === "letter" || !node.detail ? "" : node.detail);
    return make("li", "", "", button("go", node.name.replace(/, reference not given$/, ""), () => page.choose({ node: node.id, focus: true, fromPanel: true })), make("small", "", words));
  }

  // A part of the list: its lines are made when it is unfolded.
  function part(key, words, nodes, shown, tell = () => "") {
    const list = make("ul", "names");
    const details = make("details", "", "", make("summary", "", `${words} `, make("span", "count", nodes.length.toLocaleString("en-GB"))), list);
    const fill = () => {
      if (list.firstChild) return;
      list.append(...nodes.slice(0, shown).map((node) => item(node, tell(node))));
      if (nodes.length <= shown) return;
      const more = make("li", "", "", button("more", `Show all ${nodes.length.toLocaleString("en-GB")}`, () => {
        more.replaceWith(...nodes.slice(shown).map((node) => item(node, tell(node))));
      }));
      list.append(more);
    };
    details.addEventListener("toggle", () => {
      if (details.open) opened.add(key);
      else opened.delete(key);
      fill();
    });
    details.open = opened.has(key);
    if (details.open) fill();
    return details;
  }

  // What is shown (identifiers), as a list.
  page.showList = function (ids) {
    const nodes = [...ids].map((id) => page.nodes.get(id));
    const next = page.endingNext(ids);
    const councilOf = (contract) => page.nodes.get(contract.council)?.name || contract.detail;
    const parts = next.length ? [part("next", "Contracts that end next", next, NEXT, (one) => `${one.until}, ${councilOf(one)}`)] : [];
    for (const kind of KINDS) {
      const own = nodes.filter((node) => node.group === kind).sort(byName);
      if (own.length) parts.push(part(kind, page.data.plurals[kind], own, SHOWN));
    }
    box.replaceChildren(...parts);
  };
})(window.councilKg);
