// The menu that all pages of an output folder have: on a small screen it opens on a click, and its search box looks words
// up on the first page.
(() => {
  const menu = document.querySelector(".menu");
  if (!menu) return;
  const fold = menu.querySelector(".fold-menu");
  const open = (wanted) => fold.setAttribute("aria-expanded", String(wanted));
  fold.addEventListener("click", () => open(fold.getAttribute("aria-expanded") === "false"));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || fold.getAttribute("aria-expanded") === "false") return;
    open(false);
    fold.focus();
  });
  fold.hidden = false;
  menu.classList.add("folds-pages");
})();
(() => {
  const form = document.getElementById("seek");
  if (!form) return;
  const words = form.querySelector("input");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = `${form.dataset.index}#q=${encodeURIComponent(words.value)}`;
  });
  form.hidden = false;
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    words.focus();
  });
})();
