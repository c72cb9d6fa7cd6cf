// A job's shortlist: ranking by pointer, finger and keys, notes in place, adding, and choosing whom to compare.

import { startChoosing } from "./shortlists/choosing.js";
import { startDrag } from "./shortlists/drag.js";
import { startForms } from "./shortlists/forms.js";
import { startKeys } from "./shortlists/keys.js";
import { watch } from "./shortlists/list.js";

startDrag();
startKeys();
startForms();
startChoosing();
watch();
