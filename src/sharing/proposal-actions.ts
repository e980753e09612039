import { mandatesOf } from "../access/grounds.ts";
import { decide } from "../access/policy.ts";
import { dutyOf, type Hand } from "../house.ts";
import { addDraft, dropDraft, findMatter, type Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import type { Colleague } from "../organisation/index.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import type { Proposal, Proposed } from "./proposal.ts";
import { beginDeciding, getVoice, insertProposal, isAssigned, settleProposal, takeBackProposal } from "./proposal-store.ts";
import { checkParcel, refuseToSend, send } from "./send-actions.ts";
import { draftKind } from "./sharing-store.ts";
import { ruleOf } from "./sharing.ts";

export type Asking = { readonly matter: Matter; readonly draft: string; readonly words: Proposed; readonly decider: Colleague };

/**
 * Asks a colleague to decide on what has been put together. It is frozen here, and must be such that it could be sent at once if the
 * colleague said yes. Nothing leaves. @ground 2025:170 7 §, REQ-074
 */
export async function propose(hand: Hand, { matter, draft, words, decider }: Asking): Promise<{ proposal: string } | Refusal> {
  const own = await getVoice(hand.tx, dutyOf(hand).id);
  if (own.person === decider.personId) return refuse("ground.second-person-same");
  const refused = await checkParcel(hand, { matter, parcel: words.parcel }, [{ person: decider.personId, as: mandatesOf(decider) }, own]);
  if (refused) return refused;
  if (!(await dropDraft(hand.tx, draft))) return refuse("sharing.gone");
  const proposal = await insertProposal(hand.tx, hand.house.keys, { matter, by: dutyOf(hand).id, decider: decider.dutyId, words, at: hand.at });
  if (!proposal) return refuse("sharing.already-asked");
  await postLetter(hand.tx, { person: decider.personId, at: hand.at });
  return { proposal };
}

/** What the asker could do then must still be possible now: the matter in a step that allows it, and the asker at work with it. */
async function checkStands(hand: Hand, { way, asker }: Proposal, matter: Matter): Promise<Refusal | undefined> {
  const facts = { relations: new Set(["assigned" as const]), state: matter.state, withheld: false, asks: undefined, answer: undefined };
  if (!decide(ruleOf(way).action, facts).granted) return refuse("proposal.moved-on", { asker: asker.name });
  const there = await isAssigned(hand.tx, { matter: matter.id, duty: asker.dutyId, at: hand.at });
  return there ? undefined : refuse("proposal.asker-gone", { asker: asker.name });
}

const preparedOf = ({ id, asker, words: { language } }: Proposal) => ({ id, asker, language });

/** The matter, for as long as it takes to decide; of two at once, one gets it. */
async function openToDecide({ tx, house }: Hand, { id, matterId }: Proposal): Promise<Matter | undefined> {
  return (await beginDeciding(tx, id)) ? findMatter(tx, house.keys, matterId) : undefined;
}

/** Says yes: what was frozen is judged as of this moment and sent, in both names. @ground 2025:170 7 §, REQ-074 */
export async function approve(hand: Hand, proposal: Proposal): Promise<{ deliveries: string[] } | Refusal> {
  const matter = await openToDecide(hand, proposal);
  if (!matter) return refuse("proposal.answered");
  const refused = await checkStands(hand, proposal, matter);
  if (refused) return refused;
  const sent = await send(hand, { matter, parcel: proposal.words.parcel, proposal: preparedOf(proposal) });
  if (isRefusal(sent)) return sent;
  await settleProposal(hand.tx, proposal, { state: "approved", at: hand.at });
  await postLetter(hand.tx, { person: proposal.asker.personId, at: hand.at });
  return sent;
}

/** Says no, with the reason. It is kept as every decision not to deliver is. @ground OSL 6:3–6:5, REQ-078 */
export async function decline(hand: Hand, proposal: Proposal, reason: string): Promise<{ refusals: string[] } | Refusal> {
  const matter = await openToDecide(hand, proposal);
  if (!matter) return refuse("proposal.answered");
  const kept = await refuseToSend(hand, { matter, parcel: proposal.words.parcel, proposal: preparedOf(proposal) }, reason);
  await settleProposal(hand.tx, proposal, { state: "declined", reason, at: hand.at });
  await postLetter(hand.tx, { person: proposal.asker.personId, at: hand.at });
  return kept;
}

/** What was put together lies as a draft again, for whoever goes on with it. What that person has begun besides it stays. */
async function draftAgain(hand: Hand, { matterId, words: { parcel } }: Proposal): Promise<{ draft: string }> {
  const matter = (await findMatter(hand.tx, hand.house.keys, matterId))!;
  return { draft: await addDraft(hand.tx, { matter, kind: draftKind(parcel.way), duty: dutyOf(hand).id, words: parcel, at: hand.at }) };
}

/** Takes a question back while it waits. */
export async function takeBack(hand: Hand, proposal: Proposal): Promise<{ draft: string } | Refusal> {
  return (await takeBackProposal(hand.tx, proposal.id, hand.at)) ? draftAgain(hand, proposal) : refuse("proposal.answered");
}

/** Goes on from a no: the same parts, to change and ask about again. */
export async function startAgain(hand: Hand, proposal: Proposal): Promise<{ draft: string } | Refusal> {
  return proposal.state === "declined" ? draftAgain(hand, proposal) : refuse("proposal.answered");
}
