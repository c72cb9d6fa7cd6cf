// Keeps what is typed on this device for a week, so that a lost connection or a closed tab costs nothing. Never a file:
// of a CV that was uploaded only its name, for as long as the store keeps it. Nothing of the account's CV, which the page
// itself offers, but that it was removed. Never answers asked for statistics alone.
(() => {
  "use strict";

  const DAY = 24 * 3600 * 1000;
  const WEEK = 7 * DAY;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "captcha", "opened", "homepage", "consent", "consent_version", "cv", "step"]);
  const FILE = new Set(["cv_upload", "cv_name"]);
  // What is there before anybody has typed.
  const UNTYPED = new Set(["key", "referrer"]);
  const byId = (id) => document.getElementById(id);
  const current = () => byId("apply");
  if (!current()) return;
  const KEY = `hiretrack-draft:${current().dataset.job}`;
  let timer = 0;
  let off = false;

  const upload = () => current().elements.cv_upload;
  const own = () => byId("cv-zone")?.dataset.own;
  const isEditing = () => current()?.dataset.step === "edit";

  const read = () => {
    try {
      const draft = JSON.parse(localStorage.getItem(KEY));
      return draft && Date.now() - draft.at < WEEK ? draft : null;
    } catch {
      return null;
    }
  };

  const isKept = ([name, value]) => {
    const field = current().querySelector(`[name="${CSS.escape(name)}"]`);
    if (FILE.has(name) && (!upload().value || upload().value === own())) return false;
    return !SKIPPED.has(name) && typeof value === "string" && !field?.closest("[data-no-draft]");
  };

  const showKept = (values) => {
    byId("draft-saved").hidden = !values.some(([name, value]) => value && !UNTYPED.has(name));
  };

  const write = () => {
    timer = 0;
    if (off || !isEditing()) return;
    const values = [...new FormData(current())].filter(isKept);
    try {
      const without = !upload().value && Boolean(own() || read()?.without);
      localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values, without }));
      showKept(values);
    } catch {
      // A full or forbidden storage only means that there is no draft.
      off = true;
    }
  };

  const fill = (name, given) => {
    for (const field of current().querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      // What was left empty is no reason to take away what the account says.
      else field.value = given[0] || field.defaultValue;
    }
  };

  const restore = (draft) => {
    const values = draft.values.filter(([name]) => !FILE.has(name) || Date.now() - draft.at < DAY);
    const names = new Set(values.map(([name]) => name));
    names.forEach((name) => fill(name, values.filter(([other]) => other === name).map(([, value]) => value)));
    if (draft.without && own()) FILE.forEach((name) => (current().elements[name].value = ""));
    const typed = values.some(([name, value]) => value && !UNTYPED.has(name));
    byId("draft-note").hidden = !typed;
    document.dispatchEvent(new Event("apply:restored"));
  };

  const forget = () => {
    off = true;
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Storage that cannot be reached holds no draft either.
    }
    location.replace(location.pathname + location.search);
  };

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#apply")) return;
    clearTimeout(timer);
    timer = setTimeout(write, 400);
  });
  document.addEventListener("change", (event) => event.target.closest("#apply") && write());
  document.addEventListener("apply:replaced", write);
  window.addEventListener("pagehide", () => timer && write());
  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("[data-draft-delete]");
    if (asked && window.confirm(asked.dataset.draftDelete)) forget();
  });

  const draft = read();
  // A page that came back with errors, or to be changed, already holds the newer values.
  if (draft && isEditing() && !current().hasAttribute("data-sent")) restore(draft);
})();
