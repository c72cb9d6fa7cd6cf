// The job form's editors. Each turns a plain field into something nicer and leaves the field as what is sent.
import { chips } from "./jobs/chips.js";
import { drafting } from "./jobs/drafting.js";
import { markdown } from "./jobs/markdown.js";
import { copying, embedding, liveChecklist } from "./jobs/publishing.js";
import { questions } from "./jobs/questions.js";

const each = (selector, enhance) => {
  for (const element of document.querySelectorAll(selector)) enhance(element);
};

each("[data-markdown]", markdown);
each("[data-drafting]", drafting);
each("[data-questions]", questions);
each("[data-chips]", chips);
each("[data-checklist-url]", liveChecklist);
each(".j-aside", embedding);
each("[data-copy]", copying);
