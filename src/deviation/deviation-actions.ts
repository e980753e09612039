import { dutyOf, type Hand } from "../house.ts";
import { findUnit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { insertDeviation, takeOn, type Deviation } from "./deviation-store.ts";
import { answerBy, readWords, stepAbove, stepAt, type Report } from "./deviation.ts";

/** Tells another unit what did not work. It stands on the first step of the ladder until that one answers. @model degerforsmodellen 3.3 step 11 */
export async function reportDeviation(hand: Hand, of: { to: string; report: Report; happenedOn: Day }): Promise<string | Refusal> {
  const [by, unit] = [dutyOf(hand), of.to === "" ? undefined : await findUnit(hand.tx, of.to)];
  if (!unit || unit.id === by.unitId) return refuse("deviation.nobody-there", { field: "to" });
  const sent = await insertDeviation(hand.tx, { ...of, by, answerBy: answerBy(stepAt(hand.house.practice, 1), hand.today), at: hand.at });
  return sent ?? refuse("deviation.nobody-there", { field: "to" });
}

/** Answers on the step where it stands. */
export async function answerDeviation(hand: Hand, { deviation, words }: { deviation: Deviation; words: string }): Promise<Refusal | undefined> {
  const said = readWords(words);
  if (isRefusal(said)) return said;
  if (deviation.state !== "waiting") return refuse("deviation.done");
  const taken = await takeOn(hand.tx, { deviation, to: "answered", what: "answered", words: said, by: dutyOf(hand).id, at: hand.at, letter: deviation.fromUnitId });
  return taken ? undefined : refuse("deviation.done");
}

/** Closes with what was changed; or, when the answer does not settle it, takes it to the step above. */
export async function settleDeviation(hand: Hand, { deviation, agreed, words }: { deviation: Deviation; agreed: boolean; words: string }): Promise<Refusal | undefined> {
  const said = readWords(words);
  if (isRefusal(said)) return said;
  if (deviation.state === "closed") return refuse("deviation.done");
  const going = { deviation, words: said, by: dutyOf(hand).id, at: hand.at, letter: deviation.toUnitId };
  if (agreed) return (await takeOn(hand.tx, { ...going, to: "closed", what: "closed" })) ? undefined : refuse("deviation.done");
  const above = stepAbove(hand.house.practice, deviation.level);
  if (deviation.state !== "answered" || !above) return refuse(above ? "deviation.waits" : "deviation.top", { field: "how" });
  const taken = await takeOn(hand.tx, { ...going, to: "waiting", what: "not-agreed", above: { level: above.order, answerBy: answerBy(above, hand.today) } });
  return taken ? undefined : refuse("deviation.done");
}
