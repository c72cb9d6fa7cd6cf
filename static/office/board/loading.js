// Columns load as they scroll; rejected and withdrawn when they open.

import { say } from "../office.js";
import { board, cardOf, columnOf, columns, settle, tabbable } from "./cards.js";
import { text } from "./words.js";

/** Get HTML of our own; null when the server cannot be reached or refuses. A session that has ended begins anew. */
export async function get(url, { signal, kind = "text" } = {}) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", signal, headers: { "X-Requested-With": "board" } });
    if (answer.redirected) location.reload();
    return answer.ok && !answer.redirected ? await answer[kind]() : null;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return null;
  }
}

let watchers = [];

/** Watch the ends of all columns; once for each set of columns. */
export function watch() {
  for (const watcher of watchers) watcher.disconnect();
  watchers = columns().map((column) => {
    const list = column.querySelector(".b-cards");
    settle(list, list.querySelectorAll(".b-card"));
    const watcher = new IntersectionObserver(
      (seen) => seen.filter((one) => one.isIntersecting).forEach((one) => load(one.target, watcher)),
      { root: list, rootMargin: "500px 0px" },
    );
    const end = list.querySelector(".b-more");
    if (end) watcher.observe(end);
    return watcher;
  });
}

async function load(end, watcher) {
  if (end.dataset.busy) return;
  end.dataset.busy = "1";
  end.setAttribute("aria-busy", "true");
  const html = await get(end.dataset.url);
  if (!end.isConnected) return;
  watcher.unobserve(end);
  if (html === null) failed(end, watcher);
  else append(end, html, watcher);
}

function append(end, html, watcher) {
  const made = document.createElement("template");
  made.innerHTML = html;
  // What came in live meanwhile is newer than the page it was cut from.
  for (const card of [...made.content.querySelectorAll(".b-card")]) if (cardOf(card.dataset.id)) card.remove();
  const list = end.parentElement;
  settle(list, made.content.querySelectorAll(".b-card"));
  const next = made.content.querySelector(".b-more");
  end.replaceWith(made.content);
  tabbable(list);
  if (next) watcher.observe(next);
}

function failed(end, watcher) {
  delete end.dataset.busy;
  end.removeAttribute("aria-busy");
  const again = { label: text("again"), run: () => end.isConnected && load(end, watcher) };
  say(text("failed"), "bad", again);
}

/** Open or close a column; the address keeps which are open. */
export function toggle(status) {
  const column = columnOf(status);
  const isClosed = column.classList.toggle("is-closed");
  column.querySelector(".b-toggle").setAttribute("aria-expanded", String(!isClosed));
  const opened = columns().filter((one) => one.querySelector(".b-toggle") && !one.matches(".is-closed"));
  const address = new URL(location.href);
  address.searchParams.delete("open");
  if (opened.length) address.searchParams.set("open", opened.map((one) => one.dataset.status).join(","));
  history.replaceState(null, "", address);
}

/** Load all columns anew, as the page's address has them. Whether that was possible. */
export async function reload(signal) {
  const address = new URL(board.dataset.url, location.href);
  address.search = location.search;
  address.searchParams.set("part", "columns");
  const html = await get(address, { signal });
  if (html === null) {
    say(text("failed"), "bad", { label: text("again"), run: () => reload() });
    return false;
  }
  board.innerHTML = html;
  watch();
  return true;
}

export function startLoading() {
  watch();
  board.addEventListener("click", (event) => {
    const button = event.target.closest(".b-toggle");
    if (button) toggle(button.closest(".b-column").dataset.status);
  });
}
