export { steeringGates } from "./steering-gates.ts";
export { listSteeringTasks, type SteeringTask } from "./steering-tasks.ts";
