import { gatheringRoutes } from "./gathering-routes.tsx";
import { goalRoutes } from "./goal-routes.tsx";
import { groupRoutes } from "./group-routes.tsx";
import { undertakingRoutes } from "./undertaking-routes.tsx";
import { yearRoutes } from "./year-routes.tsx";

/** What those who have agreed do together: groups and their meetings, the action plan, the goals, the year wheel. */
export const steeringRoutes = [...groupRoutes, ...gatheringRoutes, ...undertakingRoutes, ...goalRoutes, ...yearRoutes];
