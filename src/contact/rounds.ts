import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { goRounds } from "./contact-store.ts";

const EVERY_MS = 60_000;

/** Reminds, tells of what is late and erases, minute after minute until stopped. */
export const startContactRounds = ({ database, clock, log }: { database: Database; clock: Clock; log: Log }): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => database.withoutActor((tx) => goRounds(tx, clock.now())).then(() => undefined, (error: unknown) => log.error({ error: String(error) }, "the rounds of contact requests could not be gone")));
