export type { Offer, VisitTask } from "./visit.ts";
export { forgetVisits, listOffers, listVisited, listVisitTasks } from "./visit-store.ts";
