// Sends the form in the background: a lost connection leaves the page, and everything in it, as it is.
(() => {
  "use strict";

  const note = (text) => {
    document.getElementById("send-note").textContent = text;
  };

  const busy = (form, on) => {
    const button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", String(on));
    button.setAttribute("aria-busy", String(on));
    form.sending = on;
  };

  const replace = (form, html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById("apply");
    if (!fresh) return false;
    const files = form.elements.cv.files;
    fresh.querySelector("[autofocus]")?.removeAttribute("autofocus");
    form.replaceWith(document.adoptNode(fresh));
    if (files.length && !fresh.elements.cv_upload.value) fresh.elements.cv.files = files;
    document.title = page.title;
    document.dispatchEvent(new Event("apply:replaced"));
    document.getElementById("error-summary")?.focus();
    return true;
  };

  const showPage = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.querySelector("main").focus();
  };

  const send = async (form) => {
    note(form.dataset.uploading);
    await form.uploadReady;
    note(form.dataset.checking);
    window.startCaptcha?.();
    await form.captchaReady;
    note(form.dataset.sending);
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    if (answer.redirected) return location.assign(answer.url);
    const html = await answer.text();
    return replace(form, html) || showPage(html);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "apply") return;
    event.preventDefault();
    if (form.sending) return;
    busy(form, true);
    send(form)
      .catch(() => note(form.dataset.offline))
      .finally(() => busy(form, false));
  });
})();
