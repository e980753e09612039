export { currentRound, listDecisions, listWheel } from "./inquiry-store.ts";
export { beginInquiry, closeMatter, decide, saveWheel, thinkAgain, type Closed, type Decided, type SavedWheel } from "./inquiry-actions.ts";
export { wheelSections } from "./wheel-sections.ts";
export { calledBy, type AreaFilled, type Answers, type ChildView, type ClosingOutcome, type Decision, type Outcome, type QuestionId, type WheelEntry } from "./inquiry.ts";
