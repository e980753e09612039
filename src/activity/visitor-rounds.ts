import { addDays, dayOf, timeOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import { sessionsOf } from "./activity.ts";
import { listActivities } from "./activity-store.ts";
import { forgetVisitors, remind } from "./sign-up-store.ts";

export type Rounds = { readonly database: Database; readonly keys: KeyRing; readonly clock: Clock; readonly log: Log };

/** Nobody is reminded in the middle of the night. */
const REMIND_FROM = "08:00";

/** Reminds those who come tomorrow. Twice at once is once: who has been reminded is marked in the same breath. */
async function remindTomorrow({ database, keys, clock }: Rounds): Promise<void> {
  const at = clock.now();
  const tomorrow = addDays(dayOf(at), 1);
  if (timeOf(at) < REMIND_FROM) return;
  await database.withoutActor(async (tx) => {
    const held = (await listActivities(tx, {})).filter((activity) => activity.status === "active" && activity.signUp !== "none" && sessionsOf(activity, tomorrow, tomorrow).some(({ calledOff }) => !calledOff));
    for (const { id } of held) await remind(tx, keys, { activityId: id, day: tomorrow, at });
  });
}

/** Erases those whose day has come, and says in the trail how many. @ground GDPR 5.1 e, 5.2 */
async function forget({ database, clock }: Rounds): Promise<void> {
  const at = clock.now();
  const forgotten = await database.withoutActor((tx) => forgetVisitors(tx, dayOf(at), at));
  if (forgotten > 0) await database.withActor({ at }, "visitors.forgotten", async ({ audit }) => audit({ event: "visitors.forgotten", outcome: "granted", shown: { people: forgotten } }));
}

export async function goRound(rounds: Rounds): Promise<void> {
  await remindTomorrow(rounds);
  await forget(rounds);
}

const EVERY_MS = 10 * 60_000;

/** Goes round while the program runs: reminders the day before, and forgetting when it is time. */
export const startVisitorRounds = (rounds: Rounds): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => goRound(rounds).catch((error: unknown) => rounds.log.error({ error }, "visitors could not be reminded or forgotten")));
