import { forgetFormerDuties } from "../directory/index.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { forgetVisits } from "../visit/index.ts";

const EVERY_MS = 3_600_000;

type Forgetting = { readonly database: Pick<Database, "withoutActor">; readonly clock: Clock; readonly log: Log };

async function forget({ database, clock, log }: Forgetting): Promise<void> {
  const forgotten = await database.withoutActor((tx) => forgetFormerDuties(tx, clock.now()));
  const visits = await database.withoutActor((tx) => forgetVisits(tx, clock.now()));
  if (forgotten > 0) log.info({ forgotten }, "told in duties that have ended");
  if (visits > 0) log.info({ visits }, "study visits that were two years ago");
}

/** Every hour what people told about their work in a duty that has ended is removed; it has not been shown since it ended. So are visits of two years ago. @ground GDPR 5.1 e */
export const startForgetting = (forgetting: Forgetting): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => forget(forgetting).catch((error: unknown) => forgetting.log.error({ error }, "ended duties could not be forgotten")));
