export { insertDesks, listOverdue, listWaitingRequests, type Overdue, type Waiting } from "./contact-store.ts";
export { startContactRounds } from "./rounds.ts";
