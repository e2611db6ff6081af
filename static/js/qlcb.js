// What makes pages faster or kinder; every page works without it. Nothing here builds HTML.
"use strict";

/* Ctrl+K: to the search box from anywhere. */
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
    const box = document.querySelector("[data-search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
});

/* Suggestions of the search box: a combobox with a listbox that htmx fills. */
function searchBox(box) {
  const list = document.getElementById("search-options");
  const options = () => [...list.querySelectorAll('[role="option"]:not([aria-disabled="true"])')];
  let chosen = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(-1);
  }

  function choose(index) {
    chosen = index;
    box.removeAttribute("aria-activedescendant");
    options().forEach((option, i) => {
      option.id ||= `search-option-${i}`;
      option.setAttribute("aria-selected", String(i === index));
      if (i === index) {
        box.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  box.addEventListener("keydown", (event) => {
    const found = options();
    if (event.key === "Escape") show(false);
    else if (event.key === "Enter" && !list.hidden && chosen >= 0) found[chosen].click();
    else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
      show(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(chosen < 0 && step < 0 ? found.length - 1 : (chosen + step + found.length) % found.length);
    } else return;
    if (event.key !== "Enter" || chosen >= 0) event.preventDefault();
  });
  list.addEventListener("htmx:afterSwap", () => {
    choose(-1);
    show(box.value.trim() !== "" && list.childElementCount > 0 && document.activeElement === box);
  });
  box.addEventListener("focus", () => show(box.value.trim() !== "" && list.childElementCount > 0));
  box.addEventListener("input", () => { if (box.value.trim() === "") show(false); });
  box.form.addEventListener("focusout", (event) => { if (!box.form.contains(event.relatedTarget)) show(false); });
}

/* Menus made of <details>: one open at a time, closed by Escape and by a click elsewhere. */
const menus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

/* Forms marked data-guard: the browser asks before changed words are lost. */
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});

/* Filter bars marked data-autosubmit: a changed list or tick is applied at once; typed words wait for Enter. */
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
});

/* Anything marked data-copy gets a button that copies its words. */
function copyButton(source) {
  if (!navigator.clipboard || source.nextElementSibling?.matches("[data-copier]")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm copier";
  button.dataset.copier = "";
  button.textContent = "Sao chép";
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = "Đã sao chép";
    setTimeout(() => { button.textContent = "Sao chép"; }, 2000);
  });
  source.after(button);
}

/* Long lists of choices marked data-search-select can be typed into. */
function searchableSelect(select) {
  if (!window.TomSelect || select.tomselect) return;
  new window.TomSelect(select, {
    maxOptions: 400,
    render: { no_results: () => Object.assign(document.createElement("div"), { className: "no-results", textContent: "Không có mục nào khớp" }) },
  });
  select.setAttribute("aria-hidden", "true"); // the label is the typed field's now, this list only carries the value
}

/* Boxes marked data-drop take files that are dragged onto them; the chosen ones are listed with their sizes. */
const MEGABYTE = 1024 * 1024;
function dropBox(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-chosen]");
  if (!input || !list || box.dataset.dropReady) return;
  box.dataset.dropReady = "1";
  box.querySelectorAll(".drop__hint").forEach((hint) => { hint.hidden = false; });
  let depth = 0; // entering a child is told before leaving its parent
  const over = (step) => {
    depth = Math.max(0, depth + step);
    box.classList.toggle("is-over", depth > 0);
  };
  box.addEventListener("dragenter", () => over(1));
  box.addEventListener("dragleave", () => over(-1));
  box.addEventListener("drop", (event) => {
    over(-depth);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  input.addEventListener("change", () => {
    list.hidden = input.files.length === 0;
    list.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      const size = document.createElement("span");
      const most = Number(box.dataset.mostMegabytes) * MEGABYTE;
      size.className = "num";
      size.textContent = file.size >= MEGABYTE ? `${(file.size / MEGABYTE).toFixed(1).replace(".", ",")} MB` : `${Math.max(1, Math.round(file.size / 1024))} KB`;
      if (most && file.size > most) {
        line.className = "is-bad";
        size.textContent += " · quá lớn";
      }
      line.append(file.name, size);
      return line;
    }));
  });
}
/* A file that misses the box would replace the page. */
["dragover", "drop"].forEach((name) => document.addEventListener(name, (event) => {
  if (document.querySelector("[data-drop]") && event.dataTransfer?.types.includes("Files")) event.preventDefault();
}));

function enliven(root) {
  root.querySelectorAll("[data-copy]").forEach(copyButton);
  root.querySelectorAll("select[data-search-select]").forEach(searchableSelect);
  root.querySelectorAll("[data-drop]").forEach(dropBox);
}

document.addEventListener("DOMContentLoaded", () => {
  enliven(document);
  document.querySelectorAll("[data-search]").forEach(searchBox);
  document.querySelector("[data-focus]")?.focus();
  document.querySelector(".section-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});
document.addEventListener("htmx:load", (event) => enliven(event.detail.elt));
