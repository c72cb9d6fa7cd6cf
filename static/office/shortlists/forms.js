// The list's forms without leaving the page: a step up or down, notes and score, removing with an undo, adding.

import { post, say } from "../office.js";
import { entries, entryOf, list, page, place, put, refused, save, swap, text } from "./list.js";

const found = document.getElementById("s-found");
const words = document.getElementById("s-words");
let asked = 0;

const DOES = { step, edit, remove, add };

function submitted(event) {
  const run = DOES[event.target.dataset?.does];
  if (!run) return;
  event.preventDefault();
  run(event.target, event.submitter);
}

function step(form, button) {
  const entry = form.closest(".s-entry");
  const at = entries().indexOf(entry);
  const before = button.value === "up" ? entries()[at - 1] : entries()[at + 2];
  put(entry, before ?? null);
  // At the end its button has nothing more to do.
  if (button.disabled) form.querySelector("button:not(:disabled)")?.focus();
  else button.focus();
  save(entry);
}

async function edit(form) {
  const entry = form.closest(".s-entry");
  const answer = await post(form.action, new FormData(form));
  if (!answer.ok) {
    await refused(answer);
    return;
  }
  form.closest("details").open = false;
  swap(answer.data.list);
  entryOf(entry.dataset.id)?.querySelector("[data-focus=edit]")?.focus();
  say(answer.data.message, "good");
}

async function remove(form) {
  const entry = form.closest(".s-entry");
  const { id, name, notes, score } = entry.dataset;
  const back = { applicant_id: id, place: entries().indexOf(entry) + 1, notes, score };
  const next = entry.nextElementSibling ?? entry.previousElementSibling;
  const answer = await post(form.action);
  if (!answer.ok) {
    await refused(answer);
    return;
  }
  swap(answer.data.list);
  (next && entryOf(next.dataset.id)?.querySelector("[data-focus=grip]"))?.focus();
  say(`${name}: ${answer.data.message}`, "good", { label: text("undo"), run: () => putBack(back) });
  find();
}

async function putBack(fields) {
  await added(await post(`${page.dataset.url}add/`, fields), fields.applicant_id);
}

async function add(form) {
  const button = form.querySelector("button");
  if (button.disabled) return;
  const fields = new FormData(form);
  button.disabled = true;
  const answer = await post(form.action, fields);
  button.disabled = false;
  await added(answer, fields.get("applicant_id"));
}

async function added(answer, id) {
  if (!answer.ok) {
    await refused(answer);
    return;
  }
  swap(answer.data.list);
  hideListed();
  const entry = entryOf(id);
  entry?.classList.add("is-new");
  entry?.scrollIntoView({ block: "nearest" });
  say(`${entry?.dataset.name ?? ""}: ${answer.data.message}`, "good");
  await find();
}

/** Who could be added; the newest question wins. */
async function find() {
  const mine = ++asked;
  try {
    const answer = await fetch(`${page.dataset.url}candidates/?${new URLSearchParams({ q: words.value })}`);
    if (answer.ok && mine === asked) show(await answer.text());
  } catch {
    // The list of candidates stays as it was.
  }
}

/** Whoever is on the list by now, while what was found may be older. */
function hideListed() {
  for (const field of found.querySelectorAll("[name=applicant_id]")) {
    field.closest(".s-candidate").hidden = Boolean(entryOf(field.value));
  }
}

function show(html) {
  const had = found.contains(document.activeElement);
  found.innerHTML = html;
  hideListed();
  if (had) (found.querySelector(".s-candidate:not([hidden]) button") ?? words).focus();
}

export function startForms() {
  document.addEventListener("submit", submitted);
  place.addEventListener("reset", (event) => {
    const details = event.target.closest("details");
    details.open = false;
    details.querySelector("summary").focus();
  });
  place.addEventListener("toggle", opened, { capture: true });
  document.getElementById("s-find").addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  let wait = 0;
  words.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(find, 250);
  });
  list()?.classList.add("is-live");
}

function opened(event) {
  if (event.target.matches?.(".s-edit[open]") && event.target.contains(document.activeElement)) {
    event.target.querySelector("textarea").focus();
  }
}
