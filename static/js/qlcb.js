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

/* Keys of one's work: Ctrl+Enter sends the form, with Shift the button that goes on to the next; Alt+letter follows the
   link with that data-key, and "?" the page that lists them all. */
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-guard]") ?? document.querySelector("form[data-guard]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
    event.preventDefault();
    form.requestSubmit(event.shiftKey ? form.querySelector("[data-save-and-next]") : form.querySelector("[type=submit].btn-primary"));
  }
  const typing = event.target.matches?.("input, textarea, select");
  const wanted = event.altKey && !event.ctrlKey && event.code?.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key === "?" && !typing ? "?" : "";
  const link = wanted && document.querySelector(`[data-key="${wanted}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
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

/* Lists of choices marked data-search-select can be typed into; those marked data-pick also ask the server, which knows
   codes, other names and entries that are not in the page. */
function searchableSelect(select) {
  if (!window.TomSelect || select.tomselect) return;
  const words = (text) => Object.assign(document.createElement("div"), { className: "no-results", textContent: text });
  const told = { no_results: () => words("Không có mục nào khớp"), loading: () => words("Đang tìm…") };
  const list = new window.TomSelect(select, {
    maxOptions: 400,
    lockOptgroupOrder: true,
    render: { ...told, not_loading: () => words("Gõ mã hoặc tên để tìm") },
    ...(select.dataset.pick ? asking(select.dataset.pick) : {}),
  });
  if (select.dataset.pick) keepOwnOptions(list);
  list.control_input.setAttribute("autocomplete", "off");
  select.setAttribute("aria-hidden", "true"); // the label is the typed field's now, this list only carries the value
}

function asking(address) {
  return {
    loadThrottle: 150,
    shouldLoad: (text) => text.trim().length > 0,
    score: () => () => 1, // the server has chosen
    async load(text, done) {
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
        const found = answer.ok ? (await answer.json()).entries : [];
        if (this.lastValue === text) this.clearOptions();
        done(found);
      } catch {
        done();
      }
    },
  };
}

/* With nothing typed the list shows again what the page brought. */
function keepOwnOptions(list) {
  const own = Object.values(list.options);
  const back = () => { list.clearOptions(); list.addOptions(own); };
  list.on("type", (text) => { if (!text.trim()) { back(); list.refreshOptions(false); } });
  list.on("dropdown_close", back);
}

/* Where a person begins: the first field that is wrong, else the notice, else the first field of a form to fill. */
function beginHere() {
  const wrong = document.querySelector("form .is-invalid:not(.ts-wrapper, .ts-dropdown)");
  const first = document.querySelector("form[data-first-field] .fields :is(input, select, textarea):not([type=hidden])");
  const place = wrong ?? document.querySelector("[data-focus]") ?? first;
  if (!place) return;
  const list = place.tomselect;
  if (!list) return place.focus();
  list.settings.openOnFocus = false; // it would lie over the fields below
  list.on("focus", () => setTimeout(() => { list.settings.openOnFocus = true; }));
  list.control_input.focus();
}

/* The list of sections scrolls to the one shown, and nothing else moves. */
function showCurrentSection() {
  const list = document.querySelector(".section-nav");
  const current = list?.querySelector("[aria-current]");
  if (!current) return;
  const scroll = () => { list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2; };
  scroll();
  list.addEventListener("toggle", scroll);
}

function enliven(root) {
  root.querySelectorAll("[data-copy]").forEach(copyButton);
  root.querySelectorAll("select[data-search-select]").forEach(searchableSelect);
}

document.addEventListener("DOMContentLoaded", () => {
  enliven(document);
  document.querySelectorAll("[data-search]").forEach(searchBox);
  beginHere();
  showCurrentSection();
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});
document.addEventListener("htmx:load", (event) => enliven(event.detail.elt));

/* A link that htmx replaced by what it brought took the focus with it: it goes on to what came. */
let taken = false;
document.addEventListener("htmx:beforeSwap", (event) => {
  taken = event.detail.target.contains(document.activeElement) && document.activeElement !== document.body;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (!taken || document.activeElement !== document.body) return;
  taken = false;
  event.detail.elt.tabIndex = -1;
  event.detail.elt.focus({ preventScroll: true });
});
