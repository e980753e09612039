export { readModel } from "./model-content.ts";
export { fillModel } from "./model-store.ts";
