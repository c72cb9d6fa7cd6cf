// Account, users and settings: copying, keeping and printing codes. Without a script they can still be read.
import { say } from "./office.js";

const lines = (id) => {
  const place = document.getElementById(id);
  const items = [...place.querySelectorAll("li")].map((item) => item.textContent.trim());
  return items.length ? items.join("\n") : place.textContent.trim();
};

/** The clipboard is there on https and on one's own machine only; elsewhere the text is marked for copying by hand. */
async function copy(button) {
  try {
    await navigator.clipboard.writeText(lines(button.dataset.copy));
    say(button.dataset.copied, "good");
  } catch {
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
  }
}

function download(button) {
  const text = `${button.dataset.heading}\n\n${lines(button.dataset.download)}\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = button.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const doing = {
  "[data-copy]": copy,
  "[data-download]": download,
  "[data-print]": () => print(),
};
for (const [which, act] of Object.entries(doing)) {
  for (const button of document.querySelectorAll(which)) {
    button.hidden = false;
    button.addEventListener("click", () => act(button));
  }
}
