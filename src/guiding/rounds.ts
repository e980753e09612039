import { addMonths, dayOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { eraseGuidings } from "./guiding-store.ts";
import { KEPT_MONTHS } from "./guiding.ts";

const EVERY_MS = 6 * 3_600_000;

/** Takes away the calls that have been kept long enough. @ground GDPR 5.1 e */
export const forgetGuidings = ({ database, clock }: { database: Pick<Database, "withoutActor">; clock: Clock }): Promise<number> =>
  database.withoutActor((tx) => eraseGuidings(tx, addMonths(dayOf(clock.now()), -KEPT_MONTHS)));

export const startForgettingGuidings = (of: { database: Database; clock: Clock; log: Log }): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => forgetGuidings(of).then(() => undefined, (error: unknown) => of.log.error({ error: String(error) }, "old calls could not be erased")));
