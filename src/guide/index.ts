export { fillGuide } from "./guide-filling.ts";
