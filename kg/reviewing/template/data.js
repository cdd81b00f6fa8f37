// Data: what is written into the page, and how parts of the page are made of it, as text alone.
"use strict";
window.kgReview = {};
(function (page) {
  const block = document.getElementById("data");
  const data = (page.data = JSON.parse(block.textContent));
  block.remove(); // read once; a large one would be kept in memory twice

  page.byId = (id) => document.getElementById(id);
  page.many = (count, one, more) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : more || `${one}s`}`;

  page.make = function (tag, kind, text, ...children) {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    element.append(...children.filter(Boolean));
    return element;
  };

  page.option = (value, text) => Object.assign(page.make("option", "", text), { value });

  page.fields = new Map(data.fields.map((field) => [field.name, field]));
  page.labelOf = (name) => (page.fields.has(name) ? page.fields.get(name).label : name);
  const services = new Map(data.services);
  page.serviceOf = (notation) => services.get(notation) || notation;

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  // A date in words: "2024-10-02" → "2 October 2024".
  page.day = function (date) {
    const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date);
    if (!found || Number(found[2] || 1) > 12) return date;
    return [found[3] && String(Number(found[3])), found[2] && MONTHS[Number(found[2]) - 1], found[1]].filter(Boolean).join(" ");
  };
  page.months = MONTHS;

  // Words as they are compared with those of the letter: their letters and figures.
  page.fold = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
})(window.kgReview);
