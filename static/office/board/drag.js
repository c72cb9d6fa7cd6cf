// Dragging by mouse, pen and finger. A finger has to rest on the card first: before that it scrolls.

import { board, cardOf, columns } from "./cards.js";
import { begin, end, over } from "./choosing.js";
import { moveTo } from "./moving.js";

const FAR = 6;
const REST_MS = 320;
const EDGE = 56;
let pressed = null;
let dragged = null;

function down(event) {
  const card = event.target.closest(".b-card");
  if (!card || event.button !== 0 || !event.isPrimary || event.target.closest("button")) return;
  pressed = { card, x: event.clientX, y: event.clientY, pointer: event.pointerId };
  if (event.pointerType === "touch") pressed.timer = setTimeout(() => start(pressed), REST_MS);
}

function move(event) {
  if (dragged) follow(event);
  else if (pressed?.pointer === event.pointerId && isFar(event)) {
    if (pressed.timer) letGo();
    else start({ ...pressed, x: event.clientX, y: event.clientY });
  }
}

const isFar = ({ clientX, clientY }) => Math.hypot(clientX - pressed.x, clientY - pressed.y) > FAR;

function start({ card, x, y, pointer, timer }) {
  const box = card.getBoundingClientRect();
  const ghost = card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.classList.add("b-ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.inert = true;
  ghost.style.width = `${box.width}px`;
  document.body.append(ghost);
  card.classList.add("is-carried");
  document.documentElement.classList.add("is-dragging");
  board.style.scrollSnapType = "none";
  begin(card);
  dragged = { card, ghost, pointer, dx: x - box.left, dy: y - box.top, x, y, status: null };
  if (timer) navigator.vibrate?.(15);
  follow({ clientX: x, clientY: y });
  dragged.frame = requestAnimationFrame(scroll);
}

function follow({ clientX: x, clientY: y }) {
  Object.assign(dragged, { x, y });
  dragged.ghost.style.translate = `${x - dragged.dx}px ${y - dragged.dy}px`;
  const status = columnAt(x, y)?.dataset.status ?? null;
  if (status === dragged.status) return;
  dragged.status = status;
  over(dragged.card, status);
}

function columnAt(x, y) {
  return columns().find((column) => {
    const { left, right, top, bottom } = column.getBoundingClientRect();
    return x >= left && x < right && y >= top && y < bottom;
  });
}

/** At the board's edges it scrolls along. */
function scroll() {
  if (!dragged) return;
  const { left, right } = board.getBoundingClientRect();
  const edge = Math.min(Math.max(dragged.x, left), right);
  const speed = edge > right - EDGE ? edge - (right - EDGE) : Math.min(edge - (left + EDGE), 0);
  if (speed) {
    board.scrollLeft += speed / 4;
    follow({ clientX: dragged.x, clientY: dragged.y });
  }
  dragged.frame = requestAnimationFrame(scroll);
}

function letGo() {
  clearTimeout(pressed?.timer);
  pressed = null;
}

function stop() {
  const was = dragged;
  dragged = null;
  letGo();
  cancelAnimationFrame(was.frame);
  was.ghost.remove();
  was.card.classList.remove("is-carried");
  document.documentElement.classList.remove("is-dragging");
  board.style.scrollSnapType = "";
  end();
  return was;
}

function up() {
  letGo();
  if (!dragged) return;
  const { card, status } = stop();
  // The click that follows would open the application.
  const swallow = (event) => event.preventDefault();
  board.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => board.removeEventListener("click", swallow, { capture: true }), 0);
  if (status && status !== card.dataset.status) moveTo(card, status);
}

const cancel = () => (dragged ? stop() : letGo());

export function startDrag() {
  board.addEventListener("pointerdown", down);
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && dragged && cancel());
  // Once a finger carries a card, the page stays where it is.
  board.addEventListener("touchmove", (event) => dragged && event.preventDefault(), { passive: false });
  board.addEventListener("contextmenu", (event) => (pressed?.timer || dragged) && event.preventDefault());
  board.addEventListener("b-replaced", (event) => dragged?.card === cardOf(event.detail.id) && stop());
}
