// Solves the ALTCHA proof of work in the background, so that nobody has to click on traffic lights.
(() => {
  "use strict";

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
  const start = () => {
    const form = document.getElementById("apply");
    // Only what is looked over is about to be sent, and a solution does not keep.
    if (form?.dataset.step === "review" && !form.captchaReady) form.captchaReady = run(form).catch(() => {});
  };

  document.addEventListener("apply:replaced", start);
  start();
  window.startCaptcha = start;
})();
