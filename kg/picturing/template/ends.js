// Who uses it, until when: for a supplier and for a system its councils, each with the end of its contract.
"use strict";
(function (page) {
  const { make, button } = page;
  const SUPPLY = ["supplies", "leads"];
  const USE = ["uses", "plans"];
  const SHOWN = 30;

  const seenEdgesOf = (id) => page.edgesOf.get(id).filter((edge) => page.lastSeen().has(edge));
  const councilOf = (node) => (node.group === "council" ? node.id : node.council || "");

  // The contracts of a council that cover a thing.
  const contractsOf = (id, council) => seenEdgesOf(id)
    .filter((edge) => edge.kind === "covers" && edge.to === id)
    .map((edge) => page.nodes.get(edge.from))
    .filter((contract) => contract.group === "contract" && contract.council === council);

  // For each council that uses a system (or has a service, or a contract) a row for each contract, or one without.
  function rowsOf(thing) {
    const node = page.nodes.get(thing);
    if (node.group === "contract") {
      const covered = seenEdgesOf(thing).filter((edge) => edge.kind === "covers" && edge.from === thing).map((edge) => page.nodes.get(edge.to));
      return [{ council: node.council, thing: covered[0] || node, contract: node }];
    }
    const users = node.group === "system" ? seenEdgesOf(thing).filter((edge) => USE.includes(edge.kind) && edge.to === thing).map((edge) => edge.from) : [thing];
    const councils = new Set([node.council, ...users.map((id) => councilOf(page.nodes.get(id)))].filter(Boolean));
    return [...councils].flatMap((council) => {
      const contracts = contractsOf(thing, council);
      return contracts.length ? contracts.map((contract) => ({ council, thing: node, contract })) : [{ council, thing: node, contract: null }];
    });
  }

  // A letter says of its own council who supplies it; the catalogue says it of all.
  function suppliedBy(id) {
    return seenEdgesOf(id).filter((edge) => SUPPLY.includes(edge.kind) && edge.from === id).flatMap((edge) => {
      const claims = page.claimsOf(edge);
      const stated = new Set(claims.map((claim) => claim.council).filter(Boolean));
      const known = claims.some((claim) => claim.standing === "reference");
      return rowsOf(edge.to)
        .filter(({ council }) => known || !claims.length || stated.has(council))
        .map((row) => ({ ...row, catalogue: known && !stated.has(row.council) }));
    });
  }

  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  // What comes stands first, the soonest at the top; then what is not known; then what has passed.
  function order({ contract }) {
    if (!contract || !contract.ends) return [1, ""];
    const [earliest, latest] = contract.ends;
    return latest && latest < today() ? [2, String(99999999 - Number(latest.replaceAll("-", "")))] : [0, latest || earliest];
  }

  function sorted(rows) {
    const unique = new Map(rows.map((row) => [JSON.stringify([row.council, row.contract ? row.contract.id : row.thing.id]), row]));
    const keyed = [...unique.values()].map((row) => ({ ...row, key: [...order(row), page.nodes.get(row.council)?.name || "", row.thing.name] }));
    return keyed.sort((a, b) => {
      const at = a.key.findIndex((part, index) => part !== b.key[index]);
      return at < 0 ? 0 : a.key[at] < b.key[at] ? -1 : 1;
    });
  }

  const goTo = (node) => button("go", node.name, () => page.choose({ node: node.id, fromPanel: true }));

  function end({ contract, key }) {
    if (key[0] === 1) return make("td", "quiet", "not known");
    const cell = make("td", "", "", button("go", contract.until || contract.ends.filter(Boolean).join(" to "), () => page.choose({ node: contract.id, fromPanel: true })));
    if (key[0] === 2) cell.append(make("small", "", " passed"));
    return cell;
  }

  function line(row, own) {
    const council = make("td", "", "", goTo(page.nodes.get(row.council)));
    if (row.thing.id !== own) council.append(make("small", "", "", document.createTextNode(row.thing.name + (row.catalogue ? ", supplier by the catalogue" : ""))));
    return make("tr", "", "", council, end(row));
  }

  // A table of councils and ends; nothing where no council is known.
  page.endsTable = function (node) {
    const found = node.group === "supplier" ? suppliedBy(node.id) : node.group === "system" && !node.unnamed ? rowsOf(node.id) : [];
    const rows = sorted(found.filter(({ council }) => page.nodes.has(council)));
    if (!rows.length) return [];
    const councils = new Set(rows.map(({ council }) => council)).size;
    const head = make("tr", "", "", make("th", "", "Council"), make("th", "", "Contract ends"));
    for (const cell of head.children) cell.scope = "col";
    const body = make("tbody", "", "", ...rows.slice(0, SHOWN).map((row) => line(row, node.id)));
    const parts = [make("h3", "", `${page.many(councils, "council")} `, make("small", "", "what ends next comes first")), make("table", "until", "", make("thead", "", "", head), body)];
    if (rows.length > SHOWN) {
      const more = button("more", `Show ${rows.length - SHOWN} more`, () => {
        body.append(...rows.slice(SHOWN).map((row) => line(row, node.id)));
        more.remove();
      });
      parts.push(more);
    }
    return parts;
  };

  // Contracts among some nodes that end from today on, the soonest first.
  page.endingNext = function (ids) {
    const contracts = [...ids].map((id) => page.nodes.get(id)).filter((node) => node.group === "contract" && node.ends);
    return contracts.map((contract) => ({ contract, key: order({ contract }) })).filter(({ key }) => key[0] === 0)
      .sort((a, b) => (a.key[1] === b.key[1] ? (a.contract.name < b.contract.name ? -1 : 1) : a.key[1] < b.key[1] ? -1 : 1))
      .map(({ contract }) => contract);
  };
})(window.councilKg);
