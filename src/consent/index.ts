export {
  type Answer, type Capacity, type ConsentId, type ConsentState, type Giver, type GiverException, type Maturity, type Topic,
} from "./consent.ts";
export { type Why } from "./missing.ts";
export { consentText, hashOf, listed, placeName, TEXT_VERSION, type NamedBranch, type TextTerms } from "./consent-text.ts";
export { inTurn, viewsOf, type ConsentsAround, type ConsentView, type Given, type GiverView } from "./consent-view.ts";
export { insertAnswers, insertConsents, listQuestionsTo, listSpokenOf, readConsents, readConsentsFor, type NewAnswer } from "./consent-store.ts";
export { consentStanding, coverageIn, findCoverage, type CoverageHere, type CoverageQuestion, type MissingHere, type OtherHere, type OtherStanding } from "./consent-coverage.ts";
export {
  answerConsent, askConsent, assessMaturity, noteAnswer,   type ConsentQuestion, type NotedAnswer, type OwnAnswer,
} from "./consent-actions.ts";
export { MissingConsents, type MissingConsentsProps } from "./missing-consents.tsx";
export { makeReady } from "./ask-store.ts";
export { listConsentTasks, listEnding } from "./ending-tasks.ts";
