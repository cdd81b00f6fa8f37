// The first page: what is due, counted from the reader's day, and the search over all that the pages hold.
const SHOWN = 8, NEXT = 8;
const read = (id) => JSON.parse(document.getElementById(id).textContent);

function made(name, text, classes) {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  if (classes) element.className = classes;
  return element;
}

function link(text, href) {
  const element = made("a", text);
  element.href = href;
  return element;
}

// The end as a letter says it; of one that has passed or never was, the day on which it may end next, and why.
function whenOf({ section, state, due, broken }, end, day) {
  if (section === "ends") return end;
  return `${broken && broken[0] < day ? `by ${spoken(broken[1])}` : spoken(due)}, ${state}`;
}

function showDue() {
  const day = localToday();
  const stood = read("due-data").map((contract) => ({ ...contract, stands: standing(contract, day, null) }));
  const due = stood.filter(({ stands }) => DUE.has(stands.section) && stands.due !== null);
  const numbers = document.getElementById("due-numbers");
  for (const months of BANDS) {
    const number = due.filter(({ stands }) => stands.due <= shifted(day, months)).length;
    const cell = link("", `renewals.html#within=${months}`);
    cell.append(made("b", String(number)), `may end in ${months} months`);
    numbers.append(cell);
  }
  const passed = stood.filter(({ stands }) => stands.section === "passed").length;
  if (passed) {
    const cell = link("", "renewals.html#passed");
    cell.append(made("b", String(passed)), "end passed, no later letter");
    numbers.append(cell);
  }
  due.sort((one, other) => (one.stands.due < other.stands.due ? -1 : one.stands.due > other.stands.due ? 1 : 0));
  for (const { told: [end, system, service, council], stands, href } of due.slice(0, NEXT)) {
    const line = made("li"), what = made("span");
    what.append(link([system, service].filter(Boolean).join(", ") || "a contract", href), ` ${council}`);
    line.append(made("span", whenOf(stands, end, day)), made("span", stands.left, "quiet"), what);
    document.getElementById("due-list").append(line);
  }
  document.getElementById("due-day").textContent = `counted from ${spoken(day)}, today`;
  document.getElementById("due").hidden = stood.length === 0;
}

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase("en-GB");
const found = read("found-data");
const folded = new Map();
const box = document.getElementById("q");

// Names are folded once, at the first search.
function lookThrough(title) {
  if (!folded.has(title)) folded.set(title, found[title].map(([name, , more]) => plain(`${name} ${more}`)));
  return folded.get(title);
}

function search() {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const results = document.getElementById("results");
  results.replaceChildren();
  let all = 0;
  for (const title of words.length ? Object.keys(found) : []) {
    const texts = lookThrough(title);
    const hits = found[title].filter((_, at) => words.every((word) => texts[at].includes(word)));
    all += hits.length;
    if (hits.length) results.append(made("h3", `${title} (${hits.length})`), listOf(hits, words));
  }
  document.getElementById("told").textContent = words.length ? (all ? `${all} found` : "Nothing found. Fewer or shorter words find more.") : "";
}

// What begins with the words comes first; the rest as it stands.
function listOf(hits, words) {
  const first = (hit) => (plain(hit[0]).startsWith(words[0]) ? 0 : 1);
  const ordered = hits.map((hit, at) => [first(hit), at, hit]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const list = made("ul");
  for (const [, , [name, href, more]] of ordered.slice(0, SHOWN)) {
    const line = made("li");
    line.append(href ? link(name, href) : name, " ", made("span", more, "quiet"));
    list.append(line);
  }
  if (hits.length > SHOWN) list.append(made("li", `and ${hits.length - SHOWN} more: add a word`, "quiet"));
  return list;
}

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1)).get("q");
  if (given === null) return;
  box.value = given;
  search();
  box.focus();
}

box.addEventListener("input", () => {
  search();
  history.replaceState(null, "", box.value ? `#q=${encodeURIComponent(box.value)}` : location.pathname.split("/").pop());
});
addEventListener("hashchange", fromAddress);
showDue();
document.getElementById("search").hidden = false;
fromAddress();
document.body.dataset.ready = "";
