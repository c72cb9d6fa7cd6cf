// A board's form: its kind by its address, and a look at what a scan would find.
import { post, refusal } from "../office.js";

const WAIT_MS = 300;

const form = document.getElementById("l-form");
const { url, kind, name } = form.elements;
const looks = document.getElementById("url-looks");
const button = document.getElementById("l-try");
const place = document.getElementById("l-tried");
let waiting = 0;
let asked = 0;
// What somebody has chosen or typed is not overwritten by what an address suggests.
let chosen = "chosen" in form.dataset;
let suggesting = false;
let named = "chosen" in form.dataset;

kind.addEventListener("change", () => (chosen ||= !suggesting));
name.addEventListener("input", () => (named = name.value !== ""));

async function recognise() {
  const mine = ++asked;
  try {
    const answer = await fetch(`${form.dataset.recognise}?url=${encodeURIComponent(url.value)}`, {
      credentials: "same-origin",
    });
    const told = answer.ok ? await answer.json() : { kind: "" };
    if (mine === asked) suggest(told);
  } catch {
    // The kind can be chosen by hand.
  }
}

function suggest(told) {
  looks.textContent = told.kind ? form.dataset.looks.replace("{kind}", told.label) : "";
  if (!told.kind) return;
  if (!chosen) choose(told.kind);
  if (!named) name.value = told.name;
}

/** As if it had been chosen in the page: its fields come with it. */
function choose(value) {
  suggesting = true;
  kind.value = value;
  kind.dispatchEvent(new Event("change", { bubbles: true }));
  suggesting = false;
}

url.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(recognise, WAIT_MS);
});

async function tryOut() {
  button.disabled = true;
  place.textContent = place.dataset.busy;
  const fields = new FormData(form);
  // What was only suggested, the page itself may tell better.
  if (!chosen) fields.set("kind", "");
  const answer = await post(form.dataset.try, fields);
  button.disabled = false;
  if (!answer.ok) {
    place.textContent = refusal(answer, form.dataset.failed);
    return;
  }
  place.innerHTML = answer.data.html;
  if (answer.data.kind) choose(answer.data.kind);
}

button.hidden = false;
button.addEventListener("click", tryOut);
