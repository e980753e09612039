export { insertDesks, listWaitingRequests, type Waiting } from "./contact-store.ts";
export { listLate, type Late } from "./late-store.ts";
export { startContactRounds } from "./rounds.ts";
