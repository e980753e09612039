export { isFeedFault, type Feed, type FeedData, type FeedDuty, type FeedFault, type FeedOrganisation, type FeedPerson } from "./feed.ts";
export { findUnit, listBranchColleagues, listColleagues, listReceivingUnits, listUnits, ownUnit, type Colleague, type Unit } from "./organisation-store.ts";
export { contactOf, nameOf, type Contact } from "./people.ts";
export { asRegistrar, type RegisteredAuthority, type RegisteredPerson } from "./registrar.ts";
export { ss12000Reader, type FeedKey } from "./ss12000.ts";
