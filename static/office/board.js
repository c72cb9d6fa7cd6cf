// The pipeline board of a job. Each part stands in a module of its own beside this one.

import { startAdding } from "./board/adding.js";
import { mayWrite } from "./board/cards.js";
import { startDialog } from "./board/dialog.js";
import { startDrag } from "./board/drag.js";
import { startFilters } from "./board/filters.js";
import { startKeys } from "./board/keys.js";
import { startLive } from "./board/live.js";
import { startLoading } from "./board/loading.js";
import { startMenu } from "./board/menu.js";
import { startSwitch } from "./board/switch.js";

startLoading();
startFilters();
startSwitch();
startKeys();
if (mayWrite) {
  startDialog();
  startMenu();
  startDrag();
}
startAdding();
startLive();
