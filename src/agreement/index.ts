export { listAgreementTasks, type AgreementTask } from "./agreement-tasks.ts";
