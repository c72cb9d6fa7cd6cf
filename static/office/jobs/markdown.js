// A description with a toolbar and a preview beside it, which the server renders as it does for the public page.
import { post } from "../office.js";

const WAIT_MS = 300;
const REMEMBERED = "hiretrack.job-preview";
const FORMATS = {
  bold: (text) => ({ before: "**", text, after: "**" }),
  italic: (text) => ({ before: "*", text, after: "*" }),
  heading: (text) => ({ before: "## ", text, after: "", line: true }),
  list: (text) => ({ before: "- ", text: text.replaceAll("\n", "\n- "), after: "", line: true }),
  link: (text, button) => ({ before: "[", text: text || button.dataset.text, after: "](https://)" }),
};
const KEYS = { b: "bold", i: "italic", k: "link" };

export function markdown(editor) {
  const field = editor.querySelector(".j-panes textarea");
  const tools = editor.querySelector(".j-tools");
  const preview = editor.querySelector(".j-preview");
  const toggle = editor.querySelector("[data-toggle-preview]");
  let waiting = 0;
  let asked = 0;

  const show = async () => {
    const number = ++asked;
    if (!field.value.trim()) {
      preview.textContent = preview.dataset.empty;
      return;
    }
    const answer = await post(editor.dataset.previewUrl, { text: field.value });
    // An answer that was overtaken by a newer question is out of date.
    if (number !== asked) return;
    if (answer.ok) preview.innerHTML = answer.data.html;
    else preview.textContent = preview.dataset.away;
  };
  const showSoon = () => {
    clearTimeout(waiting);
    if (!preview.hidden) waiting = setTimeout(show, WAIT_MS);
  };
  const turn = (on) => {
    preview.hidden = !on;
    toggle.setAttribute("aria-pressed", String(on));
    editor.classList.toggle("j-with-preview", on);
    if (on) show();
  };
  const format = (button) => {
    const { selectionStart: from, selectionEnd: to } = field;
    const made = FORMATS[button.dataset.format](field.value.slice(from, to), button);
    const breakBefore = made.line && from > 0 && field.value[from - 1] !== "\n" ? "\n" : "";
    field.focus();
    field.setRangeText(breakBefore + made.before + made.text + made.after, from, to, "end");
    const start = from + breakBefore.length + made.before.length;
    field.setSelectionRange(start, start + made.text.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-format]");
    if (button) format(button);
  });
  toggle.addEventListener("click", () => {
    turn(preview.hidden);
    localStorage.setItem(REMEMBERED, preview.hidden ? "off" : "on");
  });
  field.addEventListener("input", showSoon);
  field.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key];
    if (!wanted) return;
    event.preventDefault();
    event.stopPropagation();
    format(tools.querySelector(`[data-format=${wanted}]`));
  });
  turn(localStorage.getItem(REMEMBERED) !== "off");
}
