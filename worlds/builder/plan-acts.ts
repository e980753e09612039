import type { Hand } from "#src/house.ts";
import { listWaiting } from "#src/disclosure/index.ts";
import { findUnit } from "#src/organisation/index.ts";
import { newId } from "#src/platform/ids.ts";
import { adopt, followUp, reportMeasure, savePlan, type Measure, type Party, type PlanInput } from "#src/plan/index.ts";
import { takeIntoMatter } from "#src/sharing/index.ts";
import type { EventOf, StoryEvent } from "../story-events.ts";
import { dayIn } from "./calendar.ts";
import { doerOf, nameOf, unitNamed, unitOf, type Telling } from "./cast.ts";
import { done, inMatter, known, matterAt, type Act, type Unfolding } from "./unfolding.ts";

type Planned = EventOf<"plan">;

async function partiesOf({ tx }: Hand, story: Unfolding, of: { plan: Planned; telling: Telling }): Promise<Party[]> {
  return Promise.all(of.plan.contacts.map(async ({ unit: handle, who }) => {
    const { id, name, branchId, kind, authority, phone } = known(await findUnit(tx, story.crew.unit(handle)), handle);
    return { unitId: id, unit: name, branchId, kind, authority, contact: nameOf(of.telling, who), phone };
  }));
}

function measureOf(story: Unfolding, { what, who, by_day: byDay, area }: Planned["measures"][number], telling: Telling): Measure {
  const doer = "unit" in who ? { unit: story.crew.unit(who.unit), name: unitNamed(telling.world, who.unit).name } : { family: nameOf(telling, who.family) };
  return { id: newId(), what, who: doer, byOn: dayIn(story.builtOn, byDay), area, withheldFrom: [] };
}

async function contentOf(hand: Hand, story: Unfolding, of: { plan: Planned; telling: Telling }): Promise<PlanInput> {
  const { plan, telling } = of;
  const measures = plan.measures.map((measure) => measureOf(story, measure, telling));
  story.measures = new Map(plan.measures.map(({ ref }, nth) => [ref, measures[nth]!.id]));
  return {
    reason: plan.reason, guardiansView: plan.guardians_view, measures, goals: plan.goals.map((goal) => ({ id: newId(), ...goal })), parties: await partiesOf(hand, story, of),
    childVoice: "words" in plan.child_voice ? { ...plan.child_voice, by: hand.actor.name } : plan.child_voice,
    followUp: { on: dayIn(story.builtOn, plan.follow_up.day), form: plan.follow_up.form, who: nameOf(telling, plan.follow_up.who) },
    contingency: "", disagreements: "", otherPlans: "",
  };
}

/** A unit that did not come to the meeting takes the plan into a matter of its own. */
async function takeIn(hand: Hand, story: Unfolding, unit: string): Promise<void> {
  const waiting = (await listWaiting(hand.tx, story.crew.unit(unit))).find(({ kind, childId }) => kind === "plan" && childId === story.childId);
  if (waiting) story.matters.set(unit, done(await takeIntoMatter(hand, waiting.id)).matterId);
}

/** The units that have a matter for the child once this has happened. */
function unitsWith(event: StoryEvent, world: Telling["world"]): string[] {
  if (event.event === "meeting") return event.invited.flatMap((seat) => unitOf(world, seat) ?? []);
  if (event.event === "plan") return event.contacts.map(({ unit }) => unit);
  return event.event === "signal" ? [doerOf(world, event).unit] : [];
}

/** Those with a part in the plan open it on the days after: a plan that nobody reads helps nobody. */
function readActs(plan: Planned, telling: Telling, lead: string): Act[] {
  const had = new Set(telling.story.events.slice(0, telling.story.events.indexOf(plan)).flatMap((one) => unitsWith(one, telling.world)));
  return plan.contacts.filter(({ unit }) => unit !== lead).flatMap(({ unit, who }, nth): Act[] => {
    const [reader, day] = [{ handle: who, unit }, Math.min(plan.day + 1 + nth, 0)];
    const reading: Act = { day, who: reader, event: "matter.viewed", ...inMatter("matter.read", unit), run: (hand, story) => matterAt(hand, story, unit) };
    return had.has(unit) ? [reading] : [{ day, who: reader, event: "delivery.taken-in", run: (hand, story) => takeIn(hand, story, unit) }, reading];
  });
}

export function planActs(event: Planned, telling: Telling): Act[] {
  const who = doerOf(telling.world, event);
  const writing: Act = {
    day: event.day, who, event: "plan.written", ...inMatter("plan.write", who.unit),
    run: async (hand, story) => {
      const [matter, content] = [await matterAt(hand, story, who.unit), await contentOf(hand, story, { plan: event, telling })];
      story.draft = done(await savePlan(hand, { matter, content })).version;
    },
  };
  const adopting: Act = {
    day: event.day, who, event: "plan.adopted", ...inMatter("plan.adopt", who.unit),
    run: async (hand, story) => {
      const { without } = done(await adopt(hand, { matter: await matterAt(hand, story, who.unit), version: known(story.draft, "a draft") }));
      if (without.length > 0) throw new Error(`no copy of the plan for ${without.join(", ")}`);
    },
  };
  return [writing, adopting, ...readActs(event, telling, who.unit)];
}

export function reportActs(event: EventOf<"report">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  return [{
    day: event.day, who, event: "measure.reported", ...inMatter("report.write", who.unit),
    run: async (hand, story) => {
      const measureId = known(story.measures.get(event.measure), `the measure ${event.measure}`);
      const { told } = done(await reportMeasure(hand, { matter: await matterAt(hand, story, who.unit), measureId, outcome: event.status, words: event.words }));
      if (!told) throw new Error("the holder of the plan was not told");
    },
  }];
}

/** A follow-up says of each measure what was reported last. */
export function followUpActs(event: EventOf<"follow_up">, { world, story }: Telling): Act[] {
  const who = doerOf(world, event);
  if (event.decision !== "next-version") throw new Error("a story has no words yet for whom to turn to when a plan ends");
  const reports = story.events.slice(0, story.events.indexOf(event)).filter((one) => one.event === "report");
  return [{
    day: event.day, who, event: "plan.followed-up", ...inMatter("follow-up.make", who.unit),
    run: async (hand, unfolding) => {
      const outcomes = reports.map(({ measure, status, words }) => ({ measureId: known(unfolding.measures.get(measure), measure), outcome: status, words }));
      const { form, guardians_view: guardiansView, reason, child_experience: childExperience } = event;
      const areas = event.areas.map(({ area, now, words }) => ({ area, now, words }));
      done(await followUp(hand, { matter: await matterAt(hand, unfolding, who.unit), heldOn: hand.today, words: { form, childExperience, guardiansView, outcomes, areas, reason } }));
    },
  }];
}
