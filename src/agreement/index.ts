export { listGuideAgreements } from "./party-store.ts";
export { listAgreementTasks, type AgreementTask } from "./agreement-tasks.ts";
