export { listAgeTasks } from "./growing-tasks.ts";
