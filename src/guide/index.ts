export { fillGuide } from "./guide-filling.ts";
export { startStills, stillsIn } from "./still.ts";
