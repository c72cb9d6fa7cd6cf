// The questions editor: cards that write the JSON of the text field beneath them, which stays what is sent.
import { draggable } from "./dragging.js";

const OPERATORS = {
  boolean: ["equals", "not_equals"],
  number: ["at_most", "at_least", "equals", "not_equals"],
  date: ["at_least", "at_most"],
  choice: ["equals", "not_equals"],
  multiple_choice: ["equals", "not_equals"],
};
const CHOICES = new Set(["choice", "multiple_choice"]);
const slug = (text) =>
  text.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 32);
const part = (card, name) => card.querySelector(`[data-part=${name}]`);
const optionsOf = (card) => part(card, "options").value.split("\n").map((line) => line.trim()).filter(Boolean);

/** The field that takes a knock-out's value, for the card's type and with the value it has. */
function valueField(card, value) {
  const place = card.querySelector("[data-value]");
  const type = part(card, "type").value;
  const isList = type === "boolean" || CHOICES.has(type);
  const field = document.createElement(isList ? "select" : "input");
  if (type === "boolean") field.append(new Option(place.dataset.no, "false"), new Option(place.dataset.yes, "true"));
  else if (isList) field.append(...optionsOf(card).map((option) => new Option(option, option)));
  else field.type = type === "date" ? "date" : "number";
  if (type === "number") field.step = "any";
  field.dataset.part = "value";
  field.setAttribute("aria-label", place.dataset.label);
  if (value !== undefined && value !== null) field.value = String(value);
  if (isList && field.selectedIndex < 0) field.selectedIndex = 0;
  place.replaceChildren(field);
}

function knockoutOf(card) {
  const type = part(card, "type").value;
  if (!OPERATORS[type] || !part(card, "knockout").checked) return null;
  const typed = part(card, "value").value;
  const values = { boolean: () => typed === "true", number: () => (typed === "" ? null : Number(typed)) };
  return { operator: part(card, "operator").value, value: values[type] ? values[type]() : typed };
}

/** Show what the type needs: choices, and the comparisons that a knock-out can make. */
function adapt(card, question = {}) {
  const type = part(card, "type").value;
  const operators = OPERATORS[type] ?? [];
  const operator = part(card, "operator");
  const before = question.knockout?.operator ?? operator.value;
  const old = question.knockout?.value ?? (card.dataset.type === type ? part(card, "value")?.value : undefined);
  card.querySelector("[data-only=options]").hidden = !CHOICES.has(type);
  card.querySelector("[data-only=knockout]").hidden = !operators.length;
  for (const option of operator.options) {
    option.hidden = option.disabled = !operators.includes(option.value);
  }
  operator.value = operators.includes(before) ? before : (operators[0] ?? "");
  valueField(card, old);
  card.querySelector("[data-rule]").hidden = !part(card, "knockout").checked;
  card.dataset.type = type;
}

export function questions(editor) {
  const raw = editor.querySelector(".j-raw");
  const field = raw.querySelector("textarea");
  const list = editor.querySelector(".j-list");
  const none = editor.querySelector(".j-none");
  const foot = editor.querySelector(".j-questions-foot");
  const template = editor.querySelector("template");
  const said = editor.querySelector("[data-said]");
  const add = editor.querySelector("[data-add-question]");
  const cards = () => [...list.children];
  let made = 0;

  const ids = () => {
    const taken = new Set(cards().map((card) => card.dataset.id).filter(Boolean));
    return cards().map((card, place) => {
      if (card.dataset.id) return card.dataset.id;
      const base = slug(part(card, "label").value) || `question-${place + 1}`;
      let name = base;
      for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
      taken.add(name);
      return name;
    });
  };
  const read = (card, id) => ({
    id,
    type: part(card, "type").value,
    label: part(card, "label").value,
    required: part(card, "required").checked,
    options: CHOICES.has(part(card, "type").value) ? optionsOf(card) : [],
    knockout: knockoutOf(card),
  });
  const number = () => {
    cards().forEach((card, place) => {
      card.querySelector(".j-number").textContent = place + 1;
      card.querySelector("[data-do=up]").disabled = place === 0;
      card.querySelector("[data-do=down]").disabled = place === cards().length - 1;
    });
    none.hidden = cards().length > 0;
    add.disabled = cards().length >= Number(editor.dataset.most);
  };
  const write = () => {
    const names = ids();
    field.value = JSON.stringify(cards().map((card, place) => read(card, names[place])), null, 2);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    number();
  };
  const make = (question) => {
    const card = template.content.firstElementChild.cloneNode(true);
    if (question.id) card.dataset.id = question.id;
    made += 1;
    for (const label of card.querySelectorAll(".o-field > label")) {
      label.htmlFor = label.nextElementSibling.id = `question-${made}-${label.nextElementSibling.dataset.part}`;
    }
    part(card, "label").value = question.label ?? "";
    part(card, "type").value = question.type ?? "text";
    part(card, "required").checked = Boolean(question.required);
    part(card, "options").value = (question.options ?? []).join("\n");
    part(card, "knockout").checked = Boolean(question.knockout);
    adapt(card, question);
    return card;
  };
  const move = (card, to) => {
    const others = cards().filter((other) => other !== card);
    const place = Math.max(0, Math.min(to, others.length));
    list.insertBefore(card, others[place] ?? null);
    write();
    said.textContent = `${editor.dataset.moved} ${place + 1}`;
  };
  const does = {
    up: (card) => move(card, cards().indexOf(card) - 1),
    down: (card) => move(card, cards().indexOf(card) + 1),
    copy: (card) => {
      const copy = make({ ...read(card, ""), id: "" });
      card.after(copy);
      write();
      part(copy, "label").focus();
    },
    remove: (card) => {
      const next = card.nextElementSibling ?? card.previousElementSibling;
      card.remove();
      write();
      said.textContent = editor.dataset.removed;
      (next ? part(next, "label") : add).focus();
    },
  };
  const blame = () => {
    for (const { place, detail, part: name } of JSON.parse(editor.dataset.errors)) {
      const card = cards()[place];
      if (!card) continue;
      const shown = card.querySelector(".j-errors");
      const line = document.createElement("li");
      line.textContent = detail;
      shown.append(line);
      shown.hidden = false;
      card.classList.add("j-wrong");
      part(card, name)?.setAttribute("aria-invalid", "true");
    }
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    does[button.dataset.do](button.closest(".j-question"));
    // At the end of the list the pressed button is out of use; its neighbour keeps the keyboard there.
    if (button.isConnected && button.disabled) button.parentElement.querySelector("[data-do]:not(:disabled)").focus();
    else if (button.isConnected && button.dataset.do !== "copy") button.focus();
  });
  list.addEventListener("input", (event) => {
    const card = event.target.closest(".j-question");
    if (["type", "options", "knockout"].includes(event.target.dataset.part)) adapt(card);
    write();
  });
  list.addEventListener("keydown", (event) => {
    const card = event.target.closest(".j-question");
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) {
      event.preventDefault();
      move(card, cards().indexOf(card) + step);
      event.target.focus();
    } else if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  add.addEventListener("click", () => {
    const card = make({});
    list.append(card);
    write();
    part(card, "label").focus();
  });
  editor.querySelector("[data-toggle-raw]").addEventListener("click", (event) => {
    raw.hidden = !raw.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!raw.hidden));
  });
  field.addEventListener("change", () => fill());

  const fill = () => {
    let given;
    try {
      given = JSON.parse(field.value || "[]");
    } catch {
      return false;
    }
    if (!Array.isArray(given) || given.some((one) => typeof one !== "object" || one === null)) return false;
    list.replaceChildren(...given.map(make));
    number();
    return true;
  };

  // What is no list of questions stays as the text that it is.
  const isReadable = fill();
  raw.hidden = isReadable;
  list.hidden = foot.hidden = false;
  if (isReadable) blame();
  draggable(list, ".j-question", ".j-grip", write);
}
