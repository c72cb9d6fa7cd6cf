// The list of listings: hide, read and adopt in place, by mouse or by keys; selection. Without it, forms do.
import { post, refusal, say } from "../office.js";

const root = document.getElementById("content-main");
const form = document.getElementById("l-form");
const list = form?.querySelector(".l-list");
const bar = form?.querySelector(".c-selection");

// --- Filters ---
const search = document.getElementById("l-search");
for (const select of search.querySelectorAll("[data-submits]"))
  select.addEventListener("change", () => select.form.requestSubmit());
search.addEventListener("submit", () => {
  // An address without empty filters is one that can be read, and kept.
  for (const field of search.elements) if (field.name && !field.value) field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of search.elements) field.disabled = false;
});

// --- What was done, in the rows ---
const rows = () => [...list.querySelectorAll(".l-row:not([data-done])")];
const rowOf = (id) => list.querySelector(`.l-row[data-id="${id}"]`);
const button = (row, does) => row.querySelector(`[data-does="${does}"]`);

function leave(row) {
  const all = rows();
  const place = all.indexOf(row);
  const had = row.contains(document.activeElement);
  row.dataset.done = "";
  row.querySelector(".c-check").checked = false;
  if (had) (all[place + 1] ?? all[place - 1])?.querySelector("[data-title]").focus();
}

function show(row, did) {
  if (did === "read") {
    row.classList.remove("l-is-new");
    row.querySelector("[data-tag=new]")?.remove();
    button(row, "read").hidden = true;
    return;
  }
  const hides = did === "hide";
  button(row, "hide").hidden = hides;
  button(row, "unhide").hidden = !hides;
  row.toggleAttribute("data-hidden", hides);
  if (!hides) row.querySelector("[data-tag=hidden]")?.remove();
  if (hides && "leaves" in list.dataset) leave(row);
  else if (!hides) delete row.dataset.done;
}

async function mark(did, ids) {
  const fields = new FormData();
  fields.set("do", did);
  for (const id of ids) fields.append("ids", id);
  const answer = await post(form.action, fields);
  if (!answer.ok) return say(refusal(answer, root.dataset.failed), "bad");
  if (did === "adopt") return location.reload();
  for (const id of answer.data.ids) show(rowOf(id), did);
  count();
  const undo = { label: list.dataset.undo, run: () => mark("unhide", answer.data.ids) };
  say(answer.data.message, "good", did === "hide" ? undo : null);
}

// --- Selection ---
const chosen = () => rows().filter((row) => row.querySelector(".c-check").checked);

function count() {
  const many = chosen().length;
  bar.hidden = many === 0;
  bar.querySelector("strong").textContent = list.dataset.said.replace("{count}", many);
}

// --- Keys: only where a row has the focus, so that no letter typed elsewhere does anything ---
function step(row, by) {
  const all = rows();
  all[all.indexOf(row) + by]?.querySelector("[data-title]").focus();
}

const KEYS = {
  j: (row) => step(row, 1),
  k: (row) => step(row, -1),
  x: (row) => row.querySelector(".c-check").click(),
  h: (row) => mark("hidden" in row.dataset ? "unhide" : "hide", [row.dataset.id]),
  r: (row) => row.classList.contains("l-is-new") && mark("read", [row.dataset.id]),
  a: (row) => button(row, "adopt")?.click(),
};

function pressed(event) {
  const row = event.target.closest(".l-row");
  const does = KEYS[event.key];
  if (!row || !does || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  does(row);
}

if (bar) {
  let last = null;
  list.addEventListener("keydown", pressed);
  list.addEventListener("click", (event) => {
    if (!event.target.matches(".c-check")) return;
    const boxes = rows().map((row) => row.querySelector(".c-check"));
    const place = boxes.indexOf(event.target);
    if (event.shiftKey && last !== null)
      for (const box of boxes.slice(Math.min(last, place), Math.max(last, place) + 1)) box.checked = event.target.checked;
    last = place;
    count();
  });
  bar.querySelector("[data-deselects]").addEventListener("click", () => {
    for (const row of chosen()) row.querySelector(".c-check").checked = false;
    count();
  });
  form.addEventListener("submit", (event) => {
    const { name, value } = event.submitter ?? {};
    if (event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    if (name === "do") mark(value, chosen().map((row) => row.dataset.id));
    else mark(name, [value]);
  });
  count();
}
