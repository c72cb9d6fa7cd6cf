// What the CV says about its owner goes into fields that are still empty, each marked until the candidate has changed
// it. Nothing waits for this, and whatever fails here only leaves the fields to the candidate.
(() => {
  "use strict";

  const LONGEST_WAIT = 30000;
  const form = () => document.getElementById("apply");
  const zone = () => document.getElementById("cv-zone");
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  let latest = "";

  const say = (text) => {
    if (zone()) document.getElementById("cv-read").textContent = text;
  };

  const marked = () => new Set(form().elements.from_cv.value.split(" ").filter(Boolean));

  const remember = (names) => {
    form().elements.from_cv.value = [...names].join(" ");
  };

  const mark = (field) => {
    const label = field.labels[0];
    if (label.querySelector(".from-cv")) return;
    const words = document.createElement("span");
    words.className = "from-cv";
    words.textContent = zone().dataset.tMark;
    label.append(" ", words);
  };

  const unmark = (field) => {
    const names = marked();
    if (!names.delete(field.name)) return;
    remember(names);
    field.labels[0].querySelector(".from-cv")?.remove();
  };

  // Its own words, without "(optional)" and the mark.
  const nameOf = (field) => field.labels[0].firstChild.textContent.trim();

  const fill = (found) => {
    const names = marked();
    const open = Object.entries(found).filter(([name]) => {
      const field = form().elements[name];
      return field && (!field.value.trim() || names.has(name));
    });
    for (const [name, value] of open) {
      form().elements[name].value = value;
      mark(form().elements[name]);
      names.add(name);
    }
    remember(names);
    form().dispatchEvent(new Event("change", { bubbles: true }));
    return open.map(([name]) => nameOf(form().elements[name]));
  };

  const ask = async (file) => {
    const headers = { Accept: "application/json", "X-CSRFToken": form().elements.csrfmiddlewaretoken.value };
    const answer = await fetch(zone().dataset.read, { method: "POST", headers, body: new URLSearchParams({ file }) });
    return answer.ok ? answer.json() : { state: answer.status === 429 ? "waiting" : "unreadable" };
  };

  const read = async (file) => {
    const until = Date.now() + LONGEST_WAIT;
    for (let wait = 300; Date.now() < until; wait = Math.min(wait * 1.5, 3000)) {
      await pause(wait);
      if (latest !== file || !zone()) return null;
      const answer = await ask(file);
      if (answer.state !== "waiting") return answer;
    }
    return { state: "unreadable" };
  };

  const report = (answer) => {
    const words = zone().dataset;
    if (answer.state === "refused") {
      say("");
      document.dispatchEvent(new Event("cv:refused"));
    } else if (answer.state === "read") {
      const filled = fill(answer.found);
      say(filled.length ? `${words.tFilled} ${filled.join(", ")}. ${words.tCheck}` : "");
    } else say(words.tUnreadable);
  };

  document.addEventListener("cv:uploaded", async ({ detail }) => {
    latest = detail.file;
    say(zone().dataset.tReading);
    const answer = await read(detail.file).catch(() => ({ state: "unreadable" }));
    if (answer && latest === detail.file && zone()) report(answer);
  });
  document.addEventListener("cv:gone", () => {
    latest = "";
    say("");
  });
  document.addEventListener("input", (event) => form()?.contains(event.target) && zone() && event.target.labels && unmark(event.target));
  document.addEventListener("apply:restored", () => {
    if (zone()) marked().forEach((name) => form().elements[name] && mark(form().elements[name]));
  });
})();
