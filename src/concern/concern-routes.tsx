import type { Route } from "../platform/web/route.ts";

export const concernRoutes: readonly Route[] = [];
