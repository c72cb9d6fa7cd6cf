// What the back office's scripts share. Loaded as a module by the pages that need it.

const token = () =>
  document.querySelector("meta[name=csrf-token]")?.content ??
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ??
  "";

/** POST form fields (or an object of them); `{ok, status, data}`, where `data` is the answer or a problem (RFC 9457).
 *  A server that cannot be reached answers as a problem too: nothing is thrown. */
export async function post(url, fields = {}) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      credentials: "same-origin",
    });
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { ok: answer.ok && isJson, status: answer.status, data: isJson ? await answer.json() : {} };
  } catch {
    return { ok: false, status: 0, data: {} };
  }
}

/** Tell the user: shown for a while, and read out. `kind` is good, bad or info. With an `action` (`{label, run}`) there
 *  is a button, and the line stays while the pointer or the focus is on it. Answers the line. */
export function say(text, kind = "info", action = null) {
  let place = document.getElementById("o-said");
  if (!place) {
    place = document.createElement("div");
    place.id = "o-said";
    place.setAttribute("role", "status");
    place.setAttribute("aria-live", "polite");
    document.body.append(place);
  }
  const line = document.createElement("p");
  line.className = `o-said o-is-${kind}`;
  line.textContent = text;
  if (action) line.append(" ", button(action, line));
  place.append(line);
  const leave = () => (line.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : line.remove());
  setTimeout(leave, action ? 10_000 : 8000);
  return line;
}

function button({ label, run }, line) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "o-said-action";
  made.textContent = label;
  made.addEventListener("click", () => {
    line.remove();
    run();
  });
  return made;
}

/** What a refused `post` has to say, in the words of the problem; `otherwise` when it has none. */
export function refusal(answer, otherwise) {
  const details = (answer.data.errors ?? []).map((one) => one.detail);
  return details.join(" ") || answer.data.detail || otherwise;
}
