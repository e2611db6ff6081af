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

/* The menu of a row stands over the page: inside its table, which may scroll sideways, it would be cut off. */
function placeRowMenu(menu) {
  if (!menu.open || !menu.matches(".cell-actions > *")) return;
  const { top, bottom, right } = menu.getBoundingClientRect();
  const panel = menu.querySelector(".menu__panel");
  const below = bottom + panel.offsetHeight < window.innerHeight;
  Object.assign(panel.style, {
    position: "fixed",
    top: `${below ? bottom : Math.max(0, top - panel.offsetHeight)}px`,
    right: `${document.documentElement.clientWidth - right}px`,
  });
}
document.addEventListener("toggle", (event) => { if (event.target.matches("[data-menu]")) placeRowMenu(event.target); }, true);
document.addEventListener("scroll", () => menus().forEach(placeRowMenu), true);

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

/* Buttons marked data-tick tick the boxes of that name in their form, or clear them; without script they stay hidden. */
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-tick]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.form.querySelectorAll(`input[type=checkbox][name="${button.dataset.tick}"]`).forEach((box) => { box.checked = button.value === "1"; });
    });
  });
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

/* Lists of choices marked data-search-select can be typed into, by the words that an option shows or has as data-known
   (code|other name|…); those marked data-pick ask the server, which knows entries that are not in the page. */
function searchableSelect(select) {
  if (!window.TomSelect || select.tomselect) return;
  const words = (text) => Object.assign(document.createElement("div"), { className: "no-results", textContent: text });
  const told = { no_results: () => words("Không có mục nào khớp"), loading: () => words("Đang tìm…") };
  const list = new window.TomSelect(select, {
    maxOptions: 400,
    refreshThrottle: 0, // Enter must never meet what stood there before the last key
    render: { ...told, not_loading: () => words("Gõ mã hoặc tên để tìm") },
    ...(select.dataset.pick ? asking(select.dataset.pick) : { score: matching }),
  });
  if (select.dataset.pick) keepOwnOptions(list);
  showWhatMatches(list);
  list.control_input.setAttribute("autocomplete", "off");
  select.setAttribute("aria-hidden", "true"); // the label is the typed field's now, this list only carries the value
}

const fold = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(/[đðɖ]/g, "d");
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/* As the server searches: each word typed begins a word of the name or of one other name; who is called so comes first. */
function matching(typed) {
  const whole = fold(typed.trim());
  const wanted = wordsOf(typed);
  return ({ text, known = "" }) => {
    const others = known.split("|");
    const name = text.split(" · ")[0];
    const found = [`${others[0]} ${text}`, ...others.slice(1)].some((line) => {
      const has = wordsOf(line);
      return wanted.every((start) => has.some((word) => word.startsWith(start)));
    });
    if (!found) return 0;
    return fold(name) === whole || others.includes(whole) ? 3 : fold(name).startsWith(whole) ? 2 : 1;
  };
}

/* The server chooses and orders; until it has answered for what is typed now, nothing matches. */
function asking(address) {
  let answered, order;
  return {
    loadThrottle: 150,
    shouldLoad: (text) => text.trim().length > 0,
    score: (text) => ({ value }) => text.trim() === answered ? (order.get(String(value)) ?? 0) : 0,
    async load(text, done) {
      let found = [];
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } });
        if (answer.ok) found = (await answer.json()).entries;
      } catch {
        // as if nothing were found
      }
      if (this.lastValue !== text) {
        delete this.loadedSearches[text]; // may be asked again
        return done();
      }
      this.clearOptions();
      answered = text.trim();
      order = new Map(found.map(({ value }, index) => [String(value), found.length - index]));
      done(found);
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

/* What is chosen stands in the field like selected text: words typed take its place, and Enter takes the best match. */
function showWhatMatches(list) {
  const show = (text) => {
    list.wrapper.classList.toggle("is-typing", text !== "");
    if (text && list.isOpen) list.setActiveOption(list.getOption(list.currentResults.items[0]?.id));
  };
  list.on("type", (text) => show(text.trim()));
  list.on("load", () => show(list.inputValue()));
  list.on("dropdown_close", () => show(""));
  list.on("blur", () => show(""));
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
