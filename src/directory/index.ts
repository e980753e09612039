export {
  changedIn, daysOverdue, draftOf, isDue, newsIn, NEWS_DAYS, NOTHING_INSIDE, NUDGE_DAYS, reportKinds, weaknessOf,
  type Card, type CardDraft, type Change, type Inside, type News, type Report, type Weakness,
} from "./card.ts";
export {
  answeredFor, answering, cardNamed, changedSince, findCard, follow, listCardDuties, listChanges, listChangesSince, listFollowed, listFollowers, listInside, listNudges, listReports, logChange, mine, namedOn, readSpeaks, recheck, reportCard, reporters, settleReports,
  speakingOf, stopFollowing, writeLetters,
} from "./card-store.ts";
export {
  cardsIn, findGuide, findMiddle, findService, insertGuide, insertLocations, insertServices, keptShelf, listGuides, listLocations, listServices, listServicesBeside, listServicesById, listServicesOfKinds, listSomeOfKinds, locationOf, phrasesOf, shelfOf, unitOf, unitsAround, type Guide, type Shelf,
} from "./directory-store.ts";
export { listNear } from "./near-store.ts";
export { listOutOfHours, listReceptions, type Reception } from "./reception-store.ts";
export { ageOptions, agesText, clock, swedish, weekdayName } from "./directory-words.ts";
export { Place } from "./place.tsx";
export { linkedAudience, linkedPlace } from "./linked.ts";
export { addCard, endCard, handleOf, lockCard, saveCard } from "./edit-store.ts";
export { deleteForum, insertForum, listForums, type Forum } from "./forum-store.ts";
export {
  byDuty, deleteDutyCard, findPeopleAbout, findDutyCard, forgetFormerDuties, listNaming, listPeople, saveDutyCard, type DutyCard, type Somebody,
} from "./people-store.ts";
export { listKinds, listPublished, listPublishedIds, listPublishers, type Part, type Picking, type Published, type Publisher } from "./published-store.ts";
