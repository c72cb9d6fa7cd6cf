// What a step asks before it is taken: a rejection for its reason and when the mail leaves, the others for a nod.

import { labelOf } from "./cards.js";
import { text } from "./words.js";

const dialog = document.getElementById("b-dialog");
const quietly = new Set();
const MAIL = "board-mail";

/** The fields to send with the step; null when the recruiter thinks better of it. Silent steps have none. */
export async function ask(card, status, rule) {
  const isOut = status === "withdrawn";
  if (!(rule.mails || isOut) || quietly.has(status)) return {};
  prepare(card, status, rule, isOut);
  dialog.showModal();
  dialog.querySelector(status === "rejected" ? "#b-reason" : "#b-dialog-go").focus();
  await new Promise((done) => dialog.addEventListener("close", done, { once: true }));
  return dialog.returnValue === "go" ? given(status) : null;
}

function prepare(card, status, rule, isOut) {
  const names = { name: card.dataset.name, stage: labelOf(status) };
  const isRejection = status === "rejected";
  const form = dialog.querySelector("form");
  form.reset();
  dialog.returnValue = "";
  const title = text(isRejection ? "reject" : "moveTo", names);
  document.getElementById("b-dialog-title").textContent = title;
  const go = document.getElementById("b-dialog-go");
  go.textContent = title;
  go.classList.toggle("o-is-danger", isRejection);
  document.getElementById("b-dialog-mail").hidden = isRejection || !rule.mails;
  document.getElementById("b-dialog-out").hidden = !isOut;
  document.getElementById("b-dialog-reject").hidden = !isRejection;
  document.getElementById("b-dialog-quiet").hidden = isRejection || isOut;
  form.mail.value = sessionStorage.getItem(MAIL) ?? form.mail.options[0].value;
}

function given(status) {
  const form = dialog.querySelector("form");
  if (form.quiet.checked) quietly.add(status);
  if (status !== "rejected") return { note: form.note.value };
  sessionStorage.setItem(MAIL, form.mail.value);
  return { note: form.note.value, rejection_reason: form.rejection_reason.value, mail: form.mail.value };
}

export function startDialog() {
  // Enter in a field means the dialog's own button, not the first one of the form.
  dialog.querySelector("form").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input, select")) return;
    event.preventDefault();
    dialog.close("go");
  });
}
