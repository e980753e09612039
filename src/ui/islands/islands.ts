// Everything here makes a page that already works a little kinder. Nothing is needed for it to work.
import { askBeforeLeaving } from "./leaving.ts";
import { listenForSubmits } from "./submit.ts";
import { showProblems } from "./problems.ts";
import { KringCount } from "./count.ts";
import { KringCountdown } from "./countdown.ts";
import { KringExit } from "./exit.ts";

customElements.define("kring-exit", KringExit);
customElements.define("kring-count", KringCount);
customElements.define("kring-countdown", KringCountdown);
listenForSubmits(document);
askBeforeLeaving(document);
showProblems(document);
