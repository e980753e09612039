import { closeMatter, decide, saveWheel, thinkAgain, type ClosingOutcome } from "#src/inquiry/index.ts";
import type { EventOf } from "../story-events.ts";
import { doerOf, unitNamed, type Telling } from "./cast.ts";
import { done, inMatter, matterAt, type Act } from "./unfolding.ts";

export function wheelActs(event: EventOf<"wheel">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  const entries = event.areas.map(({ needs_support: needsSupport, ...said }) => ({ ...said, needsSupport }));
  return [{
    day: event.day, who, event: "wheel.written", ...inMatter("inquiry.write", who.unit),
    run: async (hand, story) => done(await saveWheel(hand, { matter: await matterAt(hand, story, who.unit), perspective: event.perspective, how: event.how, entries })),
  }];
}

/** Whoever has decided before thinks again first. */
export function decideActs(event: EventOf<"decide">, { world, story }: Telling): Act[] {
  const who = doerOf(world, event);
  const isSecond = story.events.slice(0, story.events.indexOf(event)).some((one) => one.event === "decide");
  const again: Act = {
    day: event.day, who, event: "decision.reopened", ...inMatter("decision.think-again", who.unit),
    run: async (hand, unfolding) => done(await thinkAgain(hand, await matterAt(hand, unfolding, who.unit))),
  };
  const deciding: Act = {
    day: event.day, who, event: "decision.made", ...inMatter("decision.make", who.unit),
    run: async (hand, unfolding) => done(await decide(hand, { matter: await matterAt(hand, unfolding, who.unit), answers: event.answers, who: event.parties.map(unfolding.crew.unit) })),
  };
  return isSecond ? [again, deciding] : [deciding];
}

/** The ends a matter without a plan of its own can come to here; the others come about by what was done before. */
const ends: Readonly<Partial<Record<EventOf<"close">["outcome"], ClosingOutcome>>> = {
  "own-service": "own-service", "needs-met": "needs-met", "no-collaboration": "no-collaboration", moved: "moved", adult: "adult",
};

export function closeActs(event: EventOf<"close">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  const { name, phone } = unitNamed(world, event.turn_to.unit);
  const outcome = ends[event.outcome];
  if (!outcome) throw new Error(`nobody closes a matter as ${event.outcome}`);
  return [{
    day: event.day, who, event: "matter.closed", ...inMatter("matter.close", who.unit),
    run: async (hand, story) => done(await closeMatter(hand, {
      matter: await matterAt(hand, story, who.unit), outcome, words: event.words, childView: event.child_view, turnTo: `${event.turn_to.words} ${name}, ${phone}.`,
    })),
  }];
}
