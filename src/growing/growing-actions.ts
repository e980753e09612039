import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { dueReview, type AgeReview } from "./growing.ts";
import { insertReview, listReviewedAges } from "./growing-store.ts";

/** Notes what was gone through at a birthday, and what was decided. @ground REQ-050 */
export async function reviewAge(hand: Hand, { matter, age, review }: { matter: Matter; age: number; review: Pick<AgeReview, "outcomes" | "words"> }): Promise<Refusal | undefined> {
  const { tx, house: { practice }, at, today } = hand;
  const reviewed = (await listReviewedAges(tx, [matter.id])).get(matter.id) ?? [];
  const due = dueReview({ bornOn: matter.bornOn, openedOn: dayOf(matter.openedAt), reviewed, practice, today });
  if (due?.threshold.age !== age || !(await insertReview(tx, { matter, age, review, byDuty: dutyOf(hand).id, at }))) return refuse("growing.nothing-due");
  return undefined;
}
