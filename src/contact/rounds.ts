import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { goRounds, type Rounds } from "./contact-store.ts";

const EVERY_MS = 60_000;

/** Reminds, tells of what is late, and erases; the trail says how many were erased. @ground GDPR 5.1 e, 5.2 */
export async function goContactRound({ database, clock }: { database: Database; clock: Clock }): Promise<Rounds> {
  const at = clock.now();
  const done = await database.withoutActor((tx) => goRounds(tx, at));
  if (done.erased > 0) await database.withActor({ at }, "contacts.erased", async ({ audit }) => audit({ event: "contacts.erased", outcome: "granted", shown: { requests: done.erased } }));
  return done;
}

/** Goes round minute after minute while the program runs. */
export const startContactRounds = (of: { database: Database; clock: Clock; log: Log }): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => goContactRound(of).then(() => undefined, (error: unknown) => of.log.error({ error: String(error) }, "the rounds of contact requests could not be gone")));
