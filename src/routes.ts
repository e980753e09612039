import { identityRoutes } from "./identity/identity-routes.tsx";
import { matterRoutes } from "./matter/matter-routes.tsx";
import { overviewRoutes } from "./overview/overview-routes.tsx";
import type { Route } from "./platform/web/route.ts";

/** Every page and form of the house, in order. */
export const allRoutes: readonly Route[] = [...identityRoutes, ...matterRoutes, ...overviewRoutes];
