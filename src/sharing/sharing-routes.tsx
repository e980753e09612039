import type { Route } from "../platform/web/route.ts";

export const sharingRoutes: readonly Route[] = [];
