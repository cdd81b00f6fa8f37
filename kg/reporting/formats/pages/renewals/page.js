// The reader's day, the view in the address, and what follows from them.
const fromBox = document.getElementById("from"), leadBox = document.getElementById("lead"), todayButton = document.getElementById("today");
const LEADS = [6, 9, 12, 18, 24];
const own = headline.dataset.lead === "" ? null : Number(headline.dataset.lead);

leadBox.append(option("0", "not counted"), ...[...new Set([...LEADS, ...(own ? [own] : [])])].sort((a, b) => a - b).map((months) => option(String(months), `${months} months`)));

const dayOf = () => state.day || localToday();
const leadOf = () => (state.lead === undefined ? own : Number(state.lead) || null);

function render() {
  const day = dayOf(), lead = leadOf();
  count(day, lead);
  filter(day);
  const [, down, key] = /^(-?)(\w+)$/.exec(state.sort || "") || ["", "", "end"];
  arrange(key, down === "-");
  drawHeadline(day);
  drawTimeline(day, lead);
  showChoices();
  const today = day === localToday();
  document.getElementById("counted").textContent = `Counted from ${spoken(day)}${today ? ", today" : ", the day that you chose"}.`;
  fromBox.value = day;
  leadBox.value = String(lead || 0);
  todayButton.hidden = today;
}

function change(changes) {
  Object.assign(state, changes);
  toAddress();
  render();
}

function fold(part, folded) {
  part.classList.toggle("folded", folded);
  part.querySelector("h2 button").setAttribute("aria-expanded", String(!folded));
}

function show(part) {
  fold(part, false);
  part.scrollIntoView({ block: "start" });
}

// A link to a row or to words in a letter opens what holds them.
function reveal() {
  if (!location.hash || location.hash.includes("=")) return;
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  const part = target.closest("section.part");
  if (part && part.querySelector("h2 button")) fold(part, false);
  const contract = contracts.find(({ row }) => row === target);
  if (contract) {
    contract.row.classList.remove("beyond");
    opens(contract, true);
  }
  target.scrollIntoView({ block: "center" });
}

for (const part of document.querySelectorAll("section.contracts, #letters, #timeline")) {
  const heading = part.querySelector("h2"), button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => fold(part, !part.classList.contains("folded")));
  heading.append(button);
  button.setAttribute("aria-expanded", String(!part.classList.contains("folded")));
}
for (const section of sections.values()) section.all.addEventListener("click", () => { section.whole = true; limit(section); });
for (const head of document.querySelectorAll("th[data-key]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  button.addEventListener("click", () => change({ sort: head.getAttribute("aria-sort") === "ascending" ? `-${head.dataset.key}` : head.dataset.key }));
  head.replaceChildren(button);
}
box.addEventListener("input", () => change({ q: box.value }));
fromBox.addEventListener("change", () => { if (fromBox.value) change({ day: fromBox.value === localToday() ? "" : fromBox.value }); });
leadBox.addEventListener("change", () => change({ lead: leadBox.value }));
todayButton.addEventListener("click", () => change({ day: "" }));
document.getElementById("clear").addEventListener("click", () => {
  box.value = "";
  change(Object.fromEntries([...selects.keys(), "q"].map((key) => [key, ""])));
});
document.getElementById("tools").addEventListener("submit", (event) => event.preventDefault());
document.getElementById("more-filters").addEventListener("click", (event) => {
  const open = document.getElementById("tools").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});
addEventListener("hashchange", () => {
  if (location.hash.includes("=") || !location.hash) { fromAddress(); render(); } else reveal();
});

for (const part of [headline, document.getElementById("tools"), document.getElementById("day")]) part.hidden = false;
document.body.classList.add("live");
fromAddress();
render();
reveal();
document.body.dataset.ready = "";
