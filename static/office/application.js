// The page of one application: keys, dialogs, notes without a reload, and a guard for what is not saved yet.
// Without this script every button still works as a plain form.

import { offerColleagues } from "./mentions.js";
import { post, refusal, say } from "./office.js";

const page = document.getElementById("a-page");
const told = page.dataset;

// Times as the reader's own clock shows them.
function localise(within) {
  const language = document.documentElement.lang || undefined;
  for (const time of within.querySelectorAll("time[data-local]")) {
    const onlyDate = time.dataset.local === "date";
    const style = onlyDate ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
    time.textContent = new Intl.DateTimeFormat(language, style).format(new Date(time.dateTime));
  }
}

// Unsaved words
const dirty = new Set();
let leaving = false;

function guard(form) {
  const fields = [...form.querySelectorAll("textarea")];
  const changed = () => fields.some((field) => field.value !== field.defaultValue);
  form.addEventListener("input", () => (changed() ? dirty.add(form) : dirty.delete(form)));
}

window.addEventListener("beforeunload", (event) => {
  if (dirty.size && !leaving) {
    event.preventDefault();
  }
});

const mayLeave = () => !dirty.size || window.confirm(told.unsaved);

page.addEventListener("submit", (event) => {
  // Buttons of other forms would take the reader away from what they are writing.
  if (event.target.matches("[data-quiet]")) {
    return;
  }
  if (mayLeave()) {
    leaving = true;
  } else {
    event.preventDefault();
  }
});

// Notes and summary are saved in place
async function save(form, button) {
  button.disabled = true;
  const answer = await post(button.getAttribute("formaction") || form.action, new FormData(form));
  button.disabled = false;
  if (!answer.ok) {
    say(refusal(answer, told.failed), "bad");
    return;
  }
  dirty.delete(form);
  say(answer.data.message, "good");
  if (form.id === "a-summary") {
    form.elements.notes.defaultValue = form.elements.notes.value;
    return;
  }
  if ("empties" in form.dataset) {
    form.reset();
  }
  await refresh();
}

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) {
    return;
  }
  event.preventDefault();
  const button = event.submitter ?? form.querySelector("button[type=submit]");
  if ("asks" in button.dataset && !window.confirm(told.sure)) {
    return;
  }
  save(form, button);
});

// Timeline
async function part(url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    return answer.ok ? await answer.text() : "";
  } catch {
    return "";
  }
}

async function refresh() {
  const html = await part(told.timeline);
  if (html) {
    const place = document.getElementById("a-timeline");
    place.innerHTML = html;
    prepare(place);
  }
}

page.addEventListener("click", async (event) => {
  const older = event.target.closest(".a-older");
  if (!older) {
    return;
  }
  event.preventDefault();
  const html = await part(older.href);
  if (!html) {
    say(told.failed, "bad");
    return;
  }
  const more = document.createElement("div");
  more.innerHTML = html;
  older.replaceWith(more);
  prepare(more);
  more.querySelector(".a-event")?.scrollIntoView({ block: "nearest" });
});

function prepare(within) {
  localise(within);
  within.querySelectorAll("form[data-guarded]").forEach(guard);
  const colleagues = JSON.parse(document.getElementById("a-colleagues").textContent);
  within.querySelectorAll("textarea[data-mentions]").forEach((field) => offerColleagues(field, colleagues));
}

// Dialogs and views of a file
page.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-closes]")) {
    event.target.closest("dialog").close();
  }
  const tab = event.target.closest("[data-shows]");
  if (tab) {
    for (const other of tab.parentElement.children) {
      const isShown = other === tab;
      other.setAttribute("aria-pressed", String(isShown));
      document.getElementById(other.dataset.shows).hidden = !isShown;
    }
  }
});

for (const zone of page.querySelectorAll("input[name=zone]")) {
  zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}

// Keys, which the reader can switch off
const switched = document.getElementById("a-shortcuts");
switched.checked = localStorage.getItem("a-shortcuts") !== "off";
switched.addEventListener("change", () => localStorage.setItem("a-shortcuts", switched.checked ? "on" : "off"));

function go(address) {
  if (address && mayLeave()) {
    leaving = true;
    window.location.assign(address);
  }
}

const keys = {
  j: () => go(told.next),
  k: () => go(told.previous),
  n: () => document.getElementById("a-body")?.focus(),
  r: () => document.getElementById("a-reject")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable], dialog");
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  const act = keys[event.key];
  if (act && switched.checked && isPlain && !isTyping && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    act();
  }
});

prepare(page);
