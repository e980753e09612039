export { activityGates } from "./activity-gates.ts";
export { escapeText, foldLine } from "./calendar.ts";
export { activityPhrases, insertActivities, listActivities, readSeats } from "./activity-store.ts";
export { sessionsOf, type Activity, type Session } from "./activity.ts";
export { listFitting, listFittingAny, MeetOthers, nextTimes, type Fitting } from "./fitting.tsx";
export { startVisitorRounds } from "./visitor-rounds.ts";
export { whenText } from "./activity-words.ts";
export { insertCounts, listUncounted } from "./attendance-store.ts";
