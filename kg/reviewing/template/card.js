// Card: the claim that is asked about, the other claims of its letter, and what is decided of them.
"use strict";
(function (page) {
  const { data, byId, make } = page;
  const { accept, reject, reviewed } = data.kinds;
  const SAID = { accepted: "Accepted", rejected: "Rejected", corrected: "Corrected", added: "Added" };
  const SIGNS = { accepted: "✓", rejected: "✕", corrected: "✎", added: "+", "": "○" };
  const past = []; // the decisions of this window, to be taken back one by one

  const sureness = (item) => (item.told ? "" : `${item.stated ? "stated" : "unsure"}${item.confidence === null ? "" : `, ${Math.round(item.confidence * 100)} % sure`}`);

  function why(item) {
    const reasons = [];
    if (item.soon) reasons.push("ends soon");
    if (["annual_cost", "total_cost"].includes(item.cells.field)) reasons.push("a sum");
    if (!item.stated) reasons.push("not sure enough to be stated");
    else if (item.confidence !== null && item.confidence < 0.8) reasons.push("read with doubt");
    return reasons.join(" · ");
  }

  function signature(line) {
    const { who, when, why: reason } = line.cells;
    return [who && `by ${who}`, when && `on ${page.day(when.slice(0, 10))}`].filter(Boolean).join(" ") + (reason ? `: ${reason}` : "");
  }

  function verdict(item) {
    const state = page.stateOf(item);
    const changes = page.changesOf(item).map(([aspect, to]) => `${aspect}: ${to}`);
    return `${SAID[state]}${changes.length ? ` — ${changes.join(", ")}` : ""} ${signature(item.lines[0])}`;
  }

  const row = (name, text) => make("div", "", "", make("dt", "", name), make("dd", "", text));

  function showCard() {
    const item = page.current;
    byId("card").hidden = !item;
    byId("nothing").hidden = Boolean(item);
    if (!item) return;
    const state = page.stateOf(item);
    byId("card").dataset.state = state;
    byId("card-field").textContent = page.labelOf(item.cells.field);
    byId("card-value").textContent = item.said || item.cells.value;
    byId("card-sure").textContent = sureness(item);
    byId("card-sure").className = `sure ${item.stated ? "" : "sure-less"}`;
    byId("card-why").textContent = why(item);
    const facts = [["System", item.cells.system], ["Service", page.serviceOf(item.cells.service)], ["Question", item.cells.question], ["Certainty", item.certainty === "definite" ? "" : item.certainty], ["Supplier", item.cells.field.includes("supplier") ? "" : item.suppliers.join(", ")]];
    byId("card-facts").replaceChildren(...facts.filter(([, text]) => text).map(([name, text]) => row(name, text)));
    byId("card-words").textContent = item.quote || item.cells.words;
    byId("card-verdict").hidden = !state;
    byId("card-verdict").textContent = state ? verdict(item) : "";
    byId("undo").hidden = !state;
  }

  function entry(item) {
    const state = page.stateOf(item);
    const open = make("button", "entry", "", make("span", "sign", SIGNS[state]), make("span", "", `${page.labelOf(item.cells.field)} `, make("b", "", item.said)), make("small", "quiet", [SAID[state] || sureness(item), item.cells.system].filter(Boolean).join(" · ")));
    open.type = "button";
    if (item === page.current) open.setAttribute("aria-current", "true");
    open.addEventListener("click", () => page.go(item));
    return make("li", state || (item.stated ? "" : "is-unsure"), "", open);
  }

  function showList() {
    const items = page.ofLetter[page.letter];
    const left = items.filter(page.isOpen);
    const none = page.isNone(page.letter);
    byId("list-told").textContent = none ? "This file is no letter: it is left out." : page.isFinished(page.letter) ? "This letter is finished." : `${items.length - left.length} of ${page.many(items.length, "claim")} decided.${items.length && !left.length ? " Read through it for what is missing, then finish it." : ""}`;
    byId("list").replaceChildren(...items.map(entry));
    byId("finish").hidden = none || data.partial;
    byId("finish").firstChild.textContent = page.isFinished(page.letter) ? "Open this letter again " : "Finish this letter ";
    byId("none").firstChild.textContent = none ? "It is a letter after all " : "This is no letter ";
  }

  function showKept() {
    const kept = page.kept();
    byId("kept").textContent = data.served ? `Each decision is written to ${data.file} at once.` : page.keeps ? `${page.many(kept.length, "line")} kept in this browser, for ${data.file}.` : `This browser keeps nothing: download your ${page.many(kept.length, "line")} before you close the window.`;
    byId("take").hidden = data.served;
  }

  page.show = function () {
    showCard();
    showList();
    showKept();
    page.showLetter();
    page.progress();
  };

  page.say = (text, isBad) => {
    byId("told").textContent = text;
    byId("told").className = isBad ? "told bad" : "told";
  };

  // Keep lines in the place of others, and show what has become; what cannot be kept is told and not shown as made.
  page.change = async function (add, remove, key) {
    let made;
    try {
      made = await page.keep(add, remove);
    } catch (error) {
      page.say(error.message, true);
      return false;
    }
    if (made.length) past.push({ made, remove, key });
    page.tie();
    page.current = page.items.find((item) => page.keyOf(item) === key) || null;
    return true;
  };

  const signed = () => ({ who: byId("who").value, why: byId("why").value });

  const heading = (item) => `${page.labelOf(item.cells.field)} ${item.said}`;

  page.onward = function (told) {
    byId("why").value = "";
    page.go(page.step(1, true));
    const next = page.current;
    page.say(`${told} ${next ? `Next: ${heading(next)}.` : "All of these claims are decided."}`);
  };

  let busy = Promise.resolve(); // one decision after the other, however fast the keys

  page.inTurn = (work) => (busy = busy.then(work, work));

  page.decide = (decision) =>
    page.inTurn(async () => {
      const item = page.current;
      if (!item) return;
      if (page.stateOf(item) === "added") {
        page.say("This was added by a person: take it back with u, or correct it with c.", true);
        return;
      }
      const line = page.lineOf(decision, item.letter, item.cells, signed());
      if (await page.change([line], item.lines, page.keyOf(item))) page.onward(`${decision === accept ? "Accepted" : "Rejected"}: ${heading(item)}.`);
    });

  page.accept = () => page.decide(accept);
  page.reject = () => page.decide(reject);

  // Corrections of a claim, aspect by aspect, all at once; of what a person has added, another assertion.
  page.correct = async function (item, lines) {
    const done = await page.change(lines, item.lines, page.keyOf(item));
    if (done) page.onward(`Corrected: ${heading(item)}.`);
    return done;
  };

  page.undo = () =>
    page.inTurn(async () => {
      const item = page.current;
      if (item && item.lines.length) {
        if (!(await page.change([], item.lines, page.keyOf(item)))) return;
      } else {
        const last = past.pop();
        if (!last) {
          page.say("There is nothing to take back here.");
          return;
        }
        const again = last.remove.map((line) => line.cells);
        const standing = page.lines.filter((line) => last.made.includes(line));
        if (!(await page.change(again, standing, last.key))) return;
        if (again.length) past.pop();
      }
      page.say("Taken back.");
      if (!page.current) page.current = page.step(1, true);
      page.go(page.current);
    });

  // A finished letter says what people have decided, and nothing else: what is stated and open is accepted first.
  page.finish = () =>
    page.inTurn(async () => {
      if (data.partial) return;
      const letter = page.letter;
      const mine = page.letterLines[letter].filter((line) => line.cells.decision === reviewed);
      if (mine.length) {
        if (await page.change([], mine, "")) page.read(letter);
        return;
      }
      const open = page.ofLetter[letter].filter((item) => item.stated && page.isOpen(item));
      const unsure = page.ofLetter[letter].filter((item) => !item.stated && page.isOpen(item));
      const told = [open.length ? `${page.many(open.length, "claim is", "claims are")} stated and not decided: ${open.length === 1 ? "it is" : "they are"} accepted.` : "", unsure.length ? `${page.many(unsure.length, "is", "are")} unsure and not decided: ${unsure.length === 1 ? "it is" : "they are"} not stated.` : ""].filter(Boolean);
      if (told.length && !(await page.ask(`Finish ${data.letters[letter].cells.letter}?`, told))) return;
      const lines = [...open.map((item) => page.lineOf(accept, letter, item.cells, signed())), page.lineOf(reviewed, letter, {}, signed())];
      if (await page.change(lines, [], "")) page.onward("This letter is finished.");
    });

  // A letter is shown at its first open claim.
  page.read = function (letter) {
    page.letter = letter;
    const items = page.ofLetter[letter];
    page.current = items.find(page.isOpen) || items[0] || null;
    page.show();
  };
})(window.kgReview);
