export { currentRound, insertDecisions, insertEntries, listDecisions, listSealedWheel, listWheel, openEntry, type NewEntry } from "./inquiry-store.ts";
export { beginInquiry, closeMatter, decide, saveWheel, thinkAgain } from "./inquiry-actions.ts";
export { wheelSections } from "./wheel-sections.ts";
export { calledBy, type ChildView, type ClosingOutcome, type Decision, type WheelEntry } from "./inquiry.ts";
