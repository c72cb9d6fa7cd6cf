// Above a job's description: a draft from what the form says, beside the text that is there.
import { drafting as box } from "../../assistant/drafting.js";
import { post, refusal } from "../office.js";

export function drafting(panel) {
  const form = panel.closest("form");
  const notes = panel.querySelector("[data-draft=notes]");
  const field = () => panel.closest("[data-markdown]").querySelector(".j-panes textarea");

  const ask = async () => {
    const fields = new FormData(form);
    fields.set("assistant_notes", notes.value);
    const answer = await post(panel.dataset.url, fields);
    return { ok: answer.ok, data: answer.data, detail: refusal(answer, panel.dataset.away) };
  };
  // Notes are no change of the job, and the form's own scripts need not hear of them.
  for (const kind of ["input", "change"]) {
    panel.addEventListener(kind, (event) => event.stopPropagation());
  }
  box(panel, { field, ask });
}
