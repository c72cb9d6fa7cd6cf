// For signed-in candidates: an answer drafted from their profile, beside the question. Without it nothing is missing.
import { drafting } from "../assistant/drafting.js";

const form = () => document.getElementById("apply");

async function ask(box) {
  const body = new URLSearchParams({ question: box.dataset.question });
  const token = form().querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    const answer = await fetch(box.dataset.url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token, Accept: "application/json" },
      credentials: "same-origin",
    });
    const data = await answer.json();
    return { ok: answer.ok, data, detail: data.detail };
  } catch {
    return { ok: false, data: {}, detail: "" };
  }
}

function bring(box) {
  box.dataset.brought = "yes";
  const field = () => document.getElementById(box.dataset.field);
  drafting(box, { field, ask: () => ask(box) });
}

const bringAll = () => document.querySelectorAll("[data-suggest]:not([data-brought])").forEach(bring);

bringAll();
// A form that comes back with errors takes the place of the one that was sent.
new MutationObserver(bringAll).observe(document.querySelector("main"), { childList: true, subtree: true });
