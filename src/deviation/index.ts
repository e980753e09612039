export { reportDeviation } from "./deviation-actions.ts";
export { listDeviationTasks, type Listed } from "./deviation-store.ts";
export { goDeviationRound, startDeviationRounds } from "./rounds.ts";
