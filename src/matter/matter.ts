import type { Refusal } from "../platform/result.ts";
import { refuse } from "../platform/result.ts";

/**
 * Ärende: one branch's handling of one child. The states are those of the practice model, told from one branch's side: the
 * branch that noticed, the child lead, and the parties each have a matter of their own. @model K1, K2, M5
 */
export const matterStates = [
  "noticed", "passed-on", "following", "gathering", "own-service", "other-service", "handing-over", "consent", "meeting",
  "planning", "planned", "taking-part", "closed",
] as const;
export type MatterState = (typeof matterStates)[number];

/** What a branch is to the child: the one that noticed, the child lead (barnens bästa-ansvarig), or a party. */
export type MatterRole = "noticing" | "child-lead" | "party";

/** What may happen to a matter, and what it becomes. Everything not named here is refused. */
export const transitions = {
  "pass-on": { noticed: "passed-on" },
  "begin-inquiry": { noticed: "gathering" },
  "signal-accepted": { "passed-on": "following" },
  "signal-returned": { "passed-on": "noticed" },
  "solve-in-own-service": { gathering: "own-service" },
  "belongs-to-other": { gathering: "other-service" },
  "offer-to-other": { "other-service": "handing-over" },
  "other-accepted": { "handing-over": "closed" },
  "other-returned": { "handing-over": "gathering" },
  "needs-collaboration": { gathering: "consent" },
  "think-again": { "own-service": "gathering", "other-service": "gathering", consent: "gathering" },
  "call-meeting": { consent: "meeting" },
  "cancel-meeting": { meeting: "consent" },
  "start-collaboration": { meeting: "planning" },
  "no-collaboration": { meeting: "gathering" },
  adopt: { planning: "planned", planned: "planned" },
  "plan-lead-accepted": { planned: "following" },
  "become-plan-lead": { "taking-part": "planned", following: "planned" },
  close: { noticed: "closed", following: "closed", gathering: "closed", "own-service": "closed", planned: "closed", "taking-part": "closed" },
} as const satisfies Record<string, Partial<Record<MatterState, MatterState>>>;
export type Transition = keyof typeof transitions;

/** The state after a transition, or why it cannot happen now. Total: every pair has an answer. */
export function move(state: MatterState, by: Transition): MatterState | Refusal {
  const table: Partial<Record<MatterState, MatterState>> = transitions[by];
  return table[state] ?? refuse("matter.state");
}

/** The steps of the way a child's page shows, and which of them a state stands on. */
export const waySteps = ["signal", "inquiry", "decision", "consent", "meeting", "plan", "follow-up"] as const;
export type WayStep = (typeof waySteps)[number];

const stepOf: Record<MatterState, WayStep> = {
  noticed: "signal", "passed-on": "signal", gathering: "inquiry", "own-service": "decision", "other-service": "decision", "handing-over": "decision",
  consent: "consent", meeting: "meeting", planning: "plan", planned: "follow-up", following: "follow-up", "taking-part": "plan", closed: "follow-up",
};

export const wayStepOf = (state: MatterState): WayStep => stepOf[state];

/** A matter's number as people write and say it: `K-2026-0042`. */
export const matterNumber = (year: number, sequence: number): string => `K-${year}-${String(sequence).padStart(4, "0")}`;
export const isMatterNumber = (written: string): boolean => /^K-\d{4}-\d{4,}$/i.test(written.trim());
