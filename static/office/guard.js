// Asks before a page is left on which something was typed and not sent: forms with data-unsaved.
const touched = new Set();

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-unsaved]");
  if (form && event.isTrusted) touched.add(form);
});
document.addEventListener("submit", (event) => touched.delete(event.target));
document.addEventListener("reset", (event) => touched.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...touched].some((form) => form.isConnected)) event.preventDefault();
});
