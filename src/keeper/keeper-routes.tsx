import { deskRoutes } from "./desk-routes.tsx";

export const keeperRoutes = [...deskRoutes];
