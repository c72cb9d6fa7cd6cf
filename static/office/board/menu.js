// A card's “Move to…” menu: one for all cards, filled for the one that asks.

import { board, columns, focusOn } from "./cards.js";
import { moveTo } from "./moving.js";
import { rules, text } from "./words.js";

const menu = document.getElementById("b-menu");
let opener = null;

export function openMenu(button) {
  opener = button;
  const card = button.closest(".b-card");
  const from = rules[card.dataset.status];
  const others = columns().filter((column) => column.dataset.status !== card.dataset.status);
  const possible = others.filter((column) => from[column.dataset.status].ok);
  const whyNot = new Set(others.map((column) => from[column.dataset.status].why).filter(Boolean));
  menu.replaceChildren(...possible.map((column) => entry(card, column)), ...[...whyNot].map(note));
  menu.showPopover();
  place(button);
  button.setAttribute("aria-expanded", "true");
  menu.firstElementChild?.focus();
}

function item(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("role", "menuitem");
  made.tabIndex = -1;
  made.textContent = words;
  return made;
}

function entry(card, column) {
  const { status, label } = column.dataset;
  const rule = rules[card.dataset.status][status];
  const made = item(rule.reopens ? text("reopenIn", { stage: label }) : label);
  made.dataset.status = status;
  if (rule.mails) {
    const mail = document.createElement("small");
    mail.textContent = text("mails");
    made.append(mail);
  }
  made.addEventListener("click", () => choose(card, status));
  return made;
}

/** Why the other stages are not there: an entry that the arrows reach, and that does nothing. */
function note(why) {
  const made = item(why);
  made.setAttribute("aria-disabled", "true");
  return made;
}

function choose(card, status) {
  menu.hidePopover();
  moveTo(card, status, { focus: true });
}

function place(button) {
  const { right, bottom, top } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
}

function step(event) {
  const entries = [...menu.children];
  const at = entries.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  entries[(to + entries.length) % entries.length].focus();
}

function closed(event) {
  if (event.newState !== "closed" || !opener) return;
  const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
  opener.setAttribute("aria-expanded", "false");
  if (inside && opener.isConnected) focusOn(opener.closest(".b-card"), ".b-menu-button");
  opener = null;
}

export function startMenu() {
  menu.addEventListener("keydown", step);
  menu.addEventListener("toggle", closed);
  board.addEventListener("click", (event) => {
    const button = event.target.closest(".b-menu-button");
    if (button) openMenu(button);
  });
  // It would stay where it is while the cards go by.
  board.addEventListener("scroll", () => opener && menu.hidePopover(), { capture: true, passive: true });
}
