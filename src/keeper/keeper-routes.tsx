import { answerRoutes } from "./answer-routes.tsx";
import { callRoutes } from "./call-routes.tsx";
import { deskRoutes } from "./desk-routes.tsx";
import { reportRoutes } from "./report-routes.tsx";
import { wordRoutes } from "./word-routes.tsx";

export const keeperRoutes = [...deskRoutes, ...wordRoutes, ...answerRoutes, ...callRoutes, ...reportRoutes];
