export { COUNTED_MONTHS, isUnanswered, type Calls } from "./guiding.ts";
export { listCalls } from "./guiding-store.ts";
export { startForgettingGuidings } from "./rounds.ts";
