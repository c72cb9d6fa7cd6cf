// The share menu of a job: the device's own where there is one, else links and a button that copies the address.
(() => {
  "use strict";

  const menu = document.querySelector("[data-share]");
  if (!menu) return;
  const { title, url } = menu.dataset;
  const said = menu.querySelector("[data-share-said]");
  const copy = menu.querySelector("[data-share-copy]");

  menu.querySelector("summary").addEventListener("click", (event) => {
    if (!navigator.share || menu.open) return;
    event.preventDefault();
    // Whoever closes the device's menu has decided; whatever else goes wrong leaves our own.
    navigator.share({ title, url }).catch((error) => {
      if (error.name !== "AbortError") menu.open = true;
    });
  });

  if (navigator.clipboard) {
    copy.closest("li").hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      copy.textContent = said.textContent = copy.dataset.done;
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
