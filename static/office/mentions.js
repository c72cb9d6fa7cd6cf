// Typing @ and a few letters offers colleagues: arrows choose, Enter or Tab takes, Escape closes.

const SIGN = /(?:^|\s)@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]*)?)$/u;
const MOST = 8;
let made = 0;

export function offerColleagues(field, colleagues) {
  const list = document.createElement("ul");
  list.id = `a-people-${(made += 1)}`;
  list.className = "a-people";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "@");
  list.hidden = true;
  field.after(list);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  const state = { offered: [], at: 0 };

  const close = () => {
    list.hidden = true;
    state.offered = [];
    field.removeAttribute("aria-activedescendant");
  };

  const mark = () => {
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === state.at)));
    const chosen = list.children[state.at];
    if (chosen) {
      field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    }
  };

  const written = () => SIGN.exec(field.value.slice(0, field.selectionStart));

  const show = () => {
    const found = written();
    const part = found?.[1].toLocaleLowerCase() ?? "";
    const fits = (one) => one.name.toLocaleLowerCase().split(" ").some((word) => word.startsWith(part));
    const whole = (one) => one.name.toLocaleLowerCase().startsWith(part) || fits(one);
    state.offered = found ? colleagues.filter(whole).slice(0, MOST) : [];
    state.at = 0;
    // After a full name and a blank the sentence goes on.
    const isOver = !state.offered.length || state.offered.some((one) => one.name.toLocaleLowerCase() === part.trimEnd());
    if (!found || isOver) {
      close();
      return;
    }
    list.replaceChildren(...state.offered.map(item));
    list.hidden = false;
    mark();
  };

  const item = (one, at) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.setAttribute("role", "option");
    line.textContent = one.name;
    const address = document.createElement("span");
    address.className = "o-faint o-small";
    address.textContent = ` ${one.email}`;
    line.append(address);
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(one);
    });
    return line;
  };

  const take = (one) => {
    const found = written();
    const end = field.selectionStart;
    const begin = end - found[1].length;
    field.setRangeText(`${one.name} `, begin, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  field.addEventListener("input", show);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const many = state.offered.length;
      state.at = (state.at + steps[event.key] + many) % many;
      mark();
    } else if (event.key === "Enter" || event.key === "Tab") {
      take(state.offered[state.at]);
    } else if (event.key === "Escape") {
      close();
    } else {
      return;
    }
    event.preventDefault();
  });
}
