// The settings' pages: dialogs, copying a secret, logs that load as they scroll, and the mail editor.
import { post, refusal, say } from "./office.js";

const WAIT_MS = 250;

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-open], [data-close], [data-copy], [data-insert], [data-test], [data-show], [data-look]");
  if (!pressed) return;
  if (pressed.dataset.open) document.getElementById(pressed.dataset.open).showModal();
  if ("close" in pressed.dataset) pressed.closest("dialog").close();
  if (pressed.dataset.copy) copy(pressed);
  if (pressed.dataset.insert) insert(pressed);
  if ("test" in pressed.dataset) sendTest(pressed);
  if (pressed.dataset.show) show(pressed);
  if (pressed.dataset.look) look(pressed);
});

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(button.dataset.copied, "good");
  } catch {
    say(button.dataset.notCopied, "bad");
  }
}

// A page that shows a secret was answered to a form: loading it anew would send the form again.
const here = document.querySelector("[data-here]")?.dataset.here;
if (here) history.replaceState(null, "", here);

// --- Events: "everything" leaves nothing to choose ---
for (const everything of document.querySelectorAll("[data-everything]")) {
  const others = everything.form.querySelectorAll("[data-event] input");
  const follow = () => others.forEach((box) => (box.disabled = everything.checked));
  everything.addEventListener("change", follow);
  follow();
}

// --- What loads as it is scrolled to ---
const watcher = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) load(target);
});

async function load(place) {
  watcher.unobserve(place);
  try {
    const answer = await fetch(place.dataset.more, { credentials: "same-origin" });
    if (!answer.ok) return;
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    const next = held.content.querySelector("[data-more]");
    place.replaceWith(held.content);
    if (next) watcher.observe(next);
  } catch {
    // The link that stands there does the same by hand.
  }
}
for (const place of document.querySelectorAll("[data-more]")) watcher.observe(place);

// --- The mail editor ---
const editor = document.querySelector("[data-editor]");
let last = editor?.elements.body;
let waiting = 0;
let asked = 0;

const paper = document.querySelector("[data-paper]");
const sheet = paper?.querySelector("[data-html]");
let html = sheet?.srcdoc;

function press(button) {
  for (const one of button.parentElement.children) one.setAttribute("aria-pressed", String(one === button));
}

function show(button) {
  press(button);
  paper.dataset.as = button.dataset.show;
}

function look(button) {
  press(button);
  paper.dataset.look = button.dataset.look;
  paint();
}

// The mail asks for the reader's colours: here whoever looks at it chooses them.
function paint() {
  const wanted = paper.dataset.look ?? "light";
  const always = wanted === "dark" ? "(min-width: 0px)" : "(max-width: 0px)";
  const chosen = html.replaceAll("color-scheme: light dark", `color-scheme: ${wanted}`);
  sheet.srcdoc = chosen.replaceAll("(prefers-color-scheme: dark)", always);
}
if (sheet) paint();

function insert(button) {
  last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, "end");
  last.focus();
  last.dispatchEvent(new Event("input", { bubbles: true }));
}

async function sendTest(button) {
  button.disabled = true;
  const answer = await post(editor.dataset.testUrl, new FormData(editor));
  button.disabled = false;
  if (answer.ok) say(answer.data.message, "good");
  else say(refusal(answer, editor.dataset.failed), "bad");
}

async function preview() {
  const mine = ++asked;
  const answer = await post(editor.dataset.previewUrl, new FormData(editor));
  // An answer that was overtaken by a later one shows old text.
  if (mine !== asked || !answer.ok) return;
  document.querySelector("[data-subject]").textContent = answer.data.subject;
  html = answer.data.html;
  paint();
  document.querySelector("[data-text]").textContent = answer.data.text;
  for (const list of editor.querySelectorAll("[data-errors]")) complain(list, answer.data.errors[list.dataset.errors]);
}

function complain(list, details = []) {
  const lines = details.map((detail) => {
    const line = document.createElement("li");
    line.textContent = detail;
    return line;
  });
  list.replaceChildren(...lines);
  const field = editor.elements[list.dataset.errors];
  if (details.length) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

if (editor) {
  editor.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(preview, WAIT_MS);
  });
  for (const field of [editor.elements.subject, editor.elements.body]) {
    field.addEventListener("focus", () => (last = field));
  }
}
