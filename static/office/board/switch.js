// The menus above the board: the other jobs, with a search of their own, and the keys.

export function startSwitch() {
  const field = document.getElementById("b-find-job");
  const jobs = [...document.querySelectorAll(".b-jobs li")];
  field?.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    for (const job of jobs) job.hidden = !job.textContent.toLowerCase().includes(wanted);
  });
  for (const drop of document.querySelectorAll(".b-switch")) {
    drop.addEventListener("keydown", (event) => event.key === "Escape" && shut(drop));
    drop.addEventListener("toggle", () => drop.open && field && drop.contains(field) && field.focus());
  }
  document.addEventListener("click", (event) => {
    for (const drop of document.querySelectorAll(".b-switch[open]")) if (!drop.contains(event.target)) drop.open = false;
  });
}

function shut(drop) {
  drop.open = false;
  drop.querySelector("summary").focus();
}
