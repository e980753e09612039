export {
  addAnswer, endAnswer, findEditable, listAnswerChanges, recheckAnswer, saveAnswer, type AnswerChange, type AnswerDraft, type Editable, type TextDraft,
} from "./edit-store.ts";
export { AnswerLinks, AnswerPage, Contacts, type AnswerModel } from "./answer-pages.tsx";
export { Facts, Reach } from "./contact-parts.tsx";
export { fillGuide } from "./guide-filling.ts";
export { report, reportFields } from "./report.ts";
export { loadAnswer, loadService } from "./guide-here.ts";
export { readTerms, noteTerms } from "./need-store.ts";
export { ServicePage, type ServiceModel } from "./service-page.tsx";
export { search, searchAmong, type SearchResult } from "./guide-search.ts";
export { listAnswers, listKindNames, listTopics } from "./guide-store.ts";
export { startStills, stillsIn } from "./still.ts";
export { countKindWords, findKindWords, saveKindWords, type KindWords } from "./word-store.ts";
