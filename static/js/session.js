// Before a session ends the page says so; after its end it is covered until the same custodian has signed in again. What
// was typed stays in the page and nowhere else. The server alone knows the time: the page only asks.
"use strict";

function watchSession(bar) {
  const { session: address, holder } = bar.dataset;
  const over = document.querySelector("[data-session-over]");
  const form = over.querySelector("form");
  const loginPath = new URL(form.action).pathname;
  const steps = [...form.querySelectorAll("[data-session-step]")];
  const told = form.querySelector("[data-session-error]");
  const warning = Number(bar.dataset.warning) * 1000;
  let ends = Date.now() + Number(bar.dataset.left) * 1000;
  let asked = 0;
  let stepPath = "";
  let focused = null;

  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  async function state(method) {
    const answer = await fetch(address, { method, headers: { Accept: "application/json", ...(method === "POST" && { "X-CSRFToken": token() }) } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /* Go on, cover or leave, as the server says. Returns whether one may go on. */
  function take({ holder: found, left, csrf }) {
    asked = Date.now();
    if (found && found !== holder) return leave();
    if (!found) return cover();
    ends = Date.now() + left * 1000;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = csrf; });
    if (over.open) uncover();
    bar.hidden = true;
    return true;
  }

  async function ask(method = "GET") {
    asked = Date.now();
    try {
      return take(await state(method));
    } catch {
      return Date.now() < ends ? true : cover(); // the server cannot be asked: what is on the screen is covered in time
    }
  }

  function cover() {
    if (over.open) return false;
    focused = document.activeElement;
    bar.hidden = true;
    document.documentElement.classList.add("is-covered");
    show("password");
    over.showModal();
    form.elements.password.focus();
    return false;
  }

  function uncover() {
    form.elements.password.value = form.elements.code.value = told.textContent = "";
    document.documentElement.classList.remove("is-covered");
    over.close();
    focused?.focus?.();
  }

  /* Another custodian: the page is none of theirs. */
  function leave() {
    changed.clear();
    location.replace("/");
    return false;
  }

  function show(step) {
    steps.forEach((part) => {
      const here = part.dataset.sessionStep === step;
      part.hidden = !here;
      part.querySelector("input").disabled = !here;
      if (here) part.querySelector("input").focus();
    });
    if (step === "password") stepPath = "";
  }

  /* The password, and then the code where one is asked for, through the same pages as any sign-in. */
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(form);
    told.textContent = "";
    try {
      const now = await state("GET"); // signed in meanwhile in another tab; and the token of now
      if (now.holder) return take(now);
      given.set("csrfmiddlewaretoken", now.csrf);
      given.set("next", address);
      const answer = await fetch(stepPath || loginPath, { method: "POST", body: new URLSearchParams(given) });
      const path = new URL(answer.url).pathname;
      if (path === address) return leaveOrGoOn(await answer.json());
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      told.textContent = page.querySelector(".field__error, .notice--bad, .notice--warn")?.textContent.trim().replace(/\s+/g, " ") ?? "";
      if (path === loginPath) show("password");
      else if (page.querySelector("[name=code][autocomplete=one-time-code]")) {
        show("code");
        stepPath = path;
      } else leave();
      form.querySelector("[data-session-step]:not([hidden]) input").select();
    } catch {
      told.textContent = "Không kết nối được máy chủ. Thử lại sau ít phút.";
    }
  });

  /* Signed in, but with a password to change or a second factor to turn on first: that has pages of its own. */
  const leaveOrGoOn = (now) => (now.holder ? take(now) : leave());

  over.addEventListener("cancel", (event) => event.preventDefault());
  over.addEventListener("close", () => { if (document.documentElement.classList.contains("is-covered")) over.showModal(); });
  over.querySelector("[data-session-leave]").addEventListener("click", () => changed.clear());
  bar.querySelector("[data-session-stay]").addEventListener("click", () => ask("POST"));

  /* Words are never sent into a session that is over: the server is asked first, the form goes when it may. */
  document.addEventListener("submit", async (event) => {
    if (event.target === form || event.target.method !== "post" || Date.now() < ends) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { target, submitter } = event;
    if (await ask()) target.requestSubmit(submitter);
  }, true);

  function words(seconds) {
    return seconds > 90 ? `${Math.round(seconds / 60)} phút` : `${Math.max(0, seconds)} giây`;
  }

  function tick() {
    if (over.open) return;
    const left = ends - Date.now();
    if (left > warning) return;
    if (left <= 0 || Date.now() - asked > 15_000) ask().then((goesOn) => { if (goesOn) warn(); }); // other tabs count, too
    else warn();
  }

  function warn() {
    const left = ends - Date.now();
    bar.hidden = left > warning || over.open;
    bar.querySelector("[data-session-left]").textContent = words(Math.round(left / 1000));
  }

  setInterval(tick, 1000);
  window.addEventListener("focus", () => { if (over.open) state("GET").then((now) => { if (now.holder) take(now); }, () => {}); });
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-session]").forEach(watchSession));
