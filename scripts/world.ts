import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "#src/config.ts";
import { startHouse } from "#src/start.ts";

/** Prints the demo world as JSON: people and children, and where each child's page is. Builds the world first when nobody has. */
const config = readConfig({ ...process.env, LOG_LEVEL: "silent" });
const file = join(config.data, "world.json");
if (!existsSync(file)) await (await startHouse(config)).close();
console.log(readFileSync(file, "utf8"));
process.exit(0);
