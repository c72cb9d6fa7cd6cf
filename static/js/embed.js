// HireTrack's job list for other sites: puts a frame after the script's own element and gives it the list's height.
// What the data- attributes mean stands in HireTrack's documentation, page "Embedding".
(() => {
  "use strict";

  const script = document.currentScript;
  const address = new URL(script.src);
  const known = [
    "department", "location", "employmentType", "remote", "q", "limit", "language",
    "theme", "colour", "background", "text", "radius", "size", "font",
  ];
  const most = 20000;

  address.pathname = address.pathname.replace(/\.js$/, "/");
  address.search = "";
  for (const name of known) {
    const value = script.dataset[name];
    if (value) address.searchParams.set(name.replace("employmentType", "employment_type"), value);
  }

  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = script.dataset.title || "Jobs";
  frame.loading = "lazy";
  frame.className = "hiretrack-jobs";
  frame.style.cssText = "border:0;display:block;height:400px;width:100%";
  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== address.origin) return;
    const height = event.data && event.data.type === "hiretrack:height" ? Number(event.data.height) : 0;
    if (height > 0 && height <= most) frame.style.height = `${Math.ceil(height)}px`;
  });
  script.after(frame);
})();
