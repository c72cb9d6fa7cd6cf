// Unfold draws the charts that are on the page when it loads; ours come a moment later.
document.body.addEventListener("htmx:afterSwap", (event) => {
  // A function of Unfold's own script.
  if (event.target.id === "d-charts" && typeof renderCharts === "function") renderCharts();
});
