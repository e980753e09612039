import { askRoutes } from "./ask-routes.tsx";
import { lateRoutes } from "./late-routes.tsx";
import { workRoutes } from "./work-routes.tsx";

export const contactRoutes = [...askRoutes, ...workRoutes, ...lateRoutes];
