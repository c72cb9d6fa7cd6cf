// The filters above the board: they reload its columns, and stand in the address.

import { reload } from "./loading.js";
import { announce, text } from "./words.js";

const form = document.getElementById("b-filters");
const clear = document.getElementById("b-clear");
const TYPING_MS = 350;
let timer = null;
let asked = new AbortController();

function asQuery() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const isDefault = name === "sort" && value === form.sort.options[0].value;
    if (value.trim() && !isDefault) query.set(name, value.trim());
  }
  clear.hidden = query.size === 0;
  const opened = new URLSearchParams(location.search).get("open");
  if (opened) query.set("open", opened);
  return query;
}

async function apply() {
  clearTimeout(timer);
  const query = asQuery().toString();
  if (query === location.search.slice(1)) return;
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  asked.abort();
  asked = new AbortController();
  try {
    if (await reload(asked.signal)) announce(text("filtered"));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function empty() {
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = 0;
    else if (field.tagName === "INPUT") field.value = "";
  }
  apply();
  form.q.focus();
}

export function startFilters() {
  form.classList.add("is-scripted");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("change", apply);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, TYPING_MS);
  });
  clear.addEventListener("click", empty);
  const widen = form.querySelector(".b-widen");
  widen.addEventListener("click", () => widen.setAttribute("aria-expanded", form.classList.toggle("is-wide")));
}
