import { ageOn, type Day } from "../platform/clock.ts";
import { meetChild, meetUnborn, OF_AGE, readIdentityNumber, readTestNumber } from "../child/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { findMatter, findOpenMatterFor, openMatter, type Matter, type Subject } from "../matter/index.ts";
import { newId, type ChildId, type MatterId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { windowFor, type AreaId } from "../practice/index.ts";
import type { SignalWords } from "./signal.ts";
import { insertSignals } from "./signal-store.ts";

/** The child a signal is about, as the branch that noticed will know it. */
export type Noticed = Subject & { readonly id: ChildId; readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };

export type NewSignal = {
  /** The matter it belongs to; without it, the actor's own open matter for the child, or a new one. */
  readonly matterId?: string | undefined;
  readonly child: Noticed; readonly words: SignalWords; readonly areas: readonly AreaId[]; readonly noticedOn: Day;
};

/** Reads a number the way this installation may: where people are invented, real numbers are turned away at the door. */
function digitsOf({ house, today }: Hand, typed: string): string | Refusal {
  const number = (house.mode === "live" ? readIdentityNumber : readTestNumber)(typed, today);
  if (isRefusal(number)) return number;
  return number.kind === "none" ? refuse("signal.no-number") : number.digits;
}

/** The child with a number typed in any usual way. */
export async function noticeChild(hand: Hand, typed: string): Promise<Noticed | Refusal> {
  const digits = digitsOf(hand, typed);
  if (isRefusal(digits)) return digits;
  const child = await meetChild(hand, digits);
  if (!child) return refuse("signal.unknown-child");
  if (ageOn(child.bornOn, hand.today) >= OF_AGE) return refuse("signal.of-age");
  return { id: child.id, name: child.name, number: digits, bornOn: child.bornOn };
}

/** The child somebody carries. `naming` says what a child without a name is called here. @ground REQ-005 */
export async function noticeUnborn(hand: Hand, of: { carriedBy: string; expectedOn: Day; naming(carrier: string): string }): Promise<Noticed | Refusal> {
  const digits = digitsOf(hand, of.carriedBy);
  if (isRefusal(digits)) return digits;
  const unborn = await meetUnborn(hand, { carriedBy: digits, expectedOn: of.expectedOn });
  return unborn ? { id: unborn.id, name: of.naming(unborn.carrier), expectedOn: of.expectedOn } : refuse("signal.unknown-carrier");
}

async function openNoticed(hand: Hand, { id, name, number }: Noticed): Promise<Pick<Matter, "id" | "key" | "branchId">> {
  const duty = dutyOf(hand);
  const dueOn = windowFor(hand.house.practice, "acknowledge-signal", hand.today).latest;
  const opened = await openMatter(hand.tx, hand.house.keys, { childId: id, child: { name, number }, duty, state: "noticed", role: "noticing", dueOn, at: hand.at });
  return { ...opened, branchId: duty.branchId };
}

/**
 * Writes down what somebody noticed. It stays in the branch that noticed; nobody else learns of it. A new matter is owned by the
 * writer and due within the practice's own time. @model K12, M5
 */
export async function addSignal(hand: Hand, { matterId, child, words, areas, noticedOn }: NewSignal): Promise<{ matterId: MatterId; signalId: string; opened: boolean } | Refusal> {
  const { tx, house, at } = hand;
  const known = await (matterId ? findMatter(tx, house.keys, matterId) : findOpenMatterFor(tx, house.keys, child.id));
  if (matterId && !(known && known.closedAt === undefined)) return refuse("matter.state");
  const matter = known ?? (await openNoticed(hand, child));
  const signalId = newId();
  await insertSignals(tx, [{ id: signalId, matter, byDuty: dutyOf(hand).id, words, areas, noticedOn, at }]);
  return { matterId: matter.id, signalId, opened: known === undefined };
}
