// Rows of a list that can be dragged by their handle, with a mouse or a finger.

export function draggable(list, rows, handle, moved) {
  let dragged = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(handle);
    if (!grip || event.button) return;
    dragged = grip.closest(rows);
    dragged.classList.add("j-dragged");
    grip.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  list.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const others = [...list.querySelectorAll(rows)].filter((row) => row !== dragged);
    const below = others.find((row) => {
      const box = row.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    if (below !== dragged.nextElementSibling || !below) list.insertBefore(dragged, below ?? null);
  });
  const drop = () => {
    if (!dragged) return;
    dragged.classList.remove("j-dragged");
    dragged = null;
    moved();
  };
  list.addEventListener("pointerup", drop);
  list.addEventListener("pointercancel", drop);
}
