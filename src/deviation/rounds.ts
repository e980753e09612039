import type { House } from "../house.ts";
import { dayOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { climbDeviations } from "./deviation-store.ts";
import { climbing } from "./deviation.ts";

const EVERY_MS = 3_600_000;
type Round = { readonly database: Database; readonly clock: Clock; readonly house: Pick<House, "practice"> };

/** What nobody answered in time goes to the step above; the trail says of how many. @model degerforsmodellen 3.3 step 11 */
export async function goDeviationRound({ database, clock, house }: Round): Promise<number> {
  const at = clock.now();
  const climbed = await database.withoutActor((tx) => climbDeviations(tx, { ladder: climbing(house.practice, dayOf(at)), at }));
  if (climbed > 0) await database.withActor({ at }, "deviations.climbed", async ({ audit }) => audit({ event: "deviations.climbed", outcome: "granted", shown: { deviations: climbed } }));
  return climbed;
}

/** Goes round hour after hour while the program runs. */
export const startDeviationRounds = (of: Round & { log: Log }): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => goDeviationRound(of).then(() => undefined, (error: unknown) => of.log.error({ error: String(error) }, "the rounds of deviations could not be gone")));
