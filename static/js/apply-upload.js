// Sends the CV straight to the object store while the candidate goes on typing. Whatever fails here, the chosen file
// stays in the file input and travels with the form instead.
(() => {
  "use strict";

  const TYPES = {
    pdf: "application/pdf",
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    odt: "application/vnd.oasis.opendocument.text",
    rtf: "application/rtf",
    txt: "text/plain",
  };
  const byId = (id) => document.getElementById(id);
  const zone = () => byId("cv-zone");
  const form = () => byId("apply");
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
    byId("cv-choose").hidden = Boolean(name);
  };

  const remember = (id, name) => {
    form().elements.cv_upload.value = id;
    form().elements.cv_name.value = name;
    form().dispatchEvent(new Event("change", { bubbles: true }));
  };

  const post = async (url, body) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "Idempotency-Key": crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}` },
      body: JSON.stringify(body),
    });
    const data = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(data.detail), { status: answer.status, problem: data });
    return data;
  };

  const send = (presigned, file) =>
    new Promise((resolve, reject) => {
      const body = new FormData();
      Object.entries(presigned.fields).forEach(([name, value]) => body.append(name, value));
      body.append("file", file);
      const request = new XMLHttpRequest();
      running.abort = () => request.abort();
      request.upload.onprogress = (event) => {
        byId("cv-progress").value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
      };
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`store ${request.status}`)));
      request.onerror = request.ontimeout = request.onabort = () => reject(new Error("store unreachable"));
      request.timeout = 120000;
      request.open("POST", presigned.url);
      request.send(body);
    });

  const upload = async (file, type) => {
    const { employer, presign, complete } = zone().dataset;
    const made = await post(presign, { kind: "cv", filename: file.name, content_type: type, size: file.size, employer });
    await send(made, file);
    show(zone().dataset.tChecking);
    await post(complete.replace("{id}", made.upload_id), {});
    return made.upload_id;
  };

  const refuse = (file, text) => {
    form().elements.cv.value = "";
    showFile(file.name);
    show(text, "bad");
  };

  const begin = async (file) => {
    const words = zone().dataset;
    const type = TYPES[file.name.split(".").pop().toLowerCase()];
    remember("", "");
    if (!type) return refuse(file, words.tType);
    if (file.size > Number(words.limit)) return refuse(file, words.tLarge);
    const mine = (running = {});
    showFile(`${file.name} · ${sizeOf(file.size)}`);
    show(words.tUploading);
    byId("cv-progress").hidden = false;
    try {
      const id = await upload(file, type);
      if (mine !== running) return;
      remember(id, file.name);
      form().elements.cv.value = "";
      show(words.tDone, "done");
    } catch (error) {
      if (mine !== running) return;
      // 4xx about the file itself will not get better by sending it again with the form.
      if ([400, 409, 413, 415, 422].includes(error.status)) refuse(file, error.problem?.errors?.[0]?.detail ?? error.message);
      else show(error.status === 503 ? words.tRetry : words.tWithForm, error.status === 503 ? "bad" : "");
    } finally {
      if (mine === running) byId("cv-progress").hidden = true;
    }
  };

  const choose = (file) => {
    form().uploadReady = begin(file);
  };

  const remove = () => {
    const words = zone().dataset;
    const wasRunning = running;
    running = null;
    wasRunning?.abort?.();
    byId("cv-progress").hidden = true;
    form().elements.cv.value = "";
    remember("", "");
    showFile("");
    show(words.tRemoved);
    form().elements.cv.focus();
  };

  document.addEventListener("change", (event) => {
    if (event.target.id === "id_cv" && event.target.files.length) choose(event.target.files[0]);
  });
  document.addEventListener("click", (event) => event.target.id === "cv-remove" && remove());

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

  // A file that came back with the page (after an error, or from the draft) can be removed as well.
  const restore = () => {
    const name = form()?.elements.cv_name.value;
    if (!form()?.elements.cv_upload.value || !name) return;
    showFile(name);
    show(zone().dataset.tDone, "done");
  };
  ["apply:replaced", "apply:restored", "DOMContentLoaded"].forEach((name) => document.addEventListener(name, restore));
  if (document.readyState !== "loading") restore();
})();
