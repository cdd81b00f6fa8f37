// Form: what is right instead, or what is missing, with the words that say it.
"use strict";
(function (page) {
  const { data, byId, make } = page;
  const form = byId("form");
  let item = null; // the claim that is corrected, or none where one is added
  let letter = 0;

  byId("form-field").append(...data.fields.map((field) => page.option(field.name, field.label)));
  byId("form-service").append(page.option("", "none"), ...data.services.map(([notation, label]) => page.option(notation, label)));
  byId("form-certainty").append(...data.certainties.map((name) => page.option(name, name)));
  byId("systems").append(...data.names.systems.map((name) => page.option(name, "")));
  byId("suppliers").append(...data.names.suppliers.map((name) => page.option(name, "")));

  const value = () => (byId("form-choice").hidden ? byId("form-value") : byId("form-choice"));
  const fieldOf = () => page.fields.get(byId("form-field").value);

  // The value's control is that of its field: a list where it is closed, else text, with names to choose from.
  function shapeValue(text) {
    const field = fieldOf();
    byId("form-choice").hidden = !field.options.length;
    byId("form-value").hidden = Boolean(field.options.length);
    byId("form-choice").replaceChildren(page.option("", ""), ...field.options.map(([notation, label]) => page.option(notation, label)));
    if (["system", "supplier"].includes(field.form)) byId("form-value").setAttribute("list", `${field.form}s`);
    else byId("form-value").removeAttribute("list");
    byId("form-hint").textContent = field.hint;
    byId("form-system-row").hidden = field.name === "system";
    value().value = text;
  }

  function tellWords() {
    const words = byId("form-words").value;
    const times = page.timesIn(letter, words);
    const told = byId("form-times");
    told.className = times === 1 ? "quiet" : "bad";
    told.textContent = !words ? "Copy the words from the letter, or mark them there first." : /█/.test(words) ? "These words hold what is blacked out: mark fewer." : !times ? "These words are not in the letter." : times === 1 ? "They stand once in the letter." : `They stand ${times} times in the letter: take more of them, so that it is clear where.`;
    return times > 0 && !/█/.test(words);
  }

  function open(title, cells) {
    byId("form-title").textContent = title;
    byId("form-problem").textContent = "";
    byId("form-why").value = byId("why").value;
    byId("form-field").value = cells.field;
    byId("form-service").value = cells.service || "";
    byId("form-system").value = cells.system || "";
    byId("form-question").value = cells.question || "";
    byId("form-words").value = cells.words;
    shapeValue(cells.value);
    const added = !item || page.stateOf(item) === "added";
    byId("form-question-row").hidden = !added;
    byId("form-certainty-row").hidden = added;
    byId("form-words").readOnly = !added;
    byId("form-certainty").value = item ? item.certainty : "definite";
    tellWords();
    if (!added) byId("form-times").textContent = "";
    form.showModal();
    value().focus();
  }

  // What is decided so far is what the form begins with.
  page.openCorrection = function () {
    item = page.current;
    if (!item) return;
    letter = item.letter;
    const changed = Object.fromEntries(item.lines.filter((line) => line.cells.decision.startsWith("correct ")).map(({ cells }) => [cells.decision.slice("correct ".length), cells.to === "none" ? "" : cells.to]));
    open("What is right?", { ...item.cells, ...changed });
    if (changed.certainty) byId("form-certainty").value = changed.certainty;
  };

  // A missing fact hangs where the claim before it does, unless a person says otherwise.
  page.openAddition = function () {
    const words = page.markedWords();
    item = null;
    letter = page.letter;
    const place = page.placeOf(letter, words);
    const before = place && page.ofLetter[letter].filter((one) => one.start !== null && one.start <= place[0]).pop();
    const near = page.current && page.current.letter === letter ? page.current : before;
    const { service, system } = (near || { cells: {} }).cells;
    const asked = before ? before.cells.question : "";
    open("What is missing?", { field: "contract_end", value: page.guess(page.fields.get("contract_end"), words), service, system, question: asked, words });
    byId(words ? "form-field" : "form-words").focus();
  };

  byId("form-field").addEventListener("change", () => shapeValue(item && fieldOf().name === item.cells.field ? item.cells.value : page.guess(fieldOf(), byId("form-words").value)));
  byId("form-words").addEventListener("input", tellWords);

  const filled = () => ({ field: fieldOf().name, value: value().value.trim(), service: byId("form-service").value, system: fieldOf().name === "system" ? value().value.trim() : byId("form-system").value.trim() });

  const signed = () => ({ who: byId("who").value, why: byId("form-why").value });

  function corrections(now) {
    const was = { ...item.cells, certainty: item.certainty };
    const aspects = ["value", "service", "field", ...(now.field === "system" ? [] : ["system"]), "certainty"];
    const wanted = { ...now, certainty: byId("form-certainty").value };
    return aspects.filter((aspect) => wanted[aspect] !== was[aspect]).map((aspect) => page.lineOf(`correct ${aspect}`, letter, item.cells, { ...signed(), to: wanted[aspect] || "none" }));
  }

  async function save() {
    const now = filled();
    const problem = page.problemOf(now.field, now.value) || ((!item || page.stateOf(item) === "added") && !tellWords() ? byId("form-times").textContent : "");
    if (problem) return problem;
    if (item && page.stateOf(item) !== "added") {
      const lines = corrections(now);
      if (!lines.length) return "Nothing is changed: close this, and accept the claim if it is right.";
      return (await page.correct(item, lines)) ? "" : byId("told").textContent;
    }
    const claim = { ...now, question: byId("form-question").value.trim(), words: byId("form-words").value };
    const line = page.lineOf(data.kinds.assert, letter, claim, signed());
    const before = page.current;
    if (!(await page.change([line], item ? item.lines : [], ""))) return byId("told").textContent;
    page.letter = letter;
    page.current = page.items.find((one) => before && page.keyOf(one) === page.keyOf(before)) || null;
    getSelection().removeAllRanges();
    page.show();
    page.say(`Added: ${page.labelOf(now.field)} ${page.day(now.value)}.`);
    return "";
  }

  byId("form-body").addEventListener("submit", (event) => {
    event.preventDefault();
    page.inTurn(async () => {
      const problem = await save();
      byId("form-problem").textContent = problem;
      if (!problem) form.close();
    });
  });

  // A question with yes and no; the promise is kept when it is answered.
  page.ask = function (title, lines) {
    byId("ask-title").textContent = title;
    byId("ask-body").replaceChildren(...lines.map((text) => make("p", "", text)));
    const box = byId("ask");
    box.returnValue = "";
    box.showModal();
    return new Promise((done) => box.addEventListener("close", () => done(box.returnValue === "yes"), { once: true }));
  };
})(window.kgReview);
