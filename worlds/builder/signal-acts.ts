import { noticeChild, noticeUnborn, addSignal, listSignals, type Noticed } from "#src/signal/index.ts";
import { CATALOGUE } from "#src/access/grounds-catalogue.ts";
import { questionsOf } from "#src/access/grounds.ts";
import { findContent } from "#src/disclosure/index.ts";
import type { Hand } from "#src/house.ts";
import { beginInquiry, closeMatter, type ChildView } from "#src/inquiry/index.ts";
import { findMatter, type Matter } from "#src/matter/index.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import { listShelves, receive, send, type Parcel } from "#src/sharing/index.ts";
import type { EventOf } from "../story-events.ts";
import { dayIn } from "./calendar.ts";
import { doerOf, nameOf, sameBranch, unitNamed, type Telling } from "./cast.ts";
import { done, inMatter, known, matterAt, type Act, type Unfolding } from "./unfolding.ts";

const words = wordsIn("sv");

/** The child as the branch that notices meets it: by its number, or by the one who carries it. */
async function notice(hand: Hand, { child, world, builtOn }: Unfolding): Promise<Noticed> {
  if (child.born) return done(await noticeChild(hand, child.identity));
  const carrier = known(world.guardians.find(({ handle }) => handle === child.carried_by), "the one who carries the child");
  const expectedOn = dayIn(builtOn, child.expected_day);
  return done(await noticeUnborn(hand, { carriedBy: carrier.identity, expectedOn, naming: (name) => words.t("signal.unborn.name", { carrier: name }) }));
}

export function signalActs(event: EventOf<"signal">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  const { seen, child_words: childWords, told, wish, areas } = event;
  return [{
    day: event.day, who, event: "signal.written",
    run: async (hand, story) => {
      const child = await notice(hand, story);
      const added = done(await addSignal(hand, { child, words: { seen, childWords, told, wish }, areas, noticedOn: hand.today }));
      story.childId = child.id;
      story.matters.set(who.unit, added.matterId);
    },
  }];
}

/** What a ground asks, answered: its statements with yes, its questions in the sender's own words. */
export function answersTo(matter: Matter, ground: EventOf<"deliver_signal">["ground"]): Pick<Parcel, "ground" | "answers"> {
  const row = known(CATALOGUE.grounds.find(({ code }) => code === ground.kind), `the ground ${ground.kind}`);
  const said: Readonly<Record<string, string>> = ground.kind === "consent" ? {} : { need: ground.need, why: ground.why };
  return { ground: ground.kind, answers: Object.fromEntries(questionsOf(row, matter.branchKind).map(({ id, kind }) => [id, kind === "text" ? (said[id] ?? "") : "yes"])) };
}

async function passOn(hand: Hand, story: Unfolding, of: { from: string; to: string; ground?: EventOf<"deliver_signal">["ground"] | undefined }): Promise<void> {
  const matter = await matterAt(hand, story, of.from);
  const [shelves, [signal]] = await Promise.all([listShelves(hand.tx, hand.house, { matter, language: "sv" }), listSignals(hand.tx, hand.house, matter)]);
  const items = shelves.filter(({ source }) => source.kind === "signal").flatMap((shelf) => shelf.items);
  const { words: said, areas, noticedOn } = known(signal, "the signal");
  const parcel: Parcel = {
    way: "pass-on", kind: "signal", to: [`unit:${story.crew.unit(of.to)}`], items: items.map(({ id }) => id), sections: items.map(({ section }) => section),
    data: { signal: { ...said, areas, noticedOn } }, why: words.t("sharing.pass-on.why"), ...(of.ground ? answersTo(matter, of.ground) : { answers: {} }),
  };
  story.offered = done(await send(hand, { matter, parcel })).deliveries[0]!;
}

export function deliverSignalActs(event: EventOf<"deliver_signal">, { world }: Telling): Act[] {
  const who = doerOf(world, event);
  return [{
    day: event.day, who, event: "delivery.sent", ...inMatter("signal.pass-on", who.unit),
    run: (hand, story) => passOn(hand, story, { from: who.unit, to: event.to, ground: event.ground }),
  }];
}

const offered = { about: (story: Unfolding) => story.offered };

/** Somebody opens what has come, before answering it. */
export const readOffered = (who: Act["who"], day: number): Act => ({
  day, who, event: "delivery.read", right: { action: "delivery.read", ...offered },
  run: (hand, story) => findContent(hand.tx, hand.house.keys, known(story.offered, "a delivery")),
});

/** Somebody takes in what was offered. */
export const takeOver = (who: Act["who"] & { unit: string }, day: number): Act => ({
  day, who, event: "delivery.received", right: { action: "delivery.receive", ...offered },
  run: async (hand, story) => {
    const { matterId } = done(await receive(hand, known(story.offered, "a delivery"), { accept: true }));
    if (story.matters.has(who.unit)) story.noticedIn ??= story.matters.get(who.unit)!;
    story.matters.set(who.unit, known(matterId, "the receiver's matter"));
  },
});

/** How long somebody who only noticed keeps the matter open after it has been taken over by another branch. */
const DAYS_TO_FOLLOW = 10;

const noticedAt = (unit: string) => (story: Unfolding) => story.noticedIn ?? story.matters.get(unit);

function partDone(of: { day: number; who: Act["who"] & { unit: string }; lead: string; leadUnit: string; childView: ChildView }, { world }: Telling): Act {
  const { day, who, lead, childView } = of;
  const { name, phone } = unitNamed(world, of.leadUnit);
  const about = noticedAt(who.unit);
  return {
    day, who, event: "matter.closed", right: { action: "matter.close", about },
    run: async (hand, story) => {
      const matter = known(await findMatter(hand.tx, hand.house.keys, known(about(story), "the matter")), "the matter");
      done(await closeMatter(hand, { matter, outcome: "part-done", words: `${lead} har tagit emot signalen. Min del är klar.`, childView, turnTo: `${lead}, ${name}, ${phone}.` }));
    },
  };
}

/** Whoever only noticed has done its part when another has taken over, unless it is needed later in the story. */
function endOfNoticing(event: EventOf<"receive">, telling: Telling, noticed: EventOf<"signal">): Act[] {
  const { world, story } = telling;
  const [who, lead] = [doerOf(world, noticed), doerOf(world, event)];
  const isColleague = sameBranch(world, who.unit, lead.unit);
  const takesPart = story.events.some((one) => one.event === "meeting" && one.invited.some((seat) => seat.who === who.handle));
  if (takesPart && !isColleague) return [];
  const childView: ChildView = noticed.child_words ? { words: noticed.child_words, how: "Så står det i signalen." } : { missing: "Signalen har inga egna ord från barnet." };
  const day = Math.min(event.day + (isColleague ? 1 : DAYS_TO_FOLLOW), 0);
  return [partDone({ day, who, lead: nameOf(telling, lead.handle), leadUnit: lead.unit, childView }, telling)];
}

/**
 * The child lead takes over: from another branch what was delivered, from a colleague what was passed on within the unit, and from
 * oneself by beginning.
 */
export function receiveActs(event: EventOf<"receive">, telling: Telling): Act[] {
  const { world, story } = telling;
  const who = doerOf(world, event);
  const [noticed] = story.events.filter((one) => one.event === "signal");
  if (!noticed) throw new Error(`nobody noticed ${story.child}`);
  const noticing = doerOf(world, noticed);
  if (noticing.handle === who.handle) {
    return [{ day: event.day, who, event: "inquiry.begun", ...inMatter("inquiry.begin", who.unit), run: async (hand, unfolding) => done(await beginInquiry(hand, await matterAt(hand, unfolding, who.unit))) }];
  }
  const sent = story.events.some((one) => one.event === "deliver_signal");
  const passing: Act[] = sent ? [] : [{
    day: noticed.day, who: noticing, event: "delivery.sent", ...inMatter("signal.pass-on", noticing.unit), run: (hand, unfolding) => passOn(hand, unfolding, { from: noticing.unit, to: who.unit }),
  }];
  return [...passing, readOffered(who, event.day), takeOver(who, event.day), ...endOfNoticing(event, telling, noticed)];
}
