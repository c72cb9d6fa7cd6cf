// Cards and columns as they stand in the page.

export const board = document.getElementById("board");
export const mayWrite = "mayWrite" in board.dataset;

export const columns = () => [...board.querySelectorAll(".b-column")];
export const columnOf = (status) => board.querySelector(`.b-column[data-status="${status}"]`);
export const listOf = (status) => columnOf(status).querySelector(".b-cards");
export const labelOf = (status) => columnOf(status).dataset.label;
export const cardOf = (id) => document.getElementById(`card-${id}`);
export const linkOf = (card) => card.querySelector(".b-name");

/** The element of a card's HTML. */
export function parsed(html) {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  return made.content.firstElementChild;
}

const rankOf = (card) => (card.dataset.rank === "inf" ? Infinity : Number(card.dataset.rank));

/** Put a card into a column, where the column's order has it among those that are loaded. */
export function put(card, status) {
  const list = listOf(status);
  const rank = rankOf(card);
  const behind = (other) => other !== card && (other.matches(".b-more") || rankOf(other) > rank);
  const left = card.parentElement;
  card.dataset.status = status;
  list.insertBefore(card, [...list.children].find(behind) ?? null);
  tabbable(list);
  if (left && left !== list) tabbable(left);
}

export function remove(card) {
  const list = card.parentElement;
  card.remove();
  tabbable(list);
}

/** Tab goes from column to column; within one the arrows do. So one card of each takes the focus: `card`, or the one
 *  that did, or the first. */
export function tabbable(list, card = null) {
  const now = list.querySelector('.b-name[tabindex="0"]')?.closest(".b-card");
  const chosen = card ?? now ?? list.querySelector(".b-card");
  if (now && now !== chosen) reach(now, -1);
  if (chosen) reach(chosen, 0);
}

function reach(card, tabIndex) {
  for (const one of card.querySelectorAll(".b-name, .b-menu-button")) one.tabIndex = tabIndex;
}

/** Cards that have just come into a list are reached by the arrows alone. */
export function settle(list, cards) {
  for (const card of cards) reach(card, -1);
  tabbable(list);
}

/** Show columns' counts as the server has them. */
export function setCounts(counts = {}) {
  for (const [status, count] of Object.entries(counts)) countOf(status).textContent = count;
}

const countOf = (status) => columnOf(status).querySelector(".b-count");

/** One card more or less, until the server says how many there are. */
export function count(status, change) {
  const place = countOf(status);
  if (place.textContent.includes("+")) return;
  const number = Number(place.textContent.replace(/\D/g, "")) + change;
  place.textContent = Math.max(number, 0).toLocaleString(document.documentElement.lang);
}

/** Bring cards to where the server has them; those that changed their column, with where they `was`. */
export function take({ cards = [], gone = [], counts }) {
  const moved = cards.map(takeOne).filter((one) => one.was !== one.status);
  for (const id of gone) if (cardOf(id)) remove(cardOf(id));
  setCounts(counts);
  return moved;
}

function takeOne(one) {
  const old = cardOf(one.id);
  const was = old?.dataset.status;
  const fresh = parsed(one.html);
  if (old && isSame(old, fresh)) return { ...one, was, card: old };
  const held = old?.contains(document.activeElement) ? document.activeElement.className : "";
  for (const reached of fresh.querySelectorAll(".b-name, .b-menu-button")) reached.tabIndex = -1;
  if (old) {
    board.dispatchEvent(new CustomEvent("b-replaced", { detail: { id: one.id } }));
    remove(old);
  }
  put(fresh, one.status);
  if (was !== one.status) fresh.classList.add("is-new");
  if (held) focusOn(fresh, `.${held.split(" ")[0]}`);
  return { ...one, was, card: fresh };
}

/** A card that says the same stays: it may be in somebody's hand. */
function isSame(old, fresh) {
  const said = (card) => [card.dataset.status, card.dataset.rank, linkOf(card).getAttribute("href"), card.textContent].join();
  return !old.matches(".is-moving") && said(old) === said(fresh);
}

export function focusOn(card, part = ".b-name") {
  tabbable(card.parentElement, card);
  card.querySelector(part).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}
