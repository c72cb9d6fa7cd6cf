// Candidates side by side, and a comparison's report: the rejection's dialog, printing, asking before a deletion.

const dialog = document.getElementById("s-reject");

function reject(event) {
  const button = event.target.closest("[data-rejects]");
  if (!button || !dialog) return;
  event.preventDefault();
  const form = dialog.querySelector("form");
  form.reset();
  form.action = button.form.action;
  form.elements.expected_status.value = button.form.elements.expected_status.value;
  form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const title = form.dataset.title.replace("{name}", button.dataset.rejects);
  document.getElementById("s-reject-title").textContent = title;
  dialog.showModal();
}

function prints() {
  const [page, report] = ["s-print", "s-print-report"].map((id) => document.getElementById(id));
  if (page) page.hidden = false;
  if (report) report.hidden = false;
}

document.addEventListener("click", (event) => {
  reject(event);
  if (event.target.closest("[data-closes]")) dialog.close();
  if (event.target.closest("#s-print")) window.print();
  if (event.target.closest("#s-print-report")) document.getElementById("s-frame").contentWindow.print();
});
document.addEventListener("submit", (event) => {
  const { sure } = event.target.dataset;
  if (sure && !window.confirm(sure)) event.preventDefault();
});
// The page comes again as a part once its report is ready.
document.addEventListener("htmx:afterSettle", prints);
prints();
