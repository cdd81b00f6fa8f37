// The contracts of the page: each row with its facts, put where it stands on the reader's day.
const LIMIT = matchMedia("(max-width: 700px)").matches ? 10 : 20;
const sections = new Map([...document.querySelectorAll("section.contracts")].map((part) => [part.id, {
  part, table: part.querySelector("table"), all: part.querySelector(".all"), none: part.querySelector(".none"),
  count: part.querySelector(".count"), whole: false, rows: [],
}]));
const contracts = [...document.querySelectorAll("tbody.row")].map((row, order) => ({
  row, order, facts: JSON.parse(row.dataset.facts), words: row.textContent.toLocaleLowerCase("en-GB"),
  cells: Object.fromEntries([...row.rows[0].cells].map((cell) => [cell.className, cell])), stands: null, shown: true,
}));
const lower = (text) => (text || "").toLocaleLowerCase("en-GB");

const textOf = (cell) => (cell ? (cell.querySelector(".text") || cell).textContent.trim() : "");

function write(cell, text) {
  if (cell && textOf(cell) !== text) (cell.querySelector(".text") || cell).textContent = text;
}

function count(day, lead) {
  for (const contract of contracts) {
    const { cells, facts, row } = contract;
    const stands = contract.stands = standing(facts, day, lead);
    write(cells.left, stands.left);
    write(cells.band, stands.band);
    if (cells.band) cells.band.dataset.band = stands.band;
    write(cells.start_by, stands.startBy ? spoken(stands.startBy) : "");
    if (facts.kind === "rolling" && stands.broken) write(cells.end, `next break ${spoken(stands.broken[0])}`);
    write(row.querySelector("dd.state"), stands.state);
  }
  for (const head of document.querySelectorAll("th[data-key=start_by]")) head.hidden = lead === null;
  for (const { cells } of contracts) if (cells.start_by) cells.start_by.hidden = lead === null;
}

const BAND_ORDER = ["overdue", "now", "6 months", "12 months", "18 months", "later", ""];
const KEYS = {
  end: ({ stands, facts }) => stands.due || (facts.end && (facts.end[1] || facts.end[0])) || "9999",
  left: ({ stands }) => stands.due || "9999",
  band: ({ stands }) => BAND_ORDER.indexOf(stands.band),
  start_by: ({ stands }) => stands.startBy || "9999",
  annual_cost: ({ facts }) => (facts.cost === undefined ? Infinity : -facts.cost),
};
const keyOf = (contract, key) => (KEYS[key] ? KEYS[key](contract) : lower(textOf(contract.cells[key])) || "\uffff");

function sorted(key, down) {
  const keyed = contracts.map((contract) => [keyOf(contract, key), contract]);
  keyed.sort(([a, one], [b, other]) => (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1) || one.order - other.order);
  return keyed.map(([, contract]) => contract);
}

// Puts each row into its section, in order; of long sections only the first are shown until all are asked for.
function arrange(key, down) {
  for (const section of sections.values()) section.rows = [];
  for (const contract of sorted(key, down)) {
    const home = sections.get(contract.stands.section);
    if (home) home.rows.push(contract);
  }
  for (const section of sections.values()) {
    const own = section.rows.map(({ row }) => row);
    if (own.some((row, at) => section.table.tBodies[at] !== row)) section.table.append(...own);
    limit(section);
  }
  for (const head of document.querySelectorAll("th[data-key]")) {
    if (head.dataset.key === key) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function limit(section) {
  let number = 0;
  for (const contract of section.rows) {
    contract.row.hidden = !contract.shown;
    if (contract.shown) number += 1;
    contract.row.classList.toggle("beyond", contract.shown && number > LIMIT && !section.whole);
  }
  section.count.textContent = number < section.rows.length ? `(${number} of ${section.rows.length})` : `(${number})`;
  section.none.hidden = number > 0;
  section.part.hidden = section.rows.length === 0 && section.part.id !== "ends" && section.part.id !== "unknown";
  section.all.hidden = section.whole || number <= LIMIT;
  section.all.textContent = `Show all ${number}`;
}

function opens(contract, open) {
  contract.row.classList.toggle("open", open);
  contract.button.setAttribute("aria-expanded", String(open));
}

for (const contract of contracts) {
  const button = contract.button = document.createElement("button");
  button.type = "button";
  button.className = "opener";
  button.setAttribute("aria-expanded", "false");
  const named = ["system", "service", "council"].map((key) => textOf(contract.cells[key]));
  button.setAttribute("aria-label", `Words and details: ${named.filter(Boolean).join(", ")}`);
  contract.row.rows[0].cells[0].prepend(button);
  contract.row.rows[0].addEventListener("click", (event) => {
    if (event.target.closest("a") || getSelection().toString()) return;
    opens(contract, !contract.row.classList.contains("open"));
  });
}
