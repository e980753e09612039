export { reportDeviation, settleDeviation, answerDeviation } from "./deviation-actions.ts";
export { findDeviation, listDeviationTasks, type Listed } from "./deviation-store.ts";
export { goDeviationRound, startDeviationRounds } from "./rounds.ts";
