// What other recruiters do, as it happens; and what was missed while the connection was away.

import { say } from "../office.js";
import { board, cardOf, take } from "./cards.js";
import { get, reload } from "./loading.js";
import { changesOf } from "./moving.js";
import { announce, text } from "./words.js";

const POLL_MS = 30_000;
const LONGEST_MS = 30_000;
const GATHER_MS = 150;
const MOST_IDS = 40;
const HEARD = /^application\./;
const OVER = new Set([4401, 4403]);

const place = document.getElementById("b-live");
let since = board.dataset.now;
let attempts = 0;
let socket = null;
let gathering = null;
let asking = null;
const begun = Date.parse(board.dataset.now) / 1000;
const waiting = new Set();
const told = new Map();

function show(state) {
  if (place.dataset.state === state) return;
  place.dataset.state = state;
  place.textContent = text(state);
}

/** Everything that was written since the last time this was asked. */
export async function catchUp() {
  const news = await get(changesOf(`since=${encodeURIComponent(since)}`), { kind: "json" });
  if (news === null) again();
  else await tell(news);
}

/** What could not be asked for now is asked for soon. */
function again() {
  clearTimeout(asking);
  asking = setTimeout(catchUp, pause());
}

async function fetchSome() {
  gathering = null;
  const ids = [...waiting];
  waiting.clear();
  if (ids.length > MOST_IDS) {
    await catchUp();
    return;
  }
  const news = await get(changesOf(ids.map((id) => `id=${id}`).join("&")), { kind: "json" });
  if (news === null) again();
  else await tell({ ...news, now: undefined });
}

async function tell(news) {
  since = news.now ?? since;
  if (news.reload) {
    if (await reload()) announce(text("reloaded"));
    return;
  }
  // What this page is just sending comes back by its own answer.
  const busy = (id) => cardOf(id)?.matches(".is-moving");
  const moved = take({ ...news, cards: (news.cards ?? []).filter((one) => !busy(one.id)) }).filter(isNews);
  if (moved.length > 3) say(text("many", { n: moved.length }));
  else for (const one of moved) say(one.said);
}

/** Not what this recruiter did, nor what was there before the page was, nor what has been told. */
function isNews({ id, at, own }) {
  if (own || at < begun || told.get(id) === at) return false;
  told.set(id, at);
  return true;
}

function heard(message) {
  if (message.type === "ready") {
    attempts = 0;
    show("live");
    catchUp();
  }
  if (message.type !== "event" || !HEARD.test(message.event.type) || message.event.entity.type !== "application") return;
  waiting.add(message.event.entity.id);
  gathering ??= setTimeout(fetchSome, GATHER_MS);
}

function connect() {
  if (socket && socket.readyState < WebSocket.CLOSING) return;
  try {
    socket = new WebSocket(board.dataset.live);
  } catch {
    show("away");
    return;
  }
  socket.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  socket.addEventListener("close", (event) => {
    show("away");
    // Whoever may not listen may not in a minute either; a session that has ended is noticed by the next request.
    if (!OVER.has(event.code)) setTimeout(connect, pause());
  });
}

/** Ever longer, and never all at once: many boards may have lost the same server. */
function pause() {
  const longest = Math.min(1000 * 2 ** attempts, LONGEST_MS);
  attempts += 1;
  return longest * (0.5 + Math.random() / 2);
}

export function startLive() {
  connect();
  setInterval(() => place.dataset.state !== "live" && !document.hidden && catchUp(), POLL_MS);
  addEventListener("online", () => {
    connect();
    catchUp();
  });
  addEventListener("pageshow", (event) => event.persisted && catchUp().then(connect));
  addEventListener("pagehide", () => socket?.close());
}
