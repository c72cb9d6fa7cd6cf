// A board's page: how its scan is getting on.

const AWAY_MS = 3000;
const AT_MOST_MS = 1000;

const place = () => document.getElementById("l-state");
const goesOn = () => "open" in place().dataset;
let socket = null;
let waiting = null;

/** The state anew; the whole page once the scan has ended, with what it has found. */
async function look() {
  waiting = null;
  try {
    const answer = await fetch("?part=state", { credentials: "same-origin" });
    if (!answer.ok) return later(AWAY_MS);
    const held = document.createElement("template");
    held.innerHTML = await answer.text();
    const next = held.content.querySelector("#l-state");
    if (!("open" in next.dataset)) return location.reload();
    for (const selector of ["progress", ".l-counts", ".o-tag", "h2"]) renew(selector, next);
  } catch {
    // The next look will tell.
  }
  // Told live, nothing needs to be asked for.
  if (!socket) later(AWAY_MS);
}

/** In place, so that neither the focus nor a button under the pointer is lost. */
function renew(selector, next) {
  const [old, fresh] = [place(), next].map((one) => one.querySelector(selector));
  if (!old || !fresh || old.outerHTML === fresh.outerHTML) return;
  old.textContent = fresh.textContent;
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
}

function later(ms) {
  waiting ??= setTimeout(look, ms);
}

/** Each message says that there is something to see; what it is, the page says in words. */
function listen(address) {
  try {
    socket = new WebSocket(address);
  } catch {
    later(AWAY_MS);
    return;
  }
  socket.addEventListener("message", () => later(AT_MOST_MS));
  socket.addEventListener("close", () => {
    socket = null;
    later(AT_MOST_MS);
  });
}

if (goesOn()) {
  if (place().dataset.live) listen(place().dataset.live);
  else later(AWAY_MS);
  addEventListener("pagehide", () => socket?.close());
}
