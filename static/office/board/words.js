// What the board says: translated by the page, filled in here.

const words = document.getElementById("b-words").dataset;
const spoken = document.getElementById("b-announce");

/** From status to status: `{ok, mails, reopens}` or `{ok: false, why}`; the server decides in the end. */
export const rules = JSON.parse(document.getElementById("b-rules").textContent);

export const text = (key, values = {}) =>
  Object.entries(values).reduce((said, [name, value]) => said.replaceAll(`{${name}}`, value), words[key]);

/** Read out at once; nothing is shown. */
export function announce(message) {
  spoken.textContent = "";
  // A region that gets the same words again stays silent.
  requestAnimationFrame(() => (spoken.textContent = message));
}
