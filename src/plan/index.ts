export { adopt } from "./adopt-actions.ts";
export { closePlan, followUp } from "./follow-up-actions.ts";
export { receivePlanLead, savePlan, startPlan } from "./plan-actions.ts";
export { diffPlans, type Difference } from "./plan-diff.ts";
export { planParcel } from "./plan-sections.ts";
export { adoptDrafts, findPlan, insertDrafts, insertPlans } from "./plan-store.ts";
export { cutFor, type Measure, type Party, type PlanContent, type PlanInput } from "./plan.ts";
export { PlanView, VoiceWords } from "./plan-view.tsx";
export { reportMeasure } from "./report-actions.ts";
