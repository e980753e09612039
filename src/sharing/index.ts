export { listShelves, type Item, type Shelf } from "./items.ts";
export { receive, takeIntoMatter, type Reply } from "./receive-actions.ts";
export { send, type Sending } from "./send-actions.ts";
export { type Parcel, type TargetRef, type Way } from "./sharing.ts";
export { tellSenders } from "./sharing-store.ts";
export { type Proposal } from "./proposal.ts";
export { listOwnProposals } from "./proposal-store.ts";
