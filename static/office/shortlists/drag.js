// Ranking by mouse, pen and finger: an entry follows the pointer by its handle, the others make room.

import { announce, about, entries, page, place, put, save, text } from "./list.js";

const EDGE = 70;
let held = null;

function down(event) {
  const grip = event.target.closest(".s-grip");
  if (!grip || event.button !== 0 || !event.isPrimary) return;
  const entry = grip.closest(".s-entry");
  held = { entry, pointer: event.pointerId, y: event.clientY, next: entry.nextElementSibling, hasMoved: false };
  event.preventDefault();
  grip.focus();
}

function move(event) {
  if (held?.pointer !== event.pointerId) return;
  if (!held.hasMoved && Math.abs(event.clientY - held.y) < 4) return;
  if (!held.hasMoved) start();
  held.y = event.clientY;
  follow();
}

function start() {
  held.hasMoved = true;
  held.entry.classList.add("is-carried");
  document.documentElement.classList.add("s-dragging");
  held.frame = requestAnimationFrame(scroll);
}

function follow() {
  const others = entries().filter((one) => one !== held.entry);
  const below = others.find((one) => {
    const { top, height } = one.getBoundingClientRect();
    return held.y < top + height / 2;
  });
  put(held.entry, below ?? null);
}

/** Near the window's edges the page scrolls along. */
function scroll() {
  if (!held) return;
  const low = innerHeight - EDGE;
  const speed = held.y > low ? held.y - low : Math.min(held.y - EDGE, 0);
  const scrolled = speed && scroller();
  if (scrolled) {
    scrolled.scrollBy(0, speed / 4);
    follow();
  }
  held.frame = requestAnimationFrame(scroll);
}

function scroller() {
  for (let one = page; one; one = one.parentElement) {
    if (one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return document.scrollingElement;
}

function stop() {
  const was = held;
  held = null;
  cancelAnimationFrame(was.frame);
  was.entry.classList.remove("is-carried");
  document.documentElement.classList.remove("s-dragging");
  return was;
}

function up(event) {
  if (held?.pointer !== event.pointerId) return;
  const { entry, hasMoved } = stop();
  if (hasMoved) save(entry);
}

function cancel() {
  if (!held) return;
  const { entry, next, hasMoved } = stop();
  if (!hasMoved) return;
  put(entry, next);
  announce(text("back", about(entry)));
}

export function startDrag() {
  place.addEventListener("pointerdown", down);
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());
  place.addEventListener("s-swapped", () => held && stop());
}
