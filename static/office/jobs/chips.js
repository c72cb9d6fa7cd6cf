// Several words in one field: each a chip that can be taken away. The field itself keeps them between commas.

export function chips(holder) {
  const field = holder.querySelector("input");
  const label = document.querySelector(`label[for=${field.id}]`)?.textContent.trim() ?? "";
  const shown = document.createElement("ul");
  const entry = document.createElement("input");
  const words = () => field.value.split(",").map((word) => word.trim()).filter(Boolean);

  const keep = (list) => {
    const known = new Set();
    const once = list.filter((word) => !known.has(word.toLowerCase()) && known.add(word.toLowerCase()));
    field.value = once.join(", ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  };
  const chip = (word, place) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    item.className = "o-tag";
    item.append(word, button);
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${holder.dataset.remove}: ${word}`);
    button.addEventListener("click", () => {
      keep(words().filter((_, other) => other !== place));
      entry.focus();
    });
    return item;
  };
  const draw = () => shown.replaceChildren(...words().map(chip));
  const take = () => {
    const typed = entry.value.split(",").map((word) => word.trim()).filter(Boolean);
    entry.value = "";
    if (typed.length) keep([...words(), ...typed]);
  };

  shown.className = "j-chip-list";
  entry.type = "text";
  entry.className = field.className;
  entry.setAttribute("aria-label", label);
  entry.setAttribute("list", `${field.name}-suggestions`);
  entry.placeholder = `${holder.dataset.add} …`;
  entry.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (entry.value || event.target === entry)) {
      event.preventDefault();
      take();
    } else if (event.key === "Backspace" && !entry.value) keep(words().slice(0, -1));
  });
  entry.addEventListener("input", () => {
    if (entry.value.includes(",")) take();
  });
  entry.addEventListener("change", take);
  // What was typed and not yet made a chip is sent all the same.
  field.form?.addEventListener("submit", take);
  field.type = "hidden";
  holder.prepend(shown, entry);
  entry.id = field.id;
  field.removeAttribute("id");
  draw();
}
