export { isMatterNumber, matterStates, move, waySteps, wayStepOf, type MatterRole, type MatterState, type Transition, type WayStep } from "./matter.ts";
export { assign, childOfMatter, findMatter, findMatterByNumber, findMatterOfNumberHash, findOpenMatterFor, listMatters, moveMatter, openMatter, openMatters, type Matter, type NewMatter, type OpenedMatter, type Subject } from "./matter-store.ts";
export { listNextSteps, nextStepIn, type Card, type CardInput, type Knowing, type ListInput, type LoadedCard, type Look, type Next, type Task } from "./card.ts";
export { ageWords, ChildName, type Aged } from "./matter-pages.tsx";
export { nextStepOf } from "./next-step.ts";
export { addDraft, dropDraft, dropDrafts, findSealedDraft, listSealedDrafts, openDraft, replaceDraft, rewriteDraft, type SealedDraft } from "./draft-store.ts";
