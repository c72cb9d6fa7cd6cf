// Counts the visit: which job, and what had brought the visitor here. Nothing says who it was.
(() => {
  "use strict";

  const { job, kind } = document.currentScript.dataset;
  const asked = new URLSearchParams(location.search);
  const named = asked.get("ref") || asked.get("utm_source") || "";

  const otherHost = (address) => {
    const url = URL.canParse(address) ? new URL(address) : null;
    return url && url.hostname !== location.hostname ? url.hostname : "";
  };

  const event = { job_id: job, kind };
  const source = named.replace(/[^A-Za-z0-9._ -]/g, "").replace(/^[^A-Za-z0-9]+/, "").slice(0, 60);
  const host = otherHost(named) || otherHost(document.referrer);
  // Our own links pass another site's address on as `ref`.
  if (source && !otherHost(named)) event.source = source;
  if (host) event.referrer_host = host;
  navigator.sendBeacon("/v1/metrics/event", new Blob([JSON.stringify(event)], { type: "application/json" }));
})();
