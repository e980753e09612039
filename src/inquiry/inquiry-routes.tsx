import type { Route } from "../platform/web/route.ts";
import { decisionPage } from "./decision-routes.tsx";
import { beginPage, closePage, thinkAgainPage } from "./step-routes.tsx";
import { perspectivePage, wheelPage } from "./wheel-routes.tsx";

export const inquiryRoutes: readonly Route[] = [beginPage, wheelPage, perspectivePage, decisionPage, thinkAgainPage, closePage];
