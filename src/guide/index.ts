export { Facts, Reach } from "./contact-parts.tsx";
export { fillGuide } from "./guide-filling.ts";
export { report, reportFields } from "./report.ts";
export { search } from "./guide-search.ts";
export { listKindNames } from "./guide-store.ts";
export { startStills, stillsIn } from "./still.ts";
