import { serve } from "./server.ts";
import { startHouse } from "./start.ts";
import { readConfig } from "./config.ts";

const config = readConfig(process.env);
const house = await startHouse(config);
const server = await serve(house.app, { port: config.port, before: house.before });
house.announce();

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.stop();
  await house.close();
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
