// One step of one card: shown at once, taken back when the server says no or cannot be reached.

import { post, refusal, say } from "../office.js";
import { board, cardOf, count, focusOn, labelOf, put, remove, take } from "./cards.js";
import { ask } from "./dialog.js";
import { get } from "./loading.js";
import { announce, rules, text } from "./words.js";

/** Take a card to `status`; with `focus` the card keeps it. */
export async function moveTo(card, status, { focus = false } = {}) {
  const rule = rules[card.dataset.status][status];
  if (!rule.ok) {
    say(rule.why, "bad");
    if (focus) focusOn(card);
    return;
  }
  const more = await ask(card, status, rule);
  const here = cardOf(card.dataset.id);
  if (more === null || here?.dataset.status !== card.dataset.status) {
    if (here && focus) focusOn(here);
    return;
  }
  await send(here, status, more, focus);
}

async function send(card, status, more, focus) {
  const from = card.dataset.status;
  shift(card, status, focus);
  card.classList.add("is-moving");
  const { id } = card.dataset;
  const fields = { status, expected_status: from, ...more };
  const answer = await post(`${board.dataset.url}${id}/move/${location.search}`, fields);
  if (answer.ok) moved(id, status, answer.data);
  else await refused(id, { from, status, more, focus }, answer);
}

function shift(card, status, focus) {
  count(card.dataset.status, -1);
  count(status, +1);
  put(card, status);
  if (focus && !card.closest(".is-closed")) focusOn(card);
  else card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function moved(id, status, data) {
  const name = cardOf(id)?.dataset.name ?? "";
  take(data);
  const undo = data.undo && { label: data.undo.label, run: () => undone(id, data.undo.status) };
  say(`${name}: ${data.message}`, "good", undo);
  announce(text("moved", { name, stage: labelOf(status) }));
}

function undone(id, status) {
  const card = cardOf(id);
  if (card) moveTo(card, status, { focus: true });
}

async function refused(id, { from, status, more, focus }, answer) {
  const card = cardOf(id);
  if (!card) return;
  card.classList.remove("is-moving");
  const name = card.dataset.name;
  if (answer.status === 409 || answer.status === 404) {
    await overtaken(id, from);
    return;
  }
  shift(card, from, focus);
  const unreachable = answer.status === 0 || answer.status >= 500;
  const again = unreachable && { label: text("again"), run: () => retry(id, from, status, more) };
  const words = unreachable ? text("offline", { name, stage: labelOf(from) }) : refusal(answer, text("refused"));
  say(words, "bad", again || null);
  announce(text("back", { name, stage: labelOf(from) }));
}

function retry(id, from, status, more) {
  const card = cardOf(id);
  if (card?.dataset.status === from) send(card, status, more, true);
}

/** Another was faster: the card goes where the other one put it, and who that was is said. */
async function overtaken(id, from) {
  const news = await get(changesOf(`id=${id}`), { kind: "json" });
  const card = cardOf(id);
  const name = card?.dataset.name ?? "";
  if (news === null && card) shift(card, from, false);
  if (news && !news.cards?.length && card) remove(card);
  if (news) take(news);
  const said = news?.cards?.[0]?.said ?? text("gone", { name });
  say(`${text("conflict")} ${said}`, "bad", { label: text("open"), run: () => open(id) });
  announce(`${text("conflict")} ${said}`);
}

function open(id) {
  const link = cardOf(id)?.querySelector(".b-name");
  if (link) location.assign(link.href);
}

/** The address that tells what has changed, of the board as it is filtered now. */
export const changesOf = (query) => `${board.dataset.changes}?${query}&${location.search.slice(1)}`;
