// Page: keys and buttons, help, the lines to take away, and the first claim.
"use strict";
(function (page) {
  const { data, byId } = page;

  function openLines() {
    const kept = page.kept();
    byId("lines-told").textContent = kept.length ? `Put these lines at the end of ${data.file}, or run: ${data.take}` : "Nothing is decided yet.";
    byId("lines-text").value = page.csv(kept);
    byId("lines").showModal();
  }

  function download() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([page.csv(page.kept())], { type: "text/csv" }));
    link.download = "review-decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function copy() {
    byId("lines-text").select();
    try {
      await navigator.clipboard.writeText(page.csvLines(page.kept()));
      byId("lines-done").textContent = "Copied.";
    } catch {
      byId("lines-done").textContent = "They are marked: copy them with the keys of your system.";
    }
  }

  function nextLetter() {
    const next = page.queue().find((item) => item.letter !== page.letter && page.isOpen(item));
    if (next) page.go(next);
    else page.say("No other letter has claims to decide.");
  }

  const KEYS = {
    a: page.accept,
    r: page.reject,
    c: page.openCorrection,
    n: () => page.go(page.step(1, true) || page.current),
    ArrowRight: () => page.go(page.step(1, false)),
    p: () => page.go(page.step(-1, false)),
    ArrowLeft: () => page.go(page.step(-1, false)),
    l: nextLetter,
    u: page.undo,
    w: page.startMarking,
    m: page.openAddition,
    f: page.finish,
    h: page.openHead,
    x: page.none,
    y: () => byId("why").focus(),
    d: () => !data.served && openLines(),
    "?": () => byId("help").showModal(),
  };

  const isTyping = (target) => target.closest("input, select, textarea, dialog") !== null;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && !event.target.closest("dialog")) {
      getSelection().removeAllRanges();
      byId("card-field").focus();
    }
    if (isTyping(event.target)) {
      if (event.target === byId("why") && event.key === "Enter") byId("card-field").focus();
      return;
    }
    if (event.target === byId("text") && event.key === "Enter") {
      event.preventDefault();
      page.openAddition();
      return;
    }
    const work = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!work) return;
    event.preventDefault();
    work();
  });

  const BUTTONS = { accept: page.accept, reject: page.reject, correct: page.openCorrection, next: KEYS.n, undo: page.undo, add: page.openAddition, "add-marked": page.openAddition, finish: page.finish, none: page.none, take: openLines, "show-head": page.openHead, "show-help": KEYS["?"], "lines-copy": copy, "lines-download": download };
  for (const [id, work] of Object.entries(BUTTONS)) byId(id).addEventListener("click", () => work());
  for (const button of document.querySelectorAll("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close(button.dataset.close));
  byId("add-marked").addEventListener("mousedown", (event) => event.preventDefault()); // keeps what is marked

  function startWho() {
    const who = byId("who");
    try {
      who.value = data.who || localStorage.getItem("council-kg who") || "";
    } catch {
      who.value = data.who;
    }
    who.addEventListener("change", () => {
      try {
        localStorage.setItem("council-kg who", who.value);
      } catch {
        // it is asked for again in the next window
      }
    });
  }

  page.recall();
  page.tie();
  page.startQueue();
  startWho();
  page.current = page.step(1, true);
  if (page.current) page.go(page.current);
  else page.read(0);
  byId("card-field").focus({ preventScroll: true });
  document.body.dataset.ready = "";
})(window.kgReview);
