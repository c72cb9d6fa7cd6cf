// Ranking by keyboard: Space or Enter on a handle picks an entry up, arrows move it, Enter drops it, Escape puts it back.

import { about, announce, entries, place, put, save, text } from "./list.js";

let picked = null;
let isMoving = false;

function pick(entry) {
  picked = { entry, next: entry.nextElementSibling };
  entry.classList.add("is-picked");
  announce(text("picked", about(entry)));
}

function step(key) {
  const { entry } = picked;
  const all = entries();
  const last = all.length - 1;
  const to = { ArrowUp: rank(entry) - 1, ArrowDown: rank(entry) + 1, Home: 0, End: last }[key];
  const others = all.filter((one) => one !== entry);
  isMoving = true;
  put(entry, others[Math.min(Math.max(to, 0), last)] ?? null);
  isMoving = false;
  entry.scrollIntoView({ block: "nearest" });
  announce(text("placed", about(entry)));
}

const rank = (entry) => entries().indexOf(entry);

function letGo() {
  const was = picked;
  picked = null;
  was.entry.classList.remove("is-picked");
  return was;
}

function drop() {
  const { entry } = letGo();
  announce(text("placed", about(entry)));
  save(entry);
}

function cancel() {
  const { entry, next } = letGo();
  isMoving = true;
  put(entry, next);
  isMoving = false;
  announce(text("back", about(entry)));
}

const MOVING = new Set(["ArrowUp", "ArrowDown", "Home", "End"]);
const DROPPING = new Set(["Enter", " "]);

function pressed(event) {
  const grip = event.target.closest(".s-grip");
  if (!grip || event.ctrlKey || event.metaKey || event.altKey) return;
  if (DROPPING.has(event.key)) picked ? drop() : pick(grip.closest(".s-entry"));
  else if (picked && MOVING.has(event.key)) step(event.key);
  else if (picked && event.key === "Escape") cancel();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startKeys() {
  place.addEventListener("keydown", pressed);
  // Enter and Space have done it already.
  place.addEventListener("click", (event) => event.target.closest(".s-grip") && event.preventDefault());
  place.addEventListener("focusout", () => picked && !isMoving && cancel());
  place.addEventListener("s-swapped", () => {
    picked = null;
  });
}
