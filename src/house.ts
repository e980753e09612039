import type { Action } from "./access/policy.ts";
import type { PopulationRegister } from "./child/population.ts";
import type { Feed } from "./organisation/index.ts";
import type { Day } from "./platform/clock.ts";
import type { Tx } from "./platform/db/connection.ts";
import type { ActingDuty, Actor } from "./platform/db/with-actor.ts";
import type { KeyRing } from "./platform/seal/seal.ts";
import { routesOf } from "./platform/web/route.ts";
import type { Practice } from "./practice/index.ts";

/** What every room of this installation shares. */
export type House = {
  readonly mode: "demo" | "practice" | "live";
  readonly keys: KeyRing;
  readonly practice: Practice;
  readonly population: PopulationRegister;
  /** Where the house is reached from outside, without a slash at the end: for what is printed. */
  readonly url: string;
  /** The handle of the family guide that is shown when the address names none. */
  readonly guide: string;
  /** Sources of units and staff that this installation may fetch from, each for one authority. */
  readonly feeds: readonly Feed[];
};

/** What a command gets: a transaction that already carries the person, who that is, and when. A form's `acting` is one. */
export type Hand = { readonly tx: Tx; readonly house: House; readonly actor: Actor; readonly at: Date; readonly today: Day };

/** The duty a member of staff acts in. A Fault for somebody acting as guardian: the policy should have refused long before. */
export function dutyOf(hand: Pick<Hand, "actor">): ActingDuty {
  if (!hand.actor.duty) throw new Error("this command needs somebody acting in a duty");
  return hand.actor.duty;
}

/** The ways to make a route. */
export const { page, form, publicForm } = routesOf<House, Action>();
