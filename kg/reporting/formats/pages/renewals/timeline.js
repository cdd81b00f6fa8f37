// What the filter leaves, drawn to scale: a line for each council with its ends, which opens to a bar for each contract.
const SVG = "http:" + "//www.w3.org/2000/svg";
const DRAWN = ["ends", "held-over", "extended", "rolling"];
const [YEARS_BEFORE, YEARS_AFTER, FEW] = [5, 15, 24];
const chart = document.querySelector(".chart"), timelinePart = document.getElementById("timeline");
const opened = new Map();
let allCouncils = false;

function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const time = (day) => Date.UTC(parts(day)[0], parts(day)[1] - 1, parts(day)[2]);

function scaleOf(rows, day) {
  const ends = rows.flatMap(({ facts, stands }) => [facts.end && facts.end[1], facts.longest && facts.longest[1], stands.broken && stands.broken[1]]);
  const starts = rows.map(({ facts }) => facts.start);
  const year = parts(day)[0];
  const years = (days) => days.filter(Boolean).map((each) => parts(each)[0]);
  const first = Math.max(Math.min(year, ...years(starts)), year - YEARS_BEFORE);
  const last = Math.min(Math.max(year, ...years(ends)), year + YEARS_AFTER) + 1;
  const [from, to] = [Date.UTC(first, 0, 1), Date.UTC(last, 0, 1)];
  const place = (each) => Math.round(Math.min(Math.max((time(each) - from) / (to - from), 0), 1) * 1e4) / 100;
  const step = last - first <= 10 ? 1 : 2;
  const marks = [];
  for (let each = first; each < last; each += step) marks.push([String(each), place(iso(each, 1, 1))]);
  return { place, marks, first: iso(first, 1, 1), last: iso(last - 1, 12, 31) };
}

function ticks(scale, day, height) {
  const lines = scale.marks.map(([, x]) => svg("line", { class: "tick", x1: `${x}%`, x2: `${x}%`, y1: 0, y2: height }));
  const now = `${scale.place(day)}%`;
  return [...lines, svg("line", { class: "today", x1: now, x2: now, y1: 0, y2: height })];
}

function stretches({ facts, stands }, scale, day) {
  const [due, end] = facts.end && facts.end[1] >= day ? facts.end : stands.broken || facts.end || [null, null];
  const from = facts.start || scale.first, light = stands.broken ? scale.last : facts.longest && facts.longest[1];
  return [["runs", from, due || end], ["uncertain", due || end, end], ["extended", end, light]]
    .filter(([, a, b]) => a && b && b > a)
    .map(([kind, a, b]) => [kind, scale.place(a), scale.place(b) - scale.place(a)])
    .filter(([, , width]) => width > 0);
}

function bar(contract, scale, day) {
  const { facts, stands, row } = contract;
  const line = made("div", "bar"), label = made("p", "label"), link = made("a", "", (facts.system || ["system not named"]).join(", "));
  link.href = `#${row.id}`;
  label.append(link, " ", made("span", "quiet", (facts.service || ["no service named"]).join(", ")));
  const words = [`end ${textOf(contract.cells.end)}`, stands.state, stands.startBy ? `procurement to start by ${spoken(stands.startBy)}` : ""];
  const drawing = svg("svg", { width: "100%", height: 26, role: "img", "aria-label": `${link.textContent}: ${words.filter(Boolean).join("; ")}` });
  for (const [kind, x, width] of stretches(contract, scale, day))
    drawing.append(svg("rect", { class: kind, x: `${x}%`, width: `${width}%`, y: 6, height: 14 }));
  if (!facts.start || facts.start < scale.first) drawing.append(svg("path", { class: "before", d: "M0 6 L7 9.5 L0 13 L7 16.5 L0 20 Z" }));
  drawing.append(...ticks(scale, day, 26));
  if (stands.startBy && stands.startBy >= scale.first && stands.startBy <= scale.last)
    drawing.append(svg("svg", { x: `${scale.place(stands.startBy)}%`, y: 13, overflow: "visible" }, svg("path", { class: "start-by", d: "M0 -7 L7 0 L0 7 L-7 0 Z" })));
  line.append(label, drawing);
  return line;
}

function council(name, rows, scale, day, open) {
  const group = made("div", "group"), head = made("h3", ""), button = made("button", "", name);
  const strip = svg("svg", { width: "100%", height: 26, role: "img", "aria-label": `${name}: ${rows.length} contracts` }, ...ticks(scale, day, 26));
  for (const { stands } of rows) if (stands.due) {
    const early = stands.band === "overdue" || stands.band === "6 months";
    strip.append(svg("circle", { class: early ? "dot early" : "dot", cx: `${scale.place(stands.due)}%`, cy: 13, r: 5 }));
  }
  button.type = "button";
  head.append(button, made("span", "quiet", ` ${rows.length}`));
  const bars = made("div", "bars");
  const draw = (wide) => {
    button.setAttribute("aria-expanded", String(wide));
    bars.replaceChildren(...(wide ? rows.map((contract) => bar(contract, scale, day)) : []));
  };
  button.addEventListener("click", () => {
    opened.set(name, button.getAttribute("aria-expanded") !== "true");
    draw(opened.get(name));
  });
  draw(opened.has(name) ? opened.get(name) : open);
  group.append(head, strip, bars);
  return group;
}

function drawTimeline(day, lead) {
  const rows = contracts.filter(({ shown, stands }) => shown && DRAWN.includes(stands.section) && stands.due);
  timelinePart.hidden = rows.length === 0;
  if (!rows.length) return chart.replaceChildren();
  const scale = scaleOf(rows, day), groups = new Map();
  for (const contract of rows.sort((one, other) => (one.stands.due < other.stands.due ? -1 : 1)))
    groups.set(contract.facts.council, [...(groups.get(contract.facts.council) || []), contract]);
  const names = [...groups.keys()].sort((one, other) => one.localeCompare(other, "en-GB"));
  const axis = svg("svg", { class: "axis", width: "100%", height: 20, "aria-hidden": "true" });
  for (const [year, x] of scale.marks) axis.append(
    svg("line", { class: "tick", x1: `${x}%`, x2: `${x}%`, y1: 0, y2: 20 }), Object.assign(svg("text", { x: `${x}%`, dx: 4, y: 14 }), { textContent: year }));
  timelinePart.querySelector(".count").textContent = `(${rows.length})`;
  document.getElementById("legend-day").textContent = spoken(day);
  document.getElementById("legend-start").hidden = lead === null;
  const drawn = allCouncils ? names : names.slice(0, LIMIT);
  chart.replaceChildren(made("div", "label axis-label"), axis,
    ...drawn.map((name) => council(name, groups.get(name), scale, day, rows.length <= FEW)));
  const all = timelinePart.querySelector(".all");
  all.hidden = drawn.length === names.length;
  all.textContent = `Show all ${names.length} councils`;
  all.onclick = () => { allCouncils = true; drawTimeline(day, lead); };
}
