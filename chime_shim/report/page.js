"use strict";

// The page is whole without this: it adds sorting to the tables, and a filter to the one of call sites.

const PAGE = 100;
const collator = new Intl.Collator(undefined, { numeric: true });

function valueOf(row, column, numeric) {
  const text = row.cells[column].textContent;
  return numeric ? parseInt(text.replace(/,/g, ""), 10) || 0 : text;
}

function sort(table, header, refresh) {
  const column = header.cellIndex;
  const numeric = header.classList.contains("n");
  const first = numeric || header.classList.contains("d") ? "descending" : "ascending";
  const second = first === "ascending" ? "descending" : "ascending";
  const order = header.getAttribute("aria-sort") === first ? second : first;
  const sign = order === "ascending" ? 1 : -1;
  const rows = Array.from(table.tBodies[0].rows, (row) => [valueOf(row, column, numeric), row]);
  rows.sort(([a], [b]) => sign * (numeric ? a - b : collator.compare(a, b)));
  for (const other of table.querySelectorAll("th[aria-sort]")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", order);
  table.tBodies[0].append(...rows.map(([, row]) => row));
  refresh();
}

function makeSortable(table, refresh) {
  for (const header of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => sort(table, header, refresh));
  }
}

function makeFilter(table) {
  const tools = document.getElementById("tools");
  const [words, fate, count] = ["words", "fate", "count"].map((id) => document.getElementById(id));
  const [more, all] = ["more", "all"].map((id) => document.getElementById(id));
  const texts = new Map();
  const total = table.tBodies[0].rows.length;
  let limit = PAGE;

  function textOf(row) {
    if (!texts.has(row)) texts.set(row, row.textContent.toLowerCase());
    return texts.get(row);
  }

  function refresh() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const matches =
        (!fate.value || row.querySelector(".tag").textContent === fate.value) &&
        wanted.every((word) => textOf(row).includes(word));
      if (matches) found += 1;
      row.hidden = !matches || found > limit;
    }
    const shown = Math.min(found, limit);
    const of = found === total ? "" : `, of ${total.toLocaleString("en")}`;
    count.textContent = `${shown.toLocaleString("en")} of ${found.toLocaleString("en")} shown${of}`;
    more.parentNode.hidden = found <= limit;
  }

  function restart() {
    limit = PAGE;
    refresh();
  }

  words.addEventListener("input", restart);
  fate.addEventListener("change", restart);
  more.addEventListener("click", () => { limit += 10 * PAGE; refresh(); });
  all.addEventListener("click", () => { limit = Infinity; refresh(); });
  tools.hidden = false;
  refresh();
  return refresh;
}

for (const table of document.querySelectorAll("table.sortable")) {
  makeSortable(table, table.id === "sites" ? makeFilter(table) : () => {});
}
