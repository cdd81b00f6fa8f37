// Filtering: the state in; the nodes and lines that may be seen out. And ways through the graph: neighbours, paths.
"use strict";
(function (page) {
  const OF_SUPPLIERS = ["supplies", "supplied", "leads", "belongs"];
  const OF_SYSTEMS = ["uses", "plans", "used", "covers", "says", "same", "part"];

  // Numbers of the letters that the dates let through; a letter without a date always is.
  page.lettersSeen = function ({ since, at }) {
    const seen = new Set();
    page.data.letters.forEach(([, date], number) => {
      if (!date || ((!since || date >= since) && (!at || date.slice(0, at.length) <= at))) seen.add(number);
    });
    return seen;
  };

  // What a supplier has to do with: its systems and contracts, then the services, letters and councils of those.
  function ofSupplier(id) {
    const seen = new Set([id]);
    const spread = (from, kinds) => {
      for (const one of from) {
        for (const edge of page.edgesOf.get(one)) if (kinds.includes(edge.kind)) seen.add(page.other(edge, one));
      }
    };
    spread([id], OF_SUPPLIERS);
    spread([...seen], OF_SYSTEMS);
    spread([...seen].filter((one) => page.nodes.get(one).group === "service"), ["runs"]);
    return seen;
  }

  // The things that filters by supplier and neighbourhood are about; what else is seen stands around them. A supplier comes
  // with what it supplies and the contracts of that; a neighbourhood without its rim. Null: no such filter is set.
  page.meant = function (state, edges) {
    const found = page.nodes.has(state.supplier) ? suppliedBy(state.supplier) : null;
    if (!page.nodes.has(state.near)) return found;
    const near = page.around(state.near, (Number(state.hops) || 1) - 1, edges);
    return found ? new Set([...found].filter((id) => near.has(id))) : near;
  };

  function suppliedBy(id) {
    const found = new Set([id]);
    const suppliersOf = (one) => page.edgesOf.get(one).filter(({ kind, from }) => OF_SUPPLIERS.includes(kind) && from !== one);
    for (const edge of page.edgesOf.get(id)) if (OF_SUPPLIERS.includes(edge.kind) && edge.kind !== "belongs") found.add(edge.to);
    for (const system of [...found]) {
      for (const { kind, from } of page.edgesOf.get(system)) if (kind === "covers" && !suppliersOf(from).length) found.add(from);
    }
    return found;
  }

  // Of claims those that the letters' dates, the council and the service let through.
  page.claimsThrough = function (claims, state) {
    const letters = page.lettersSeen(state);
    const hidden = new Set(page.data.letters.filter((_, index) => !letters.has(index)).map(([key]) => key));
    const fits = (wanted, is) => !wanted || !is || wanted === is;
    return claims.filter((claim) => !hidden.has(claim.source) && fits(state.council, claim.council) && fits(state.service, claim.service));
  };

  const number = (list, id) => list.findIndex(([key]) => key === id);

  // { nodes, edges }: sets of nodes by identifier and of edges themselves.
  page.seen = function (state) {
    const letters = page.lettersSeen(state);
    const [council, service] = [number(page.data.councils, state.council), number(page.data.services, state.service)];
    const supplied = page.nodes.has(state.supplier) ? ofSupplier(state.supplier) : null;
    const dated = (thing) => !thing.letters.length || thing.letters.some((letter) => letters.has(letter));
    const follows = council >= 0 || service >= 0 || supplied || letters.size < page.data.letters.length;
    const nodes = new Set();
    for (const node of page.data.nodes) {
      if (state.hide.includes(node.group) || (node.standing !== "stated" && state.without.includes(node.standing)) || !dated(node)) continue;
      if (supplied && !supplied.has(node.id)) continue;
      if (node.group === "supplier" && follows) continue;
      if (council >= 0 && !node.councils.includes(council)) continue;
      if (service >= 0 && node.group !== "council" && !node.services.includes(service)) continue;
      nodes.add(node.id);
    }
    if (follows) followSuppliers(nodes, state);
    if (service >= 0) {
      for (const id of [...nodes]) {
        if (page.nodes.get(id).group === "council" && !page.edgesOf.get(id).some((edge) => nodes.has(page.other(edge, id)))) nodes.delete(id);
      }
    }
    const between = () => page.data.edges.filter((edge) => nodes.has(edge.from) && nodes.has(edge.to) && !state.without.includes(edge.standing) && dated(edge));
    let edges = between();
    if (state.without.length) {
      const tied = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
      for (const id of nodes) if (!tied.has(id)) nodes.delete(id);
    }
    if (nodes.has(state.near)) {
      const near = page.around(state.near, Number(state.hops) || 1, edges);
      for (const id of nodes) if (!near.has(id)) nodes.delete(id);
      edges = between();
    }
    return { nodes, edges };
  };

  // A supplier is seen if something it supplies is; one that owns such a supplier too.
  function followSuppliers(nodes, state) {
    if (state.hide.includes("supplier")) return;
    for (let round = 0; round < 2; round += 1) {
      for (const edge of page.data.edges) {
        if (!OF_SUPPLIERS.includes(edge.kind) || state.without.includes(edge.standing)) continue;
        const [supplier, thing] = edge.kind === "belongs" ? [edge.to, edge.from] : [edge.from, edge.to];
        if (nodes.has(thing) && !state.without.includes(page.nodes.get(supplier).standing)) nodes.add(supplier);
      }
    }
  }

  function tiesWithin(edges) {
    const ties = new Map();
    for (const edge of edges) {
      for (const id of [edge.from, edge.to]) {
        if (!ties.has(id)) ties.set(id, []);
        ties.get(id).push(edge);
      }
    }
    return ties;
  }

  // All that is at most `hops` lines away.
  page.around = function (id, hops, edges) {
    const ties = tiesWithin(edges);
    const near = new Set([id]);
    let rim = [id];
    for (let step = 0; step < hops; step += 1) {
      rim = rim.flatMap((one) => (ties.get(one) || []).map((edge) => page.other(edge, one))).filter((one) => !near.has(one));
      rim.forEach((one) => near.add(one));
    }
    return near;
  };

  // The shortest way from one node to another, as edges; around letters if it can be: that two things stand in one
  // letter says little. Null where there is none.
  page.pathBetween = function (start, end, edges) {
    const telling = edges.filter((edge) => edge.kind !== "says" || [edge.from, edge.to].some((id) => id === start || id === end));
    return shortest(start, end, telling) || shortest(start, end, edges);
  };

  function shortest(start, end, edges) {
    const ties = tiesWithin(edges);
    const came = new Map([[start, null]]);
    let rim = [start];
    while (rim.length && !came.has(end)) {
      const next = [];
      for (const id of rim) {
        for (const edge of ties.get(id) || []) {
          const other = page.other(edge, id);
          if (came.has(other)) continue;
          came.set(other, edge);
          next.push(other);
        }
      }
      rim = next;
    }
    if (!came.has(end)) return null;
    const path = [];
    for (let at = end; at !== start; at = page.other(path[0], at)) path.unshift(came.get(at));
    return path;
  }
})(window.councilKg);
