import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { eraseConsultations, remindConsultations } from "./consultation-store.ts";

const EVERY_MS = 3_600_000;

/** Reminds of promises, and takes away what has been kept long enough; the trail says of how many. Gives that. @ground GDPR 5.1 e, 5.2 */
export async function goConsultationRound({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  const at = clock.now();
  await database.withoutActor((tx) => remindConsultations(tx, at));
  const erased = await database.withoutActor((tx) => eraseConsultations(tx, at));
  if (erased > 0) await database.withActor({ at }, "consultations.erased", async ({ audit }) => audit({ event: "consultations.erased", outcome: "granted", shown: { consultations: erased } }));
  return erased;
}

/** Goes round hour after hour while the program runs. */
export const startConsultationRounds = (of: { database: Database; clock: Clock; log: Log }): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => goConsultationRound(of).then(() => undefined, (error: unknown) => of.log.error({ error: String(error) }, "the rounds of consultations could not be gone")));
