import { cardRoutes } from "./card-routes.tsx";
import { circleRoutes } from "./circle-routes.tsx";
import { editRoutes } from "./edit-routes.tsx";
import { findRoutes } from "./find-routes.tsx";
import { keepRoutes } from "./keep-routes.tsx";
import { knowingRoutes } from "./knowing-routes.tsx";
import { mapRoutes } from "./map-routes.tsx";
import { meetRoutes } from "./meet-routes.tsx";
import { personRoutes } from "./person-routes.tsx";

export const networkRoutes = [...findRoutes, ...cardRoutes, ...editRoutes, ...keepRoutes, ...personRoutes, ...mapRoutes, ...knowingRoutes, ...meetRoutes, ...circleRoutes];
