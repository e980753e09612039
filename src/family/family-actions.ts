import { listGuardians } from "../child/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import type { ChildId, PersonId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { listHelpers } from "./family-store.ts";
import { endWithholding, insertWithholding, listWithholdings } from "./withhold-store.ts";
import { holds, type WithholdGround } from "./withhold.ts";
import { insertWord, noteRead } from "./word-store.ts";

/** A guardian says something to a service around the child; the one who answers for the matter there is told that there is something to read. @ground SoL 14:6, REQ-066 */
export async function sayWords(hand: Hand, { child, matter, words }: { child: ChildId; matter: string; words: string }): Promise<string | Refusal> {
  const { tx, house, actor, at } = hand;
  const helpers = await listHelpers(tx, house.keys, child);
  const helper = helpers.find((one) => one.matterId === matter && one.closedAt === undefined);
  if (!helper) return refuse("family.nobody-there", { field: "to" });
  const id = await insertWord(tx, house.keys, { child, matter: helper.matterId, branch: helper.branchId, person: actor.personId, words, at });
  await postLetter(tx, { person: helper.ownerPersonId, at });
  return id;
}

/** Somebody who works with the matter has read a guardian's words: the guardian sees that, and when. The first to say so counts. */
export const readWords = (hand: Hand, of: { matter: string; word: string }): Promise<boolean> => noteRead(hand.tx, { ...of, at: hand.at });

export type Withhold = { readonly matter: Matter; /** One guardian; all of them when nobody is named. */ readonly person: PersonId | undefined; readonly ground: WithholdGround; readonly reason: string };

/** Keeps a matter from one or all guardians, at once and for everything in it. Wins over every rule that would show it. @ground OSL 12:3, REQ-054 */
export async function withhold(hand: Hand, { matter, person, ground, reason }: Withhold): Promise<string | Refusal> {
  const { tx, house, at, today } = hand;
  const [guardians, earlier] = await Promise.all([listGuardians(tx, house.keys, { child: matter.childId, today }), listWithholdings(tx, house.keys, matter)]);
  if (person !== undefined && !guardians.some(({ personId }) => personId === person)) return refuse("withhold.not-guardian", { field: "who" });
  if (earlier.some((one) => holds(one) && (one.person === person || one.person === undefined))) return refuse("withhold.already", { field: "who" });
  return insertWithholding(tx, { matter, person, ground, reason, byDuty: dutyOf(hand).id, at });
}

/** Lets the guardian see the matter again from now on. */
export async function endWithhold(hand: Hand, { matter, id }: { matter: string; id: string }): Promise<Refusal | undefined> {
  return (await endWithholding(hand.tx, { id, matter, at: hand.at })) ? undefined : refuse("withhold.ended");
}
