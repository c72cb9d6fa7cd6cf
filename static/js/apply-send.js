// Sends the form in the background: a lost connection leaves the page, and everything in it, as it is. The page to look
// over takes the form's place, and the form comes back from it untouched.
(() => {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const form = () => byId("apply");
  const words = () => byId("apply-words").dataset;
  let edited = null;

  const note = (text) => {
    byId("send-note").textContent = text;
  };

  const busy = (sent, on) => {
    for (const button of sent.querySelectorAll(".submit-row button[type=submit]")) {
      button.setAttribute("aria-disabled", String(on));
      button.setAttribute("aria-busy", String(on));
    }
    sent.sending = on;
  };

  const swap = (before, after) => {
    before.replaceWith(after);
    after.querySelector("[autofocus]")?.removeAttribute("autofocus");
    document.dispatchEvent(new Event("apply:replaced"));
  };

  const focus = () => {
    const target = byId("error-summary") ?? byId("review-title") ?? document.querySelector("main");
    target.focus();
    target.scrollIntoView({ block: "start" });
  };

  // The file that a server without an answer from the store could not take stays chosen.
  const keepFile = (sent, fresh) => {
    const files = sent.elements.cv?.files;
    if (files?.length && fresh.elements.cv && !fresh.elements.cv_upload.value) fresh.elements.cv.files = files;
  };

  const show = (page, sent) => {
    const fresh = page.getElementById("apply");
    const main = document.querySelector("main");
    const title = document.title;
    document.title = page.title;
    if (!fresh) main.replaceWith(document.adoptNode(page.querySelector("main")));
    else if (fresh.dataset.step === "edit" && sent.dataset.step === "edit") {
      keepFile(sent, fresh);
      swap(sent, document.adoptNode(fresh));
    } else {
      if (sent.dataset.step === "edit") {
        edited = { main, title };
        history.pushState({ review: true }, "", "#review");
      } else if (fresh.dataset.step === "edit") {
        // What came back with errors is newer than the form that was left.
        edited = null;
        history.replaceState(null, "", location.pathname + location.search);
      }
      swap(main, document.adoptNode(page.querySelector("main")));
    }
    focus();
  };

  // Back to the form as it was left, with what the server has taken over since.
  const edit = (anchor) => {
    const reviewed = form().elements;
    const taken = ["cv_upload", "cv_name", "key"].map((name) => [name, reviewed[name].value]);
    document.title = edited.title;
    swap(document.querySelector("main"), edited.main);
    edited = null;
    taken.forEach(([name, value]) => (form().elements[name].value = value));
    if (form().elements.cv_upload.value) form().elements.cv.value = "";
    byId("error-summary")?.remove();
    note("");
    document.dispatchEvent(new Event("apply:restored"));
    const section = byId(anchor)?.closest("section, fieldset") ?? form();
    section.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    section.scrollIntoView({ block: "start" });
  };

  const wait = async (sent, step) => {
    note(words().uploading);
    await sent.uploadReady;
    if (step !== "send") return note(words().reviewing);
    note(words().checking);
    await window.proved?.(sent);
    note(words().sending);
  };

  const send = async (sent, step) => {
    await wait(sent, step);
    const body = new FormData(sent);
    body.set("step", step);
    const answer = await fetch(sent.action, { method: "POST", body, headers: { Accept: "text/html" } });
    if (answer.redirected) return location.assign(answer.url);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), sent);
  };

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    // The language's button takes the form, with all that is in it, to a page of its own.
    if (sent.id !== "apply" || event.submitter?.name === "language") return;
    event.preventDefault();
    const step = event.submitter?.value ?? "review";
    if (sent.sending) return;
    if (step === "change" && edited) return history.back();
    busy(sent, true);
    send(sent, step)
      .catch(() => note(words().offline))
      .finally(() => busy(sent, false));
  });

  let anchor = "";
  document.addEventListener("click", (event) => {
    anchor = event.target.closest?.("[data-anchor]")?.dataset.anchor ?? "";
  });
  window.addEventListener("popstate", () => {
    if (edited) edit(anchor || "about");
    // Forward again: what stood there has to be made anew.
    else if (location.hash === "#review") history.replaceState(null, "", location.pathname + location.search);
  });
})();
