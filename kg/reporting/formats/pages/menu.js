// The search box that all pages of an output folder have: its words are looked up on the first page.
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
