export { startRegisterRounds } from "./rounds.ts";
