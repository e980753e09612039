import type { Route } from "../platform/web/route.ts";

export const meetingRoutes: readonly Route[] = [];
