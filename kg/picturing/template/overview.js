// The overview of a folded picture, set like an index: councils by region, systems by the service that they are most
// used for, suppliers; a line each, its name beside its sign. Of what does not fit the window the least tied folds.
"use strict";
(function (page) {
  const [ROW, SIGN, NAME_AT] = [20, 7.8, 15]; // height of a line; half a sign; from the sign's middle to its name
  const [HEAD, ABOVE] = [1, 0.7]; // lines: of a heading, and the air above it
  const [BETWEEN, AREA] = [16, 40]; // between columns; between councils, systems and suppliers
  const LEAST = { council: 70, system: 90, supplier: 60 }; // width of a name
  const MOST = { council: 90, system: 130, supplier: 118 };
  const WIDER = 44; // what a name may have more where there is room
  const GROUP = 150; // the same of a group of councils, where all are groups
  const AREAS = [["council"], ["system"], ["supplier"]];
  const ORDER = ["council", "service", "system", "contract", "supplier", "letter"];
  const SCALES = [1.25, 1.1, 1, 0.9, 0.84]; // from large names to small ones that can be read
  const SMALLEST = 12.5; // size of a name's letters, where the picture is smallest
  const ALL = Infinity;
  const LEVELS = [ // how many of a heading stand by themselves
    { council: ALL, system: ALL, supplier: ALL },
    { council: ALL, system: 6, supplier: 24 },
    { council: ALL, system: 3, supplier: 16 },
    { council: ALL, system: 1, supplier: 12 },
    { council: ALL, system: 0, supplier: 0 },
    { council: 0, system: 6, supplier: 24 },
    { council: 0, system: 3, supplier: 16 },
    { council: 0, system: 1, supplier: 12 },
    { council: 0, system: 0, supplier: 8 },
    { council: 0, system: 0, supplier: 0 },
  ];
  const INDEX_NAMES = [260, 190, 140, 100]; // widths of names in an index, as there is room
  const INDEX_LEVELS = [[ALL, ALL], [6, ALL], [2, ALL], [0, ALL], [0, 24], [0, 16], [0, 12], [0, 8], [0, 6], [0, 4], [0, 3], [0, 2], [0, 1], [0, 0]]; // of others, of what is opened
  const LONG = 26; // councils under one heading; more of them are parted by their first letters, in no more than so many parts
  const PARTS = 10;

  const slug = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const byName = (a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id);

  // "Coventry City Council" → "Coventry".
  page.brief = (name) => name
    .replace(/^(?:The )?(?:London Borough|Royal Borough|Metropolitan Borough|City|Council|County|Borough) of (?:the )?/i, "")
    .replace(/(?: Metropolitan| County| City| Borough| District| Unitary| Combined)* (?:Council|Authority|Corporation)$/i, "");

  // The same, where no other council is called so.
  function briefly(entries) {
    const words = new Map(entries.map(({ id, name }) => [id, page.brief(name)]));
    const count = new Map();
    for (const one of words.values()) count.set(one, (count.get(one) || 0) + 1);
    return (entry) => (count.get(words.get(entry.id)) > 1 ? entry.name : words.get(entry.id));
  }

  // Entries under headings: each with its kind, words, identifier and members in their order.
  function sections(entries) {
    const found = new Map();
    const nameOf = briefly(entries.filter(({ group }) => group === "council"));
    for (const entry of [...entries].sort(byName)) {
      const kind = AREAS.flat().includes(entry.group) ? entry.group : "supplier";
      const words = page.data.fold.headings[entry.id] || "More";
      const key = `group/${kind}/${slug(words)}`;
      if (!found.has(key)) found.set(key, { id: key, kind, words, members: [] });
      found.get(key).members.push({ ...entry, words: kind === "council" ? nameOf(entry) : entry.name });
    }
    return [...found.values()].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || compare(a.words, b.words));
  }

  // What an index lists: the things that are `own` by kind, and by council where others stand beside them.
  function sectionsOf(entries, own) {
    const isMixed = entries.some(({ id }) => !own.has(id));
    const councils = new Set(entries.map(({ council }) => council).filter(Boolean));
    const found = new Map();
    for (const entry of entries.filter(({ id }) => own.has(id)).sort(byName)) {
      const { group: kind, id } = entry;
      const home = isMixed ? page.homes.get(id) : "";
      const whose = page.brief(page.nodes.get(home || entry.council)?.name || "");
      const isTold = !isMixed && councils.size > 1 && whose && kind !== "council" && kind !== "system";
      const plural = page.data.plurals[kind];
      const words = !home ? plural : kind === "council" ? whose : `${whose}: ${plural.toLowerCase()}`;
      const key = `group/${slug(home || "all")}/${kind}`;
      if (!found.has(key)) found.set(key, { id: key, kind, home, own: true, words, members: [] });
      found.get(key).members.push({ ...entry, words: page.briefName(entry) + (isTold ? `, ${whose}` : "") });
    }
    const some = [...found.values()].sort((a, b) => compare(a.home, b.home) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
    return [...some, ...(isMixed ? sections(entries.filter(({ id }) => !own.has(id))) : [])];
  }

  // Many councils of which no region is known stand under their first letters.
  function parts(section) {
    const { members, words } = section;
    if (members.length <= LONG || words !== page.data.plurals.council) return [section];
    const pieces = Math.min(PARTS, Math.ceil(members.length / LONG));
    const found = [];
    for (const member of members) {
      const piece = Math.floor((found.flat().length * pieces) / members.length);
      const initial = member.words[0].toUpperCase();
      if (!found.length || (piece >= found.length && found.at(-1).at(-1).words[0].toUpperCase() !== initial)) found.push([]);
      found.at(-1).push(member);
    }
    return found.map((some) => {
      const [first, last] = [some[0].words[0].toUpperCase(), some.at(-1).words[0].toUpperCase()];
      const range = first === last ? first : `${first} to ${last}`;
      return { ...section, id: `${section.id}-${slug(range)}`, words: `${words}, ${range}`, brief: range, members: some };
    });
  }

  // What of a section stands by itself; the others are one entry, which says how many they are.
  function shownOf(section, level, ties) {
    const { kind, members, id } = section;
    names.set(id, section.words);
    const isOpen = section.own ? page.state.open.includes(id) : page.isOpen(id);
    const most = isOpen ? ALL : level;
    if (members.length <= most + (most ? 1 : 0)) return { ...section, shown: members };
    const { pick, near, supplier } = page.state;
    const asked = [pick, near, supplier];
    const ranked = [...members].sort((a, b) => (ties.get(b.id) || 0) - (ties.get(a.id) || 0) || byName(a, b));
    const kept = new Set([...ranked.slice(0, most), ...members.filter((one) => asked.includes(one.id))]);
    const rest = members.filter((one) => !kept.has(one));
    const many = page.many(rest.length, kind);
    const more = {
      id, group: kind, section: true, standing: "stated", claims: [], detail: "",
      name: kept.size ? `${rest.length} more: ${section.words}` : `${section.words}: ${many}`,
      words: kept.size ? `${rest.length} more` : kind === "supplier" && !section.own ? many : section.brief || section.words,
      folded: rest.length, inside: rest.map((one) => one.id),
    };
    return { ...section, shown: [...members.filter((one) => kept.has(one)), more], headless: !kept.size };
  }

  // The words of a group that was opened, for who folds it again.
  const names = new Map();
  page.groupName = (id) => names.get(id) || id.split("/").at(-1).replaceAll("-", " ");

  // Sections one below the other, as many columns as the height asks for; a heading stands with what follows it.
  function columnsOf(some, tall) {
    const columns = [[]];
    let y = 0;
    const next = () => {
      columns.push([]);
      y = 0;
    };
    for (const { words, shown, headless } of some) {
      const air = y ? ABOVE : 0;
      if (!headless) {
        if (y && y + air + HEAD + Math.min(2, shown.length) > tall) next();
        y += y ? air : 0;
        columns.at(-1).push({ heading: words, y });
        y += HEAD;
      }
      for (const entry of shown) {
        if (y && y + 1 > tall) next();
        columns.at(-1).push({ entry, y });
        y += 1;
      }
    }
    return columns;
  }

  const suffix = (entry) => (entry.folded && !(entry.section && entry.words.startsWith(String(entry.folded))) ? ` ${entry.folded}` : "");
  const lengthOf = (entry, narrow) => page.textWidth(entry.words + suffix(entry), narrow ? 15 : 12); // a narrow window's picture is small, its names are not

  // Of a name at least its first word is written.
  const leastOf = (entry) => page.textWidth(entry.words.replace(/ .*/, " …") + suffix(entry), SMALLEST);

  // All columns with their places; how wide and high they are together. In an index names have a width of its own.
  function set(some, tall, most) {
    const narrow = page.isNarrow();
    const columns = [];
    let x = 0;
    let rows = 0;
    for (const kinds of most ? [ORDER] : AREAS) {
      const own = some.filter((section) => kinds.includes(section.kind));
      if (!own.length) continue;
      const [kind] = kinds;
      const all = !most && kind !== "supplier" && own.every(({ headless }) => headless);
      if (all) own[0] = { ...own[0], headless: false, words: page.data.plurals[kind] };
      if (x) x += narrow ? AREA / 2 : AREA;
      const stretch = all ? Math.max(1, Math.min(kind === "council" ? 2.5 : 1.3, tall / (own.length + 2))) : 1; // few lines take the room that they have
      columnsOf(own, Math.ceil(tall / stretch)).forEach((column, index) => {
        if (index) x += BETWEEN;
        const widest = Math.max(...column.map(({ entry, heading }) => (entry ? lengthOf(entry, narrow) : page.textWidth(heading, 12.5) - NAME_AT - SIGN)));
        const least = Math.max(...column.map(({ entry }) => (entry ? leastOf(entry) : 0)));
        const wanted = Math.min(most || (all && kind === "council" ? GROUP : MOST[kind]) * (narrow ? 0.8 : 1), Math.max(narrow || most ? 40 : LEAST[kind], widest));
        const room = Math.max(wanted, least);
        columns.push({ column: column.map((one) => ({ ...one, y: one.y * stretch })), x, room });
        x += NAME_AT + room;
        rows = Math.max(rows, ...column.map(({ y }) => y * stretch + 1));
      });
    }
    return { columns, width: x, height: rows * ROW };
  }

  // The same columns with what room is left.
  function widened({ columns, ...rest }, left) {
    const extra = Math.min(WIDER, left / columns.length);
    return { ...rest, columns: columns.map(({ column, x, room }, index) => ({ column, x: x + index * extra, room: room + extra })) };
  }

  // The largest setting that fits the window: first all names, then fewer and fewer of them, as each level shows.
  function best(levels, widths) {
    const { width, height } = page.roomWithin(page.room(), true);
    const rows = (scale) => Math.max(6, Math.floor(height / scale / ROW));
    let some = [];
    for (const shown of levels) {
      some = shown();
      for (const most of widths) {
        for (const scale of SCALES) {
          const found = set(some, rows(scale), most);
          if (found.width * scale <= width) return widened(found, width / scale - found.width);
        }
      }
    }
    const scaleOf = (found) => Math.min(width / found.width, height / found.height);
    const found = [1, 1.2, 1.5, 2, 3].map((longer) => set(some, rows(1) * longer, widths.at(-1))).reduce((a, b) => (scaleOf(b) > scaleOf(a) ? b : a));
    return widened(found, width / scaleOf(found) - found.width);
  }

  // Entries (councils that are folded, what several share) → nodes with places, captions, and which group each hidden
  // one is in. `ties` says with how many others each is tied.
  page.overview = function (entries, ties) {
    const all = sections(entries);
    const wanted = (level) => all.flatMap((section) => (section.kind === "council" && !level.council ? parts(section) : [section]));
    const levels = LEVELS.map((level) => () => wanted(level).map((section) => shownOf(section, level[section.kind], ties)));
    return placed(best(levels, [0]));
  };

  // The same of an index: those entries that are `own` by themselves as long as there is room, then the others.
  page.index = function (entries, ties, own) {
    const all = sectionsOf(entries, own);
    const levels = INDEX_LEVELS.map(([others, opened]) => () => all.map((section) => shownOf(section, section.own ? opened : others, ties)));
    return placed(best(levels, INDEX_NAMES));
  };

  function placed({ columns }) {
    const nodes = new Map();
    const captions = [];
    const groups = new Map();
    for (const { column, x, room } of columns) {
      for (const { entry, heading, y } of column) {
        if (heading) captions.push([x - SIGN, y * ROW, NAME_AT + SIGN + room, heading]);
        else {
          nodes.set(entry.id, { ...entry, label: entry.words, count: suffix(entry).trim(), x, y: y * ROW, size: SIGN, beside: room });
          for (const id of entry.section ? entry.inside : []) groups.set(id, entry.id);
        }
      }
    }
    return { nodes, captions, groups };
  }
})(window.councilKg);
