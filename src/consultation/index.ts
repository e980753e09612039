export { startConsultationRounds } from "./rounds.ts";
export { listConsultationTasks, type Asked } from "./consultation-store.ts";
