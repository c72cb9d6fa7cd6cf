// The list as it stands: its order, saving it, and taking over what the server says of it.

import { post, refusal, say } from "../office.js";

export const page = document.getElementById("s-page");
export const place = document.getElementById("s-list");

let version = Number(page.dataset.version);
let saved = order().join(",");
let saving = Promise.resolve();

export const list = () => place.querySelector(".s-entries");
export const entries = () => [...place.querySelectorAll(".s-entry")];
export const entryOf = (id) => place.querySelector(`.s-entry[data-id="${CSS.escape(id)}"]`);
export const rankOf = (entry) => entries().indexOf(entry) + 1;

function order() {
  return [...place.querySelectorAll(".s-entry")].map((entry) => entry.dataset.id);
}

/** A text of the page with its names filled in. */
export const text = (name, values = {}) =>
  page.dataset[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");

export const about = (entry) => ({ name: entry.dataset.name, rank: rankOf(entry), total: entries().length });

export function announce(words) {
  document.getElementById("s-announce").textContent = words;
}

/** Put an entry before another (null: last), keeping the focus where it was within it. */
export function put(entry, before) {
  const focused = entry.contains(document.activeElement) ? document.activeElement : null;
  if (before !== entry && entry.nextElementSibling !== before) list().insertBefore(entry, before);
  focused?.focus();
  renumber();
}

function renumber() {
  const all = entries();
  all.forEach((entry, at) => {
    entry.querySelector(".s-number").textContent = at + 1;
    const [up, down] = ["up", "down"].map((way) => entry.querySelector(`[data-focus=${way}]`));
    if (up) up.disabled = at === 0;
    if (down) down.disabled = at === all.length - 1;
  });
}

/** Save the order as it is now; one after the other, whatever is dropped meanwhile. */
export function save(entry) {
  saving = saving.then(() => send(entry.dataset.id));
  return saving;
}

async function send(id) {
  const ids = order().join(",");
  if (ids === saved) return;
  const answer = await post(`${page.dataset.url}order/`, { version, ids });
  if (!answer.ok) {
    await refused(answer);
    return;
  }
  version = answer.data.version;
  saved = ids;
  const entry = entryOf(id);
  if (entry) announce(text("moved", about(entry)));
}

/** Nothing was saved: what the list is now is shown, and why. */
export async function refused(answer) {
  const words = answer.status ? refusal(answer, text("failed")) : text("failed");
  const overtaken = answer.status === 409 || answer.status === 404;
  const fresh = await now();
  if (fresh) swap(fresh);
  else restore();
  say(overtaken ? `${words} ${text("conflict")}` : words, "bad");
  announce(words);
}

/** The server is away: back to the order that it has. */
function restore() {
  for (const id of saved.split(",")) {
    const entry = entryOf(id);
    if (entry) list().append(entry);
  }
  renumber();
}

async function now() {
  try {
    const answer = await fetch(`${page.dataset.url}?part=list`, { credentials: "same-origin" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

/** Show the list as the server has it. What is being written in it, what is chosen, and the focus stay. */
export function swap(html) {
  const kept = state();
  place.innerHTML = html;
  version = Number(place.firstElementChild.dataset.version);
  saved = order().join(",");
  kept();
  place.dispatchEvent(new CustomEvent("s-swapped", { bubbles: true }));
}

function state() {
  const chosen = new Set([...place.querySelectorAll("[name=ids]:checked")].map((box) => box.value));
  const writing = [...place.querySelectorAll(".s-edit[open] form")].map((form) => ({
    id: form.closest(".s-entry").dataset.id,
    fields: ["mark", "notes", "score"].map((name) => [name, form.elements[name].value]),
  }));
  const focused = document.activeElement?.closest?.(".s-entry") && {
    id: document.activeElement.closest(".s-entry").dataset.id,
    what: document.activeElement.dataset.focus,
    name: document.activeElement.name,
  };
  return () => {
    for (const box of place.querySelectorAll("[name=ids]")) box.checked = chosen.has(box.value);
    for (const one of writing) write(one);
    if (focused) focus(focused);
  };
}

function write({ id, fields }) {
  const edit = entryOf(id)?.querySelector(".s-edit");
  if (!edit) return;
  edit.open = true;
  // The mark too: what a colleague wrote meanwhile is not to be overwritten unseen.
  for (const [name, value] of fields) edit.querySelector(`[name=${name}]`).value = value;
}

function focus({ id, what, name }) {
  const entry = entryOf(id);
  const same = what && entry?.querySelector(`[data-focus=${what}]:not(:disabled)`);
  const field = name && entry?.querySelector(`.s-edit[open] [name="${CSS.escape(name)}"]`);
  (same || field || entry?.querySelector("[data-focus=grip]"))?.focus();
}

/** Whoever comes back to this window sees what colleagues did meanwhile. */
export function watch() {
  document.addEventListener("visibilitychange", async () => {
    if (document.hidden) return;
    await saving;
    const fresh = await now();
    if (!fresh || order().join(",") !== saved) return;
    const theirs = Number(/data-version="(\d+)"/.exec(fresh)?.[1] ?? version);
    if (theirs <= version || place.querySelector(".is-picked, .is-carried")) return;
    swap(fresh);
    say(text("news"), "info");
  });
}
