// Solves the ALTCHA proof of work in the background, so that nobody has to click on traffic lights.
(() => {
  "use strict";

  // How long somebody who has pressed the button waits for the proof.
  const PATIENCE_MS = 10000;
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  const solve = (challenge, worker) =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data ? resolve(data) : reject(new Error("unsolved")));
      worker.onerror = reject;
      worker.postMessage({ type: "work", payload: challenge, max: challenge.maxnumber, start: 0 });
    });

  const run = async (form) => {
    const answer = await fetch(form.dataset.challenge, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const challenge = await answer.json();
    if (challenge.provider !== "altcha") return;
    const worker = new Worker(form.dataset.worker);
    try {
      const { number, took } = await solve(challenge, worker);
      const { algorithm, challenge: digest, salt, signature } = challenge;
      form.elements.captcha.value = btoa(JSON.stringify({ algorithm, challenge: digest, number, salt, signature, took }));
    } finally {
      worker.terminate();
    }
  };

  // Without an answer the form still goes out; the server then treats it like one from a browser without JavaScript.
  const begun = (form) => (form.captchaReady ??= run(form).catch(() => {}));
  const solved = (form) => Promise.race([begun(form), pause(PATIENCE_MS)]);

  const start = () => {
    const form = document.getElementById("apply");
    // Only what is looked over is about to be sent, and a solution does not keep.
    if (form?.dataset.step === "review") begun(form);
  };

  // Shorter forms go to the server by themselves: solved while they are filled in, and held until then.
  const hold = async (event) => {
    const form = event.currentTarget;
    if (form.isProved) return;
    event.preventDefault();
    if (form.isHeld) return;
    form.isHeld = true;
    event.submitter?.setAttribute("aria-busy", "true");
    await solved(form);
    // What was solved before comes within the event itself, in which a form can't be submitted anew.
    await pause(0);
    event.submitter?.removeAttribute("aria-busy");
    form.isProved = true;
    form.requestSubmit(event.submitter);
  };

  const renew = (form) => {
    form.elements.captcha.value = "";
    form.isHeld = form.isProved = false;
    form.captchaReady = null;
  };

  const held = document.querySelectorAll("form[data-proof]");
  for (const form of held) {
    form.addEventListener("focusin", () => begun(form), { once: true });
    form.addEventListener("submit", hold);
  }
  // Back from the next page: what was solved then has been used.
  window.addEventListener("pageshow", ({ persisted }) => persisted && held.forEach(renew));

  document.addEventListener("apply:replaced", start);
  start();
  window.proved = solved;
})();
