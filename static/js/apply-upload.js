// Sends the CV straight to the object store: of the apply form while the candidate goes on typing, and of a profile.
// Whatever fails here, the chosen file stays in the file input and travels with the form instead.
(() => {
  "use strict";

  const TYPES = {
    pdf: "application/pdf",
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    odt: "application/vnd.oasis.opendocument.text",
    rtf: "application/rtf",
    txt: "text/plain",
  };
  // 4xx about the file itself will not get better by sending it again with the form.
  const FOR_GOOD = [400, 409, 413, 415, 422];
  const byId = (id) => document.getElementById(id);
  const zone = () => byId("cv-zone");
  const form = () => zone().closest("form");
  let running = null;

  const show = (text, kind) => {
    byId("cv-state").textContent = text;
    byId("cv-state").className = `state ${kind ?? ""}`;
  };

  const sizeOf = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

  const showFile = (name) => {
    byId("cv-filename").textContent = name;
    byId("cv-file").hidden = !name;
    byId("cv-remove").hidden = !name;
    byId("cv-replace").hidden = !name;
    byId("cv-choose").hidden = Boolean(name);
  };

  const remember = (file, name) => {
    form().elements.cv_upload.value = file;
    form().elements.cv_name.value = name;
    form().dispatchEvent(new Event("change", { bubbles: true }));
  };

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  const post = async (url, values, signal) => {
    const token = form().elements.csrfmiddlewaretoken.value;
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(values), signal });
    const data = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(data.detail), { status: answer.status, problem: data });
    return data;
  };

  const send = (promised, file, mine) =>
    new Promise((resolve, reject) => {
      const body = new FormData();
      Object.entries(promised.fields).forEach(([name, value]) => body.append(name, value));
      body.append("file", file);
      const request = new XMLHttpRequest();
      mine.signal.addEventListener("abort", () => request.abort());
      request.upload.onprogress = (event) => {
        byId("cv-progress").value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
      };
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`store ${request.status}`)));
      request.onerror = request.ontimeout = request.onabort = () => reject(new Error("store unreachable"));
      request.timeout = 120000;
      request.open("POST", promised.url);
      request.send(body);
    });

  const upload = async (file, type, mine) => {
    const { promise, done } = zone().dataset;
    const promised = await post(promise, { filename: file.name, content_type: type, size: file.size }, mine.signal);
    await send(promised, file, mine);
    mine.signal.throwIfAborted();
    show(zone().dataset.tChecking);
    await post(done, { file: promised.file }, mine.signal);
    return promised.file;
  };

  const refuse = (name, text) => {
    form().elements.cv.value = "";
    remember("", "");
    showFile(name);
    show(text, "bad");
  };

  const wrongWith = (file, type, words) => {
    if (!type) return words.tType;
    if (!file.size) return words.tEmpty;
    return file.size > Number(words.limit) ? words.tLarge : "";
  };

  const failed = (error, name, words) => {
    if (FOR_GOOD.includes(error.status)) refuse(name, error.problem?.errors?.[0]?.detail ?? error.message);
    else show(error.status === 503 ? words.tRetry : words.tWithForm, error.status === 503 ? "bad" : "");
  };

  const begin = async (file) => {
    const words = zone().dataset;
    const type = TYPES[file.name.split(".").pop().toLowerCase()];
    const wrong = wrongWith(file, type, words);
    stop();
    byId("cv-errors").textContent = "";
    if (wrong) return refuse(file.name, wrong);
    const mine = (running = new AbortController());
    remember("", "");
    showFile(`${file.name} · ${sizeOf(file.size)}`);
    show(words.tUploading);
    byId("cv-progress").value = 0;
    byId("cv-progress").hidden = false;
    try {
      const name = await upload(file, type, mine);
      if (mine !== running) return;
      remember(name, file.name);
      form().elements.cv.value = "";
      show(words.tDone, "done");
      tell("cv:uploaded", { file: name });
    } catch (error) {
      if (mine === running) failed(error, file.name, words);
    } finally {
      if (mine === running) byId("cv-progress").hidden = true;
    }
  };

  // Whatever goes on for an earlier file counts no more.
  const stop = () => {
    const before = running;
    running = null;
    before?.abort();
    byId("cv-progress").hidden = true;
    tell("cv:gone");
  };

  const choose = (file) => {
    form().uploadReady = begin(file);
  };

  const remove = () => {
    stop();
    form().elements.cv.value = "";
    remember("", "");
    showFile("");
    show("");
    byId("cv-read").textContent = zone().dataset.tRemoved;
    form().elements.cv.focus();
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "id_cv" && event.target.files.length) choose(event.target.files[0]);
  });
  document.addEventListener("click", (event) => {
    const asked = event.target.closest?.("#cv-remove, #cv-replace");
    if (!asked) return;
    event.preventDefault();
    // The file stays until another one has been chosen.
    if (asked.id === "cv-remove") remove();
    else form().elements.cv.click();
  });
  document.addEventListener("cv:refused", () => refuse(form().elements.cv_name.value, zone().dataset.tRefused));

  const over = (event, on) => {
    const target = event.target.closest?.("#cv-zone");
    if (!target) return;
    event.preventDefault();
    target.classList.toggle("over", on);
  };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    const file = event.target.closest?.("#cv-zone") && event.dataTransfer.files[0];
    if (!file) return;
    const kept = new DataTransfer();
    kept.items.add(file);
    form().elements.cv.files = kept.files;
    choose(file);
  });

  // A file that came back with the page (after an error, or from the draft) can be removed and replaced as well.
  let described = "";
  const restore = () => {
    if (!zone()) return;
    const { cv, cv_upload: file, cv_name: name } = form().elements;
    // One that was chosen and is on its way, or goes with the form, tells of itself.
    if (!file.value && cv.files.length) return;
    showFile(name.value);
    if (file.value !== described) show(file.value ? zone().dataset.tDone : "", file.value ? "done" : "");
  };
  // What a page comes with, it describes itself: uploaded, or from the account.
  const arrive = () => {
    described = zone() ? form().elements.cv_upload.value : "";
    restore();
  };
  document.addEventListener("apply:replaced", arrive);
  document.addEventListener("apply:restored", restore);
  arrive();
})();
