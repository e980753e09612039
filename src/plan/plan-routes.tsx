import type { Route } from "../platform/web/route.ts";

export const planRoutes: readonly Route[] = [];
