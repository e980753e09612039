export { insertDesks, listOverdue, listRequests, type Overdue, type Waiting } from "./contact-store.ts";
export { startContactRounds } from "./rounds.ts";
