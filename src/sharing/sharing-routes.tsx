import type { Route } from "../platform/web/route.ts";
import { askOtherRoutes } from "./ask-other-routes.tsx";
import { composeRoutes } from "./compose-routes.tsx";
import { deliveryRoutes } from "./delivery-routes.tsx";
import { proposalRoutes } from "./proposal-routes.tsx";
import { stepRoutes } from "./step-routes.tsx";

export const sharingRoutes: readonly Route[] = [...composeRoutes, ...stepRoutes, ...askOtherRoutes, ...proposalRoutes, ...deliveryRoutes];
