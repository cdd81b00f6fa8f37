// Letter: its words, with those of its claims marked, and words that a person marks.
"use strict";
(function (page) {
  const { data, byId, make } = page;
  const box = byId("text");
  let shown = -1; // the letter that is drawn

  // Where words stand in a letter, as offsets of its canonical text; null where they do not, as one reads them.
  page.placeOf = function (letter, words) {
    const wanted = page.fold(words);
    if (!wanted) return null;
    let folded = "";
    const places = [];
    for (const [at, text] of data.letters[letter].pieces) {
      [...text].forEach((sign, number) => {
        const small = page.fold(sign);
        folded += small;
        for (let count = 0; count < small.length; count += 1) places.push(at < 0 ? -1 : at + number);
      });
    }
    const found = folded.indexOf(wanted);
    if (found < 0 || places[found] < 0) return null;
    return [places[found], places[found + wanted.length - 1] + 1];
  };

  page.timesIn = function (letter, words) {
    const wanted = page.fold(words);
    return wanted ? page.fold(data.letters[letter].pieces.map(([, text]) => text).join("")).split(wanted).length - 1 : 0;
  };

  // A run of text in parts: each the words and the claims whose words they are. Offsets count code points.
  function parts(at, text, items) {
    const signs = [...text];
    const inside = at < 0 ? [] : items.filter((item) => item.start < at + signs.length && item.end > at);
    const cuts = new Set([0, signs.length]);
    for (const item of inside) for (const cut of [item.start - at, item.end - at]) if (cut > 0 && cut < signs.length) cuts.add(cut);
    const places = [...cuts].sort((a, b) => a - b);
    return places.slice(0, -1).map((from, number) => {
      const to = places[number + 1];
      return [signs.slice(from, to).join(""), inside.filter((item) => item.start < at + to && item.end > at + from)];
    });
  }

  const RANK = ["", "corrected", "added", "accepted", "rejected"];

  function look(mark) {
    const states = mark.items.map(page.stateOf).sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b));
    const unsure = mark.items.every((item) => !item.stated) && !states[0];
    mark.element.className = states[0] || (unsure ? "unsure" : "");
    mark.element.classList.toggle("wanted", mark.items.includes(page.current));
    mark.element.title = mark.items.map((item) => `${page.labelOf(item.cells.field)}: ${item.said}`).join("\n");
  }

  // Words are marked in the order of the letter; of several claims on the same words the narrowest is opened.
  function marked(words, items) {
    const element = make("mark", "", words);
    const narrow = [...items].sort((a, b) => a.end - a.start - (b.end - b.start));
    element.addEventListener("click", () => {
      if (!String(getSelection())) page.go(narrow[(narrow.indexOf(page.current) + 1) % narrow.length]);
    });
    const mark = { element, items };
    look(mark);
    return element;
  }

  page.showLetter = function () {
    const letter = data.letters[page.letter];
    const items = page.ofLetter[page.letter].filter((item) => item.start !== null && item.end > item.start);
    if (shown !== page.letter) byId("letter").scrollTop = 0;
    shown = page.letter;
    box.replaceChildren();
    for (const [at, text] of letter.pieces) {
      for (const [words, over] of parts(at, text, items)) {
        const runs = over.length ? words.split(/(\s*\n\s*)/) : [words]; // no marks on ends of lines
        for (const run of runs) box.append(over.length && run.trim() ? marked(run, over) : document.createTextNode(run));
      }
    }
    if (!letter.pieces.length) box.append(make("p", "quiet", "The words of this letter are not there: it has no questions and answers, or the build has left none."));
    byId("letter-name").textContent = letter.cells.letter;
    const head = page.headOf(page.letter);
    byId("letter-told").textContent = [head.council, page.day(head.date), head.reference].filter(Boolean).join(" · ");
    const wanted = box.querySelector(".wanted");
    if (!wanted) return;
    const [frame, place] = [byId("letter"), wanted.getBoundingClientRect()]; // the letter moves, and not the whole page
    frame.scrollTop += place.top - frame.getBoundingClientRect().top - frame.clientHeight / 2;
  };

  // What a person has marked in the letter, with the mouse or by keys.
  page.markedWords = function () {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !box.contains(selection.getRangeAt(0).commonAncestorContainer)) return "";
    return String(selection).replace(/\s+/g, " ").trim();
  };

  document.addEventListener("selectionchange", () => {
    const words = page.markedWords();
    byId("marked").hidden = !words;
    byId("marked-words").textContent = words.length > 90 ? `${words.slice(0, 60)} … ${words.slice(-25)}` : words;
  });

  // Marking by keys: whole words, from one to the next; Shift takes more.
  let words = []; // the first and last place of each word in the drawn text, and its line
  let from = 0;
  let to = 0;

  function wordsOf(text) {
    let line = 0;
    let before = 0;
    return [...text.matchAll(/\S+/g)].map((found) => {
      line += text.slice(before, found.index).split("\n").length - 1;
      before = found.index;
      return { start: found.index, end: found.index + found[0].length, line };
    });
  }

  function nodeAt(place) {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let left = place;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [box, box.childNodes.length];
  }

  function select() {
    const range = document.createRange();
    range.setStart(...nodeAt(words[to].start));
    range.setEnd(...nodeAt(words[to].end));
    getSelection().setBaseAndExtent(...nodeAt(words[Math.min(from, to)].start), ...nodeAt(words[Math.max(from, to)].end));
    const [place, frame] = [range.getBoundingClientRect(), byId("letter").getBoundingClientRect()];
    if (place.top < frame.top + 90) byId("letter").scrollBy(0, place.top - frame.top - 140);
    if (place.bottom > frame.bottom - 90) byId("letter").scrollBy(0, place.bottom - frame.bottom + 140);
  }

  page.startMarking = function () {
    words = wordsOf(box.textContent);
    if (!words.length) return;
    let place = 0;
    const wanted = box.querySelector(".wanted");
    for (let node = box.firstChild; wanted && node !== wanted; node = node.nextSibling) place += node.textContent.length;
    from = to = Math.max(0, words.findIndex((word) => word.end > place));
    box.focus({ preventScroll: true });
    select();
  };

  // The first word of the next line that has words, or of the one before.
  function lineAway(steps) {
    const lines = [...new Set(words.map((word) => word.line))];
    const line = lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(words[to].line) + steps))];
    return words.findIndex((word) => word.line === line);
  }

  box.addEventListener("keydown", (event) => {
    const next = { ArrowRight: () => to + 1, ArrowLeft: () => to - 1, ArrowDown: () => lineAway(1), ArrowUp: () => lineAway(-1) }[event.key];
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!page.markedWords()) {
      page.startMarking();
      return;
    }
    to = Math.min(words.length - 1, Math.max(0, next()));
    if (!event.shiftKey) from = to;
    select();
  });
})(window.kgReview);
