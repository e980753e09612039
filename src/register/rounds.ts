import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import type { Log } from "../platform/log.ts";
import { startRounds } from "../platform/rounds.ts";
import { forgetRegister } from "./register-store.ts";

const EVERY_MS = 3_600_000;

type Forgetting = { readonly database: Pick<Database, "withoutActor">; readonly clock: Clock; readonly log: Log };

async function forget({ database, clock, log }: Forgetting): Promise<void> {
  const gone = await database.withoutActor((tx) => forgetRegister(tx, clock.now()));
  if (gone > 0) log.info({ gone }, "forgotten in the register");
}

/** Every hour: who has long been missing from a source, and what was read and is not needed any more. @ground GDPR 5.1 e */
export const startRegisterRounds = (forgetting: Forgetting): { stop(): Promise<void> } =>
  startRounds(EVERY_MS, () => forget(forgetting).catch((error: unknown) => forgetting.log.error({ error }, "the register could not be gone through")));
