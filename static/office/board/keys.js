// The board by keyboard alone: arrows from card to card, Space or M picks one up, arrows choose, Enter drops, Esc cancels.

import { board, cardOf, columns, focusOn, labelOf, mayWrite, tabbable } from "./cards.js";
import { begin, end, over } from "./choosing.js";
import { openMenu } from "./menu.js";
import { moveTo } from "./moving.js";
import { announce, rules, text } from "./words.js";

let picked = null;

const cardsIn = (column) => [...column.querySelectorAll(".b-card")];
const nameAnd = (card, status) => ({ name: card.dataset.name, stage: labelOf(status) });

function walk(card, key) {
  const cards = cardsIn(card.closest(".b-column"));
  const at = cards.indexOf(card);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: cards.length - 1 }[key];
  const next = to === undefined ? beside(card, at, key === "ArrowRight" ? 1 : -1) : cards[to];
  if (next) focusOn(next);
}

/** The card at the same height in the next column that has any. */
function beside(card, at, way) {
  const filled = columns().filter((one) => !one.matches(".is-closed") && one.querySelector(".b-card"));
  const next = filled[filled.indexOf(card.closest(".b-column")) + way];
  if (!next) return null;
  const cards = cardsIn(next);
  const height = card.getBoundingClientRect().top;
  const shown = next.querySelector(".b-cards").getBoundingClientRect();
  const near = cards.findIndex((one) => one.getBoundingClientRect().bottom > Math.max(height, shown.top));
  return cards[near] ?? cards[Math.min(at, cards.length - 1)];
}

function pick(card) {
  picked = { card, over: card.dataset.status };
  card.classList.add("is-picked");
  begin(card);
  announce(text("picked", nameAnd(card, card.dataset.status)));
}

function choose(way) {
  const all = columns().map((column) => column.dataset.status);
  const to = all[Math.min(Math.max(all.indexOf(picked.over) + way, 0), all.length - 1)];
  const { card } = picked;
  picked.over = to;
  over(card, to);
  const column = columns()[all.indexOf(to)];
  column.scrollIntoView({ block: "nearest", inline: "nearest" });
  const rule = rules[card.dataset.status][to];
  const words = rule.ok ? text("over", nameAnd(card, to)) : text("not", { stage: labelOf(to), why: rule.why });
  announce(to === card.dataset.status ? `${labelOf(to)}: ${rule.why}` : words);
}

function letGo() {
  const was = picked;
  picked = null;
  was.card.classList.remove("is-picked");
  end();
  return was;
}

function cancel() {
  const { card } = letGo();
  announce(text("cancelled", nameAnd(card, card.dataset.status)));
}

function drop() {
  if (picked.over === picked.card.dataset.status) {
    cancel();
    return;
  }
  const { card, over: to } = letGo();
  moveTo(card, to, { focus: true });
}

const CARRYING = {
  ArrowLeft: () => choose(-1),
  ArrowRight: () => choose(1),
  ArrowUp: () => choose(-1),
  ArrowDown: () => choose(1),
  Enter: drop,
  " ": drop,
  m: drop,
  Escape: cancel,
};
const FREE = {
  " ": pick,
  m: pick,
  ".": (card) => openMenu(card.querySelector(".b-menu-button")),
};
const WALKING = new Set(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

function pressed(event) {
  const card = event.target.closest(".b-card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  const onLink = event.target.matches(".b-name");
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const run = picked ? CARRYING[key] : mayWrite && onLink && FREE[key];
  if (run) run(card);
  else if (!picked && WALKING.has(key)) walk(card, key);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startKeys() {
  board.addEventListener("keydown", pressed);
  board.addEventListener("focusin", (event) => {
    const card = event.target.closest(".b-card");
    if (card) tabbable(card.parentElement, card);
  });
  board.addEventListener("focusout", (event) => {
    if (picked && !picked.card.contains(event.relatedTarget)) cancel();
  });
  board.addEventListener("b-replaced", (event) => {
    if (picked?.card === cardOf(event.detail.id)) cancel();
  });
}
