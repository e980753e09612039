import { expect, test } from "vitest";
import { isRefusal } from "../platform/result.ts";
import { matterStates, move, transitions, type MatterState, type Transition } from "./matter.ts";

// The way as the practice model tells it, written a second time by hand: what the product allows must equal this.
const way: Record<Transition, Array<[MatterState, MatterState]>> = {
  "pass-on": [["noticed", "passed-on"]],
  "begin-inquiry": [["noticed", "gathering"]],
  "signal-accepted": [["passed-on", "following"]],
  "signal-returned": [["passed-on", "noticed"]],
  "solve-in-own-service": [["gathering", "own-service"]],
  "belongs-to-other": [["gathering", "other-service"]],
  "offer-to-other": [["other-service", "handing-over"]],
  "other-accepted": [["handing-over", "closed"]],
  "other-returned": [["handing-over", "gathering"]],
  "needs-collaboration": [["gathering", "consent"]],
  "think-again": [["own-service", "gathering"], ["other-service", "gathering"], ["consent", "gathering"]],
  "call-meeting": [["consent", "meeting"]],
  "cancel-meeting": [["meeting", "consent"]],
  "start-collaboration": [["meeting", "planning"]],
  "no-collaboration": [["meeting", "gathering"]],
  adopt: [["planning", "planned"], ["planned", "planned"]],
  "plan-lead-accepted": [["planned", "following"]],
  "become-plan-lead": [["taking-part", "planned"], ["following", "planned"]],
  close: [["noticed", "closed"], ["following", "closed"], ["gathering", "closed"], ["own-service", "closed"], ["planned", "closed"], ["taking-part", "closed"]],
};
const steps = Object.keys(transitions) as Transition[];

test("every step the model knows leads where the model says, and every other is refused", () => {
  for (const step of steps)
    for (const state of matterStates) {
      const allowed = way[step].find(([from]) => from === state);
      const result = move(state, step);
      if (allowed) expect(result, `${step} from ${state}`).toBe(allowed[1]);
      else expect(isRefusal(result), `${step} from ${state}`).toBe(true);
    }
});

test("a closed matter stays closed", () => {
  for (const step of steps) expect(isRefusal(move("closed", step)), step).toBe(true);
});

test("no matter falls between chairs: from every state there is a way to an end", () => {
  const next = (state: MatterState) => steps.map((step) => move(state, step)).filter((result): result is MatterState => !isRefusal(result));
  for (const start of matterStates) {
    const reached = new Set<MatterState>([start]);
    for (const state of reached) for (const one of next(state)) reached.add(one);
    expect(reached.has("closed"), start).toBe(true);
  }
});
