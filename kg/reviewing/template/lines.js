// Lines: decisions as lines of the file of decisions, cell by cell, and as CSV (RFC 4180).
"use strict";
(function (page) {
  const { columns, letters } = page.data;

  // A decision on a claim, or on a letter where `claim` is empty.
  page.lineOf = function (decision, letter, claim, more) {
    const given = { decision, ...letters[letter].cells, ...claim, ...more };
    return Object.fromEntries(columns.map((name) => [name, String(given[name] || "").trim().replace(/\s+/g, " ")]));
  };

  page.isSame = (one, other) => columns.every((name) => (one[name] || "") === (other[name] || ""));

  // Text that a spreadsheet would run as a formula gets an apostrophe in front, as in all tables that are written here.
  const harmless = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  page.csvLines = (lines) => lines.map((cells) => columns.map((name) => quoted(harmless(cells[name] || ""))).join(",") + "\r\n").join("");
  page.csv = (lines) => `${columns.join(",")}\r\n${page.csvLines(lines)}`;
})(window.kgReview);
