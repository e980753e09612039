import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { insertConcern } from "./concern-store.ts";

/** Keeps that and when the actor made a report, for the actor alone. The report itself never passes here. @ground SoL 19:1, OSL 40:7 g, REQ-081–082 */
export async function logConcern(hand: Hand, of: { matter: Pick<Matter, "id" | "branchId">; madeAt: Date }): Promise<string | Refusal> {
  if (of.madeAt > hand.at) return refuse("concern.future");
  return insertConcern(hand.tx, { ...of, byDuty: dutyOf(hand).id });
}
