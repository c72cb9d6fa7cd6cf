// A draft on its way, in a box beside the field that it is for. The words are shown as they are written; the person
// decides whether they go into the field. Works over a websocket, and by asking again where there is none.

const ASK_MS = 700;
const ADMITTED_MS = 3000;
const MOST_FAILURES = 5;
const OPEN = new Set(["queued", "running"]);

/** Watch the draft behind `{live, url}`. `tell(text)` has the text so far, `end(task, facts)` comes once. Answers `stop()`. */
export function follow({ live, url }, { tell, end }) {
  let written = "";
  let facts = [];
  let over = false;
  let asking = false;
  let failures = 0;
  let socket = null;

  const finish = (task) => {
    if (over) return;
    over = true;
    socket?.close();
    end(task, facts);
  };
  const ask = async () => {
    if (over) return;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const draft = await answer.json();
      failures = 0;
      if (over) return;
      tell(draft.text);
      facts = draft.facts;
      if (!OPEN.has(draft.state)) return void finish(draft);
    } catch {
      failures += 1;
      if (failures >= MOST_FAILURES) return void finish({ state: "failed", error: null });
    }
    setTimeout(ask, ASK_MS);
  };
  const askInstead = () => {
    if (asking || over) return;
    asking = true;
    ask();
  };
  const heard = (message) => {
    if (message.type === "text") {
      written = written.slice(0, message.offset) + message.text;
      tell(written);
    } else if (message.type === "facts") {
      facts = message.facts;
    } else if (message.type === "task" && !OPEN.has(message.task.state)) {
      finish(message.task);
    }
  };
  const listen = () => {
    try {
      socket = new WebSocket(live);
    } catch {
      askInstead();
      return;
    }
    const late = setTimeout(() => socket.close(), ADMITTED_MS);
    socket.addEventListener("message", (event) => {
      clearTimeout(late);
      if (!asking && !over) heard(JSON.parse(event.data));
    });
    socket.addEventListener("close", () => {
      clearTimeout(late);
      askInstead();
    });
  };

  if (live) listen();
  else askInstead();
  return () => {
    over = true;
    socket?.close();
  };
}

/** Put `text` into `field`: in place of what is there, or at the cursor. The field's own scripts hear of it. */
export function put(field, written, { replace }) {
  // A field of one line would swallow the breaks and glue words together.
  const text = field.tagName === "INPUT" ? written.replace(/\s+/g, " ") : written;
  const room = field.maxLength > 0 ? field.maxLength : Infinity;
  if (replace) field.value = text.slice(0, room);
  else field.setRangeText(text.slice(0, Math.max(0, room - field.value.length)), field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Bring a box to life. `ask()` starts a draft: `{ok, data: {live, url}}` or what was said instead, as `detail`. */
export function drafting(box, { field, ask }) {
  const part = (name) => box.querySelector(`[data-draft="${name}"]`);
  const [start, result, text, status, facts] = ["start", "result", "text", "status", "facts"].map(part);
  const words = box.dataset;
  let stop = () => {};

  const say = (said, { bad = false } = {}) => {
    status.textContent = said;
    status.classList.toggle("is-bad", bad);
  };
  const ready = (on) => {
    for (const button of box.querySelectorAll("[data-draft-use]")) button.disabled = !on;
  };
  const busy = (on) => {
    status.dataset.busy = on ? "yes" : "no";
    start.disabled = on;
    text.setAttribute("aria-busy", String(on));
  };
  const tell = (said) => {
    const atEnd = text.scrollTop + text.clientHeight >= text.scrollHeight - 8;
    text.value = said;
    if (atEnd) text.scrollTop = text.scrollHeight;
  };
  const end = (task, used = []) => {
    busy(false);
    const done = task.state === "succeeded" && text.value.trim() !== "";
    ready(done);
    if (!done) {
      text.value = "";
      result.hidden = true;
      say(task.error?.detail || words.away, { bad: true });
      return;
    }
    text.value = text.value.trim();
    text.scrollTop = 0;
    say(task.result?.complete === false ? words.cut : words.done);
    const labels = used.map((fact) => fact.label);
    facts.textContent = labels.length ? `${words.facts} ${labels.join(" · ")}` : words.nofacts;
  };
  const write = async () => {
    stop();
    busy(true);
    say(words.writing);
    const answer = await ask();
    if (!answer.ok) {
      end({ state: "failed", error: { detail: answer.detail } });
      return;
    }
    result.hidden = false;
    text.value = facts.textContent = "";
    ready(false);
    stop = follow(answer.data, { tell, end });
  };
  const drop = () => {
    stop();
    busy(false);
    text.value = facts.textContent = "";
    result.hidden = true;
    say("");
    start.focus();
  };

  start.addEventListener("click", write);
  box.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-draft-use]");
    if (!chosen || chosen.disabled) return;
    const draft = text.value;
    drop();
    put(field(), draft, { replace: chosen.dataset.draftUse === "replace" });
  });
  part("drop").addEventListener("click", drop);
  addEventListener("pagehide", () => stop());
  box.hidden = false;
  return { write };
}
