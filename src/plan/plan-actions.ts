import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import { listMeetings, type Meeting } from "../meeting/index.ts";
import { listColleagues, listUnits, type Colleague } from "../organisation/index.ts";
import { dayOf } from "../platform/clock.ts";
import { sql } from "kysely";
import type { Language } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { speaking, type Practice } from "../practice/index.ts";
import type { Content, Delivered } from "../disclosure/index.ts";
import { emptyDraft, nextDraft, partyOf, type NextFrom, type Party, type PlanDraft, type PlanInput, type Voice } from "./plan.ts";
import { planIn } from "./plan-received.ts";
import { findPlan, keepAdopted, insertDraft, insertPlans, lockDraft, lockMatter, updateDraft, type OpenDraft, type Plan } from "./plan-store.ts";

/** The meeting a plan is written in: the latest that was held. */
export const lastHeld = (meetings: readonly Meeting[]): Meeting | undefined => meetings.find(({ state }) => state === "held");

/** The units that came, with the name of who came from each. */
function cameFrom(meeting: Meeting | undefined): Array<{ unitId: string; name: string }> {
  const { invited = [], attendance = [] } = meeting?.words ?? {};
  return attendance.filter(({ who, how }) => how !== "absent" && invited.some(({ kind, id }) => kind === "unit" && id === who)).map(({ who, name }) => ({ unitId: who, name }));
}

/** Whoever receives what is delivered to a unit is its contact until somebody else is named. */
const contactIn = (colleagues: readonly Colleague[], unit: string): string => colleagues.find((one) => one.unitId === unit && one.leads)?.name ?? "";

async function partiesAt({ tx, house, at }: Hand, matter: Matter, meeting: Meeting | undefined): Promise<Party[]> {
  const came = [{ unitId: matter.unitId as string, name: matter.owner }, ...cameFrom(meeting)];
  const [units, colleagues] = await Promise.all([listUnits(tx), listColleagues(tx, house.keys, { units: came.map(({ unitId }) => unitId), at })]);
  return came.flatMap(({ unitId, name }) => {
    const unit = units.find(({ id }) => id === unitId);
    return unit ? [partyOf(unit, name || contactIn(colleagues, unitId))] : [];
  });
}

/** What the child said in the meeting, so that nobody writes it twice. */
function voiceFrom(hand: Hand, matter: Matter, meeting: Meeting | undefined): Voice | undefined {
  const { childWords = "", childMissing = "" } = meeting?.words ?? {};
  const words = speaking(hand.house.practice, hand.actor.language as Language);
  if (matter.bornOn === undefined) return { missing: words.t("plan.voice.unborn") };
  if (meeting && childWords !== "") return { words: childWords, how: words.t("plan.voice.atMeeting", { day: words.day(dayOf(meeting.at)) }), by: hand.actor.name };
  return childMissing === "" ? undefined : { missing: childMissing };
}

function guardiansViewFrom(practice: Practice, meeting: Meeting | undefined): string {
  const points = practice.meeting.agenda.filter(({ voice }) => voice === "guardians").map(({ id }) => meeting?.words.notes[id] ?? "");
  return points.filter((text) => text !== "").join("\n\n");
}

async function firstDraft(hand: Hand, matter: Matter): Promise<PlanDraft> {
  const meeting = lastHeld(await listMeetings(hand.tx, hand.house.keys, matter.id));
  const parties = await partiesAt(hand, matter, meeting);
  const draft = emptyDraft({ number: 1, leadUnitId: matter.unitId, parties });
  return { ...draft, childVoice: voiceFrom(hand, matter, meeting), guardiansView: guardiansViewFrom(hand.house.practice, meeting) };
}

/** The plan of a matter, begun when there is none: with those who came to the meeting, and with what was said there. @ground U02 */
export async function startPlan(hand: Hand, matter: Matter): Promise<Plan> {
  await lockMatter(hand.tx, matter.id);
  const existing = await findPlan(hand.tx, hand.house, matter);
  if (existing) return existing;
  const planId = (await insertPlans(hand.tx, [matter], hand.at))[0]!;
  const draft = await insertDraft(hand.tx, { matter, planId, content: await firstDraft(hand, matter) });
  return { id: planId, holds: true, closed: false, draft, adopted: [] };
}

/** The draft of the next version, begun when there is none. `from` is what a follow-up has to add. */
export async function startNextVersion(hand: Hand, matter: Matter, from: Partial<NextFrom> = {}): Promise<OpenDraft | Refusal> {
  await lockMatter(hand.tx, matter.id);
  const plan = await findPlan(hand.tx, hand.house, matter);
  const [current] = plan?.adopted ?? [];
  if (!plan?.holds || plan.closed || !current) return refuse("plan.none");
  if (plan.draft) return plan.draft;
  const content = nextDraft(current.content, { done: new Set(), ...from, leadUnitId: matter.unitId });
  return insertDraft(hand.tx, { matter, planId: plan.id, content });
}

async function draftOf(hand: Hand, matter: Matter): Promise<OpenDraft | Refusal> {
  const plan = matter.state === "planning" ? await startPlan(hand, matter) : undefined;
  return plan?.draft ?? startNextVersion(hand, matter);
}

/** Writes a whole plan at once, over whatever the draft said. Returns the draft's row version, for adopting it. */
export async function savePlan(hand: Hand, { matter, content }: { matter: Matter; content: PlanInput }): Promise<{ version: number } | Refusal> {
  const begun = await draftOf(hand, matter);
  if (isRefusal(begun)) return begun;
  const draft = await lockDraft(hand.tx, matter);
  if (!draft) return refuse("plan.none");
  await updateDraft(hand.tx, matter.key, { ...draft, content: { ...content, number: draft.number, leadUnitId: matter.unitId }, touched: {} });
  return { version: draft.version + 1 };
}

/** One change to one part of the draft. */
export type Change = {
  readonly matter: Matter;
  /** The part that changes: other parts may have changed meanwhile, and that disturbs nobody. */
  readonly part: string;
  /** The row version the writer's form was drawn from. */
  readonly seen: number;
  apply(draft: PlanDraft): PlanDraft | Refusal | Promise<PlanDraft | Refusal>;
  /** How the part reads now, field by field, for a writer who had not seen it. */
  now(draft: PlanDraft): Record<string, string>;
};

/** Changes a part of the draft. A Conflict when somebody else changed the same part since it was shown. @ground S39 */
export async function changePlan(hand: Hand, { matter, part, seen, apply, now }: Change): Promise<undefined | Refusal | Conflict> {
  const draft = await lockDraft(hand.tx, matter);
  if (!draft) return refuse("plan.none");
  if ((draft.touched[part] ?? 0) > seen) return { conflict: now(draft.content) };
  const content = await apply(draft.content);
  if (isRefusal(content)) return content;
  await updateDraft(hand.tx, matter.key, { ...draft, content, touched: { ...draft.touched, [part]: draft.version + 1 } });
  return undefined;
}

/**
 * Goes on with a plan somebody has handed over: the pen moves, the version handed over is kept in one's own file, and the
 * matter waits for its follow-up. @model K2
 */
export async function receivePlanLead(hand: Hand, { delivery, matter, content }: { delivery: Delivered; matter: Matter; content: Content }): Promise<Refusal | undefined> {
  const plan = planIn(content);
  if (!plan || !delivery.planId) return refuse("plan.none");
  await sql`select kring.take_plan(${delivery.id}::uuid, ${matter.id}::uuid)`.execute(hand.tx);
  await keepAdopted(hand.tx, { matter, planId: delivery.planId, content: plan, at: hand.at, by: dutyOf(hand).id });
  return moveMatter(hand.tx, { matter, by: "become-plan-lead", dueOn: plan.followUp.on, at: hand.at });
}
