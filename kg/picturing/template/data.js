// Data: unpacks what is written into the page, nothing from outside, and knows what is tied to what.
"use strict";
window.councilKg = {};
(function (page) {
  // Base64, then deflate (RFC 1951), then JSON: see kg/picturing/page.py.
  async function unpack(id) {
    const block = document.getElementById(id);
    const signs = atob(block.textContent);
    const bytes = new Uint8Array(signs.length); // `Uint8Array.from` would first make a list of a million strings
    for (let place = 0; place < signs.length; place += 1) bytes[place] = signs.charCodeAt(place);
    block.remove(); // read once; a large one would be kept in memory twice
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).json();
  }

  // What is drawn. Proofs come afterwards: they are needed at the first click, not at the first drawing.
  page.load = async function () {
    const data = (page.data = await unpack("picture"));
    page.nodes = new Map(data.nodes.map((node) => [node.id, node]));
    page.edges = new Map();
    page.edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
    for (const edge of data.edges) {
      edge.id = `${edge.from} ${edge.kind} ${edge.to}`;
      edge.verb = data.verbs[edge.kind];
      page.edges.set(edge.id, edge);
      page.edgesOf.get(edge.from).push(edge);
      page.edgesOf.get(edge.to).push(edge);
    }
    for (const node of data.nodes) [node.letters, node.councils, node.services] = node.in;
    page.homes = page.homesOf(page.nodes.keys(), data.edges);
  };

  page.loadProofs = async function () {
    Object.assign(page.data, await unpack("proofs"));
    performance.mark("proofs");
  };

  page.other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const nameOf = (id) => (page.nodes.get(id) || page.picture().nodes.get(id)).name;
  page.sentence = (edge) => `${nameOf(edge.from)} ${edge.verb} ${nameOf(edge.to)}`;
  page.claimsOf = (thing) => thing.claims.map((number) => page.data.claims[number]);
  page.many = (count, one, more) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : more || one + "s"}`;

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  // A date of a letter in words: "2024-10-02" → "2 October 2024".
  page.day = function (date) {
    const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(date);
    if (!found) return date;
    const [, year, month, day] = found;
    return [day && String(Number(day)), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  };
})(window.councilKg);
