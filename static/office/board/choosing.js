// While a card looks for its stage, by pointer or by keys: which may take it, and why the others may not.

import { board, columns } from "./cards.js";
import { rules } from "./words.js";

export function begin(card) {
  const from = card.dataset.status;
  board.classList.add("is-choosing");
  for (const column of columns()) {
    column.classList.toggle("is-possible", rules[from][column.dataset.status].ok);
    column.classList.toggle("is-home", column.dataset.status === from);
  }
}

/** The card is held over this stage, or over none. */
export function over(card, status = null) {
  for (const column of columns()) {
    const here = column.dataset.status === status;
    const rule = rules[card.dataset.status][column.dataset.status];
    const why = column.querySelector(".b-why");
    column.classList.toggle("is-over", here);
    why.hidden = !here || rule.ok || status === card.dataset.status;
    why.textContent = why.hidden ? "" : rule.why;
  }
}

export function end() {
  board.classList.remove("is-choosing");
  for (const column of columns()) {
    column.classList.remove("is-possible", "is-home", "is-over");
    column.querySelector(".b-why").hidden = true;
  }
}
