// Boxes marked data-drop take files that are dragged onto them; the chosen ones are listed with their sizes.
// Without this the box holds a plain file input.
"use strict";

const MEGABYTE = 1024 * 1024;

function sizeInWords(size) {
  return size >= MEGABYTE ? `${(size / MEGABYTE).toFixed(1).replace(".", ",")} MB` : `${Math.max(1, Math.round(size / 1024))} KB`;
}

function lineOf(file, most) {
  const line = document.createElement("li");
  const size = document.createElement("span");
  size.className = "num";
  size.textContent = sizeInWords(file.size);
  if (file.size > most) {
    line.className = "is-bad";
    size.textContent += " · quá lớn";
  }
  line.append(file.name, size);
  return line;
}

function dropBox(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-chosen]");
  const most = Number(box.dataset.mostMegabytes) * MEGABYTE;
  let depth = 0; // entering a child is told before leaving its parent

  function over(step) {
    depth = Math.max(0, depth + step);
    box.classList.toggle("is-over", depth > 0);
  }

  box.querySelectorAll(".drop__hint").forEach((hint) => { hint.hidden = false; });
  box.addEventListener("dragenter", () => over(1));
  box.addEventListener("dragleave", () => over(-1));
  box.addEventListener("drop", (event) => {
    over(-depth);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  });
  input.addEventListener("change", () => {
    list.hidden = input.files.length === 0;
    list.replaceChildren(...[...input.files].map((file) => lineOf(file, most)));
  });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-drop]").forEach(dropBox));

/* A file that misses the box would replace the page. */
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
}
