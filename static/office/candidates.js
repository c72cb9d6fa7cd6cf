// Candidates: tags in place, dialogs, selection, and filters that search by themselves. Without it, forms do.
import { post, refusal, say } from "./office.js";

const root = document.getElementById("content-main");

// Dialogs
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
});

// Filters
for (const select of document.querySelectorAll("[data-submits]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
const search = document.getElementById("c-search");
search?.addEventListener("submit", () => {
  // An address without empty filters is one that can be read, and saved.
  for (const field of search.elements) if (field.name && !field.value) field.disabled = true;
});
addEventListener("pageshow", () => {
  for (const field of search?.elements ?? []) field.disabled = false;
});

// Tags that the employer has, offered while somebody types
const offered = document.getElementById("c-tags");
let asked = 0;
async function offer(words) {
  const turn = ++asked;
  const answer = await fetch(`${root.dataset.suggest}?q=${encodeURIComponent(words)}`, { credentials: "same-origin" });
  if (!answer.ok || turn !== asked) return;
  const { tags } = await answer.json();
  offered.replaceChildren(...tags.map((tag) => Object.assign(document.createElement("option"), { value: tag })));
}
for (const input of document.querySelectorAll("[data-tags]")) {
  for (const kind of ["focus", "input"]) input.addEventListener(kind, () => offer(input.value).catch(() => {}));
}

const icon = (name) => {
  const sign = Object.assign(document.createElement("span"), { className: "material-symbols-outlined", textContent: name });
  sign.setAttribute("aria-hidden", "true");
  return sign;
};

function chip(tag, words) {
  const shown = Object.assign(document.createElement("span"), { className: "o-tag", textContent: tag });
  shown.dataset.tag = tag;
  const remove = Object.assign(document.createElement("button"), { className: "c-untag", type: "button" });
  remove.setAttribute("aria-label", words.replace("{tag}", tag));
  remove.append(icon("close"));
  shown.append(remove);
  return shown;
}

function show(place, tags) {
  for (const old of place.querySelectorAll("[data-tag]")) old.remove();
  place.prepend(...tags.map((tag) => chip(tag, place.dataset.removes)));
}

async function change(place, fields) {
  const answer = await post(place.dataset.tagging, fields);
  if (answer.ok) show(place, answer.data.tags);
  else say(refusal(answer, root.dataset.failed), "bad");
  return answer.ok;
}

function watch(place) {
  const opener = place.querySelector(".c-add");
  const input = place.querySelector(".c-new");
  if (!opener) return;
  const close = () => {
    input.hidden = true;
    opener.hidden = false;
  };
  opener.addEventListener("click", () => {
    opener.hidden = true;
    input.hidden = false;
    input.focus();
  });
  input.addEventListener("keydown", async (event) => {
    if (event.key === "Escape") {
      close();
      opener.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (input.value.trim() && (await change(place, { add: input.value }))) input.value = "";
    }
  });
  input.addEventListener("blur", () => {
    if (!input.value) close();
  });
  place.addEventListener("click", (event) => {
    const tag = event.target.closest(".c-untag")?.closest("[data-tag]");
    if (tag) change(place, { remove: tag.dataset.tag });
  });
}
for (const place of document.querySelectorAll("[data-tagging]")) watch(place);

// Selection
const bar = document.querySelector(".c-selection");
const boxes = [...document.querySelectorAll(".c-check")];
function count() {
  const chosen = boxes.filter((box) => box.checked).length;
  bar.hidden = chosen === 0;
  bar.querySelector("strong").textContent = bar.dataset.said.replace("{count}", chosen);
}
if (bar) {
  let last = null;
  for (const [place, box] of boxes.entries()) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        for (const other of boxes.slice(Math.min(last, place), Math.max(last, place) + 1)) other.checked = box.checked;
      }
      last = place;
      count();
    });
  }
  bar.querySelector("[data-deselects]").addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    count();
  });
  count();
  document.getElementById("changelist-form").addEventListener("submit", async (event) => {
    if (!event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    const answer = await post(event.submitter.formAction, new FormData(event.target));
    if (!answer.ok) return say(refusal(answer, root.dataset.failed), "bad");
    say(answer.data.message, "good");
    for (const [id, tags] of Object.entries(answer.data.tags)) {
      const place = document.querySelector(`.c-row[data-id="${id}"] [data-tagging]`);
      if (place) show(place, tags);
    }
    event.target.querySelector("[name=add]").value = "";
  });
}

// Whoever types the name may erase
for (const field of document.querySelectorAll("[data-confirms]")) {
  const button = field.form.querySelector("button[data-needs]");
  const plain = (text) => text.trim().replace(/\s+/g, " ").toLowerCase();
  const compare = () => (button.disabled = plain(field.value) !== plain(field.dataset.confirms));
  field.addEventListener("input", compare);
  compare();
}
