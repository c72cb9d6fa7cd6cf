// The profile's CV is on its way as soon as it is chosen (apply-upload.js); then its form goes off by itself. Whoever is
// quicker with the button waits for the file.
(() => {
  "use strict";

  const form = () => document.getElementById("cv-zone").closest("form");
  let sent = false;

  const go = async () => {
    const { elements } = form();
    let waited;
    do {
      waited = form().uploadReady;
      await waited;
    } while (waited !== form().uploadReady);
    if (sent || !(elements.cv_upload.value || elements.cv.files.length)) return;
    sent = true;
    // Without another submit event.
    form().submit();
  };

  document.addEventListener("cv:uploaded", go);
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || !form().uploadReady) return;
    event.preventDefault();
    go();
  });
  // The page that "back" brings up again can send another one.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
})();
