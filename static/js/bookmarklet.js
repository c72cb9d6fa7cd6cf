// A bookmark to be dragged, not clicked: our own page would refuse to run it.
(() => {
  "use strict";

  const hint = document.getElementById("bookmark-hint");

  document.getElementById("bookmarklet").addEventListener("click", (event) => {
    event.preventDefault();
    hint.textContent = hint.dataset.tDrag;
  });
})();
