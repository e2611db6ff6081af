// The grid of a draft: Enter and arrows go from row to row, and a block copied from Excel fills the cells from here on.
"use strict";

function placeOf(cell) {
  const rows = [...cell.closest("table").querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-cell]")]);
  const row = rows.findIndex((cells) => cells.includes(cell));
  return { rows, row, column: rows[row].indexOf(cell) };
}

/* Ctrl+Enter saves, as everywhere; suggestions and choices keep their arrows. */
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".sheet [data-cell]");
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const arrows = cell.matches("input:not([list])");
  const step = event.key === "Enter" ? (event.shiftKey ? -1 : 1) : arrows && event.key === "ArrowDown" ? 1 : arrows && event.key === "ArrowUp" ? -1 : 0;
  if (!step) return;
  event.preventDefault();
  const { rows, row, column } = placeOf(cell);
  const next = rows[row + step]?.[column];
  next?.focus();
  next?.select?.();
});

/* Whether the cell took the words: a veiled one takes none, one to choose from takes only what it offers, and an empty cell empties it. */
function put(cell, text) {
  if (cell.disabled) return false;
  if (cell.matches("select")) {
    const found = [...cell.options].find((option) => option.text.trim().toLowerCase() === text.toLowerCase());
    if (!found) return false;
    cell.value = found.value;
  } else cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/* What was pasted, and what was not: nothing of a block is lost without a word. */
function tell(table, lines, room, refused, outside) {
  const said = [`Đã dán ${Math.min(lines, room)} dòng, chưa lưu.`];
  if (lines > room) said.push(`${lines - room} dòng cuối không còn chỗ trên trang này.`);
  if (outside) said.push(`${outside} ô nằm ngoài các cột của bảng.`);
  if (refused) said.push(`${refused} ô không sửa được, hoặc có chữ không có trong danh sách chọn, nên giữ nguyên.`);
  const note = table.closest("form").querySelector("[data-sheet-note]");
  if (!note) return;
  note.textContent = said.join(" ");
  note.classList.toggle("field__error", said.length > 1);
}

document.addEventListener("paste", (event) => {
  const cell = event.target.closest?.(".sheet [data-cell]");
  const text = event.clipboardData?.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "") ?? "";
  if (!cell || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const { rows, row, column } = placeOf(cell);
  const room = cell.closest(".sheet__fill") ? 1 : rows.length - row;
  const lines = text.split("\n");
  let refused = 0, outside = 0;
  lines.slice(0, room).forEach((line, down) => line.split("\t").forEach((value, right) => {
    const target = rows[row + down][column + right];
    if (!target) outside += value.trim() ? 1 : 0;
    else if (!put(target, value.trim())) refused += 1;
  }));
  tell(cell.closest("table"), lines.length, room, refused, outside);
});
