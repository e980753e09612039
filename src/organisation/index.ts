export { findUnit, listBranchColleagues, listColleagues, listReceivingUnits, listReceptions, listUnits, ownUnit, type Colleague, type Unit } from "./organisation-store.ts";
export { contactOf, nameOf, type Contact } from "./people.ts";
export { asRegistrar, type RegisteredAuthority, type RegisteredPerson } from "./registrar.ts";
