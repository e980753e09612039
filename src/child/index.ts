export { decidingGuardians, OF_AGE, readIdentityNumber, readTestNumber, type Guardianship, type IdentityNumber } from "./child.ts";
export { findChild, guardianshipsOf, listGuardians, meetChild, meetChildren, meetUnborn, type KnownChild, type KnownGuardian } from "./child-store.ts";
export type { PopulationRegister, RegisteredChild, RegisteredGuardian } from "./population.ts";
