import type { Route } from "../platform/web/route.ts";
import { askRoutes } from "./ask-routes.tsx";
import { familyConsentRoutes } from "./family-routes.tsx";
import { maturityRoutes } from "./maturity-routes.tsx";
import { staffConsentRoutes } from "./staff-routes.tsx";

export const consentRoutes: readonly Route[] = [...askRoutes, ...staffConsentRoutes, ...familyConsentRoutes, ...maturityRoutes];
