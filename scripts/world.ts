import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readConfig } from "#src/config.ts";
import { startHouse } from "#src/start.ts";

/**
 * Prints the demo world as JSON: people and children, and where each child's page is. Builds the world first when nobody has; a
 * program that is building it on the same folder right now is waited for.
 */
const config = readConfig({ ...process.env, LOG_LEVEL: "silent" });
const file = join(config.data, "world.json");

async function build(attempts: number): Promise<void> {
  if (existsSync(file)) return;
  try {
    await (await startHouse(config)).close();
  } catch (error) {
    if (attempts <= 1) throw error;
    await build(attempts - 1);
  }
}

await build(3);
process.stdout.write(readFileSync(file, "utf8"));
process.exit(0);
