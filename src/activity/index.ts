export { activityGates } from "./activity-gates.ts";
export { activityPhrases, insertActivities, listActivities } from "./activity-store.ts";
export { sessionsOf, type Activity, type Session } from "./activity.ts";
export { listFitting, MeetOthers, type Fitting } from "./fitting.tsx";
export { startVisitorRounds } from "./visitor-rounds.ts";
export { insertCounts } from "./attendance-store.ts";
