import { sendLetters } from "#src/notice/index.ts";
import type { House } from "#src/house.ts";
import { dayOf } from "#src/platform/clock.ts";
import type { Database } from "#src/platform/db/with-actor.ts";
import { makeLog } from "#src/platform/log.ts";
import type { Telling } from "./builder/cast.ts";
import { attendanceActs } from "./builder/attendance-acts.ts";
import { schedule } from "./builder/calendar.ts";
import { consentActs } from "./builder/consent-acts.ts";
import { gatherCrew, type Crew } from "./builder/crew.ts";
import { acceptActs, handOverActs, returnActs } from "./builder/handover-acts.ts";
import { closeActs, decideActs, wheelActs } from "./builder/inquiry-acts.ts";
import { meetingActs } from "./builder/meeting-acts.ts";
import { followUpActs, planActs, reportActs } from "./builder/plan-acts.ts";
import { deliverSignalActs, receiveActs, signalActs } from "./builder/signal-acts.ts";
import { live, type Act, type Unfolding } from "./builder/unfolding.ts";
import type { StoryEvent } from "./story-events.ts";
import type { Child, WorldData } from "./world-data.ts";

function actsOf(event: StoryEvent, telling: Telling): Act[] {
  switch (event.event) {
    case "signal": return signalActs(event, telling);
    case "deliver_signal": return deliverSignalActs(event, telling);
    case "receive": return receiveActs(event, telling);
    case "wheel": return wheelActs(event, telling);
    case "decide": return decideActs(event, telling);
    case "consent": return consentActs(event, telling);
    case "meeting": return meetingActs(event, telling);
    case "plan": return planActs(event, telling);
    case "report": return reportActs(event, telling);
    case "hand_over": return handOverActs(event, telling);
    case "accept": return acceptActs(event, telling);
    case "return": return returnActs(event, telling);
    case "follow_up": return followUpActs(event, telling);
    case "close": return closeActs(event, telling);
    case "attendance": return attendanceActs(event, telling);
  }
}

const beginning = (of: { world: WorldData; crew: Crew; child: Child; builtOn: string }): Unfolding => ({
  ...of, matters: new Map(), consents: new Map(), invitations: new Map(), measures: new Map(),
});

export type StoryBuilding = { readonly world: WorldData; readonly house: House; readonly database: Database; readonly at: Date };

type Step = { readonly act: Act; readonly at: Date; readonly story: Unfolding };

function stepsOf({ world, at }: StoryBuilding, crew: Crew): Step[] {
  const builtOn = dayOf(at);
  const steps = world.children.flatMap((child) => {
    const told = world.stories.find((one) => one.child === child.handle);
    const story = beginning({ world, crew, child, builtOn });
    const acts = (told?.events ?? []).flatMap((event) => actsOf(event, { world, child, story: told! }));
    return schedule(acts, { child: child.handle, builtOn, now: at }).map((scheduled) => ({ ...scheduled, story }));
  });
  return steps.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

const ACTS_TO_A_ROUND = 20;

/** The letters of days long gone have left, and nobody gets them now. */
const postman = ({ database, house }: StoryBuilding, at: Date) =>
  sendLetters({ database, keys: house.keys, mailer: { send: async () => undefined }, clock: { now: () => at }, log: makeLog("silent"), url: "" });

/**
 * Lets every child's story happen in a registered world: each act by the one who did it, at its own moment, through the product's
 * own commands and under its own policy. In the order of time, so that what was later has also been written later.
 */
export async function buildStories(building: StoryBuilding): Promise<void> {
  const steps = stepsOf(building, await gatherCrew(building));
  for (const [nth, { act, at, story }] of steps.entries()) {
    await live(act, story, at);
    if (nth % ACTS_TO_A_ROUND === 0 || nth === steps.length - 1) await postman(building, at);
  }
}
