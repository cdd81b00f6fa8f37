// What the reader wants to see: choices beside each other, kept in the address, so that a view can be sent on.
const CHOICES = [
  ["within", "May end within", ["6", "12", "18"], (value) => `${value} months`],
  ["band", "Warning", BAND_ORDER.slice(0, -1)],
  ["council", "Council"], ["region", "Region"], ["type", "Type of council"], ["service", "Service"],
  ["system", "System"], ["supplier", "Supplier"],
  ["said", "Known from", ["letter", "rule"], (value) => (value === "letter" ? "the letters' own words" : "what is worked out")],
];
const KINDS = ["within", "band", "said", "q"];
const box = document.getElementById("filter"), found = document.getElementById("found");
const headline = document.getElementById("headline");
const selects = new Map();
const state = {};

const valuesOf = (facts, key) => [facts[key] || []].flat();

function optionsOf(key) {
  const names = new Set(contracts.flatMap(({ facts }) => valuesOf(facts, key)));
  return [...names].sort((one, other) => one.localeCompare(other, "en-GB"));
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

for (const [key, title, values, words] of CHOICES) {
  const options = values || optionsOf(key);
  if (!values && options.length < 2) continue;
  const label = document.createElement("label"), name = document.createElement("span"), select = document.createElement("select");
  name.textContent = title;
  select.append(option("", "any"), ...options.map((value) => option(value, words ? words(value) : value)));
  select.addEventListener("change", () => change({ [key]: select.value }));
  label.append(name, select);
  document.getElementById("choices").append(label);
  selects.set(key, select);
}

// What the address says; a place in a letter is no view.
function fromAddress() {
  const given = location.hash.includes("=") ? new URLSearchParams(location.hash.slice(1)) : new URLSearchParams();
  for (const key of Object.keys(state)) delete state[key];
  for (const [key, value] of given) state[key] = value;
  if (!/^\d{4}-\d\d-\d\d$/.test(state.day || "")) delete state.day;
  if (!/^\d{1,2}$/.test(state.lead || "")) delete state.lead;
}

function toAddress() {
  const kept = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
  history.replaceState(null, "", `#${kept.size ? kept : "all="}`);
}

function fits({ facts, stands, words }, day, wanted) {
  for (const key of selects.keys())
    if (state[key] && !KINDS.includes(key) && !valuesOf(facts, key).includes(state[key])) return false;
  if (state.band && stands.band !== state.band) return false;
  if (state.said && (state.said === "rule") !== Boolean(facts.inferred)) return false;
  if (state.within && !isDue(stands, day, Number(state.within))) return false;
  return wanted.every((word) => words.includes(word));
}

const isDue = ({ section, due }, day, months) => DUE.has(section) && due !== null && due <= shifted(day, months);

function filter(day) {
  const wanted = lower(state.q).split(/\s+/).filter(Boolean);
  for (const contract of contracts) contract.shown = fits(contract, day, wanted);
  const shown = contracts.filter((contract) => contract.shown).length;
  const chosen = [...selects.keys(), "q"].some((key) => state[key]);
  const { newest } = headline.dataset;
  const until = newest ? ` in letters up to ${/^\d{4}-\d\d-\d\d$/.test(newest) ? spoken(newest) : newest}` : "";
  found.textContent = `${chosen ? `${shown} of ` : ""}${contracts.length} contracts${until}`;
  document.getElementById("clear").hidden = !chosen;
  const number = [...selects.keys()].filter((key) => state[key]).length;
  document.getElementById("more-filters").textContent = number ? `Filters (${number})` : "Filters";
}

function showChoices() {
  if (document.activeElement !== box) box.value = state.q || "";
  for (const [key, select] of selects) {
    select.value = state[key] || "";
    select.classList.toggle("chosen", Boolean(state[key]));
  }
}
