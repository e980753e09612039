export { listObstacles, type Waiting as Obstructed } from "./accessibility-store.ts";
