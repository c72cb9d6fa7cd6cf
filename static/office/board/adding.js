// The dialog that adds a candidate by name and address.

import { post, say } from "../office.js";
import { focusOn, take } from "./cards.js";
import { text } from "./words.js";

const dialog = document.getElementById("b-add");

function showErrors(problem) {
  const found = new Map((problem.errors ?? []).map((one) => [one.pointer.slice(1), one.detail]));
  for (const field of dialog.querySelectorAll("[name]:not([type=hidden])")) {
    const place = document.getElementById(`${field.id}-error`);
    if (place) place.textContent = found.get(field.name) ?? "";
    field.toggleAttribute("aria-invalid", found.has(field.name));
  }
  const general = document.getElementById("b-add-error");
  general.textContent = found.size ? "" : (problem.detail ?? text("refused"));
  if (problem.url) general.append(" ", link(problem.url));
  dialog.querySelector("[aria-invalid]")?.focus();
}

function link(url) {
  const made = document.createElement("a");
  made.href = url;
  made.className = "o-link";
  made.textContent = text("open");
  return made;
}

async function add(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const answer = await post(form.action + location.search, new FormData(form));
  button.disabled = false;
  if (!answer.ok) {
    showErrors(answer.data);
    return;
  }
  dialog.close();
  form.reset();
  say(answer.data.message, "good");
  const [made] = take(answer.data);
  if (made) focusOn(made.card);
}

export function startAdding() {
  if (!dialog) return;
  document.getElementById("b-add-button").addEventListener("click", () => {
    showErrors({ detail: "" });
    dialog.showModal();
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", add);
}
