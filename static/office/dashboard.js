// Unfold draws the charts that are on the page once it has loaded; ours come a moment later, or a moment before.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const isDrawnByUnfold = document.readyState !== "complete";
  // A function of Unfold's own script.
  if (event.target.id === "d-charts" && !isDrawnByUnfold && typeof renderCharts === "function") renderCharts();
});
