// Keeps what is typed on this device for a week, so that a lost connection or a closed tab costs nothing.
(() => {
  "use strict";

  const form = document.getElementById("apply");
  if (!form) return;
  const KEY = `hiretrack-draft:${form.dataset.job}`;
  const WEEK = 7 * 24 * 3600 * 1000;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "captcha", "opened", "homepage", "consent", "cv"]);
  const note = document.getElementById("draft-note");
  let timer = 0;
  let off = false;

  const current = () => document.getElementById("apply");

  const read = () => {
    try {
      const draft = JSON.parse(localStorage.getItem(KEY));
      return draft && Date.now() - draft.at < WEEK ? draft.values : null;
    } catch {
      return null;
    }
  };

  const write = () => {
    if (off) return;
    const values = [...new FormData(current())].filter(([name, value]) => !SKIPPED.has(name) && typeof value === "string");
    try {
      localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values }));
    } catch {
      // A full or forbidden storage only means that there is no draft.
      off = true;
    }
  };

  const fill = (name, given) => {
    for (const field of current().querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = given.includes(field.value);
      else field.value = given[0];
    }
  };

  const restore = (values) => {
    const names = new Set(values.map(([name]) => name));
    names.forEach((name) => fill(name, values.filter(([other]) => other === name).map(([, value]) => value)));
    const typed = values.some(([name, value]) => value && name !== "key");
    note.hidden = !typed;
    document.dispatchEvent(new Event("apply:restored"));
  };

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#apply")) return;
    clearTimeout(timer);
    timer = setTimeout(write, 400);
  });
  document.addEventListener("change", (event) => event.target.closest("#apply") && write());
  window.addEventListener("pagehide", () => timer && write());
  document.getElementById("draft-discard").addEventListener("click", () => {
    off = true;
    localStorage.removeItem(KEY);
    location.replace(location.pathname);
  });

  const draft = read();
  // A page that came back with errors already holds the newer values.
  if (draft && !document.getElementById("error-summary")) restore(draft);
})();
