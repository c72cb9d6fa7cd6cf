// Whom to compare: the button counts, and waits until there are enough.

import { page, place, text } from "./list.js";

export function startChoosing() {
  const form = document.getElementById("s-compare");
  if (!form) return;
  const [said, go] = ["s-selected", "s-compare-go"].map((id) => document.getElementById(id));
  const show = () => {
    const count = place.querySelectorAll("[name=ids]:checked").length;
    const few = count < Number(page.dataset.fewest);
    const many = count > Number(page.dataset.most);
    go.disabled = few || many;
    said.textContent = [count && text("selected", { count }), few && text("few"), many && text("many")]
      .filter(Boolean)
      .join(" · ");
  };
  place.addEventListener("change", show);
  place.addEventListener("s-swapped", show);
  show();
}
