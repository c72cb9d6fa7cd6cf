// Beside the form: the checklist that follows what is typed, links that lead to fields, and codes to copy.
import { post, say } from "../office.js";

const WAIT_MS = 500;

export function liveChecklist(holder) {
  const form = holder.closest("form");
  let waiting = 0;
  let asked = 0;

  holder.addEventListener("click", (event) => {
    const link = event.target.closest("[data-focus]");
    if (!link) return;
    const name = link.dataset.focus;
    const field = document.getElementById(`id_${name}`) ?? document.getElementById(`id_${name}_0`);
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
  if (!holder.dataset.checklistUrl) return;

  const ask = async () => {
    const number = ++asked;
    const answer = await post(holder.dataset.checklistUrl, new FormData(form));
    // Not while somebody is in it: the focus would be lost. The next change shows it.
    if (answer.ok && number === asked && !holder.contains(document.activeElement)) holder.innerHTML = answer.data.html;
  };
  const askSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  };
  form.addEventListener("input", askSoon);
  form.addEventListener("change", askSoon);
}

/** The embed code with what was chosen. Choosing is no change of the job, and Enter here doesn't send its form. */
export function embedding(aside) {
  const code = aside.querySelector("#share-embed");
  const frame = aside.querySelector("#share-frame");
  const choices = [...aside.querySelectorAll("[data-embed]")];
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const base = code?.value ?? "";
  const address = frame?.value ?? "";

  for (const kind of ["input", "change"]) aside.addEventListener(kind, (event) => event.stopPropagation());
  aside.addEventListener("input", (event) => event.stopPropagation(), true);
  aside.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
  });
  for (const choice of choices) {
    choice.addEventListener("change", () => {
      const chosen = choices.filter((one) => one.value).map((one) => [one.dataset.embed, one.value]);
      const data = chosen.map(([name, value]) => ` data-${name}="${quoted(value)}"`).join("");
      const query = new URLSearchParams(chosen).toString();
      code.value = base.replace(" async", ` async${data}`);
      frame.value = address.replace(/src="([^"]*)"/, (_, url) => `src="${quoted(query ? `${url}?${query}` : url)}"`);
    });
  }
}

export function copying(button) {
  const field = document.getElementById(button.dataset.copy);
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      // Pages without https may not use the clipboard's newer interface.
      document.execCommand("copy");
    }
    say(button.dataset.done, "good");
  });
}
