import { deskRoutes } from "./desk-routes.tsx";
import { wordRoutes } from "./word-routes.tsx";

export const keeperRoutes = [...deskRoutes, ...wordRoutes];
