export { startForgetting } from "./former-duties.ts";
export { loadWaiting, type Keeping } from "./keep-here.ts";
export { CardsWaiting } from "./keep-pages.tsx";
export { Contacts as CardContacts } from "./card-parts.tsx";
export { guideOr, readHandle } from "./network-store.ts";
