// Sorts a table by the column whose heading is pressed; numbers as numbers.
"use strict";
const value = (row, column) => {
  const text = row.cells[column].textContent.trim().replace("\u2212", "-");
  const number = parseFloat(text);
  return Number.isNaN(number) ? text.toLowerCase() : number;
};
const compare = (a, b) => {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? 1 : -1; // what has no number comes first, then last
};
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const heading = button.closest("th");
    const body = heading.closest("table").tBodies[0];
    const down = heading.getAttribute("aria-sort") !== "descending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = Array.from(body.rows, (row) => [value(row, heading.cellIndex), row]);
    rows.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
    body.append(...rows.map(([, row]) => row));
  });
}
