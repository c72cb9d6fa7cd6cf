// The application is in: its draft is of no more use on this device.
(() => {
  "use strict";

  const job = document.getElementById("applied")?.dataset.job;
  try {
    if (job) localStorage.removeItem(`hiretrack-draft:${job}`);
  } catch {
    // Storage that cannot be reached holds no draft either.
  }
})();
