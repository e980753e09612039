import type { Day } from "../platform/clock.ts";

/** How a point of the action plan stands: from a need to a decision, to what was done, to those it came from knowing. @model degerforsmodellen 7.4 */
export const undertakingStates = ["proposed", "approved", "rejected", "done", "told"] as const;
export type UndertakingState = (typeof undertakingStates)[number];

/** What cooperation rests on: a point of the plan strengthens one of them. @model degerforsmodellen S3, S4 */
export const prerequisites = ["structure", "respect", "interplay"] as const;
export type Prerequisite = (typeof prerequisites)[number];

/** A point of the action plan. */
export type Undertaking = {
  readonly id: string; readonly number: number; readonly what: string; readonly need: string; readonly prerequisite: Prerequisite; readonly ownerId: string; readonly dueOn: Day; readonly state: UndertakingState; readonly decisionId: string | undefined; readonly version: number;
};

export type UndertakingEvent = { readonly id: string; readonly at: Date; readonly dutyId: string; readonly what: "proposed" | "approved" | "rejected" | "noted" | "done" | "told"; readonly words: string };

/** A decision of the steering group that a point can stand on: in closed minutes. */
export type Ground = { readonly id: string; readonly number: number; readonly text: string; readonly on: Date; readonly groupId: string; readonly meetingId: string };

/** What comes after, and who may: `speaks` owns it or keeps the agreement; `decides` speaks for the steering group. */
export type UndertakingStep = "decide" | "note" | "tell";
export function stepsOf({ state }: Pick<Undertaking, "state">, { speaks, decides }: { speaks: boolean; decides: boolean }): UndertakingStep[] {
  const deciding: UndertakingStep[] = decides && (state === "proposed" || state === "approved") ? ["decide"] : [];
  if (!speaks) return deciding;
  if (state === "approved") return ["note", ...deciding];
  return state === "done" || state === "rejected" ? ["tell", ...deciding] : deciding;
}

/** Late: decided, not done, and its day has passed. */
export const isLate = ({ state, dueOn }: Pick<Undertaking, "state" | "dueOn">, today: Day): boolean => state === "approved" && dueOn < today;

const GROUPS: ReadonlyArray<readonly [string, readonly UndertakingState[]]> = [["going", ["approved"]], ["proposed", ["proposed"]], ["to-tell", ["done", "rejected"]], ["finished", ["told"]]];
/** The plan in the order it is worked with: what is going on, what waits for a decision, what is to be told, what is finished. */
export const inParts = (all: readonly Undertaking[]): Array<{ part: string; points: Undertaking[] }> =>
  GROUPS.flatMap(([part, states]) => { const points = all.filter(({ state }) => states.includes(state)); return points.length > 0 ? [{ part, points }] : []; });
