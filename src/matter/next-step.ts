import type { Next } from "./card.ts";
import type { Matter } from "./matter-store.ts";
import type { MatterState } from "./matter.ts";

/** Where the next step of each state is done, seen from the matter's own address. */
const placeOf: Record<MatterState, string> = {
  noticed: "/pass-on", "passed-on": "#deliveries", following: "", gathering: "/wheel", "own-service": "/close", "other-service": "/hand-over",
  "handing-over": "#deliveries", consent: "#consents", meeting: "#meeting", planning: "/plan", planned: "/plan", "taking-part": "#plan", closed: "",
};

/** The next step as far as the state alone can tell: its text is `next.<state>`. */
export const nextStepOf = (matter: Pick<Matter, "id" | "state" | "dueOn">): Next => ({
  what: `next.${matter.state}`,
  href: `/matters/${matter.id}${placeOf[matter.state]}`,
  dueOn: matter.dueOn,
});
