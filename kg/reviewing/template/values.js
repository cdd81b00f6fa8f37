// Values: words of a letter → the value that they mean, as a first guess; and whether a value has the form of its field.
"use strict";
(function (page) {
  const MONTH = new RegExp(`\\b(${page.months.map((name) => name.slice(0, 3)).join("|")})[a-z]*\\b`, "i");
  const two = (number) => String(number).padStart(2, "0");
  const monthOf = (word) => page.months.findIndex((name) => name.slice(0, 3).toLowerCase() === word.slice(0, 3).toLowerCase()) + 1;

  function date(words) {
    const figures = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/.exec(words);
    if (figures) return `${figures[3]}-${two(figures[2])}-${two(figures[1])}`;
    const iso = /\b\d{4}-\d\d(-\d\d)?\b/.exec(words);
    if (iso) return iso[0];
    const year = /\b(19|20)\d\d\b/.exec(words);
    if (!year) return "";
    const month = MONTH.exec(words);
    if (!month) return year[0];
    const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)/.exec(words.slice(0, month.index)) || /^\s*(\d{1,2})(?:st|nd|rd|th)?\b,?\s/.exec(words.slice(month.index + month[0].length));
    return [year[0], two(monthOf(month[1])), day && two(day[1])].filter(Boolean).join("-");
  }

  function number(words) {
    const found = /£\s?(\d[\d,]*(?:\.\d+)?)\s*(k\b|m\b|million)?/i.exec(words) || /(\d[\d,]*(?:\.\d+)?)\s*(k\b|million)?/i.exec(words);
    if (!found) return "";
    const times = !found[2] ? 1 : found[2].toLowerCase() === "k" ? 1000 : 1000000;
    return String(Math.round(Number(found[1].replaceAll(",", "")) * times * 100) / 100);
  }

  const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

  function length(words) {
    const found = /\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]*(?:\(\d+\)\s*)?(year|month|week|day)/i.exec(words);
    if (!found) return /rolling/i.test(words) ? "rolling" : "";
    const count = /\d/.test(found[1]) ? Number(found[1]) : NUMBERS.indexOf(found[1].toLowerCase());
    return `P${count}${found[2][0].toUpperCase()}`;
  }

  const name = (words) => words.replace(/^[\s“"'(]+|[\s”"').,;:]+$/g, "");
  const GUESSES = { date, number, whole: (words) => number(words).split(".")[0], term: length, extension: length, system: name, supplier: name, text: name };

  page.guess = (field, words) => (GUESSES[field.form] || (() => ""))(words);

  // Why a field cannot have a value, or nothing.
  page.problemOf = function (name, value) {
    const field = page.fields.get(name);
    if (!value) return `Say which value: ${field.label.toLowerCase()}.`;
    if (field.options.length) return field.options.some(([notation]) => notation === value) ? "" : "Choose one of the list.";
    if (field.pattern && !new RegExp(`^(?:${field.pattern})$`).test(value)) return `${field.label} is written as ${field.hint}.`;
    return "";
  };
})(window.kgReview);
