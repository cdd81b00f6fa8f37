// What is due, in a line of figures: how many, what they cost a year where that is known, and whose they are.
const TOP = 5;

function made(name, classes, text) {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  if (text !== undefined) element.textContent = text;
  return element;
}

function pounds(sum) {
  if (sum >= 1e6) return `£${(sum / 1e6).toFixed(1)}m`;
  return sum >= 1e4 ? `£${Math.round(sum / 1e3)}k` : `£${Math.round(sum).toLocaleString("en-GB")}`;
}

function cost(rows) {
  const known = rows.map(({ facts }) => facts.cost).filter((sum) => sum !== undefined);
  if (!known.length) return rows.length ? "no cost known" : "";
  const sum = pounds(known.reduce((one, other) => one + other, 0));
  return known.length === rows.length ? `${sum} a year` : `${sum} a year (${known.length} known)`;
}

function card(number, title, more, click, pressed) {
  const button = made("button", "card");
  button.type = "button";
  button.append(made("b", "", String(number)), made("span", "", title), made("span", "quiet", more));
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  button.addEventListener("click", click);
  return button;
}

function cards(day, rows) {
  const due = BANDS.map((months) => {
    const own = rows.filter(({ stands }) => isDue(stands, day, months));
    const on = state.within === String(months);
    return card(own.length, `may end in ${months} months`, cost(own), () => change({ within: on ? "" : String(months) }), on);
  });
  const others = [
    ["held-over", "held over past their end"], ["passed", "end passed, no later letter"], ["unknown", "end not known"],
  ].map(([name, title]) => {
    const own = rows.filter(({ stands }) => stands.section === name);
    return card(own.length, title, cost(own), () => show(document.getElementById(name)));
  });
  return [...due, ...others];
}

// Of what may end within the longest time: whose it is, the most first.
function breakdown(title, key, rows) {
  const numbers = new Map();
  for (const { facts } of rows) for (const name of valuesOf(facts, key)) numbers.set(name, (numbers.get(name) || 0) + 1);
  const top = [...numbers].sort(([one, a], [other, b]) => b - a || one.localeCompare(other, "en-GB"));
  const list = made("div", "by-what");
  list.append(made("h2", "", title));
  for (const [name, number] of top.slice(0, TOP)) {
    const button = made("button", "share");
    button.type = "button";
    button.append(made("span", "", name), made("b", "", String(number)));
    if (selects.has(key)) button.addEventListener("click", () => change({ [key]: state[key] === name ? "" : name }));
    else button.disabled = true;
    list.append(button);
  }
  if (top.length > TOP) list.append(made("p", "quiet", `and ${top.length - TOP} more`));
  return list;
}

function drawHeadline(day) {
  const own = contracts.filter((contract) => contract.shown || (state.within && fitsBut(contract, day)));
  const due = own.filter(({ stands }) => isDue(stands, day, BANDS.at(-1)));
  const row = made("div", "cards");
  row.append(...cards(day, own));
  const lists = made("div", "breakdowns");
  if (due.length) for (const [title, key] of [["By service", "service"], ["By council", "council"], ["By supplier", "supplier"]])
    lists.append(breakdown(`${title}, in ${BANDS.at(-1)} months`, key, due));
  headline.replaceChildren(row, lists);
}

// The figures say what each card would leave, whichever of them is chosen.
function fitsBut(contract, day) {
  const { within } = state;
  state.within = "";
  const fit = fits(contract, day, lower(state.q).split(/\s+/).filter(Boolean));
  state.within = within;
  return fit;
}
