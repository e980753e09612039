import { judge } from "#src/access/facts.ts";
import { rules, type Action } from "#src/access/policy.ts";
import type { Hand } from "#src/house.ts";
import { findMatter, type Matter } from "#src/matter/index.ts";
import type { MeetingId } from "#src/meeting/index.ts";
import type { AuditLine } from "#src/platform/audit/audit.ts";
import type { Day } from "#src/platform/clock.ts";
import type { ChildId, MatterId } from "#src/platform/ids.ts";
import type { Trace } from "#src/platform/web/route.ts";
import { isConflict, isRefusal, type Conflict, type Refusal } from "#src/platform/result.ts";
import type { Child, WorldData } from "../world-data.ts";
import type { Timed } from "./calendar.ts";
import type { Crew, Who } from "./crew.ts";

/** A child's story while it is being lived: what the next step must know of those before. Units and people by handle. */
export type Unfolding = {
  readonly world: WorldData; readonly crew: Crew; readonly child: Child; readonly builtOn: Day;
  childId?: ChildId;
  /** The matter each unit works in. */
  readonly matters: Map<string, MatterId>;
  /** The matter where it was first noticed, when another has been opened in the same unit since. */
  noticedIn?: MatterId;
  /** The delivery that waits for its answer. */
  offered?: string;
  /** Consents by the place of their event in the story. */
  readonly consents: Map<number, string>;
  meeting?: MeetingId;
  /** The invitation of each guardian and unit. */
  readonly invitations: Map<string, string>;
  /** The measures of the plan in force, by their name in the story. */
  measures: Map<string, string>;
  /** The row version of the draft that is about to be adopted. */
  draft?: number;
};

/** One thing somebody does: what the trail says of it, by which right, and the doing. */
export type Act = Timed & {
  readonly who: Who;
  readonly event: string;
  /** What the policy must allow, and what it is about. Nothing, where every member of staff may. */
  readonly right?: { readonly action: Action; about(story: Unfolding): string | undefined };
  readonly forFamily?: boolean;
  run(hand: Hand, story: Unfolding): Promise<unknown>;
};

/** The id something must have by now. A Fault when the story came here too early. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is not there yet`);
  return value;
}

/** The matter a unit works in. */
export async function matterAt({ tx, house }: Hand, story: Unfolding, unit: string): Promise<Matter> {
  const id = known(story.matters.get(unit), `a matter at ${unit}`);
  return known(await findMatter(tx, house.keys, id), `the matter at ${unit}`);
}

/** The right to do something in the matter of a unit. */
export const inMatter = (action: Action, unit: string): { right: NonNullable<Act["right"]> } => ({ right: { action, about: (story) => story.matters.get(unit) } });

/** What a command came to; a refusal is a Fault, since a story is told as it happened. */
export function done<T>(result: T | Refusal | Conflict): T {
  if (isRefusal(result)) throw new Error(`refused: ${result.refused} ${JSON.stringify(result.details ?? {})}`);
  if (isConflict(result)) throw new Error(`in conflict: ${JSON.stringify(result.conflict)}`);
  return result;
}

/** Asks the policy, as every request is asked. */
async function allowed({ tx }: Hand, { right }: Act, story: Unfolding): Promise<Trace> {
  if (!right) return {};
  const about = known(right.about(story), `what ${right.action} is about`);
  const { granted, refusal, trace } = await judge(tx, right.action, { [rules[right.action].on]: about });
  if (!granted) throw new Error(`${right.action} is not allowed: ${refusal ?? "unrelated"}`);
  return trace;
}

/** The line of the trail. What is done with a delivery or a consent is written in one's own matter, where there is one. */
function lineOf({ who, event, right, forFamily = who.unit !== undefined }: Act, story: Unfolding, trace: Trace): AuditLine {
  const own = who.unit === undefined ? undefined : story.matters.get(who.unit);
  const isAboutMatter = right !== undefined && rules[right.action].on === "matter";
  const matterId = isAboutMatter ? trace.matterId : (own ?? trace.matterId);
  return { event, outcome: "granted", matterId, childId: story.childId, forFamily, ground: trace.ground };
}

/** Lives one act of a story: the policy is asked, the command is run, and the trail gets its line. */
export async function live(act: Act, story: Unfolding, at: Date): Promise<void> {
  const { who, event } = act;
  const work = async (hand: Hand) => {
    const trace = await allowed(hand, act, story);
    await act.run(hand, story);
    return lineOf(act, story, trace);
  };
  await story.crew.act(who, at, { purpose: event, work }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${story.child.handle}, day ${act.day}: ${who.handle} ${event}: ${why}`, { cause: error });
  });
}
