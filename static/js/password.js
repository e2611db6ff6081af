// While a new password is typed: how hard it is to guess, in words. Only a hint; the rules are asked on the server.
"use strict";

const STEPS = ["Rất yếu", "Yếu", "Tạm được", "Mạnh", "Rất mạnh"];

/* Bits by length and kinds of characters; what repeats, runs on (abc, 123) or is the username counts little. */
function strength(password, username) {
  const marks = [...password.normalize("NFC")];
  const kinds = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[^a-zA-Z0-9]/, 30]];
  const pool = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 1);
  let counted = 0;
  marks.forEach((mark, at) => {
    const step = at ? mark.codePointAt(0) - marks[at - 1].codePointAt(0) : 9;
    counted += Math.abs(step) <= 1 || marks.indexOf(mark) < at - 12 ? 0.25 : 1;
  });
  if (username && password.toLowerCase().includes(username)) counted -= username.length;
  const bits = Math.max(0, counted) * Math.log2(pool);
  return marks.length < 12 ? Math.min(1, Math.floor(bits / 30)) : Math.min(4, Math.floor(bits / 22));
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-strength]").forEach((field) => {
    const meter = Object.assign(document.createElement("meter"), { className: "strength", min: 0, max: 4, low: 2, high: 3, optimum: 4 });
    const words = Object.assign(document.createElement("div"), { className: "field__help" });
    meter.setAttribute("aria-hidden", "true");
    meter.hidden = true;
    words.setAttribute("role", "status");
    field.after(meter, words);
    field.addEventListener("input", () => {
      const length = [...field.value].length;
      const step = strength(field.value, field.dataset.strength);
      meter.hidden = !length;
      meter.value = step;
      words.textContent = length ? `Độ mạnh: ${STEPS[step]}${length < 12 ? ` · còn thiếu ${12 - length} ký tự` : ""}` : "";
    });
  });
});
